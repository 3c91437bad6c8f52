"""The pages of a built site: what kind each is of, in which language, and one of each kind to measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from explainers.page_kinds import PAGE_KINDS

__all__ = ["KINDS", "LANGUAGES", "ROOT", "WITH_SCRIPTS", "SitePage", "heaviest", "site_pages"]

ROOT: Final = Path(__file__).resolve().parents[1]
LANGUAGES: Final = ("en", "fr")
# A page that stands alone is of the kind that its folder is called.
_ALONE: Final = {"page": ("about", "method"), "not-found": ("404",)}
KINDS: Final = tuple(
    name
    for kind in PAGE_KINDS
    if kind.one_for != "site" and not kind.absolute and (kind.address or kind.one_for == "language")
    for name in _ALONE.get(kind.name, (kind.name,))
)
# Kinds that need scripts, or use them where there are any.
WITH_SCRIPTS: Final = frozenset(("map", "interactive", "search"))
_FOLDERS: Final = {
    folder: kind.name for kind in PAGE_KINDS for folder, behind, _ in [kind.address.partition("/{slug}")] if behind
}


@dataclass(frozen=True, order=True, slots=True)
class SitePage:
    """A page by its kind, its language and its file, relative to the output folder."""

    kind: str
    language: str
    file: str

    @property
    def path(self) -> str:
        """What stands behind the site's address and its slash."""
        return self.file.removesuffix("index.html")


@cache
def site_pages(folder: Path) -> tuple[SitePage, ...]:
    """Return all pages of a built site, sorted."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return tuple(sorted(_page(file) for file in files))


@cache
def heaviest(folder: Path, kind: str, language: str) -> SitePage:
    """Return the page with most in it, of those of a kind in a language; raises `ValueError` where there is none."""
    found = [page for page in site_pages(folder) if (page.kind, page.language) == (kind, language)]
    return max(found, key=lambda page: ((folder / page.file).stat().st_size, page.file))


def _page(file: str) -> SitePage:
    language, _, rest = file.partition("/")
    language, rest = (language, rest) if language in LANGUAGES and rest else (LANGUAGES[0], file)
    first, *more = rest.removesuffix("index.html").rstrip("/").split("/")
    if more:
        return SitePage(_FOLDERS.get(first, more[-1]), language, file)
    kind = "explainer" if first in _explainers() else first.removesuffix(".html") or "home"
    return SitePage(kind, language, file)


@cache
def _explainers() -> frozenset[str]:
    return frozenset(path.name.partition(".")[0] for path in (ROOT / "content/explainers").glob("*.md"))
