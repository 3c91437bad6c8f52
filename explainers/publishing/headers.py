"""The headers that servers are to send, read from the site's own `_headers`, which the build writes. Pure.

The lines are those of Netlify and Cloudflare Pages: an address, which may end in ``*``, and below it the headers of
what is there. Types and times to keep files come from `kinds`, what a site wants otherwise from ``PUBLISH_HEADERS`` in
its settings, which the build writes into `_headers` too; so there is one source for each header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from explainers.publishing.kinds import headers_of

__all__ = [
    "BASIC_RULES", "HEADERS_FILE", "HeaderRule", "OwnHeaders", "expected_headers", "header_rules", "headers_at",
    "headers_file", "stored_headers", "unfit_header", "with_own",
]  # fmt: skip

OwnHeaders = Mapping[str, Mapping[str, str | None]]
"""What a site wants sent otherwise: address from its root → name → value, or `None` for a header that isn't sent."""

HEADERS_FILE: Final = "_headers"
"""The file of a site that has its headers."""
_STORED: Final = ("cache-control", "content-disposition", "content-encoding", "content-language", "content-type")
_FIXED: Final = ("content-encoding", "content-length", "content-type")
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_VALUE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")  # RFC 9110, 5.5, without what is obsolete
_ADDRESS: Final = re.compile(r"/[^\s*]*\*?")


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


def headers_file(rules: Iterable[HeaderRule]) -> bytes:
    """Return the `_headers` file that has these rules.

    >>> headers_file([HeaderRule("/x", {"A": "b"}), HeaderRule("/y", {})])
    b'/x\\n  A: b\\n'
    """
    lines = []
    for rule in rules:
        lines += [rule.address, *(f"  {name}: {value}" for name, value in rule.headers.items())] if rule.headers else []
    return "".join(f"{line}\n" for line in lines).encode()


def with_own(rules: Iterable[HeaderRule], own: OwnHeaders, base: str) -> tuple[HeaderRule, ...]:
    """Return rules with those of a site, which lies below the path `base`: at an address that has a rule its headers
    take the place of those of the same name, other addresses come behind, and so win.

    >>> there = [HeaderRule("/news/*", {"A": "1", "B": "2"})]
    >>> with_own(there, {"/*": {"a": None, "b": "3"}, "/x": {"C": "4"}}, "/news")
    (HeaderRule(address='/news/*', headers={'b': '3'}), HeaderRule(address='/news/x', headers={'C': '4'}))
    """
    found = {rule.address: dict(rule.headers) for rule in rules}
    for address, headers in own.items():
        there = found.setdefault(base + address, {})
        for name, value in headers.items():
            for other in [other for other in there if other.lower() == name.lower()]:
                del there[other]
            if value is not None:
                there[name] = value
    return tuple(HeaderRule(address, headers) for address, headers in found.items() if headers)


def unfit_header(own: OwnHeaders) -> str:
    """Return what is wrong with headers of a site's own, as a sentence without its full stop; nothing if they will do.

    >>> unfit_header({"/*": {"X-Robots-Tag": "noarchive"}})
    ''
    >>> unfit_header({"*.pdf": {}})
    "'*.pdf' isn't an address: begin it with a slash, and end it with a star for all that begins so"
    """
    for address, headers in own.items():
        if not _ADDRESS.fullmatch(address):
            return f"'{address}' isn't an address: begin it with a slash, and end it with a star for all that begins so"
        for name, value in headers.items():
            if not _NAME.fullmatch(name):
                return f"'{name}' isn't the name of a header"
            if name.lower() in _FIXED:
                return f"{name} comes from the file and can't be set for '{address}'"
            if value is not None and not _VALUE.fullmatch(value):
                return f"the value of {name} for '{address}' isn't one line of ASCII"
    return ""


def stored_headers(path: str, address: str, rules: tuple[HeaderRule, ...]) -> dict[str, str]:
    """Return those of the `expected_headers` that a store keeps with the file itself."""
    return {name: value for name, value in expected_headers(path, address, rules).items() if name in _STORED}


def expected_headers(path: str, address: str, rules: tuple[HeaderRule, ...]) -> Mapping[str, str]:
    """Return the headers, by small letters, of a file that is served at an address; the last rule for one wins."""
    return headers_of(path) | headers_at(address, rules)


def headers_at(address: str, rules: Iterable[HeaderRule]) -> dict[str, str]:
    """Return the headers, by small letters, that rules have for an address; the last rule for one wins."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.holds_for(address):
            found |= {name.lower(): value for name, value in rule.headers.items()}
    return found
