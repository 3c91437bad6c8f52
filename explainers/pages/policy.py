"""The content-security policy of a template's pages: nothing from anywhere but what such a page needs.

Inline styles and scripts are allowed by their digest. What a page may load beyond them is listed here: the interactive
map has scripts and styles in files, and pictures from a tile server where the settings name one; the search page has a
script that reads an index by WebAssembly. docs/decisions/policy.md says why every page may ask its own site.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

__all__ = ["policy", "tile_source", "united"]

_POLICY: Final = (
    "default-src 'none'; style-src {styles}; img-src 'self' data:{pictures}; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'{scripts}"
)
_SCRIPTS: Final[Mapping[str, str]] = {
    "interactive.html": "; script-src 'self'",
    "map.html": "; script-src 'self'",
    "search.html": "; script-src 'self' 'wasm-unsafe-eval'",
}
_WITH_LIVE_MAP: Final = frozenset(("interactive.html", "map.html"))
_TILE_SERVER: Final = re.compile(r"(https?:)//([\w.{}-]+)(:\d+)?(?=/|$)", re.ASCII)


def policy(template: str, style: str, script: str = "", tiles: str = "") -> str:
    """Return the policy of pages of a template with an inline style, and an inline script or none; `tiles` is the
    address pattern of the tile server, or empty.
    """
    live = template in _WITH_LIVE_MAP
    allowed = _SCRIPTS.get(template, "") + (f" {_hashed(script)}" if script else "")
    source = tile_source(tiles) if live else ""
    return _POLICY.format(
        styles=_hashed(style) + (" 'self'" if live else ""),
        pictures=f" {source}" if source else "",
        scripts=allowed,
    )


def tile_source(tiles: str) -> str:
    """Return the source expression of Content Security Policy 3 for a tile server's address pattern; empty for tiles of
    the site's own. A place holder in the host's name stands for any name there.

    >>> tile_source("https://{s}.tiles.example/{z}/{x}/{y}.png"), tile_source("https://tiles.example:8080/{z}/{x}.webp")
    ('https://*.tiles.example', 'https://tiles.example:8080')
    >>> tile_source("https://tiles-{s}.maps.example/{z}"), tile_source("/tiles/{z}/{x}/{y}.png")
    ('https://*.maps.example', '')
    """
    found = _TILE_SERVER.match(tiles)
    if not found:
        return ""
    scheme, host, port = found.groups("")
    _, placeholder, rest = host.rpartition("}")
    return f"{scheme}//{'*.' + rest.partition('.')[2] if placeholder else host}{port}"


def united(policies: Iterable[str]) -> str:
    """Return a policy that allows what any of some policies allows. Of a directive that one of them has twice, browsers
    take the first (Content Security Policy 3, 2.2.1).

    >>> united(["default-src 'none'; style-src 'sha256-a'", "default-src 'none'; style-src 'sha256-b' 'self'"])
    "default-src 'none'; style-src 'sha256-a' 'sha256-b' 'self'"
    """
    allowed: dict[str, dict[str, None]] = {}
    for policy in policies:
        named: dict[str, list[str]] = {}
        for name, *sources in filter(None, map(str.split, policy.split(";"))):
            named.setdefault(name.lower(), sources)
        for name, sources in named.items():
            allowed.setdefault(name, {}).update(dict.fromkeys(sources))
    for its in allowed.values():
        if len(its) > 1:
            its.pop("'none'", None)
    return "; ".join(" ".join((name, *its)) for name, its in allowed.items())


def _hashed(text: str) -> str:
    """Return the source expression that allows an inline style or script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
