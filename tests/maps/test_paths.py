from __future__ import annotations

from collections.abc import Sequence

import pytest

from explainers.maps.frame import Frame
from explainers.maps.paths import loops_of, path_data
from explainers.maps.projection import LambertAzimuthal
from explainers.maps.world import Part, detail_of, world
from tests.maps.outlines import area_of


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
    [loops] = loops_of(world(), [(world().land, 1)], frame, detail=detail_of(100), grain=1)
    covered = abs(sum(map(area_of, loops)))
    twice = sum(abs(area_of(loop)) for loop in loops)
    assert (covered == pytest.approx(108 * 108) or twice % (2 * 108 * 108) == pytest.approx(108 * 108)) is is_land


def test_a_path_is_written_in_relative_steps() -> None:
    assert path_data([[(5, 5), (7, 5), (7, 4)]]) == "m5 5 2 0 0-1z"
    assert path_data([]) == ""


def test_each_lot_of_shapes_has_its_own_rings_and_leaves_out_what_is_too_small_for_it() -> None:
    frame = frame_at(12, -2, 3_000_000)
    lots: list[tuple[Sequence[Part], float]] = [
        (world().land, 1),
        (world().land, 10),
        (world().countries["BF"], 1),
        ((), 1),
    ]
    land, large, own, nothing = loops_of(world(), lots, frame, detail=detail_of(100), grain=1)
    assert large == [loop for loop in land if abs(area_of(loop)) >= 10]
    assert 0 < len(large) < len(land)
    assert [loops_of(world(), [lot], frame, detail=detail_of(100), grain=1)[0] for lot in lots[2:]] == [own, nothing]
    assert own
    assert not nothing
