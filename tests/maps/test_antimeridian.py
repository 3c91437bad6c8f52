"""Polygons cut at the antimeridian: nothing lost, nothing twice, all within 180 degrees."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.maps.antimeridian import within_180

Polygon = list[list[list[float]]]


def signed_area(ring: list[list[float]]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring)) / 2


def area(polygons: list[Polygon]) -> float:
    return sum(signed_area(ring) for polygon in polygons for ring in polygon)


def holds(polygons: list[Polygon], x: float, y: float) -> bool:
    """Whether a place is in one of some polygons, holes left out: a ray meets their rings an odd number of times."""
    sides = [side for polygon in polygons for ring in polygon for side in itertools.pairwise(ring)]
    crossed = [ax + (y - ay) / (by - ay) * (bx - ax) > x for (ax, ay), (bx, by) in sides if (ay > y) != (by > y)]
    return sum(crossed) % 2 == 1


@st.composite
def stars(draw: st.DrawFn) -> Polygon:
    """A polygon around a place near the antimeridian, counterclockwise, perhaps with a hole of its own form."""
    middle = draw(st.sampled_from([-183.0, -180.0, -177.5, 0.0, 176.0, 180.0, 182.25]))
    count = draw(st.integers(3, 12))
    far = draw(st.lists(st.integers(4, 40), min_size=count, max_size=count))
    turns = [math.tau * number / count for number in range(count)]
    around = [(math.cos(turn) * away, math.sin(turn) * away) for turn, away in zip(turns, far, strict=True)]
    outer = [[round(middle + x, 2), round(y, 2)] for x, y in around]
    hole = [[round(middle + x / 3, 2), round(y / 3, 2)] for x, y in reversed(around)]
    rings = [outer, hole] if draw(st.booleans()) else [outer]
    return [[*ring, ring[0]] for ring in rings]


@given(stars())
def test_every_part_is_within_180_degrees_and_closed_and_runs_as_before(polygon: Polygon) -> None:
    for part in within_180(polygon):
        for number, ring in enumerate(part):
            assert ring[0] == ring[-1]
            assert all(-180 <= x <= 180 for x, _ in ring)
            assert (signed_area(ring) > 0) is (number == 0)


@given(stars())
def test_nothing_is_lost_and_nothing_is_there_twice(polygon: Polygon) -> None:
    assert area(within_180(polygon)) == pytest.approx(area([polygon]), abs=0.05)


@given(stars(), st.integers(-60, 60), st.integers(-45, 45))
def test_a_place_is_in_the_parts_if_it_was_in_the_whole(polygon: Polygon, east: int, north: int) -> None:
    x, y = 180 + east + 0.137, north + 0.3719
    whole = any(holds([polygon], x + turn, y) for turn in (-720, -360, 0, 360))
    edge = min(
        abs(ay + (by - ay) * (x + turn - ax) / (bx - ax) - y) if bx != ax else 1.0
        for ring in polygon
        for (ax, ay), (bx, by) in itertools.pairwise(ring)
        for turn in (-720, -360, 0, 360)
    )
    if edge > 0.01:
        assert holds(within_180(polygon), (x + 180) % 360 - 180, y) is whole


def test_a_bay_that_reaches_over_the_line_leaves_two_parts() -> None:
    horseshoe = [[[175, 0], [185, 0], [185, 2], [178, 2], [178, 4], [185, 4], [185, 6], [175, 6], [175, 0]]]
    parts = within_180([[[float(x), float(y)] for x, y in ring] for ring in horseshoe])
    assert sorted(max(x for x, _ in part[0]) for part in parts) == [-175, -175, 180]


def test_a_hole_goes_with_the_part_that_it_is_in() -> None:
    square = [[170.0, 0.0], [190.0, 0.0], [190.0, 9.0], [170.0, 9.0], [170.0, 0.0]]
    hole = [[184.0, 3.0], [184.0, 6.0], [187.0, 6.0], [187.0, 3.0], [184.0, 3.0]]
    west, east = sorted(within_180([square, hole]), key=lambda part: -part[0][0][0])
    assert (len(west), len(east)) == (1, 2)
    assert east[1] == [[-176.0, 3.0], [-176.0, 6.0], [-173.0, 6.0], [-173.0, 3.0], [-176.0, 3.0]]
