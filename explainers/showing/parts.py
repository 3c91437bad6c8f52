"""Parts that several pages have: ties, rows of relations, timelines, teasers, changes, the sidebar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import cast

from markupsafe import Markup, escape

from explainers.dates import parse
from explainers.knowing.answers import Standing
from explainers.model import Change, ChangeText, Event, EventKind
from explainers.prose import How
from explainers.showing.figures import drawn
from explainers.showing.prose import text_of
from explainers.showing.receipts import Receipts
from explainers.showing.sheet import Sheet
from explainers.showing.views import (
    ChangeItem,
    CorrectionItem,
    DateMark,
    Link,
    RelationRow,
    Sidebar,
    Teaser,
    Text,
    Tie,
    TimelineItem,
)
from explainers.showing.vocabulary import CHANGES, SIGNS, STATUS_WORDS

__all__ = [
    "change_item",
    "corrections",
    "ordered_pairs",
    "relation_row",
    "sidebar",
    "standing_words",
    "teaser",
    "tie",
    "timeline",
]


def tie(sheet: Sheet, pair: tuple[str, str]) -> Tie:
    """Return two countries and how they stand, in the order of their slugs."""
    standing = sheet.facts.standing(pair)
    words = STATUS_WORDS[standing.status]
    first, second = standing.between
    return Tie(
        sheet.country(first),
        sheet.country(second),
        standing.between,
        standing.status,
        sheet.say(words.words),
        sheet.say(words.short),
        SIGNS[words.family],
        words.family,
        sheet.link("relation", standing.slug) if standing.slug else "",
    )


def ordered_pairs(sheet: Sheet, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return all pairs of some countries as a list shows them: those of the first country first, those whose
    status isn't stated behind, those that are not covered last.
    """

    def place(pair: tuple[str, str]) -> tuple[int, bool, int]:
        standing = sheet.facts.standing(pair)
        silent = {"not-covered": 2, "not-stated": 1}.get(standing.status, 0)
        return silent, codes[0] not in pair, 0

    return tuple(sorted(combinations(codes, 2), key=place))


def standing_words(sheet: Sheet, standing: Standing) -> str:
    """Return since when and as of when a pair stands as it does: *Since September 2022, as of 8 November 2023*."""
    since = sheet.date(standing.since, "since") if standing.since else ""
    as_of = sheet.date(standing.as_of, "as-of") if standing.as_of else ""
    both = sheet.say("%(since)s, %(as_of)s", since=since, as_of=as_of) if since and as_of else since or as_of
    return sheet.capitalised(both)


def relation_row(sheet: Sheet, receipts: Receipts, pair: tuple[str, str], *, brief: bool = False) -> RelationRow:
    """Return a pair in a list of relations; `brief` leaves out the latest on it."""
    standing = sheet.facts.standing(pair)
    since = standing_words(sheet, standing)
    if brief or not standing.slug:
        return RelationRow(tie(sheet, pair), (), None, since)
    history = sheet.facts.history(pair)
    if history:  # what happened says more of how they stand than what was promised since
        event = next((event for event in history if event.kind == "happened"), history[0])
        return RelationRow(tie(sheet, pair), event_text(sheet, receipts, event), sheet.when(event.when), since)
    lead, _ = sheet.chosen(standing.lead, next(iter(standing.lead)))
    return RelationRow(tie(sheet, pair), text_of(sheet, receipts, lead), None, since)


def sidebar(sheet: Sheet, receipts: Receipts, codes: Sequence[str], *, brief: bool = False) -> Sidebar:
    """Return *who stands where* for some countries, the first of them the main one."""
    pairs = ordered_pairs(sheet, codes)
    rows = tuple(relation_row(sheet, receipts, pair, brief=brief) for pair in pairs)
    known = {standing.as_of for pair in pairs if (standing := sheet.facts.standing(pair)).as_of}
    as_of = sheet.capitalised(sheet.date(known.pop(), "as-of")) if len(known) == 1 else ""
    figure = drawn(sheet, codes, pairs, main=None if brief else codes[0]) if len(codes) > 1 else None
    return Sidebar(figure, rows, as_of, sheet.link("map"))


def event_text(sheet: Sheet, receipts: Receipts, event: Event) -> Text:
    """Return an event's sentence with its receipts; its kind stands for a word that its citation lacks."""
    words, language = sheet.localised(event.text)
    html = escape(words)
    shown = Markup('<span lang="{}">{}</span>').format(language, html) if language else html
    return (shown, receipts.marks(event.cite, otherwise=_implied(event.kind)))


def _implied(kind: EventKind) -> How | None:
    return None if kind == "happened" else cast("How", kind)


def timeline(sheet: Sheet, receipts: Receipts, events: Iterable[Event]) -> tuple[TimelineItem, ...]:
    """Return events as a timeline shows them, in the order given."""
    return tuple(_timeline_item(sheet, receipts, event) for event in events)


def _timeline_item(sheet: Sheet, receipts: Receipts, event: Event) -> TimelineItem:
    when = parse(event.when)
    marks: dict[str, DateMark] = {"day": "day", "month": "month", "year": "year"}
    return TimelineItem(
        event.id,
        sheet.when(event.when),
        marks.get(when.precision, "span"),
        when.approximate or when.uncertain,
        event.kind in ("pledged", "planned"),
        event_text(sheet, receipts, event),
    )


def teaser(sheet: Sheet, slug: str) -> Teaser:
    """Return an explainer as lists show it."""
    listing = sheet.facts.listing(slug)
    assert listing is not None, "lists name published explainers"
    title, language = sheet.chosen(listing.titles, listing.language)
    summary, _ = sheet.chosen(listing.summaries, listing.language)
    main = listing.countries[:2]
    return Teaser(
        tie(sheet, (main[0], main[1])) if len(main) == 2 else None,
        title,
        sheet.link("explainer", slug),
        summary,
        sheet.when(listing.date),
        sheet.when(listing.modified) if listing.modified else None,
        language,
    )


def change_item(sheet: Sheet, receipts: Receipts | None, change: Change, words: ChangeText) -> ChangeItem:
    """Return a change as the page that was changed shows it; elsewhere it has no receipts."""
    was, now = (text_of(sheet, receipts, prose, margin=True) for prose in (words.was, words.now))
    return ChangeItem(sheet.when(change.date), sheet.say(CHANGES[change.kind]), was, now)


def corrections(sheet: Sheet, kinds: Sequence[str], most: int | None = None) -> tuple[CorrectionItem, ...]:
    """Return the changes of some kinds on all explainers, newest first, `most` at the most."""
    found: list[CorrectionItem] = []
    for slug, index in sheet.facts.changes():
        explainer = sheet.facts.explainer(slug)
        if explainer is None or explainer.changes[index].kind not in kinds:
            continue
        if most is not None and len(found) == most:
            break
        text, language = sheet.chosen(explainer.texts, explainer.language)
        item = change_item(sheet, None, explainer.changes[index], text.changes[index])
        found.append(CorrectionItem(item, Link(text.title, sheet.link("explainer", slug), language)))
    return tuple(found)
