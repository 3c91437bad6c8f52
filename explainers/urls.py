"""Where a page lives: addresses of pages in each language, and links between them.

An address is a path relative to the site's root (``fr/countries/mali/``); one that ends in a slash is the
``index.html`` of its folder.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from msgspec import Struct, field

from explainers.page_kinds import PAGE_KINDS, names_of

__all__ = [
    "ASSETS", "CARDS", "DEFAULT_PATTERNS", "FILES", "ICON", "IN_PATHS", "PICTURES", "Urls", "beside", "file_of",
    "relative",
]  # fmt: skip

ASSETS: Final = "assets/"  # all files in there have a digest of their bytes in their name
CARDS: Final = "cards/"
PICTURES: Final = "images/"
FILES: Final = "files/"

IN_PATHS: Final = "/%:@!$&'()*+,;=~"  # RFC 3986, "pchar"; what is encoded already stays so

ICON: Final = "icon.svg"
"""The site's mark: a file of the theme, which has an address as pages have."""
_ICON: Final = "icon"
DEFAULT_PATTERNS: Final[Mapping[str, str]] = {kind.name: kind.address for kind in PAGE_KINDS} | {_ICON: ICON}
_SHARED: Final = frozenset((*names_of(one_for="site"), _ICON))  # the same for all languages


class Urls(Struct, frozen=True):
    """The addresses of a site: patterns by kind of page, its languages (the first has no prefix), and the
    absolute address that it is published at (without a slash at the end; empty while it has none).
    """

    languages: tuple[str, ...]
    site: str = ""
    patterns: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_PATTERNS))

    def address(self, kind: str, language: str, slug: str = "") -> str:
        """Return the address of a page.

        >>> Urls(("en", "fr")).address("country", "fr", "mali")
        'fr/countries/mali/'
        """
        return self._prefix(kind, language) + self.patterns[kind].format(slug=slug)

    def card(self, kind: str, language: str, slug: str = "") -> str:
        """Return the address of the picture that stands for a page where others share it.

        >>> Urls(("en", "fr")).card("country", "fr", "mali"), Urls(("en", "fr")).card("home", "en")
        ('fr/cards/countries/mali.png', 'cards/index.png')
        """
        page = self.patterns[kind].format(slug=slug).removesuffix("index.html").removesuffix(".html")
        return f"{self._prefix(kind, language)}{CARDS}{page.rstrip('/') or 'index'}.png"

    def _prefix(self, kind: str, language: str) -> str:
        return "" if language == self.languages[0] or kind in _SHARED else f"{language}/"

    def absolute(self, address: str) -> str:
        """Return an address with the site's own before it, percent-encoded as RFC 3986 asks."""
        return f"{self.site}/{_quoted(address)}"

    def root(self) -> str:
        """Return the absolute path of the site's root, with a slash at the end: what links begin with on a
        page that is shown at any address.
        """
        path = self.site.split("://", 1)[-1].partition("/")[2]
        return f"/{path}/" if path else "/"


def relative(source: str, target: str, fragment: str = "") -> str:
    """Return the link from one address to another, percent-encoded; ``.`` leads to the same folder.

    >>> relative("fr/countries/mali/", "fr/map/", "top"), relative("", "map/"), relative("map/", "")
    ('../../map/#top', 'map/', '../')
    """
    folder = source if source.endswith("/") or not source else source.rpartition("/")[0] + "/"
    if source == target and fragment:
        return f"#{fragment}"
    below = target.startswith(folder) and folder != target
    link = target[len(folder) :] if below else _around(folder, target)
    return _quoted(link) + (f"#{_quoted(fragment)}" if fragment else "")


def _around(folder: str, target: str) -> str:
    """Return the way from a folder to an address that isn't below it, as `posixpath.relpath` does, which takes a
    multiple of the time: a page has dozens of such links, and a list a thousand.
    """
    here, there = _parts(folder), _parts(target)
    shared = 0
    while shared < len(here) and shared < len(there) and here[shared] == there[shared]:
        shared += 1
    link = "/".join((*[".."] * (len(here) - shared), *there[shared:])) or "."
    return f"{link}/" if not target or target.endswith("/") else link


@lru_cache(maxsize=4096)
def _parts(path: str) -> tuple[str, ...]:
    return tuple([part for part in path.split("/") if part not in ("", ".")])


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return quote(text)


def beside(address: str, name: str) -> str:
    """Return the address of a file that belongs to a page and stands beside it.

    >>> beside("fr/one/", "cite.bib"), beside("one.html", "cite.bib")
    ('fr/one/cite.bib', 'one.cite.bib')
    """
    return f"{address}{name}" if not address or address.endswith("/") else f"{posixpath.splitext(address)[0]}.{name}"


def file_of(address: str) -> str:
    """Return the file of an address, relative to the output folder.

    >>> file_of("fr/map/"), file_of("404.html")
    ('fr/map/index.html', '404.html')
    """
    return address if address and not address.endswith("/") else f"{address}index.html"
