"""Lines, discs and names keep out of each other's way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from explainers.maps.labels import Label, lines_of_name, text_width
from explainers.maps.layout import Layout, MapCountry, MapTie, layout_of
from explainers.maps.ties import DISC, MARKER
from explainers.maps.world import world

Countries = Callable[..., tuple[MapCountry, ...]]
Ties = Callable[..., tuple[MapTie, ...]]
CODES = sorted(world().countries)
some = st.lists(st.sampled_from(CODES), min_size=2, max_size=4, unique=True)
many = st.lists(st.sampled_from(CODES), min_size=5, max_size=8, unique=True)


def laid_out(countries_of: Countries, all_ties: Ties, codes: list[str]) -> Layout:
    return layout_of(countries_of(codes), all_ties(codes), "sidebar")


def overlap(one: Label, other: Label) -> bool:
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def within(label: Label, x: float, y: float, away: float = 0) -> bool:
    left, top, right, bottom = label.box
    dx, dy = max(left - x, 0, x - right), max(top - y, 0, y - bottom)
    return math.hypot(dx, dy) < away or (left < x < right and top < y < bottom)


@settings(max_examples=150)
@given(some)
def test_on_a_map_of_up_to_four_countries_nothing_covers_anything(
    countries_of: Countries, all_ties: Ties, codes: list[str]
) -> None:
    layout = laid_out(countries_of, all_ties, codes)
    markers_apart = all(math.dist(a, b) > 3 * DISC for a, b in itertools.combinations(layout.markers, 2))
    for one, other in itertools.combinations(layout.labels, 2):
        assert not overlap(one, other)
    for label in layout.labels:
        assert label.box[0] >= 0
        assert label.box[1] >= 0
        assert label.box[2] <= layout.frame.width
        assert label.box[3] <= layout.frame.height
        for marker in layout.markers:
            assert not within(label, *marker, MARKER)
        for curve in layout.curves:
            assert not within(label, *curve.disc, DISC)
            if markers_apart:
                assert not any(within(label, *point) for point in curve.points(2))
    for one, other in itertools.combinations(layout.curves, 2):
        assert math.dist(one.disc, other.disc) >= 2 * DISC


@settings(max_examples=60)
@given(many)
def test_on_a_crowded_map_names_and_discs_still_keep_apart(
    countries_of: Countries, all_ties: Ties, codes: list[str]
) -> None:
    layout = laid_out(countries_of, all_ties, codes)
    for one, other in itertools.combinations(layout.labels, 2):
        assert not overlap(one, other)
    for label in layout.labels:
        assert label.box[0] >= 0
        assert label.box[1] >= 0
        assert label.box[2] <= layout.frame.width
        assert label.box[3] <= layout.frame.height


@given(some)
def test_a_disc_sits_on_its_line_inside_of_the_map_and_off_the_markers(
    countries_of: Countries, all_ties: Ties, codes: list[str]
) -> None:
    layout = laid_out(countries_of, all_ties, codes)
    for curve in layout.curves:
        assert min(math.dist(curve.disc, point) for point in curve.points(0.5)) < 1
        assert DISC <= curve.disc[0] <= layout.frame.width - DISC
        assert DISC <= curve.disc[1] <= layout.frame.height - DISC
        assert min(math.dist(curve.disc, marker) for marker in layout.markers) >= DISC + MARKER


def test_the_same_input_gives_the_same_places(countries_of: Countries, all_ties: Ties) -> None:
    codes = ["FR", "DE", "PL", "UA"]
    first = laid_out(countries_of, all_ties, codes)
    layout_of.__globals__["_layout"].cache_clear()
    assert laid_out(countries_of, all_ties, codes) == first


def test_long_names_are_set_in_two_lines_of_about_the_same_length() -> None:
    assert lines_of_name("Central African Republic") == ("Central African", "Republic")
    assert lines_of_name("Burkina Faso") == ("Burkina Faso",)
    assert lines_of_name("Liechtenstein-Vaduz-Schaan") == ("Liechtenstein-Vaduz-Schaan",)


def test_wide_letters_take_more_room() -> None:
    assert text_width("MW") > text_width("il") * 2
    assert text_width("日本") > text_width("ab")
