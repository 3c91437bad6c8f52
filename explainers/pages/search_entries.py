"""What search finds: the pages that are worth finding, each in its own language."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct

from explainers.page_kinds import PAGE_KINDS
from explainers.pages.page_context import PageContext
from explainers.pages.search_page import kind_in_words
from explainers.site.site import Site
from explainers.urls import file_of

__all__ = ["SearchedPage", "searched_pages"]

_SINGLES: Final = tuple(
    kind.name for kind in PAGE_KINDS if kind.searched and kind.one_for == "language" and kind.name != "home"
)


class SearchedPage(Struct, frozen=True, order=True):
    """A page that search finds: its file relative to the output folder, its language, its kind in a word of that
    language (or empty), and what it is about, where that has a name: who looks for the name finds this page first.
    """

    file: str
    language: str
    kind: str = ""
    name: str = ""


def searched_pages(site: Site) -> tuple[SearchedPage, ...]:
    """Return the pages that search finds, in the order of their files.

    Left out are pages without words of their own (a wrong address, the interactive map, the search page), what is
    not listed anywhere (hidden explainers, drafts), and an original that stands in where a translation is missing:
    it is found in its own language.
    """
    urls, found = site.settings.urls, []
    contexts = {language: PageContext(site, "home", language) for language in urls.languages}
    for kind, slug, languages, code in _subjects(site):
        for language in urls.languages:
            if language in languages:
                file, context = file_of(urls.address(kind, language, slug)), contexts[language]
                name = context.country(code) if code else ""
                found.append(SearchedPage(file, language, kind_in_words(context, kind), name))
    return tuple(sorted(found))


def _subjects(site: Site) -> Iterator[tuple[str, str, Collection[str], str]]:
    """Yield kind and slug of each page that is worth finding, the languages that its words are in, and a country's
    code.
    """
    every = site.settings.languages
    yield from ((kind, "", every, "") for kind in _SINGLES)
    home = site.page("home")
    yield "home", "", home.texts if home else every, ""
    for slug in site.published():
        listing = site.listing(slug)
        yield "explainer", slug, listing.titles if listing else (), ""
    for code in site.codes():
        country = site.country(code)
        yield "country", site.spot(code).slug, country.texts if country else (), code
    for pair in site.relations():
        relation = site.relation(pair)
        yield "relation", site.standing(pair).slug, relation.texts if relation else (), ""
    for slug in site.pages():
        page = site.page(slug)
        if slug != "home":
            yield "page", slug, page.texts if page else (), ""
