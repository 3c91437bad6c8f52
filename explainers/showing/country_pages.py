"""View functions of the pages about countries: country, relation, map, interactive map."""

from __future__ import annotations

from markupsafe import Markup

from explainers.showing.figures import drawn, interactive_map, overview
from explainers.showing.frames import frame
from explainers.showing.parts import ordered_pairs, relation_row, standing_words, teaser, tie, timeline
from explainers.showing.prose import text_of
from explainers.showing.receipts import Receipts
from explainers.showing.sheet import Sheet
from explainers.showing.views import (
    CountryView,
    InteractiveView,
    LiveMap,
    MapView,
    MatrixCell,
    MatrixRow,
    RelationView,
    Text,
)

__all__ = ["country", "interactive", "relation", "relations_map"]


def country(sheet: Sheet) -> CountryView:
    """Return a country's page."""
    code = next(code for code in sheet.facts.codes() if sheet.facts.spot(code).slug == sheet.slug)
    record, receipts = sheet.facts.country(code), Receipts(sheet)
    assert record is not None, "codes are those of countries that are there"
    text, language = sheet.chosen(record.texts, record.language)
    name = sheet.country(code)
    others = [(code, other) for other in sheet.facts.codes() if other != code]
    pairs = sorted(others, key=lambda pair: not sheet.facts.standing(pair).slug)
    linked = [code, *(other for _, other in pairs if sheet.facts.standing((code, other)).slug)]
    description = sheet.say("%(country)s in our explainers: what our sources say.", country=name)
    return CountryView(
        frame(sheet, name, description, language),
        name,
        text.capital,
        drawn(sheet, linked, [(code, other) for other in linked[1:]], main=code, page=True),
        text_of(sheet, receipts, text.body, margin=True),
        tuple(relation_row(sheet, receipts, pair) for pair in pairs),
        timeline(sheet, receipts, sheet.facts.events_of(code)),
        tuple(teaser(sheet, slug) for slug in sheet.facts.in_country(code)),
        receipts.slips(),
    )


def relation(sheet: Sheet) -> RelationView:
    """Return the page of a pair."""
    pair = next(pair for pair in sheet.facts.relations() if sheet.facts.standing(pair).slug == sheet.slug)
    record, receipts = sheet.facts.relation(pair), Receipts(sheet)
    assert record is not None, "pairs are those of relations that are there"
    text, language = sheet.chosen(record.texts, record.language)
    first, second = pair
    shown, standing = tie(sheet, pair), _standing(sheet, receipts, pair)
    body = text_of(sheet, receipts, text.body, margin=True)
    title = sheet.say(
        "%(first)s and %(second)s: %(status)s",
        first=shown.first,
        second=shown.second,
        status=shown.short,
    )
    unknowns = tuple(text_of(sheet, receipts, one, otherwise="unknown", margin=True) for one in text.unknowns)
    others = [
        other
        for other in ordered_pairs(sheet, sheet.facts.codes())
        if other != pair and (first in other or second in other) and sheet.facts.standing(other).slug
    ]
    return RelationView(
        frame(sheet, title, f"{title}. {standing_words(sheet, sheet.facts.standing(pair))}.", language),
        shown,
        standing,
        (sheet.country_link(first), sheet.country_link(second)),
        drawn(sheet, pair, [pair], main=None, page=True),
        body,
        unknowns,
        tuple(relation_row(sheet, receipts, other, brief=True) for other in others),
        timeline(sheet, receipts, sheet.facts.history(pair)),
        tuple(teaser(sheet, slug) for slug in sheet.facts.shared(pair)),
        receipts.slips(),
    )


def _standing(sheet: Sheet, receipts: Receipts, pair: tuple[str, str]) -> Text:
    """Return since when and as of when a pair stands as it does, with the receipts for it."""
    standing = sheet.facts.standing(pair)
    words = standing_words(sheet, standing)
    assert standing.cite is not None, "a relation has a citation"
    return (Markup("{}").format(f"{words}." if words else ""), receipts.marks(standing.cite))


def relations_map(sheet: Sheet) -> tuple[MapView, tuple[tuple[str, bytes], ...]]:
    """Return the map page (all countries, all pairs), and the files that it needs (address, bytes)."""
    receipts, codes = Receipts(sheet), sheet.facts.codes()
    pairs = ordered_pairs(sheet, codes)
    title = sheet.say("Who stands where")
    as_of = {standing.as_of for pair in pairs if (standing := sheet.facts.standing(pair)).as_of}
    date = sheet.date(max(as_of), "as-of") if as_of else ""
    summary = sheet.say(
        "%(countries)s countries and the %(pairs)s pairs between them, as our sources have it %(date)s.",
        countries=len(codes),
        pairs=len(pairs),
        date=date,
    )
    live, files = _live_map(sheet)
    view = MapView(
        frame(sheet, title, summary),
        title,
        summary,
        drawn(sheet, codes, pairs, main=None, page=True),
        overview(sheet, codes),
        sheet.link("interactive"),
        live,
        tuple(sheet.country_link(code) for code in codes),
        sheet.capitalised(date),
        tuple(_matrix_row(sheet, code, codes) for code in codes),
        tuple(relation_row(sheet, receipts, pair) for pair in pairs),
        receipts.slips(),
    )
    return view, files


def _matrix_row(sheet: Sheet, code: str, codes: tuple[str, ...]) -> MatrixRow:
    cells = tuple(MatrixCell(None if code == other else tie(sheet, (code, other))) for other in codes)
    return MatrixRow(sheet.country_link(code), cells)


def interactive(sheet: Sheet) -> tuple[InteractiveView, tuple[tuple[str, bytes], ...]]:
    """Return the interactive map as a page of its own, and the files that it needs (address, bytes)."""
    title = sheet.say("Interactive map")
    summary = sheet.say("Zoom in, switch lines on and off, and open each country’s marker.")
    live, files = _live_map(sheet)
    return InteractiveView(frame(sheet, title, summary), title, summary, live, sheet.link("map")), files


def _live_map(sheet: Sheet) -> tuple[LiveMap, tuple[tuple[str, bytes], ...]]:
    """Return the interactive map with links from this page, and the files that it needs."""
    made = interactive_map(sheet)
    base = sheet.link("home", language=sheet.urls.languages[0])
    styles, scripts = (tuple(base + name for name in names) for names in (made.styles, made.scripts))
    return LiveMap(made.markup, styles, scripts), made.files
