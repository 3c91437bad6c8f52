"""What search finds: the pages that are worth finding, each in its own language."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct

from explainers.knowing.site import Site
from explainers.page_kinds import PAGE_KINDS
from explainers.showing.search_page import kind_in_words
from explainers.showing.sheet import Sheet
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


def searched_pages(facts: Site) -> tuple[SearchedPage, ...]:
    """Return the pages that search finds, in the order of their files.

    Left out are pages without words of their own (a wrong address, the interactive map, the search page), what is
    not listed anywhere (hidden explainers, drafts), and an original that stands in where a translation is missing:
    it is found in its own language.
    """
    urls, found = facts.settings.urls, []
    sheets = {language: Sheet(facts, "home", language) for language in urls.languages}
    for kind, slug, languages, code in _subjects(facts):
        for language in urls.languages:
            if language in languages:
                file, sheet = file_of(urls.address(kind, language, slug)), sheets[language]
                name = sheet.country(code) if code else ""
                found.append(SearchedPage(file, language, kind_in_words(sheet, kind), name))
    return tuple(sorted(found))


def _subjects(facts: Site) -> Iterator[tuple[str, str, Collection[str], str]]:
    """Yield kind and slug of each page that is worth finding, the languages that its words are in, and a country's
    code.
    """
    every = facts.settings.languages
    yield from ((kind, "", every, "") for kind in _SINGLES)
    home = facts.page("home")
    yield "home", "", home.texts if home else every, ""
    for slug in facts.published():
        listing = facts.listing(slug)
        yield "explainer", slug, listing.titles if listing else (), ""
    for code in facts.codes():
        country = facts.country(code)
        yield "country", facts.spot(code).slug, country.texts if country else (), code
    for pair in facts.relations():
        relation = facts.relation(pair)
        yield "relation", facts.standing(pair).slug, relation.texts if relation else (), ""
    for slug in facts.pages():
        page = facts.page(slug)
        if slug != "home":
            yield "page", slug, page.texts if page else (), ""
