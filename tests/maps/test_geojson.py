from __future__ import annotations

import itertools

import pytest

from explainers.maps.geojson import arcs_of, around_meridian, multipolygon, published_shape
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


# ---- open data -------------------------------------------------------------------------------------------


CODES = sorted(world().countries)


def area(polygon: list[list[list[float]]]) -> float:
    return sum(abs(turns(ring)) * (1 if number == 0 else -1) for number, ring in enumerate(polygon)) / 2


@pytest.mark.parametrize("code", CODES)
def test_a_published_shape_keeps_rfc_7946(code: str) -> None:
    for polygon in (published_shape(code) or {"coordinates": []})["coordinates"]:
        for number, ring in enumerate(polygon):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert (turns(ring) < 0) is (number == 0)
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
            assert all(a != b for a, b in itertools.pairwise(ring))


@pytest.mark.parametrize("code", CODES)
def test_a_published_shape_is_all_that_the_maps_have_of_a_country(code: str) -> None:
    whole = multipolygon(world(), world().countries[code], 0, decimals=3, south=-90.0)
    found = published_shape(code) or {"coordinates": []}
    assert sum(map(area, found["coordinates"])) == pytest.approx(sum(map(area, whole["coordinates"])), abs=2e-3)


@pytest.mark.parametrize("code", ["RU", "FJ", "AQ"])
def test_a_country_on_both_sides_of_the_antimeridian_reaches_it_from_both(code: str) -> None:
    shape = published_shape(code)
    assert shape is not None
    reached = {x for polygon in shape["coordinates"] for ring in polygon for x, _ in ring if abs(x) == 180}
    assert reached == {-180, 180}
    for polygon in shape["coordinates"]:
        longitudes = [x for ring in polygon for x, _ in ring]
        assert max(longitudes) - min(longitudes) < 200 or code == "AQ"


def test_a_published_shape_of_antarctica_holds_the_pole() -> None:
    shape = published_shape("AQ")
    assert shape is not None
    assert min(y for polygon in shape["coordinates"] for y in (y for _, y in polygon[0])) == -90


def test_a_country_without_a_shape_has_none() -> None:
    assert published_shape("GI") is None
