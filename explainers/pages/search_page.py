"""The search page: a box for full text, which needs a script, and an index A–Z of all pages, which doesn't.

The box's script (``search.js``) stands in the page; the program that searches is loaded when somebody is about to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from explainers.page_kinds import PAGE_KINDS
from explainers.pages.frames import frame
from explainers.pages.index_parts import IndexEntry, IndexLetter
from explainers.pages.letters import DIGITS, SIGNS, initial, plain
from explainers.pages.page_context import Sheet
from explainers.pages.views import Link, SearchView

__all__ = ["BUNDLE", "kind_in_words", "search"]

BUNDLE: Final = "pagefind/"
"""The folder of the search index, below the site's root."""


def _mark(text: str) -> str:
    """Mark a text for the catalogue of interface texts."""
    return text


_KINDS: Final[Mapping[str, str]] = {
    "explainer": _mark("Explainer"),
    "country": _mark("Country"),
    "relation": _mark("Two countries"),
    "term": _mark("Glossary"),
}
# Pages that the index has by their names: all that have one, but the search page itself.
_SINGLES: Final = {kind.name: kind.label for kind in PAGE_KINDS if kind.label and kind.name != "search"}
_IDS: Final[Mapping[str, str]] = {DIGITS: "digits", SIGNS: "signs"}


def search(sheet: Sheet) -> SearchView:
    """Return the search page."""
    title = sheet.say("Search")
    summary = sheet.say("Find a word in all our pages, or look through the index.")
    root = sheet.link("home", language=sheet.urls.languages[0])
    program = f"{root}{BUNDLE}pagefind.js"
    return SearchView(frame(sheet, title, summary), title, summary, program, _letters(_entries(sheet)))


def kind_in_words(sheet: Sheet, kind: str) -> str:
    """Return what kind a page is, in a word of the sheet's language; empty where that says nothing."""
    return sheet.say(_KINDS[kind]) if kind in _KINDS else ""


def _entries(sheet: Sheet) -> Iterator[IndexEntry]:
    facts = sheet.facts
    for slug in facts.published():
        listing = facts.listing(slug)
        assert listing is not None, "published explainers are there"
        title, language = sheet.chosen(listing.titles, listing.language)
        yield IndexEntry(Link(title, sheet.link("explainer", slug), language), kind_in_words(sheet, "explainer"))
    for code in facts.codes():
        yield IndexEntry(sheet.country_link(code), kind_in_words(sheet, "country"))
    for pair in facts.relations():
        first, second = map(sheet.country, pair)
        words = sheet.say("%(first)s and %(second)s", first=first, second=second)
        link = Link(words, sheet.link("relation", facts.standing(pair).slug))
        yield IndexEntry(link, kind_in_words(sheet, "relation"))
    yield from _terms(sheet)
    yield from _others(sheet)


def _terms(sheet: Sheet) -> Iterator[IndexEntry]:
    for id in sheet.facts.terms():
        term = sheet.facts.term(id)
        assert term is not None, "terms are listed by id"
        words, language = sheet.localised(term.term)
        yield IndexEntry(Link(words, sheet.link("glossary", fragment=id), language), kind_in_words(sheet, "term"))


def _others(sheet: Sheet) -> Iterator[IndexEntry]:
    for kind, words in _SINGLES.items():
        yield IndexEntry(Link(sheet.say(words), sheet.link(kind)), "")
    for slug in sheet.facts.pages():
        page = sheet.facts.page(slug)
        assert page is not None, "pages are listed by slug"
        if slug != "home":
            text, language = sheet.chosen(page.texts, page.language)
            yield IndexEntry(Link(text.title, sheet.link("page", slug), language), "")


def _letters(entries: Iterator[IndexEntry]) -> tuple[IndexLetter, ...]:
    """Return entries by their first letter; letters first, then digits, then signs."""

    def place(entry: IndexEntry) -> tuple[bool, bool, str, str, str]:
        words = entry.link.text
        letter = initial(words)
        return letter == SIGNS, letter == DIGITS, plain(words), words, entry.link.href

    grouped = groupby(sorted(entries, key=place), key=lambda entry: initial(entry.link.text))
    return tuple(
        IndexLetter(letter, f"at-{_IDS.get(letter, letter.lower())}", tuple(found)) for letter, found in grouped
    )
