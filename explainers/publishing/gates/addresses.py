"""Where an address leads: to a file of this site, out into the world, or nowhere. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct

__all__ = ["Lost", "Target", "page_address", "target_of"]

_WEB: Final = ("http", "https")


class Target(Struct, frozen=True, gc=False):
    """A file of the site, by path, and the place in it (empty for the file as a whole)."""

    path: str
    fragment: str


class Lost(Struct, frozen=True):
    """An address that leads nowhere: why, and what to write instead, if that is known."""

    message: str
    suggestion: str | None = None


def page_address(site_url: str, path: str) -> str:
    """Return the address of a file.

    >>> page_address("https://example.org/news", "map/index.html")
    'https://example.org/news/map/'
    """
    folder, _, name = f"/{path}".rpartition("/")
    return f"{site_url}{folder}/{'' if name == 'index.html' else name}"


def target_of(address: str, base: str, site_url: str, files: Collection[str]) -> Target | Lost | None:
    """Return what an address leads to, in a file whose own address is `base`; `None` for the world outside.

    >>> target_of("../map/#key", "https://example.org/a/", "https://example.org", {"map/index.html"})
    Target(path='map/index.html', fragment='key')
    >>> target_of("/map", "https://example.org/a/", "https://example.org", {"map/index.html"}).suggestion
    '/map/'
    >>> target_of("mailto:desk@example.org", "https://example.org/", "https://example.org", ()) is None
    True
    """
    try:
        whole, fragment = urldefrag(urljoin(base, address))
        parts, home = urlsplit(whole), urlsplit(site_url)
    except ValueError:
        return Lost("this isn't an address")
    if parts.scheme not in _WEB or parts.netloc.lower() != home.netloc.lower():
        return None
    if parts.path.rstrip("/") != home.path and not parts.path.startswith(f"{home.path}/"):
        return _outside(address, parts, home, files)
    if parts.scheme != home.scheme:
        return Lost(f"this leads to the site by {parts.scheme}, but it is served by {home.scheme}")
    path = unquote(parts.path[len(home.path) :].lstrip("/"))
    found = f"{path}index.html" if path.endswith("/") or not path else path
    if found in files:
        return Target(found, _place(fragment))
    if f"{path}/index.html" in files:
        before, mark, after = address.partition("#")
        return Lost("this leads to a folder without the slash at its end", f"{before}/{mark}{after}")
    return Lost(f"this site has no '{found}'")


def _outside(address: str, parts: SplitResult, home: SplitResult, files: Collection[str]) -> Lost | None:
    """Return what is wrong with an address on the site's host that doesn't lie below the site's folder.

    What else that host serves isn't ours to judge; but where this site has such a file, its folder was forgotten.
    """
    path = unquote(parts.path).lstrip("/")
    if not any(each in files for each in (path, f"{path}index.html", f"{path}/index.html")):
        return None
    better = f"{home.path}{address}" if address.startswith("/") and not address.startswith("//") else None
    return Lost(f"this leads out of the site, which lies below {home.path}/", better)


def _place(fragment: str) -> str:
    # A text fragment ("#:~:text=…") finds words, not an anchor.
    place = unquote(fragment.partition(":~:")[0])
    return "" if place.lower() == "top" else place
