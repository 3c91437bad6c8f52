"""The headers that servers are to send, read from the site's own `_headers`, which the build writes. Pure.

The lines are those of Netlify and Cloudflare Pages: an address, which may end in ``*``, and below it the headers of
what is there. Types and times to keep files come from `kinds`; so there is one source for each header.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from explainers.publishing.kinds import headers_of

__all__ = ["BASIC_RULES", "HeaderRule", "expected_headers", "header_rules"]


class HeaderRule(Struct, frozen=True):
    """Headers, by name, for an address, or for all that begin with one (``/assets/*``)."""

    address: str
    headers: dict[str, str]

    def holds_for(self, address: str) -> bool:
        """Whether the rule is for what is at an address.

        >>> HeaderRule("/assets/*", {}).holds_for("/assets/x.css"), HeaderRule("/a", {}).holds_for("/a/")
        (True, False)
        """
        if self.address.endswith("*"):
            return address.startswith(self.address[:-1])
        return address == self.address


BASIC_RULES: Final = (
    HeaderRule(
        "/*",
        {
            "Content-Security-Policy": "frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
        },
    ),
)
"""What every server should send, for a site that writes no `_headers`."""


def header_rules(text: str) -> tuple[HeaderRule, ...]:
    """Return the rules of a `_headers` file; lines that are none are left out.

    >>> header_rules("/*\\n  A: b: c\\n# words\\n/x\\n  D: e")
    (HeaderRule(address='/*', headers={'A': 'b: c'}), HeaderRule(address='/x', headers={'D': 'e'}))
    """
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        name, colon, value = line.strip().partition(":")
        if line.startswith(("/", "http")):
            rules.append((line.strip(), {}))
        elif rules and colon and line[:1].isspace():
            rules[-1][1][name.strip()] = value.strip()
    return tuple(HeaderRule(address, headers) for address, headers in rules)


def expected_headers(path: str, address: str, rules: tuple[HeaderRule, ...]) -> Mapping[str, str]:
    """Return the headers, by small letters, of a file that is served at an address; the last rule for one wins."""
    found = dict(headers_of(path))
    for rule in rules:
        if rule.holds_for(address):
            found |= {name.lower(): value for name, value in rule.headers.items()}
    return found
