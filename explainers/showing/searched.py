"""What search finds: the pages that are worth finding, each in its own language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from explainers.knowing.facts import Facts
from explainers.showing.search_page import kind_in_words, pair_in_words
from explainers.showing.sheet import Sheet
from explainers.urls import file_of

__all__ = ["SearchedPage", "searched_pages"]


class SearchedPage(Struct, frozen=True, order=True):
    """A page that search finds: its file relative to the output folder, its language, and in words of that language
    its kind (or empty), its title, where that isn't its heading, and what it is about, where that has a name: who looks
    for the name finds this page first.
    """

    file: str
    language: str
    kind: str = ""
    title: str = ""
    name: str = ""


def searched_pages(facts: Facts) -> tuple[SearchedPage, ...]:
    """Return the pages that search finds, in the order of their files.

    Left out are pages without words of their own (a wrong address, the interactive map, the search page), what is
    not listed anywhere (hidden explainers, drafts), and an original that stands in where a translation is missing:
    it is found in its own language.
    """
    urls, found = facts.settings.urls, []
    sheets = {language: Sheet(facts, "home", language) for language in urls.languages}
    for kind, slug, languages, codes in _subjects(facts):
        for language in urls.languages:
            if language in languages:
                file = file_of(urls.address(kind, language, slug))
                found.append(_searched(sheets[language], file, kind, codes))
    return tuple(sorted(found))


def _searched(sheet: Sheet, file: str, kind: str, codes: Sequence[str]) -> SearchedPage:
    """Return a page that search finds; `codes` are those of the countries that it is about and nothing else."""
    names = [sheet.country(code) for code in codes]
    title = pair_in_words(sheet, names[0], names[1]) if len(names) == 2 else ""
    name = names[0] if len(names) == 1 else ""
    return SearchedPage(file, sheet.language, kind_in_words(sheet, kind), title, name)


def _subjects(facts: Facts) -> Iterator[tuple[str, str, Collection[str], tuple[str, ...]]]:
    """Yield kind and slug of each page that is worth finding, the languages that its words are in, and the codes of
    the countries that it is about and nothing else.
    """
    every = facts.settings.languages
    yield from ((kind, "", every, ()) for kind in ("map", "timeline", "glossary", "sources", "corrections"))
    home = facts.page("home")
    yield "home", "", home.texts if home else every, ()
    for slug in facts.published():
        listing = facts.listing(slug)
        yield "explainer", slug, listing.titles if listing else (), ()
    for code in facts.codes():
        country = facts.country(code)
        yield "country", facts.spot(code).slug, country.texts if country else (), (code,)
    for pair in facts.relations():
        relation = facts.relation(pair)
        yield "relation", facts.standing(pair).slug, relation.texts if relation else (), pair
    for slug in facts.pages():
        page = facts.page(slug)
        if slug != "home":
            yield "page", slug, page.texts if page else (), ()
