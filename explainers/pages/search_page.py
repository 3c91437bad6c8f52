"""The search page: a box for full text, which needs a script, and an index A–Z of all pages, which doesn't.

The box's script (``search.js``) stands in the page; the program that searches is loaded when somebody is about to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from explainers.page_kinds import KINDS, PAGE_KINDS
from explainers.pages.frames import frame, prose_title
from explainers.pages.index_parts import IndexEntry, IndexLetter
from explainers.pages.letters import DIGITS, SIGNS, initial, plain
from explainers.pages.page_context import PageContext
from explainers.pages.parts import explainer_link
from explainers.pages.subjects import prose_slugs
from explainers.pages.view_parts import Link
from explainers.pages.views import SearchView

__all__ = ["BUNDLE", "kind_in_words", "search"]

BUNDLE: Final = "pagefind/"
"""The folder of the search index, below the site's root."""


# Pages that the index has by their names: all that have one, but the search page itself.
_SINGLES: Final = {kind.name: kind.label for kind in PAGE_KINDS if kind.label and kind.name != "search"}
_IDS: Final[Mapping[str, str]] = {DIGITS: "digits", SIGNS: "signs"}


def search(context: PageContext) -> SearchView:
    """Return the search page."""
    title = context.say("Search")
    summary = context.say("Find a word in all our pages, or look through the index.")
    root = context.link("home", language=context.urls.languages[0])
    program = f"{root}{BUNDLE}pagefind.js"
    return SearchView(frame(context, title, summary), title, summary, program, _letters(_entries(context)))


def kind_in_words(context: PageContext, kind: str) -> str:
    """Return what kind a page is, in a word of the context's language; empty where that says nothing."""
    return context.say(KINDS[kind].word) if KINDS[kind].word else ""


def _entries(context: PageContext) -> Iterator[IndexEntry]:
    site = context.site
    for slug in site.published():
        yield IndexEntry(explainer_link(context, slug), kind_in_words(context, "explainer"))
    for code in site.codes():
        yield IndexEntry(context.country_link(code), kind_in_words(context, "country"))
    for pair in site.relations():
        link = Link(context.countries(pair), context.link("relation", site.relation_status(pair).slug))
        yield IndexEntry(link, kind_in_words(context, "relation"))
    for slug in site.tags() if context.urls.patterns["tag"] else ():
        link = Link(context.capitalised(site.tag_name(slug)), context.link("tag", slug))
        yield IndexEntry(link, kind_in_words(context, "tag"))
    yield from _terms(context)
    yield from _others(context)


def _terms(context: PageContext) -> Iterator[IndexEntry]:
    for id in context.site.terms():
        term = context.site.term(id)
        assert term is not None, "terms are listed by id"
        words, language = context.localised(term.term)
        link = Link(words, context.link("glossary", fragment=id), language)
        label = KINDS["glossary"].label
        yield IndexEntry(link, context.say(label))


def _others(context: PageContext) -> Iterator[IndexEntry]:
    for kind, words in _SINGLES.items():
        yield IndexEntry(Link(context.say(words), context.link(kind)), "")
    for slug in prose_slugs(context.site):
        title, language = prose_title(context, slug)
        yield IndexEntry(Link(title, context.link("page", slug), language), "")


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
