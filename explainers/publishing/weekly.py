"""What changes by itself while nobody publishes: pages of others that a site links to, and what holds until a day.

Pure but for `certificate_end`, which asks a server. Links to the site itself are a gate's (`gates.references`), what is
cited of a source's page is `explainers source compare`'s.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urldefrag, urlsplit

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.markup import NotWellFormed, page_of
from explainers.publishing.scan import problem_at

__all__ = ["certificate_end", "certificate_problems", "dead_links", "outgoing_links"]

_LEAST: Final = timedelta(days=21)  # who renews by itself does so 30 days before the end
_TIMEOUT: Final = 20
_HTTPS: Final = 443


def outgoing_links(site: BuiltSite) -> dict[str, tuple[str, int]]:
    """Return every address of another host that pages link to, without fragment, with the first page and its line."""
    own = urlsplit(site.record.site_url).netloc.lower()
    found: dict[str, tuple[str, int]] = {}
    for path in site.pages:
        try:
            references = page_of(site.read(path)).references
        except NotWellFormed:
            continue  # a gate reports it
        for each in references:
            if _is_outgoing(each.value, own):
                found.setdefault(urldefrag(each.value).url, (path, max(each.line, 1)))
    return dict(sorted(found.items()))


def _is_outgoing(address: str, own: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() != own


def dead_links(links: Mapping[str, tuple[str, int]], gone: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return a problem for each address that is `gone`, with why."""
    return tuple(
        problem_at(path, "dead-link", f"{gone[address]}: link to where it is now, or to an archive's copy", line)
        for address, (path, line) in links.items()
        if address in gone
    )


def certificate_problems(site_url: str, end: datetime, now: datetime) -> tuple[Problem, ...]:
    """Return a problem if a site's certificate holds until a time less than three weeks from now.

    >>> from datetime import UTC
    >>> certificate_problems("https://news.alt", datetime(2027, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    ()
    """
    if end - now >= _LEAST:
        return ()
    said = f"the certificate holds until {end:%Y-%m-%d}, under {_LEAST.days} days from now: see why it isn't renewed"
    return (problem_at(site_url, "certificate-expires", said),)


def certificate_end(site_url: str, context: ssl.SSLContext | None = None) -> datetime:
    """Return until when the certificate of a site's server holds (UTC).

    Raises `ssl.SSLCertVerificationError` for one that browsers refuse, and `OSError` where the server can't be asked.
    """
    parts = urlsplit(site_url)
    place = (parts.hostname or "", parts.port or _HTTPS)
    context = context or ssl.create_default_context()
    with (
        socket.create_connection(place, timeout=_TIMEOUT) as plain,
        context.wrap_socket(plain, server_hostname=place[0]) as safe,
    ):
        certificate = safe.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
