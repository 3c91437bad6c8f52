from __future__ import annotations

import math

from explainers.maps.opposite import led_around, turns_around
from explainers.maps.projection import XY
from tests.maps.outlines import outlines_of

CENTRE = (3.0, -2.0)


def circle(radius: float, points: int, *, around: XY = CENTRE, clockwise: bool = True) -> list[XY]:
    angles = [2 * math.pi * (i + 0.3) / points * (1 if clockwise else -1) for i in range(points)]
    return [(around[0] + radius * math.cos(a), around[1] + radius * math.sin(a)) for a in angles]


def test_it_is_told_how_often_each_ring_goes_round_the_centre() -> None:
    rings = outlines_of(
        circle(5, 12),
        circle(5, 12, clockwise=False),
        circle(5, 12, around=(10, -2)),
        circle(5, 12) + circle(6, 12),
    )
    assert [turns for _, turns, _ in turns_around(rings, CENTRE, 100)] == [1, -1, 0, 2]
    assert not list(turns_around(outlines_of(), CENTRE, 100))


def test_only_stretches_that_take_much_of_a_circle_far_outside_leap() -> None:
    rings = outlines_of(circle(20, 5), circle(5, 5), circle(20, 12))
    assert [leaps for *_, leaps in turns_around(rings, CENTRE, 10)] == [True, False, False]


def test_a_ring_that_leaps_is_led_around_the_centre() -> None:
    ring = circle(20, 4)
    found = led_around(outlines_of(ring), CENTRE, 10)
    assert set(ring) < set(found)
    for a, b in zip(found, found[1:] + found[:1], strict=True):
        assert math.dist(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), CENTRE) > 19.5
    assert led_around(outlines_of(ring), CENTRE, 30) == ring
