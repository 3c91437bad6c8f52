"""View functions of the pages to look things up in: timeline, glossary, sources, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial

from explainers.model import Source
from explainers.pages.frames import frame
from explainers.pages.letters import plain
from explainers.pages.page_context import Sheet
from explainers.pages.parts import corrections, timeline
from explainers.pages.receipts import Receipts, about_source, badge, locator
from explainers.pages.views import (
    CorrectionsView,
    GlossaryView,
    Link,
    ParagraphUse,
    SourceItem,
    SourcesView,
    TermItem,
    TimelineSection,
    TimelineView,
)

__all__ = ["corrections_page", "glossary", "sources", "timeline_page"]

_Links = Callable[[str], Link]  # to the page that a content file makes, by its path


def timeline_page(sheet: Sheet) -> TimelineView:
    """Return the timeline of all events."""
    receipts, events = Receipts(sheet), sheet.facts.events()
    title = sheet.say("What happened when")
    summary = sheet.say("Every event in our explainers, newest first. The longer the mark, the less exact the date.")
    sections = []
    for code in sheet.facts.codes():
        entries = tuple(
            (sheet.when(event.when), Link(sheet.localised(event.text)[0], f"#{event.id}"))
            for event in sheet.facts.events_of(code)
        )
        if entries:
            sections.append(TimelineSection(sheet.country_link(code), entries))
    items = timeline(sheet, receipts, events)
    return TimelineView(frame(sheet, title, summary), title, summary, items, tuple(sections), receipts.slips())


def glossary(sheet: Sheet) -> GlossaryView:
    """Return the glossary, in alphabetical order whatever the accents."""
    title = sheet.say("Glossary")
    summary = sheet.say("The words that our explainers use, and what we mean by them.")
    links = cache(partial(_page_link, sheet))  # of the same page, lists have hundreds
    terms = [_term(sheet, links, id) for id in sheet.facts.terms()]
    terms.sort(key=lambda item: (plain(item.term), item.id))
    return GlossaryView(frame(sheet, title, summary), title, summary, tuple(terms))


def _term(sheet: Sheet, links: _Links, id: str) -> TermItem:
    term = sheet.facts.term(id)
    assert term is not None, "terms are listed by id"
    used = tuple(links(path) for path in sheet.facts.term_uses(id))
    return TermItem(id, sheet.localised(term.term)[0], sheet.localised(term.means)[0], used)


def _page_link(sheet: Sheet, path: str) -> Link:
    """Return a link to the page that a content file makes, by the page's title."""
    folder, _, name = path.rpartition("/")
    slug, href = name.partition(".")[0], sheet.link_to_file(path)
    if folder == "explainers":
        listing = sheet.facts.listing(slug)
        assert listing is not None, "uses name published explainers"
        title, language = sheet.chosen(listing.titles, listing.language)
        return Link(title, href, language)
    if folder == "countries":
        code = next(code for code in sheet.facts.codes() if sheet.facts.spot(code).slug == slug)
        return Link(sheet.country(code), href)
    if folder == "relations":
        pair = next(pair for pair in sheet.facts.relations() if sheet.facts.standing(pair).slug == slug)
        first, second = (sheet.country(code) for code in pair)
        return Link(sheet.say("%(first)s and %(second)s", first=first, second=second), href)
    record = sheet.facts.page(slug) if folder == "pages" else None
    if record is None:
        return Link(sheet.say("Timeline"), href)
    text, language = sheet.chosen(record.texts, record.language)
    return Link(text.title, href, language)


def sources(sheet: Sheet) -> SourcesView:
    """Return the sources, paragraph by paragraph."""
    title = sheet.say("Sources")
    summary = sheet.say("What our explainers are written from, and which page leans on which paragraph.")
    links = cache(partial(_page_link, sheet))  # of the same page, lists have hundreds
    items = tuple(_source(sheet, links, sheet.facts.source(key)) for key in sheet.facts.sources())
    return SourcesView(frame(sheet, title, summary), title, summary, items)


def _source(sheet: Sheet, links: _Links, source: Source) -> SourceItem:
    uses = sheet.facts.source_uses(source.key)
    count = source.sealed.count if source.sealed else 0
    numbers = sorted({*uses, *range(1, count + 1), *source.paragraphs})
    return SourceItem(
        source.key,
        source.title,
        source.url,
        "" if source.language == sheet.language else source.language,
        about_source(sheet, source),
        source.archived or "",
        source.sealed is not None,
        source.sealed.digest if source.sealed else "",
        tuple(_paragraph(sheet, source, number, [links(path) for path in uses.get(number, ())]) for number in numbers),
    )


def _paragraph(sheet: Sheet, source: Source, number: int, pages: Iterable[Link]) -> ParagraphUse:
    note = source.paragraphs.get(number)
    quotations = tuple((one.text, sheet.named(one.speaker)) for one in source.quotations if one.para == number)
    return ParagraphUse(
        number,
        sheet.capitalised(locator(sheet, (number,) if number else ())),
        tuple(badge(sheet, how) for how in note.how) if note else (),
        tuple(pages),
        quotations,
    )


def corrections_page(sheet: Sheet) -> CorrectionsView:
    """Return all corrections and clarifications."""
    title = sheet.say("Corrections")
    summary = sheet.say("Every correction and clarification of something published, newest first.")
    items = corrections(sheet, ("correction", "clarification"))
    feed = Link(sheet.say("Feed of corrections"), sheet.link("corrections-feed"))
    return CorrectionsView(frame(sheet, title, summary), title, summary, feed, items)
