"""Windows on Web Mercator's plane: places become points and points places, with all that must be seen in them."""

from __future__ import annotations

import math

import pytest

from explainers.maps.curves import DISC
from explainers.maps.mercator import Place, Window, window_around


@pytest.mark.parametrize("place", [(0.0, 0.0), (59.91, 10.75), (-41.29, 174.78), (79.9, -20.0), (-74.0, 200.0)])
def test_a_window_takes_a_place_to_a_point_and_back(place: Place) -> None:
    window = window_around([(59.91, 10.75), (-41.29, 174.78)])
    assert window.place(window.at(place)) == pytest.approx(place, abs=0.011)


def test_a_window_is_mercator_s() -> None:
    window = window_around([(0.0, 0.0), (0.0, 90.0)])
    (left, top), (right, bottom) = window.at((10.0, 0.0)), window.at((-10.0, 10.0))
    unit = (right - left) / math.radians(10)
    assert bottom - top == pytest.approx(2 * unit * math.log(math.tan(math.pi / 4 + math.radians(5))))


def test_a_window_has_room_around_its_markers_but_not_towards_the_poles() -> None:
    assert window_around([(50.0, 0.0), (60.0, 40.0)]) == Window(42.0, -8.0, 68.0, 48.0)
    assert window_around([(50.0, 10.0)]) == Window(46.0, 6.0, 54.0, 14.0)
    poles = window_around([(-90.0, 0.0), (90.0, 0.0)])
    assert (poles.south, poles.north) == (-75.0, 80.0)


def test_a_place_beyond_the_map_falls_on_its_edge() -> None:
    window = window_around([(70.0, 0.0), (75.0, 30.0)])
    assert window.at((90.0, 10.0)) == window.at((84.5, 10.0))
    assert window.place((0.0, -1e3))[0] == 84.5
    assert window.place((0.0, 5e3))[0] == -84.5


def test_a_line_joins_the_two_markers_of_its_pair_in_units_of_the_window() -> None:
    markers = [(50.0, 0.0), (60.0, 40.0), (55.0, 20.0)]
    window = window_around(markers)
    (curve,) = window.curves(markers, [(1, 0)])
    assert (curve.start, curve.end) == (window.at(markers[1]), window.at(markers[0]))
    assert 0 < curve.disc[0] < 328
    assert 0 < curve.disc[1] < window.height


def test_corners_are_those_of_the_window_where_lines_stay_inside_and_give_way_where_not() -> None:
    markers = [(50.0, 0.0), (60.0, 40.0)]
    window = window_around(markers)
    south_west, north_east = window.corners([])
    assert south_west == pytest.approx((window.south, window.west), abs=0.01)
    assert north_east == pytest.approx((window.north, window.east), abs=0.01)
    beyond = window.curves([(50.0, 0.0), (60.0, 90.0)], [(0, 1)])
    _, (_, east) = window.corners(beyond)
    assert window.at((0.0, east))[0] == pytest.approx(window.at((60.0, 90.0))[0] + DISC, abs=0.1)
