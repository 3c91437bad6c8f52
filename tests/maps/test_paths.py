from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.maps.frame import Frame
from explainers.maps.paths import area_of, clipped, loops_of, path_data
from explainers.maps.projection import LambertAzimuthal
from explainers.maps.world import detail_of, world

BOX = (0.0, 0.0, 100.0, 80.0)
points = st.tuples(st.floats(-300, 300), st.floats(-300, 300))


@given(st.lists(points, min_size=3, max_size=12))
def test_what_is_cut_lies_in_the_box(ring: list[tuple[float, float]]) -> None:
    for x, y in clipped(ring, BOX):
        assert -1e-6 <= x <= 100 + 1e-6
        assert -1e-6 <= y <= 80 + 1e-6


@given(st.tuples(st.floats(-200, 200), st.floats(-200, 200)), st.floats(1, 300), st.floats(1, 300))
def test_a_rectangle_keeps_the_area_it_shares_with_the_box(
    corner: tuple[float, float], wide: float, high: float
) -> None:
    x, y = corner
    ring = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    shared = max(0.0, min(x + wide, 100) - max(x, 0)) * max(0.0, min(y + high, 80) - max(y, 0))
    cut = clipped(ring, BOX)
    assert (area_of(cut) if len(cut) > 2 else 0.0) == pytest.approx(shared, abs=1e-6)


def test_a_ring_around_the_whole_box_becomes_the_box() -> None:
    around = [(-50.0, -50.0), (150.0, -60.0), (300.0, 40.0), (160.0, 200.0), (-70.0, 150.0), (-200.0, 40.0)]
    assert area_of(clipped(around, BOX)) == pytest.approx(100 * 80)


def frame_at(latitude: float, longitude: float, metres: float) -> Frame:
    return Frame(LambertAzimuthal(latitude, longitude), 100 / metres, -metres / 2, metres / 2, 100, 100)


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_land"),
    [
        (47, 25, True),  # all of the window is land
        (30, -40, False),  # the middle of an ocean
        (-38, 175.5, True),  # land whose opposite point lies in other land
        (-33, 178, False),  # sea whose opposite point lies in land
        (-80, 90, True),
        (89, 0, False),
    ],
)
def test_land_is_land_on_whichever_side_of_the_globe_the_map_is(
    latitude: float, longitude: float, is_land: bool
) -> None:
    frame = frame_at(latitude, longitude, 20_000)
    loops = loops_of(world(), world().land, frame, detail=detail_of(100), grain=1, least=1)
    covered = abs(sum(map(area_of, loops)))
    twice = sum(abs(area_of(loop)) for loop in loops)
    assert (covered == pytest.approx(108 * 108) or twice % (2 * 108 * 108) == pytest.approx(108 * 108)) is is_land


def test_a_path_is_written_in_relative_steps() -> None:
    assert path_data([[(5, 5), (7, 5), (7, 4)]]) == "m5 5 2 0 0-1z"
    assert path_data([]) == ""
