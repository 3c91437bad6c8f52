"""What points are worth: the area of the triangle that goes with them, those of the least first."""

from __future__ import annotations

import math

import pytest

from explainers.maps.shapes.atlas import Atlas
from explainers.maps.shapes.simplify import effective_areas, ring_area

SQUARE = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))


def test_a_ring_has_more_than_no_area_clockwise_and_less_the_other_way() -> None:
    assert ring_area(SQUARE) == pytest.approx(12309, rel=1e-3)  # a degree squared at the equator, in km² of WGS 84
    assert ring_area(SQUARE[::-1]) == -ring_area(SQUARE)
    assert ring_area(SQUARE[2:] + SQUARE[:2]) == pytest.approx(ring_area(SQUARE))


def test_the_same_degrees_are_half_as_large_at_60_degrees_north() -> None:
    north = tuple((x, y + 59.5) for x, y in SQUARE)
    assert ring_area(north) / ring_area(SQUARE) == pytest.approx(0.5, abs=0.01)


def test_the_dent_in_a_border_is_worth_its_triangle(atlas: Atlas) -> None:
    worth = effective_areas(atlas.arcs[0])
    dent = ((-130.0, 5.0), (-129.9, 5.1), (-130.0, 5.2))
    assert worth[2] == pytest.approx(abs(ring_area(dent)), rel=1e-6)
    assert worth[0] == worth[-1] == math.inf


def test_a_point_on_a_straight_line_is_worth_nothing_and_ends_are_never_left_out() -> None:
    assert effective_areas(((0, 0), (1, 0), (2, 0))) == pytest.approx([math.inf, 0, math.inf])
    assert effective_areas(((0, 0), (1, 0))) == [math.inf, math.inf]


def test_a_point_is_worth_no_less_than_one_that_went_before_it() -> None:
    # Once the third point has gone, the second lies on a straight line.
    arc = ((0.0, 0.0), (2.0, 0.0), (2.5, 0.5), (3.0, 0.0))
    first = abs(ring_area(arc[1:]))
    assert effective_areas(arc)[1:3] == pytest.approx([first, first])
