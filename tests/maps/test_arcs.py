from __future__ import annotations

import pytest
from msgspec.structs import replace

from explainers.maps import arcs
from explainers.maps.arcs import arcs_near, degrees_of
from explainers.maps.projection import angle_between, vector
from explainers.maps.world import world

CODES = ["RU", "FJ", "AQ", "NO", "ZA"]


def put_together(number: int, detail: int, details: dict[int, int], decimals: int) -> list[list[float]]:
    """A ring arc by arc, point by point."""
    ring: list[tuple[float, float]] = []
    for arc in world().walk(number):
        index = max(arc, ~arc)
        points, worth = world().arc(index)
        least = max(1, details.get(index, detail))
        shown = [point for point, its in zip(points, [255, *worth], strict=True) if its >= least]
        line = [(x * world().step, y * world().step) for x, y in shown[:: 1 if arc >= 0 else -1]]
        turns = 360 * round((ring[-1][0] - line[0][0]) / 360) if ring else 0
        ring += [(x + turns, y) for x, y in line[bool(ring) :]]
    return [[round(x, decimals), round(y, decimals)] for x, y in ring]


@pytest.mark.parametrize(("detail", "decimals"), [(0, 3), (8, 2), (24, 2)])
@pytest.mark.parametrize("code", CODES)
def test_rings_are_what_their_arcs_are_one_after_the_other(code: str, detail: int, decimals: int) -> None:
    numbers = [number for part in world().countries[code] for number in part.rings]
    details = {arc: 2 for number in numbers for arc in world().arcs(number) if arc % 3 == 0}
    found = degrees_of(world(), numbers, detail, details, decimals)
    assert found == [put_together(number, detail, details, decimals) for number in numbers]


def test_of_no_rings_there_is_nothing() -> None:
    assert degrees_of(world(), [], 0, {}, 2) == []


@pytest.mark.parametrize(("latitude", "longitude"), [(60, 20), (-17, 179), (-80, 0), (0, -30)])
def test_arcs_that_come_near_are_found(latitude: float, longitude: float) -> None:
    middle, reach = vector(latitude, longitude), 12.0
    found = arcs_near(world(), middle, reach)
    for number in (number for part in world().land for number in part.rings):
        for arc in world().arcs(number):
            away = [angle_between(middle, world().vector(point)) for point in world().arc(arc)[0]]
            assert arc in found or min(away) > reach - 0.5
            assert arc not in found or min(away) < reach + 20


def test_circles_around_arcs_are_made_once_on_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, bytes] = {}
    monkeypatch.setattr(arcs, "kept", lambda kind, _: made.get(kind))
    monkeypatch.setattr(arcs, "keep", lambda kind, _, data: made.update({kind: data}))
    first = arcs_near(replace(world()), vector(50, 10), 9)  # another world with the same shapes
    monkeypatch.setattr(arcs, "cap_around", None)
    assert made
    assert arcs_near(replace(world()), vector(50, 10), 9) == first
