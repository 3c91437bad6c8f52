from __future__ import annotations

import itertools

import pytest

from explainers.maps.geojson import arcs_of, around_meridian, multipolygon
from explainers.maps.world import detail_of, world


def turns(ring: list[list[float]]) -> float:
    return sum((bx - ax) * (by + ay) for (ax, ay), (bx, by) in itertools.pairwise(ring))


@pytest.mark.parametrize("code", ["RU", "FJ", "ZA", "AQ", "FR"])
def test_rings_are_closed_and_run_as_the_standard_says(code: str) -> None:
    for polygon in multipolygon(world(), world().countries[code], detail_of(500))["coordinates"]:
        for number, ring in enumerate(polygon):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert (turns(ring) < 0) is (number == 0) or abs(turns(ring)) < 0.01


def test_land_and_country_have_the_same_points_along_their_coast() -> None:
    codes, fine = ["MG"], detail_of(200)
    details = dict.fromkeys(arcs_of(world(), codes), fine)
    land = multipolygon(world(), world().land, detail_of(5000), details)["coordinates"]
    (country, *_) = multipolygon(world(), world().countries["MG"], fine)["coordinates"]
    assert country[0] in [polygon[0] for polygon in land]


def test_the_far_south_is_closed_along_a_parallel() -> None:
    shape = multipolygon(world(), world().countries["AQ"], detail_of(5000))
    ring = max((polygon[0] for polygon in shape["coordinates"]), key=len)
    assert [y for _, y in ring].count(-85.0) == 2


def test_polygons_are_moved_to_where_the_map_is() -> None:
    square = {"type": "MultiPolygon", "coordinates": [[[[170, 0], [190, 0], [190, 5], [170, 0]]]]}
    assert [ring[0][0][0] for ring in around_meridian(square, 180)["coordinates"]] == [170]
    assert [ring[0][0][0] for ring in around_meridian(square, 0)["coordinates"]] == [-190, 170]
