"""View functions of pages of prose (about, method), of the page for a wrong address, and of what is there for
machines (sitemap, robots).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from explainers.page_kinds import PAGE_KINDS
from explainers.showing.frames import alternates, frame, own_languages
from explainers.showing.parts import teaser
from explainers.showing.prose import text_of
from explainers.showing.receipts import Receipts, badge
from explainers.showing.sheet import Sheet
from explainers.showing.views import (
    Link,
    MethodView,
    NotFoundView,
    PageView,
    RobotsView,
    SitemapEntry,
    SitemapView,
    StatusMeaning,
    Tie,
)
from explainers.showing.vocabulary import BADGES, KINDS, SIGNS, STATUS_WORDS

__all__ = ["method", "not_found", "page", "robots", "sitemap"]

# Single pages that search engines should know, besides the home page, which comes first.
_LISTED: Final = tuple(
    kind.name for kind in PAGE_KINDS if kind.listed and kind.one_for == "language" and kind.name != "home"
)


def page(sheet: Sheet) -> PageView:
    """Return a page of prose."""
    record = sheet.facts.page(sheet.slug)
    assert record is not None, "the plan names pages that are there"
    text, language = sheet.chosen(record.texts, record.language)
    return PageView(
        frame(sheet, text.title, text.summary, language),
        text.title,
        text.summary,
        tuple(Link(head.text, f"#{head.id}") for head in text.body.headings if head.level == 2),
        text_of(sheet, Receipts(sheet), text.body),
    )


def method(sheet: Sheet) -> MethodView:
    """Return the page that says how claims are checked, with what badges, statuses and kinds of events mean."""
    plain = page(sheet)
    return MethodView(
        plain.frame,
        plain.title,
        plain.summary,
        plain.contents,
        plain.body,
        tuple(badge(sheet, how) for how in BADGES),
        tuple(
            StatusMeaning(_example_tie(sheet, status), sheet.say(words.meaning))
            for status, words in STATUS_WORDS.items()
        ),
        tuple((kind, sheet.say(word), sheet.say(meaning)) for kind, (word, meaning) in KINDS.items()),
    )


def _example_tie(sheet: Sheet, status: str) -> Tie:
    """Return a tie between two countries without names, to show what a status looks like."""
    words = STATUS_WORDS[status]
    shown = (sheet.say(words.words), sheet.say(words.short))
    return Tie("A", "B", ("A", "B"), status, *shown, SIGNS[words.family], words.family, "")


def not_found(sheet: Sheet) -> NotFoundView:
    """Return the page for an address that leads nowhere."""
    title = sheet.say("Page not found")
    slugs = sheet.facts.newest()
    return NotFoundView(
        frame(sheet, title, sheet.say("There is no page at this address.")),
        tuple(teaser(sheet, slug) for slug in slugs),
    )


def sitemap(sheet: Sheet) -> SitemapView:
    """Return all pages in the languages that they have a text in; days are those of content, never of the build."""
    entries = []
    for one in _listed(sheet):
        for language in (own := own_languages(sheet, one.texts)):
            page = Sheet(sheet.facts, one.kind, language, one.slug)
            entries.append(SitemapEntry(sheet.urls.absolute(page.address), one.modified, alternates(page, own)))
    return SitemapView(tuple(entries))


class _Listed(NamedTuple):
    """A page that search engines should know: kind, slug, day of its last change (or empty), the languages of its texts
    (`None`: it has no text of its own).
    """

    kind: str
    slug: str = ""
    modified: str = ""
    texts: Iterable[str] | None = None


def _listed(sheet: Sheet) -> Iterator[_Listed]:
    facts = sheet.facts
    listings = [listing for slug in facts.published() if (listing := facts.listing(slug))]
    yield _Listed("home", "", max((one.modified or one.date for one in listings), default=""))
    yield from (_Listed("explainer", one.slug, one.modified or one.date, one.titles) for one in listings)
    for code in facts.codes():
        yield _Listed("country", facts.spot(code).slug, "", facts.country_languages(code))
    for pair in facts.relations():
        standing = facts.standing(pair)
        yield _Listed("relation", standing.slug, "", standing.lead)
    yield from (_Listed(kind) for kind in _LISTED)
    for slug in facts.pages():
        page = facts.page(slug)
        if page and slug != "home":
            yield _Listed("page", slug, "", page.texts)


def robots(sheet: Sheet) -> RobotsView:
    """Return what crawlers may read: everything."""
    return RobotsView(f"{sheet.urls.site}/sitemap.xml" if sheet.urls.site else "")
