"""Lines between markers: they end at their markers, bend around what is in the way, and carry their discs."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from explainers.maps.curves import DISC, MARKER, Curve, curves_between
from explainers.maps.projection import XY

A, B, MIDDLE = (60.0, 150.0), (260.0, 150.0), (160.0, 150.0)


def test_points_lead_from_end_to_end_no_further_apart_than_asked() -> None:
    curve = Curve((0.0, 0.0), (50.0, 100.0), (100.0, 0.0), (50.0, 50.0))
    points = curve.points(5)
    assert (points[0], points[-1]) == ((0.0, 0.0), (100.0, 0.0))
    assert points[len(points) // 2] == pytest.approx((50.0, 50.0), abs=3)
    assert max(math.dist(one, other) for one, other in pairwise(points)) < 10
    assert len(curve.points(1e9)) == 3


def test_curves_stand_in_the_order_of_their_pairs_from_the_first_marker_to_the_second() -> None:
    markers = [A, B, (160.0, 260.0)]
    curves = curves_between(markers, [(2, 0), (0, 1)], 328, 300)
    assert [(curve.start, curve.end) for curve in curves] == [(markers[2], A), (A, B)]
    assert curves_between(markers, [], 328, 300) == []


def test_a_line_keeps_clear_of_a_marker_between_its_ends() -> None:
    (straight,) = curves_between([A, B], [(0, 1)], 328, 300)
    (curve,) = curves_between([A, B, MIDDLE], [(0, 1)], 328, 300)
    assert min(math.dist(point, MIDDLE) for point in curve.points(1)) > MARKER + 6
    assert math.dist(curve.disc, MIDDLE) > DISC + MARKER
    assert min(math.dist(straight.disc, end) for end in (A, B)) > DISC + MARKER


def test_a_line_goes_round_what_a_name_wants_for_itself() -> None:
    (before,) = curves_between([A, B], [(0, 1)], 328, 300)
    x, y = before.disc
    (after,) = curves_between([A, B], [(0, 1)], 328, 300, [(x - 30, y - 8, x + 30, y + 8)])
    assert not any(abs(px - x) < 30 and abs(py - y) < 8 for px, py in after.points(1))


@pytest.mark.parametrize("height", [40.0, 300.0])
def test_a_line_stays_on_the_map_near_its_edge(height: float) -> None:
    ends: list[XY] = [(40.0, height - 12), (290.0, height - 12)]
    (curve,) = curves_between(ends, [(0, 1)], 328, height)
    assert all(0 < x < 328 and 0 < y < height for x, y in curve.points(2))


def test_two_countries_of_one_place_have_a_disc_beside_it() -> None:
    (curve,) = curves_between([A, A], [(0, 1)], 328, 300)
    assert math.dist(curve.disc, A) >= DISC + MARKER


def test_discs_of_lines_that_cross_keep_apart() -> None:
    corners = [(60.0, 60.0), (260.0, 240.0), (60.0, 240.0), (260.0, 60.0)]
    one, other = curves_between(corners, [(0, 1), (2, 3)], 328, 300)
    assert math.dist(one.disc, other.disc) >= 2 * DISC
