"""The plan: which pages a site has, each with its address, its template and the function that makes its view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Final

from msgspec import Struct

from explainers.page_kinds import KINDS, METHOD
from explainers.pages import country_pages, explainer_pages, feeds, prose_pages, reference_pages, search_page, tag_pages
from explainers.pages.citing import FileBeside, cite_files
from explainers.pages.open_data.page import data
from explainers.pages.page_context import PageContext
from explainers.pages.subjects import subjects
from explainers.pages.views import View
from explainers.site.site import Site
from explainers.urls import file_of

__all__ = ["PlannedPage", "Shown", "planned_pages", "shown", "template_of"]


class PlannedPage(Struct, frozen=True, order=True):
    """A page to make: its file relative to the output folder, kind, language and slug."""

    file: str
    kind: str
    language: str
    slug: str = ""


class Shown(Struct, frozen=True):
    """A page's view, the template for it, and further files that the page needs."""

    template: str
    view: View
    files: tuple[FileBeside, ...] = ()


_Files = tuple[FileBeside, ...]


class _Maker(Struct, frozen=True):
    """How a page is made: its template, and the function that returns its view and the files beside it."""

    template: str
    make: Callable[[PageContext], tuple[View, _Files]]


def _alone(view: Callable[[PageContext], View]) -> Callable[[PageContext], tuple[View, _Files]]:
    """Return what makes a page without files of its own."""
    return lambda context: (view(context), ())


def _with_files(
    make: Callable[[PageContext], tuple[View, tuple[tuple[str, bytes], ...]]],
) -> Callable[[PageContext], tuple[View, _Files]]:
    """Return what makes a page whose files (name and bytes) are made with its view."""

    def with_files(context: PageContext) -> tuple[View, _Files]:
        view, files = make(context)
        return view, tuple(FileBeside(name, data, bytes) for name, data in files)

    return with_files


def _explainer(context: PageContext) -> tuple[View, _Files]:
    record = context.site.explainer(context.slug)
    return explainer_pages.explainer(context), cite_files(context, record) if record else ()


# By the names of `explainers.page_kinds`, and "method": a page of prose that has vocabularies besides.
_MAKERS: Final[Mapping[str, _Maker]] = {
    "home": _Maker("home.html", _alone(explainer_pages.home)),
    "explainer": _Maker("explainer.html", _explainer),
    "country": _Maker("country.html", _alone(country_pages.country)),
    "relation": _Maker("relation.html", _alone(country_pages.relation)),
    "tag": _Maker("tag.html", _alone(tag_pages.tag)),
    "map": _Maker("map.html", _with_files(country_pages.relations_map)),
    "interactive": _Maker("interactive.html", _with_files(country_pages.interactive)),
    "timeline": _Maker("timeline.html", _alone(reference_pages.timeline_page)),
    "glossary": _Maker("glossary.html", _alone(reference_pages.glossary)),
    "sources": _Maker("sources.html", _alone(reference_pages.sources)),
    "corrections": _Maker("corrections.html", _alone(reference_pages.corrections_page)),
    "data": _Maker("data.html", _with_files(data)),
    "search": _Maker("search.html", _alone(search_page.search)),
    "page": _Maker("page.html", _alone(prose_pages.page)),
    "method": _Maker("method.html", _alone(prose_pages.method)),
    "not-found": _Maker("404.html", _alone(prose_pages.not_found)),
    "feed": _Maker("atom.xml", _alone(feeds.feed)),
    "corrections-feed": _Maker("atom.xml", _alone(feeds.corrections_feed)),
    "sitemap": _Maker("sitemap.xml", _alone(prose_pages.sitemap)),
    "robots": _Maker("robots.txt", _alone(prose_pages.robots)),
}


def planned_pages(site: Site, *, drafts: bool = False) -> tuple[PlannedPage, ...]:
    """Return all pages of a site, in the order of their files; drafts only where they are asked for."""
    plan: tuple[PlannedPage, ...] = site.hold((f"plan {drafts}",), lambda: _planned(site, drafts=drafts))[0]
    return plan


def _planned(site: Site, *, drafts: bool) -> tuple[PlannedPage, ...]:
    urls, languages = site.settings.urls, site.settings.languages
    pages = [
        PlannedPage(file_of(urls.address(kind.name, language, slug)), kind.name, language, slug)
        for kind, slug, _ in subjects(site, site.shown_explainers(drafts))
        for language in (languages[:1] if kind.one_for == "site" else languages)
    ]
    return tuple(sorted(pages, key=attrgetter("file")))


def template_of(page: PlannedPage) -> str:
    """Return the name of a page's template."""
    return _MAKERS[_maker(page)].template


def shown(site: Site, page: PlannedPage) -> Shown:
    """Return a page's view: a pure function of the page and of what it reads of the site."""
    kind = KINDS[page.kind]
    made_as = "home" if kind.one_for == "site" else page.kind
    context = PageContext(site, made_as, page.language, page.slug, absolute=kind.absolute)
    maker = _MAKERS[_maker(page)]
    view, files = maker.make(context)
    return Shown(maker.template, view, files)


def _maker(page: PlannedPage) -> str:
    """Return the name of what makes a page: the method page has vocabularies besides its prose."""
    return "method" if (page.kind, page.slug) == ("page", METHOD) else page.kind
