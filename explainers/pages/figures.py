"""Maps for pages: what the maps are to show, in the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, cast

from markupsafe import Markup
from msgspec.structs import replace

from explainers.maps.drawings import Detail, MapCountry, MapRelation, drawn_map
from explainers.model import Status
from explainers.pages.page_context import PageContext
from explainers.pages.view_parts import Figure, LiveMap
from explainers.pages.vocabulary import STATUS_WORDS
from explainers.reading.typography import without_soft_hyphens
from explainers.urls import ASSETS

if TYPE_CHECKING:
    from explainers.maps.interactive import LiveCountry, LiveRelation

__all__ = ["drawn", "interactive_map", "overview", "pair_words"]


def drawn(
    context: PageContext,
    codes: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    *,
    main: str | None,
    page: bool = False,
) -> Figure:
    """Return the drawn map of some countries and of pairs between them; `main` is filled as the subject.

    `page`: a large map, with links; else a small one for the sidebar.
    """
    countries = tuple(
        MapCountry(
            code,
            context.country(code),
            context.site.place_of(code).marker,
            "subject" if code == main else "partner",
            context.country_link(code).href if page else "",
        )
        for code in codes
    )
    relations = tuple(_map_relation(context, pair, linked=page) for pair in pairs if _is_stated(context, pair))
    detail: Detail = "page" if page else "sidebar"
    made = drawn_map(
        countries,
        relations,
        title=_title(context, codes),
        description=_description(context, pairs),
        detail=detail,
        kept=context.site.drawings,
    )
    return Figure(Markup(made), _caption(context, bool(relations)) if page else "")  # noqa: S704 (drawn by us, names escaped)


def _caption(context: PageContext, with_lines: bool) -> str:
    caption = context.say("Equal-area projection: countries keep their true size against each other.")
    return " ".join((caption, context.say("Lines join capitals."))) if with_lines else caption


def overview(context: PageContext, codes: Sequence[str]) -> Figure:
    """Return a small map that shows each country whole."""
    countries = tuple(MapCountry(code, context.country(code), context.site.place_of(code).marker) for code in codes)
    made = drawn_map(
        countries,
        (),
        title=context.say("All countries whole"),
        description=_title(context, codes),
        ids="overview",
        detail="overview",
        kept=context.site.drawings,
    )
    return Figure(Markup(made), context.say("All of them whole, at one scale."))  # noqa: S704


def _is_stated(context: PageContext, pair: tuple[str, str]) -> bool:
    return STATUS_WORDS[context.site.relation_status(pair).status].family != "none"


def _map_relation(context: PageContext, pair: tuple[str, str], *, linked: bool) -> MapRelation:
    relation = context.site.relation_status(pair)
    first, second = relation.between
    href = context.link("relation", relation.slug) if linked else ""
    status = "not-stated" if relation.status == "not-covered" else relation.status
    return MapRelation(first, second, cast("Status", status), href, pair_words(context, pair) if linked else "")


def pair_words(context: PageContext, pair: tuple[str, str]) -> str:
    """Return two countries and how they stand, in plain words."""
    relation = context.site.relation_status(pair)
    first, second = (context.country(code) for code in relation.between)
    status = without_soft_hyphens(context.say(STATUS_WORDS[relation.status].short))
    return context.say("%(first)s and %(second)s: %(status)s", first=first, second=second, status=status)


def _title(context: PageContext, codes: Sequence[str]) -> str:
    return context.say("Map: %(countries)s", countries=", ".join(context.country(code) for code in codes))


def _description(context: PageContext, pairs: Sequence[tuple[str, str]]) -> str:
    """Return what the map shows, pair by pair."""
    return ". ".join(pair_words(context, pair) for pair in pairs) + ("." if pairs else "")


def interactive_map(context: PageContext) -> tuple[LiveMap, tuple[tuple[str, bytes], ...]]:
    """Return the interactive map of all countries and pairs, with links from this page, and the files that it needs
    (address, bytes).
    """
    from explainers.maps.interactive import LiveWords, Tiles
    from explainers.maps.interactive import interactive_map as made_map

    codes = context.site.codes()
    countries = [_live_country(context, code) for code in codes]
    relations = [_live_relation(context, pair) for pair in combinations(codes, 2)]
    words = LiveWords(
        region=_title(context, codes),
        layers=context.say("Lines shown"),
        zoom_in=context.say("Zoom in"),
        zoom_out=context.say("Zoom out"),
        close=context.say("Close"),
    )
    tiles = context.site.settings.tiles
    made = made_map(countries, relations, words, tiles=Tiles(*tiles) if tiles else None)
    assets = context.link("home", language=context.urls.languages[0]) + ASSETS
    styles, scripts = (tuple(assets + name for name in names) for names in (made.styles, made.scripts))
    files = tuple((ASSETS + asset.name, asset.content) for asset in made.assets)
    return LiveMap(Markup(made.markup), styles, scripts), files  # noqa: S704


def _live_relation(context: PageContext, pair: tuple[str, str]) -> LiveRelation:
    from explainers.maps.interactive import LiveRelation

    relation = context.site.relation_status(pair)
    return LiveRelation(
        replace(_map_relation(context, pair, linked=True), label=context.countries(relation.between)),
        context.say(STATUS_WORDS[relation.status].words),
    )


def _live_country(context: PageContext, code: str) -> LiveCountry:
    from explainers.maps.interactive import LiveCountry

    record = context.site.country(code)
    assert record is not None, "codes are those of countries that are there"
    text, _ = context.chosen(record.texts, record.language)
    country = MapCountry(code, context.country(code), record.marker, "partner", context.country_link(code).href)
    return LiveCountry(country, context.say("Capital: %(capital)s", capital=text.capital))
