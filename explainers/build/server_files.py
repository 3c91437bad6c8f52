"""Files that are for servers and for those who test them: `_headers`, and `.well-known/security.txt`.

`_headers` is read by Netlify, Cloudflare Pages and others of their kind: lines with a path, and below it the headers of
what is there. One content-security policy stands for all pages there: it allows what any page of the site needs, and
each page narrows it by its own ``<meta>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from explainers.page_kinds import PAGE_KINDS
from explainers.pages.open_data.fields import FILES
from explainers.pages.policy import united
from explainers.site_settings import Security, ServerSettings
from explainers.urls import ASSETS, Urls

__all__ = ["expiry_problem", "server_files"]

_LONGEST: Final = 366  # days that RFC 9116 (2.5.5) recommends a security.txt to be valid for, at the most
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_EVERYWHERE: Final = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
)
_BY_TLS: Final = "Cross-Origin-Opener-Policy: same-origin"  # without, browsers ignore it, and call it an error


def expiry_problem(security: Security, day: str) -> str:
    """Return what is wrong with the day until which a `security.txt` holds, seen from a day (ISO date); or nothing."""
    left = date.fromisoformat(security.expires) - date.fromisoformat(day)
    if left <= timedelta(0):
        return (
            f"EXPLAINER_SECURITY expired on {security.expires}: check whether it is still right, and choose a later day"
        )
    if left > timedelta(_LONGEST):
        return f"EXPLAINER_SECURITY expires on {security.expires}: choose a day within a year"
    return ""


def server_files(settings: ServerSettings, urls: Urls, policies: Iterable[str]) -> Mapping[str, bytes]:
    """Return the files for servers, by their address; `policies` are the pages' content-security policies."""
    files: dict[str, bytes] = {}
    if settings.security:
        files[".well-known/security.txt"] = _security(settings.security, urls).encode()
    if settings.headers:
        files["_headers"] = _headers(united(policies), urls).encode()
    return files


def _security(security: Security, urls: Urls) -> str:
    lines = [f"Contact: {security.contact}", f"Expires: {security.expires}T00:00:00Z"]
    lines.append(f"Preferred-Languages: {', '.join(urls.languages)}")
    if urls.site:
        lines.append(f"Canonical: {urls.site}/.well-known/security.txt")
    if security.policy:
        lines.append(f"Policy: {security.policy}")
    return "\n".join(lines) + "\n"


def _headers(policy: str, urls: Urls) -> str:
    root = urls.root()
    lines = [f"{root}*", f"  Content-Security-Policy: {policy}; frame-ancestors 'none'"]
    everywhere = _EVERYWHERE if urls.site.startswith("http:") else (*_EVERYWHERE, _BY_TLS)
    lines += [f"  {header}" for header in everywhere]
    lines += [f"{root}{ASSETS}*", f"  Cache-Control: {_FOR_EVER}"]
    for kind in (kind for kind in PAGE_KINDS if kind.absolute):  # feeds
        for language in urls.languages:
            lines.append(f"{root}{urls.address(kind.name, language)}")
            lines.append("  Content-Type: application/atom+xml; charset=utf-8")
    for name, file in FILES.items():  # other sites' pages may read them
        charset = "; charset=utf-8" if file.media_type.startswith("text/") else ""
        lines += [f"{root}{name}", f"  Content-Type: {file.media_type}{charset}", "  Access-Control-Allow-Origin: *"]
    return "\n".join(lines) + "\n"
