"""The plan: which pages a site has, each with its address, its template and the function that makes its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from msgspec import Struct

from explainers.knowing.facts import Facts
from explainers.showing import country_pages, explainer_pages, feeds, prose_pages, reference_pages, search_page
from explainers.showing.citing import cite_files
from explainers.showing.open_data.page import data
from explainers.showing.sheet import Sheet
from explainers.showing.views import View
from explainers.urls import file_of

__all__ = ["PlannedPage", "Shown", "planned_pages", "shown", "template_of"]


class PlannedPage(Struct, frozen=True, order=True):
    """A page to make: its file relative to the output folder, kind, language and slug."""

    file: str
    kind: str
    language: str
    slug: str = ""


class Shown(NamedTuple):
    """A page's view, the template for it, and further files that the page needs (file and bytes)."""

    template: str
    view: View
    files: tuple[tuple[str, bytes], ...] = ()


_MAKERS: Final[Mapping[str, tuple[str, Callable[[Sheet], View]]]] = {
    "home": ("home.html", explainer_pages.home),
    "explainer": ("explainer.html", explainer_pages.explainer),
    "country": ("country.html", country_pages.country),
    "relation": ("relation.html", country_pages.relation),
    "timeline": ("timeline.html", reference_pages.timeline_page),
    "glossary": ("glossary.html", reference_pages.glossary),
    "sources": ("sources.html", reference_pages.sources),
    "corrections": ("corrections.html", reference_pages.corrections_page),
    "search": ("search.html", search_page.search),
    "page": ("page.html", prose_pages.page),
    "method": ("method.html", prose_pages.method),
    "not-found": ("404.html", prose_pages.not_found),
    "feed": ("atom.xml", feeds.feed),
    "corrections-feed": ("atom.xml", feeds.corrections_feed),
    "sitemap": ("sitemap.xml", prose_pages.sitemap),
    "robots": ("robots.txt", prose_pages.robots),
}
# Pages with files of their own.
_MAKERS_WITH_FILES: Final[Mapping[str, tuple[str, Callable[[Sheet], tuple[View, tuple[tuple[str, bytes], ...]]]]]] = {
    "map": ("map.html", country_pages.relations_map),
    "interactive": ("interactive.html", country_pages.interactive),
    "data": ("data.html", data),
}
# Pages of which every language has one, without a slug.
_SINGLES: Final = (
    "home", "map", "interactive", "timeline", "glossary", "sources", "corrections", "data", "search", "not-found",
    "feed", "corrections-feed",
)  # fmt: skip


def planned_pages(facts: Facts, *, drafts: bool = False) -> tuple[PlannedPage, ...]:
    """Return all pages of a site, in the order of their files; drafts only where they are asked for."""
    pages = [PlannedPage("sitemap.xml", "sitemap", facts.settings.languages[0])]
    pages.append(PlannedPage("robots.txt", "robots", facts.settings.languages[0]))
    for kind, slug in _subjects(facts, drafts=drafts):
        for language in facts.settings.languages:
            address = facts.settings.urls.address(kind, language, slug)
            pages.append(PlannedPage(file_of(address), kind, language, slug))
    return tuple(sorted(pages))


def _subjects(facts: Facts, *, drafts: bool) -> Iterator[tuple[str, str]]:
    yield from ((kind, "") for kind in _SINGLES)
    yield from (("explainer", slug) for slug in facts.shown_explainers(drafts=drafts))
    yield from (("country", facts.spot(code).slug) for code in facts.codes())
    yield from (("relation", facts.standing(pair).slug) for pair in facts.relations())
    yield from (("page", slug) for slug in facts.pages() if slug != "home")


def template_of(page: PlannedPage) -> str:
    """Return the name of a page's template."""
    return (_MAKERS_WITH_FILES.get(page.kind) or _MAKERS[_maker(page)])[0]


def shown(facts: Facts, page: PlannedPage) -> Shown:
    """Return a page's view: a pure function of the page and of what it reads of the facts."""
    machine = page.kind in ("sitemap", "robots")
    kind = "home" if machine else page.kind
    sheet = Sheet(facts, kind, page.language, page.slug, absolute=page.kind in ("feed", "corrections-feed"))
    if page.kind in _MAKERS_WITH_FILES:
        view, files = _MAKERS_WITH_FILES[page.kind][1](sheet)
        return Shown(template_of(page), view, files)
    view = _MAKERS[_maker(page)][1](sheet)
    record = facts.explainer(page.slug) if page.kind == "explainer" else None
    return Shown(template_of(page), view, cite_files(sheet, record) if record else ())


def _maker(page: PlannedPage) -> str:
    """Return the name of what makes a page: the method page has vocabularies besides its prose."""
    return "method" if (page.kind, page.slug) == ("page", "method") else page.kind
