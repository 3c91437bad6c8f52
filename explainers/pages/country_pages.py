"""View functions of the pages about countries: country, relation, map, interactive map."""

from __future__ import annotations

from markupsafe import Markup

from explainers.pages.figures import drawn, interactive_map, overview, pair_words
from explainers.pages.frames import frame
from explainers.pages.page_context import PageContext
from explainers.pages.parts import country_pair, ordered_pairs, relation_row, since_words, teaser, timeline
from explainers.pages.prose import text_of
from explainers.pages.receipts import Receipts
from explainers.pages.view_parts import MatrixCell, MatrixRow, Text
from explainers.pages.views import CountryView, InteractiveView, MapView, RelationView

__all__ = ["country", "interactive", "relation", "relations_map"]


def country(context: PageContext) -> CountryView:
    """Return a country's page."""
    code = context.site.code_of(context.slug)
    record, receipts = context.site.country(code), Receipts(context)
    assert record is not None, "codes are those of countries that are there"
    text, language = context.chosen(record.texts, record.language)
    name = context.country(code)
    others = [(code, other) for other in context.site.codes() if other != code]
    pairs = sorted(others, key=lambda pair: not context.site.relation_status(pair).slug)
    linked = [code, *(other for _, other in pairs if context.site.relation_status((code, other)).slug)]
    description = context.say("%(country)s in our explainers: what our sources say.", country=name)
    return CountryView(
        frame(context, name, description, language),
        name,
        text.capital,
        drawn(context, linked, [(code, other) for other in linked[1:]], main=code, page=True),
        text_of(context, receipts, text.body, margin=True),
        tuple(relation_row(context, receipts, pair) for pair in pairs),
        timeline(context, receipts, context.site.events_of(code)),
        context.link("timeline"),
        tuple(teaser(context, slug) for slug in context.site.in_country(code)),
        receipts.source_cards(),
    )


def relation(context: PageContext) -> RelationView:
    """Return the page of a pair."""
    pair = context.site.pair_of(context.slug)
    record, receipts = context.site.relation(pair), Receipts(context)
    assert record is not None, "pairs are those of relations that are there"
    text, language = context.chosen(record.texts, record.language)
    first, second = pair
    shown, since = country_pair(context, pair), _since(context, receipts, pair)
    body = text_of(context, receipts, text.body, margin=True)
    title = pair_words(context, pair)
    unknowns = tuple(text_of(context, receipts, one, default="unknown", margin=True) for one in text.unknowns)
    others = [
        other
        for other in ordered_pairs(context, context.site.codes())
        if other != pair and (first in other or second in other) and context.site.relation_status(other).slug
    ]
    return RelationView(
        frame(context, title, f"{title}. {since_words(context, context.site.relation_status(pair))}.", language),
        shown,
        since,
        (context.country_link(first), context.country_link(second)),
        drawn(context, pair, [pair], main=None, page=True),
        body,
        unknowns,
        tuple(relation_row(context, receipts, other, brief=True) for other in others),
        timeline(context, receipts, context.site.history(pair)),
        context.link("timeline"),
        tuple(teaser(context, slug) for slug in context.site.shared(pair)),
        receipts.source_cards(),
    )


def _since(context: PageContext, receipts: Receipts, pair: tuple[str, str]) -> Text:
    """Return since when and as of when a pair stands as it does, with the receipts for it."""
    relation = context.site.relation_status(pair)
    words = since_words(context, relation)
    assert relation.cite is not None, "a relation has a citation"
    return (Markup("{}").format(f"{words}." if words else ""), receipts.marks(relation.cite))


def relations_map(context: PageContext) -> tuple[MapView, tuple[tuple[str, bytes], ...]]:
    """Return the map page (all countries, all pairs), and the files that it needs (address, bytes)."""
    receipts, codes = Receipts(context), context.site.codes()
    pairs = ordered_pairs(context, codes)
    title = context.say("Who stands where")
    as_of = {relation.as_of for pair in pairs if (relation := context.site.relation_status(pair)).as_of}
    date = context.date(max(as_of), "as-of") if as_of else ""
    summary = context.say(
        "%(countries)s countries and the %(pairs)s pairs between them, as our sources have it %(date)s.",
        countries=len(codes),
        pairs=len(pairs),
        date=date,
    )
    live, files = interactive_map(context)
    view = MapView(
        frame(context, title, summary),
        title,
        summary,
        drawn(context, codes, pairs, main=None, page=True),
        overview(context, codes),
        context.link("interactive"),
        live,
        tuple(context.country_link(code) for code in codes),
        context.capitalised(date),
        tuple(_matrix_row(context, code, codes) for code in codes),
        tuple(relation_row(context, receipts, pair) for pair in pairs),
        receipts.source_cards(),
    )
    return view, files


def _matrix_row(context: PageContext, code: str, codes: tuple[str, ...]) -> MatrixRow:
    cells = tuple(MatrixCell(None if code == other else country_pair(context, (code, other))) for other in codes)
    return MatrixRow(context.country_link(code), cells)


def interactive(context: PageContext) -> tuple[InteractiveView, tuple[tuple[str, bytes], ...]]:
    """Return the interactive map as a page of its own, and the files that it needs (address, bytes)."""
    title = context.say("Interactive map")
    summary = context.say("Zoom in, switch lines on and off, and open each country’s marker.")
    live, files = interactive_map(context)
    return InteractiveView(frame(context, title, summary), title, summary, live, context.link("map")), files
