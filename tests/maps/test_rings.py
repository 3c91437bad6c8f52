from __future__ import annotations

import math

import pytest

from explainers.maps.projection import LambertAzimuthal, Vector, angle_between, vector
from explainers.maps.rings import rings_of
from explainers.maps.world import world

MIDDLE = vector(10, 0)


def places_of(number: int, detail: int, middle: Vector, reach: float) -> list[Vector]:
    places, borders = rings_of(world()).around([number], detail, middle, reach)
    assert borders == [(0, len(places))]
    return [(x, y, z) for x, y, z in places.tolist()]


@pytest.mark.parametrize("detail", [16, 8, 12])
def test_rings_are_those_of_the_world_at_any_detail_in_any_order(detail: int) -> None:
    numbers = [number for part in world().land[:40] for number in part.rings]
    places, borders = rings_of(world()).around(numbers, detail, MIDDLE, 180)
    found = [tuple(map(tuple, places[start:end].tolist())) for start, end in borders]
    assert found == [world().ring(number, detail) for number in numbers]


def test_a_part_of_a_ring_that_is_far_away_is_only_hinted_at() -> None:
    whole, some = world().ring(0, 8), places_of(0, 8, MIDDLE, 20)
    assert len(some) < len(whole) / 3
    assert [p for p in whole if angle_between(p, MIDDLE) < 20] == [p for p in some if angle_between(p, MIDDLE) < 20]


def test_rings_that_come_near_are_found_and_no_others() -> None:
    numbers = range(world().count)
    near = dict(rings_of(world()).near(numbers, MIDDLE, 15))
    assert near
    for number in numbers:
        ring = world().ring(number, 0)
        away = [angle_between(MIDDLE, place) for place in ring]
        assert number in near or min(away) > 15
        assert number not in near or max(away) <= near[number] + 1e-9
    assert not rings_of(world()).near((), MIDDLE, 15)


def test_many_places_fall_where_each_does_to_the_last_bit() -> None:
    ring = world().ring(0, 8)
    places, _ = rings_of(world()).around([0], 8, MIDDLE, 180)
    for latitude, longitude in ((10.0, 0.0), (-41.0, 174.0), (89.0, 12.0)):
        projection = LambertAzimuthal(latitude, longitude)
        xs, ys = projection.seen_at_once(places, 1e-4, -3e6, 2e6)
        assert list(zip(xs.tolist(), ys.tolist(), strict=True)) == projection.seen(ring, 1e-4, -3e6, 2e6)
    assert math.isfinite(float(xs.sum()))
