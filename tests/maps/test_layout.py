"""Lines, discs and names keep out of each other's way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from explainers.maps.curves import DISC, MARKER
from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.labels import Label
from explainers.maps.layout import Layout, layout_of, tone_of
from explainers.model import Status

Countries = Callable[..., tuple[MapCountry, ...]]
Relations = Callable[..., tuple[MapRelation, ...]]
Sets = Callable[[int, int], list[list[str]]]


def laid_out(countries_of: Countries, all_relations: Relations, codes: list[str]) -> Layout:
    return layout_of(countries_of(codes), all_relations(codes), "sidebar")


def overlap(one: Label, other: Label) -> bool:
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def within(label: Label, x: float, y: float, away: float = 0) -> bool:
    left, top, right, bottom = label.box
    dx, dy = max(left - x, 0, x - right), max(top - y, 0, y - bottom)
    return math.hypot(dx, dy) < away or (left < x < right and top < y < bottom)


def line_crossings(layout: Layout) -> int:
    """How many names lie on lines."""
    return sum(
        any(within(label, *point) for curve in layout.curves for point in curve.points(2)) for label in layout.labels
    )


def is_in(label: Label, layout: Layout) -> bool:
    left, top, right, bottom = label.box
    return left >= 0 and top >= 0 and right <= layout.frame.width and bottom <= layout.frame.height


@pytest.mark.parametrize("size", [1, 2, 3])
def test_on_a_map_of_up_to_three_countries_nothing_covers_anything(
    countries_of: Countries, all_relations: Relations, sets_of: Sets, size: int
) -> None:
    for codes in sets_of(size, 40):
        layout = laid_out(countries_of, all_relations, codes)
        assert not any(overlap(one, other) for one, other in itertools.combinations(layout.labels, 2)), codes
        assert all(is_in(label, layout) for label in layout.labels), codes
        assert not line_crossings(layout), codes
        for label in layout.labels:
            assert not any(within(label, *marker, MARKER) for marker in layout.markers), codes
            assert not any(within(label, *curve.disc, DISC) for curve in layout.curves), codes


@pytest.mark.parametrize("size", [4, 5, 6])
def test_with_a_line_for_each_of_many_pairs_names_keep_apart_and_inside(
    countries_of: Countries, all_relations: Relations, sets_of: Sets, size: int
) -> None:
    layouts = [laid_out(countries_of, all_relations, codes) for codes in sets_of(size, 40)]
    for layout in layouts:
        assert not any(overlap(one, other) for one, other in itertools.combinations(layout.labels, 2))
        assert all(is_in(label, layout) for label in layout.labels)
    assert sum(map(line_crossings, layouts)) / (40 * size) < {4: 0.03, 5: 0.08, 6: 0.15}[size]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_discs_sit_on_their_lines_inside_of_the_map_and_clear_of_each_other(
    countries_of: Countries, all_relations: Relations, sets_of: Sets, size: int
) -> None:
    for codes in sets_of(size, 40):
        layout = laid_out(countries_of, all_relations, codes)
        for curve in layout.curves:
            assert min(math.dist(curve.disc, point) for point in curve.points(0.5)) < 1
            assert DISC <= curve.disc[0] <= layout.frame.width - DISC
            assert DISC <= curve.disc[1] <= layout.frame.height - DISC
            away = min(math.dist(curve.disc, marker) for marker in layout.markers)
            assert away >= (DISC + MARKER if size < 4 else DISC), codes
        for one, other in itertools.combinations(layout.curves, 2):
            assert math.dist(one.disc, other.disc) >= 2 * DISC, codes


def test_two_countries_with_one_marker_still_have_a_line_and_a_disc(
    countries_of: Countries, all_relations: Relations
) -> None:
    one, other = countries_of(["IT", "VA"])
    layout = layout_of((one, replace(other, marker=one.marker)), all_relations(["IT", "VA"]), "sidebar")
    assert math.dist(layout.curves[0].disc, layout.markers[0]) >= DISC + MARKER


def test_the_same_input_gives_the_same_places(countries_of: Countries, all_relations: Relations) -> None:
    codes = ["FR", "DE", "PL", "UA"]
    first = laid_out(countries_of, all_relations, codes)
    for kept in ("_layout", "_frame", "_loops", "_path", "_masks", "_curves"):
        layout_of.__globals__[kept].cache_clear()
    assert laid_out(countries_of, all_relations, codes) == first


@pytest.mark.parametrize(
    ("status", "tone"), [("allied", "closer"), ("apart", "apart"), ("steady", "mixed"), ("not-stated", None)]
)
def test_a_status_has_a_tone_unless_nothing_is_stated(status: Status, tone: str | None) -> None:
    assert tone_of(status) == tone


def test_a_line_goes_with_each_tie_that_has_a_tone_in_their_order(countries_of: Countries) -> None:
    relations = (
        MapRelation("PL", "FR", "apart"),
        MapRelation("FR", "DE", "not-stated"),
        MapRelation("DE", "PL", "closer"),
    )
    layout = layout_of(countries_of(["FR", "DE", "PL"]), relations, "page")
    france, germany, poland = layout.markers
    assert [(curve.start, curve.end) for curve in layout.curves] == [(poland, france), (germany, poland)]
    assert [label.lines for label in layout.labels] == [("France",), ("Germany",), ("Poland",)]


def test_an_overview_has_shapes_and_markers_alone(countries_of: Countries, all_relations: Relations) -> None:
    layout = layout_of(countries_of(["FR", "DE"], subject=True), all_relations(["FR", "DE"]), "overview")
    assert (layout.curves, layout.labels, len(layout.markers)) == ((), (), 2)
    assert [name for name, _ in layout.shapes] == ["land", "partner", "subject"]


@pytest.mark.parametrize("codes", [[], ["FR", "DE", "FR"]])
def test_countries_must_be_there_each_of_them_once(countries_of: Countries, codes: list[str]) -> None:
    with pytest.raises(ValueError, match="each of them once"):
        layout_of(countries_of(codes), (), "sidebar")


@pytest.mark.parametrize("ends", [("FR", "IT"), ("IT", "FR"), ("FR", "FR")])
def test_a_tie_must_join_two_countries_of_the_map(countries_of: Countries, ends: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="joins two countries"):
        layout_of(countries_of(["FR", "DE"]), (MapRelation(*ends, "not-stated"),), "sidebar")
