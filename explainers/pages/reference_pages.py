"""View functions of the pages to look things up in: timeline, glossary, sources, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial

from explainers.model import CORRECTING, Source
from explainers.pages.frames import frame
from explainers.pages.letters import plain
from explainers.pages.page_context import PageContext, page_of
from explainers.pages.parts import corrections, explainer_link, timeline
from explainers.pages.receipts import Receipts, about_source, badge
from explainers.pages.subjects import key_of
from explainers.pages.view_parts import Link, ParagraphUse, SourceItem, TermItem, TimelineSection
from explainers.pages.views import CorrectionsView, GlossaryView, SourcesView, TimelineView
from explainers.pages.whereabouts import locator, make_up, opened_at, whereabouts

__all__ = ["corrections_page", "glossary", "sources", "timeline_page"]

_Links = Callable[[str], Link]  # to the page that a content file makes, by its path


def timeline_page(context: PageContext) -> TimelineView:
    """Return the timeline of all events."""
    receipts, events = Receipts(context), context.site.events()
    title = context.say("What happened when")
    summary = context.say("Every event in our explainers, newest first. The longer the mark, the less exact the date.")
    sections = []
    for code in context.site.codes():
        entries = tuple(
            (context.when(event.when), Link(context.localised(event.text)[0], f"#{event.id}"))
            for event in context.site.events_of(code)
        )
        if entries:
            sections.append(TimelineSection(context.country_link(code), entries))
    items = timeline(context, receipts, events)
    return TimelineView(frame(context, title, summary), title, summary, items, tuple(sections), receipts.source_cards())


def glossary(context: PageContext) -> GlossaryView:
    """Return the glossary, in alphabetical order whatever the accents."""
    title = context.say("Glossary")
    summary = context.say("The words that our explainers use, and what we mean by them.")
    links = cache(partial(_page_link, context))  # of the same page, lists have hundreds
    terms = [_term(context, links, id) for id in context.site.terms()]
    terms.sort(key=lambda item: (plain(item.term), item.id))
    return GlossaryView(frame(context, title, summary), title, summary, tuple(terms))


def _term(context: PageContext, links: _Links, id: str) -> TermItem:
    term = context.site.term(id)
    assert term is not None, "terms are listed by id"
    used = tuple(links(path) for path in context.site.term_uses(id))
    return TermItem(id, context.localised(term.term)[0], context.localised(term.means)[0], used)


def _page_link(context: PageContext, path: str) -> Link:
    """Return a link to the page that a content file makes, by the page's title."""
    (kind, slug), href = page_of(path), context.link_to_file(path)
    if kind == "explainer":
        return explainer_link(context, slug)
    if kind == "country":
        return Link(context.country(key_of(context.site, kind, slug)), href)
    if kind == "relation":
        return Link(context.countries(key_of(context.site, kind, slug)), href)
    record = context.site.page(slug or kind) if kind in ("home", "page") else None
    if record is None:
        return Link(context.say("Timeline"), href)
    text, language = context.chosen(record.texts, record.language)
    return Link(text.title, href, language)


def sources(context: PageContext) -> SourcesView:
    """Return the sources, paragraph by paragraph."""
    title = context.say("Sources")
    summary = context.say("What our explainers are written from, and which page leans on which paragraph.")
    links = cache(partial(_page_link, context))  # of the same page, lists have hundreds
    items = tuple(_source(context, links, context.site.source(key)) for key in context.site.sources())
    return SourcesView(frame(context, title, summary), title, summary, items)


def _source(context: PageContext, links: _Links, source: Source) -> SourceItem:
    uses = context.site.source_uses(source.key)
    count = source.sealed.count if source.sealed else 0
    numbers = sorted({*uses, *range(1, count + 1), *source.paragraphs})
    return SourceItem(
        source.key,
        source.title,
        source.url,
        context.unless_own(source.language),
        about_source(context, source),
        source.archived or "",
        source.sealed is not None,
        source.sealed.digest if source.sealed else "",
        tuple(
            _paragraph(context, source, number, [links(path) for path in uses.get(number, ())]) for number in numbers
        ),
        make_up(context, source),
    )


def _paragraph(context: PageContext, source: Source, number: int, pages: Iterable[Link]) -> ParagraphUse:
    note = source.paragraphs.get(number)
    quotations = tuple((one.text, context.named(one.speaker)) for one in source.quotations if one.para == number)
    return ParagraphUse(
        number,
        context.capitalised(locator(context, (number,) if number else ())),
        tuple(badge(context, how) for how in note.how) if note else (),
        tuple(pages),
        quotations,
        opened_at(source, (number,)),
        whereabouts(context, source, (number,), inside=True),
    )


def corrections_page(context: PageContext) -> CorrectionsView:
    """Return all corrections and clarifications."""
    title = context.say("Corrections")
    summary = context.say("Every correction and clarification of something published, newest first.")
    items = corrections(context, CORRECTING)
    feed = Link(context.say("Feed of corrections"), context.link("corrections-feed"))
    return CorrectionsView(frame(context, title, summary), title, summary, feed, items)
