from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from explainers.maps import arcs, rings
from explainers.maps.projection import LambertAzimuthal, Vector, angle_between, vector
from explainers.maps.rings import surroundings
from explainers.maps.world import world

MIDDLE = vector(10, 0)


def places_of(number: int, detail: int, reach: float) -> list[Vector]:
    places, ring = surroundings(world(), MIDDLE, reach).of([number], detail)
    assert set(ring.tolist()) == {number}
    return [(x, y, z) for x, y, z in places.tolist()]


@pytest.mark.parametrize("detail", [16, 8, 12])
def test_rings_are_those_of_the_world_at_any_detail(detail: int) -> None:
    numbers = [number for part in world().land[:40] for number in part.rings]
    places, ring = surroundings(world(), MIDDLE, 180).of(numbers, detail)
    found = {number: tuple(map(tuple, places[ring == number].tolist())) for number in numbers}
    assert found == {number: world().ring(number, detail) for number in numbers}


def test_a_part_of_a_ring_that_is_far_away_is_only_hinted_at() -> None:
    whole, some = world().ring(0, 8), places_of(0, 8, 20)
    assert len(some) < len(whole) / 3
    assert [p for p in whole if angle_between(p, MIDDLE) < 20] == [p for p in some if angle_between(p, MIDDLE) < 20]


def test_rings_that_come_near_are_found_and_no_others() -> None:
    around = surroundings(world(), MIDDLE, 15)
    near, reaching = around.near.tolist(), around.reaching(30).tolist()
    for number in range(world().count):
        away = [angle_between(MIDDLE, place) for place in world().ring(number, 0)]
        assert near[number] or min(away) > 15
        assert reaching[number] or not near[number] or max(away) <= 30
        circle, radius = world().cap(number)
        assert near[number] == (angle_between(MIDDLE, circle) - radius <= 15)
        assert reaching[number] == (near[number] and angle_between(MIDDLE, circle) + radius >= 30)
    assert 0 < sum(reaching) < sum(near) < world().count / 2
    assert not len(around.of([near.index(False)], 8)[0])


def test_nothing_is_around_a_place_in_the_middle_of_an_ocean() -> None:
    places, ring = surroundings(world(), vector(-30, -20), 0).of(range(world().count), 8)
    assert len(places) == len(ring) == 0


def test_rings_are_decoded_and_sines_taken_once_on_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, bytes] = {}
    monkeypatch.setattr(arcs, "kept", lambda kind, _: made.get(kind))
    monkeypatch.setattr(arcs, "keep", lambda kind, _, data: made.update({kind: data}))

    def places() -> list[list[float]]:
        again = replace(world())  # another world with the same shapes, which nothing is known of
        found: list[list[float]] = surroundings(again, MIDDLE, 20).of([0], 8)[0].tolist()
        return found

    first = places()
    monkeypatch.setattr(rings, "vector", None)
    assert made
    assert places() == first


def test_many_places_fall_where_each_does_to_the_last_bit() -> None:
    ring = world().ring(0, 8)
    places, _ = surroundings(world(), MIDDLE, 180).of([0], 8)
    for latitude, longitude in ((10.0, 0.0), (-41.0, 174.0), (89.0, 12.0)):
        projection = LambertAzimuthal(latitude, longitude)
        xs, ys = projection.seen_at_once(places, 1e-4, -3e6, 2e6)
        assert list(zip(xs.tolist(), ys.tolist(), strict=True)) == projection.seen(ring, 1e-4, -3e6, 2e6)
    assert math.isfinite(float(xs.sum()))
