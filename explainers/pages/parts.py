"""Parts that several pages have: pairs, rows of relations, timelines, teasers, changes, the sidebar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from markupsafe import Markup, escape
from msgspec.structs import replace

from explainers.dates import parse
from explainers.model import Change, ChangeText, Event
from explainers.pages.figures import drawn
from explainers.pages.numbered import Listed, Numbered, Run, numbered
from explainers.pages.page_context import PageContext, recent, shared
from explainers.pages.prose import text_of
from explainers.pages.receipts import ClaimEnds, Receipts
from explainers.pages.view_parts import (
    ChangeItem,
    CorrectionItem,
    CountryPair,
    DateMark,
    Figure,
    Link,
    Marks,
    RelationRow,
    Sidebar,
    Teaser,
    Text,
    TimelineItem,
)
from explainers.pages.vocabulary import CHANGES, SIGNS, STATUS_WORDS
from explainers.prose import Body, Prose
from explainers.site.answers import RelationStatus

__all__ = [
    "change_item",
    "contents",
    "corrections",
    "country_pair",
    "draw_beside",
    "explainer_link",
    "main_pair",
    "ordered_pairs",
    "relation_row",
    "sidebar",
    "since_words",
    "teaser",
    "timeline",
]


@shared
def country_pair(context: PageContext, pair: tuple[str, str]) -> CountryPair:
    """Return two countries and how they stand, in the order of their slugs."""
    relation = context.site.relation_status(pair)
    words = STATUS_WORDS[relation.status]
    first, second = relation.between
    return CountryPair(
        context.country(first),
        context.country(second),
        relation.between,
        relation.status,
        context.say(words.words),
        context.say(words.short),
        SIGNS[words.family],
        words.family,
        context.link("relation", relation.slug) if relation.slug else "",
    )


def main_pair(context: PageContext, countries: Sequence[str]) -> CountryPair | None:
    """Return the first two of an explainer's countries and how they stand; `None` where it is about one alone."""
    return country_pair(context, (countries[0], countries[1])) if len(countries) > 1 else None


def contents(body: Body) -> tuple[Link, ...]:
    """Return links to the sections of a page's text."""
    return tuple(Link(head.text, f"#{head.id}") for head in body.headings if head.level == 2)


