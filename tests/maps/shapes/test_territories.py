"""Which polygons are whose, and which of them are home."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.maps.shapes.atlas import Atlas, Point, Polygon
from explainers.maps.shapes.territories import home_first, polygon_area, ring_points, territories


def squares(*places: tuple[float, float, float]) -> tuple[tuple[tuple[Point, ...], ...], tuple[Polygon, ...]]:
    """Return arcs and polygons of squares: west, south, and length of the sides in degrees."""
    arcs = tuple(((x, y), (x, y + s), (x + s, y + s), (x + s, y), (x, y)) for x, y, s in places)
    return arcs, tuple(((number,),) for number in range(len(arcs)))


def test_countries_are_found_by_their_iso_numbers_and_what_has_none_is_no_country(atlas: Atlas) -> None:
    found = territories(atlas)
    assert list(found) == ["CY", "MT"]
    assert found["CY"] == [((2, -1),), ((3,),)]


def test_kosovo_is_found_by_its_letters() -> None:
    arcs, polygons = squares((20, 42, 1))
    assert territories(Atlas(arcs, polygons, (("-99", "XKX", polygons),))) == {"XK": list(polygons)}


def test_a_territory_with_a_code_of_its_own_is_found_by_where_it_lies_and_stays_part_of_its_country() -> None:
    arcs, (france, guiana) = squares((2, 46, 3), (-54, 3, 2))
    found = territories(Atlas(arcs, (france, guiana), (("250", "FRA", (france, guiana)),)))
    assert found == {"FR": [france, guiana], "GF": [guiana]}


def test_a_ring_is_its_arcs_after_each_other_also_backwards_without_its_first_point_twice(atlas: Atlas) -> None:
    points = [(round(x, 6), round(y, 6)) for x, y in ring_points(atlas, (2, -1))]
    assert points == [(-130, 0), (-120, 0), (-120, 10), (-130, 10), (-130, 5.2), (-129.9, 5.1), (-130, 5)]


def test_a_ring_over_the_antimeridian_has_no_leap() -> None:
    arcs = (((179.0, 0.0), (180.0, 0.0)), ((-180.0, 0.0), (-179.0, 1.0), (-181.0, 0.0)))
    assert ring_points(Atlas(arcs, (), ()), (0, 1)) == ((179.0, 0.0), (180.0, 0.0), (181.0, 1.0))


def test_a_hole_is_taken_off() -> None:
    arcs, _ = squares((0, 0, 3), (1, 1, 1))
    atlas = Atlas(arcs, (), ())
    whole, hole = polygon_area(atlas, ((0,),)), polygon_area(atlas, ((1,),))
    assert polygon_area(atlas, ((0,), (1,))) == pytest.approx(whole - hole)
    assert whole / hole == pytest.approx(9, rel=0.01)


def test_what_lies_far_away_is_not_home(atlas: Atlas) -> None:
    polygons, home = home_first(atlas, territories(atlas)["CY"])
    assert (len(polygons), home) == (2, 1)
    assert polygon_area(atlas, polygons[0]) > polygon_area(atlas, polygons[1])


@pytest.mark.parametrize(
    ("others", "home"),
    [
        ([(6.0, 0.0, 0.1)], 2),  # 330 km away
        ([(8.0, 0.0, 0.1)], 1),  # 560 km away
        ([(8.0, 0.0, 3.0)], 2),  # as large as the first: up to five times as far
        ([(6.0, 0.0, 0.5), (9.5, 0.0, 0.1)], 3),  # by way of a larger island
        ([(6.0, 0.0, 0.1), (9.5, 0.0, 0.1)], 2),  # a tiny one leads no further
    ],
)
def test_home_is_the_largest_part_and_what_is_near(others: list[Any], home: int) -> None:
    arcs, polygons = squares(*others, (0, 0, 3))
    ordered, count = home_first(Atlas(arcs, (), ()), list(polygons))
    assert count == home
    assert sorted(ordered) == sorted(polygons)
    areas = [polygon_area(Atlas(arcs, (), ()), one) for one in ordered]
    assert areas[0] == max(areas)