def ordered_pairs(context: PageContext, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return all pairs of some countries as a list shows them: those of the first country first, those whose
    status isn't stated behind, those that are not covered last.
    """

    def place(pair: tuple[str, str]) -> tuple[int, bool, int]:
        relation = context.site.relation_status(pair)
        silent = {"not-covered": 2, "not-stated": 1}.get(relation.status, 0)
        return silent, codes[0] not in pair, 0

    return tuple(sorted(combinations(codes, 2), key=place))


def since_words(context: PageContext, relation: RelationStatus) -> str:
    """Return since when and as of when a pair stands as it does: *Since September 2022, as of 8 November 2023*."""
    since = context.date(relation.since, "since") if relation.since else ""
    as_of = context.date(relation.as_of, "as-of") if relation.as_of else ""
    both = context.say("%(since)s, %(as_of)s", since=since, as_of=as_of) if since and as_of else since or as_of
    return context.capitalised(both)


def relation_row(
    context: PageContext, receipts: Receipts, pair: tuple[str, str], *, brief: bool = False
) -> Numbered[RelationRow]:
    """Return a pair in a list of relations; `brief` leaves out the latest on it."""
    shown, since, latest = _relation(context, pair)
    if brief or latest is None:
        return Numbered(RelationRow(shown, (), None, since), ())
    if isinstance(latest, Event):
        words = event_text(context, receipts, latest)
        return numbered(RelationRow(shown, words, context.when(latest.when), since))
    return numbered(RelationRow(shown, text_of(context, receipts, latest), None, since))


@shared
def _relation(context: PageContext, pair: tuple[str, str]) -> tuple[CountryPair, str, Event | Prose | None]:
    """Return a pair, since when it stands as it does, and the latest on it: an event, or else what its page begins with
    (`None`: it has none).
    """
    relation = context.site.relation_status(pair)
    shown, since = country_pair(context, pair), since_words(context, relation)
    if not relation.slug:
        return shown, since, None
    if history := context.site.history(pair):
        # What happened says more of how they stand than what was promised since.
        return shown, since, next((event for event in history if event.kind == "happened"), history[0])
    return shown, since, context.chosen(relation.lead, next(iter(relation.lead)))[0]


def sidebar(context: PageContext, receipts: Receipts, codes: Sequence[str], *, brief: bool = False) -> Sidebar:
    """Return *who stands where* for some countries, the first of them the main one."""
    pairs, figure, as_of = _pairs_and_map(context, tuple(codes), brief)
    rows = tuple(relation_row(context, receipts, pair, brief=brief) for pair in pairs)
    return Sidebar(figure, rows, as_of, context.link("map"))


def draw_beside(context: PageContext, codes: Sequence[str]) -> None:
    """Have the map drawn that explainers of some countries show beside their text, if it is not among the site's
    drawings.
    """
    _map_beside(context, codes, ordered_pairs(context, codes))


@shared
def _pairs_and_map(
    context: PageContext, codes: tuple[str, ...], brief: bool
) -> tuple[tuple[tuple[str, str], ...], Figure | None, str]:
    """Return the pairs of some countries, their map, and as of when they are, where that is one date."""
    pairs = ordered_pairs(context, codes)
    known = {relation.as_of for pair in pairs if (relation := context.site.relation_status(pair)).as_of}
    as_of = context.capitalised(context.date(known.pop(), "as-of")) if len(known) == 1 else ""
    return pairs, _map_beside(context, codes, pairs, brief=brief), as_of


def _map_beside(
    context: PageContext, codes: Sequence[str], pairs: Sequence[tuple[str, str]], *, brief: bool = False
) -> Figure | None:
    return drawn(context, codes, pairs, main=None if brief else codes[0]) if len(codes) > 1 else None


def event_text(context: PageContext, receipts: Receipts, event: Event) -> Text:
    """Return an event's sentence with its receipts; its kind stands for a word that its citation lacks."""
    return (_event_words(context, event), receipts.marks(event.cite, default=event.how))


def _event_words(context: PageContext, event: Event) -> Markup:
    words, language = context.localised(event.text)
    html = escape(words)
    return Markup('<span lang="{}">{}</span>').format(language, html) if language else html


def timeline(context: PageContext, receipts: Receipts, events: Iterable[Event]) -> Listed[TimelineItem]:
    """Return events as a timeline shows them, in the order given."""
    its = tuple(events)
    # By what they are: they can't be hashed, and are at hand as long as their timeline is.
    found = recent(context, "timelines", tuple(map(id, its)), lambda: _Timeline(context, its))
    numbers, new = receipts.of_run(found.ends)
    return Listed((), found.run(receipts.row, new), numbers)


class _Timeline:
    """Events as all pages show them that have the same: without receipts, and by what these look like."""

    def __init__(self, context: PageContext, events: Sequence[Event]) -> None:
        items: dict[str, _Item] = context.site.once(("timeline", context.language), dict)
        self._items = []
        for event in events:
            known = items.get(event.id)
            if known is None or known.event is not event:
                known = items[event.id] = _Item(event, _timeline_item(context, event), {})
            self._items.append(known)
        self._runs: dict[tuple[str, tuple[bool, ...]], Run[TimelineItem]] = {}
        self.ends = ClaimEnds(context, [(event.cite, event.how) for event in events])

    def run(self, row: str, new: tuple[bool, ...]) -> Run[TimelineItem]:
        """Return the timeline. `row`: the address of rows, without the number; `new`: of each receipt whether it is
        the first with its number.
        """
        found = self._runs.get((row, new))
        if found is None:
            marks = zip(self._items, self.ends.marks(row, new), strict=True)
            found = self._runs[row, new] = Run([Numbered(item.ended(end.like), end.numbers) for item, end in marks])
        return found


class _Item(NamedTuple):
    """An event as all timelines in a language show it, without its receipts (`bare`) and by what they look like."""

    event: Event
    bare: TimelineItem
    ending: dict[Marks, TimelineItem]

    def ended(self, marks: Marks) -> TimelineItem:
        """Return the event with the badges and marks at its end."""
        like = self.ending.get(marks)
        if like is None:
            like = self.ending[marks] = replace(self.bare, text=(*self.bare.text, marks))
        return like


def _timeline_item(context: PageContext, event: Event) -> TimelineItem:
    """Return an event without its receipts."""
    when = parse(event.when)
    marks: dict[str, DateMark] = {"day": "day", "month": "month", "year": "year"}
    return TimelineItem(
        event.id,
        context.when(event.when),
        marks.get(when.precision, "span"),
        when.approximate or when.uncertain,
        event.kind in ("pledged", "planned"),
        (_event_words(context, event),),
    )


def explainer_link(context: PageContext, slug: str) -> Link:
    """Return the link to a published explainer, by its title."""
    listing = context.site.listing(slug)
    assert listing is not None, "lists name published explainers"
    title, language = context.chosen(listing.titles, listing.language)
    return Link(title, context.link("explainer", slug), language)


def teaser(context: PageContext, slug: str) -> Teaser:
    """Return an explainer as lists show it."""
    listing = context.site.listing(slug)
    assert listing is not None, "lists name published explainers"
    link, (summary, _) = explainer_link(context, slug), context.chosen(listing.summaries, listing.language)
    return Teaser(
        main_pair(context, listing.countries),
        link.text,
        link.href,
        summary,
        context.when(listing.date),
        context.when(listing.modified) if listing.modified else None,
        link.language,
    )


def change_item(context: PageContext, receipts: Receipts | None, change: Change, words: ChangeText) -> ChangeItem:
    """Return a change as the page that was changed shows it; elsewhere it has no receipts."""
    was, now = (text_of(context, receipts, prose, margin=True) for prose in (words.was, words.now))
    return ChangeItem(context.when(change.date), context.say(CHANGES[change.kind]), was, now)


def corrections(context: PageContext, kinds: Sequence[str], most: int | None = None) -> tuple[CorrectionItem, ...]:
    """Return the changes of some kinds on all explainers, newest first, `most` at the most."""
    found: list[CorrectionItem] = []
    for slug, index in context.site.changes():
        explainer = context.site.explainer(slug)
        if explainer is None or explainer.changes[index].kind not in kinds:
            continue
        if most is not None and len(found) == most:
            break
        text, language = context.chosen(explainer.texts, explainer.language)
        item = change_item(context, None, explainer.changes[index], text.changes[index])
        found.append(CorrectionItem(item, Link(text.title, context.link("explainer", slug), language)))
    return tuple(found)
