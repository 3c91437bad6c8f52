"""Whether a place lies in a country, on the globe: for markers that were mistyped."""

from __future__ import annotations

import math
from itertools import pairwise

from explainers.maps.projection import Vector, angle_between, kilometres, vector
from explainers.maps.world import Part, world

__all__ = ["away_from"]


def away_from(code: str, latitude: float, longitude: float) -> float | None:
    """Return how many kilometres a place lies away from a country, 0 in it; `None` where it has no shape. `code` is of
    ISO 3166-1; the place's latitude and longitude are in degrees.

    >>> away_from("NO", 59.91, 10.75), away_from("ZZ", 0, 0)
    (0.0, None)
    """
    parts = world().countries.get(code)
    if not parts:
        return None
    place = vector(latitude, longitude)
    if any(_holds(part, place) for part in parts):
        return 0.0
    x, y, z = place
    borders = (one for part in parts for one in world().ring(part.rings[0], 0))
    nearest = max(borders, key=lambda one: x * one[0] + y * one[1] + z * one[2])  # the cosine of the angle in between
    return kilometres(angle_between(place, nearest))


def _holds(part: Part, place: Vector) -> bool:
    """Whether a place is in a polygon and in none of its holes."""
    middle, radius = world().cap(part.rings[0])
    if angle_between(place, middle) > radius:
        return False
    outer, *holes = (_goes_round(world().ring(number, 0), place) for number in part.rings)
    return outer and not any(holes)


def _goes_round(ring: tuple[Vector, ...], place: Vector) -> bool:
    """Whether a ring goes round a place, seen from which its directions turn by a whole circle."""
    x, y, z = place
    sx, sy, sz = (-y, x, 0.0) if abs(z) < 0.999 else (1.0, 0.0, 0.0)  # sideways
    ux, uy, uz = y * sz - z * sy, z * sx - x * sz, x * sy - y * sx  # up
    directions = [math.atan2(a * ux + b * uy + c * uz, a * sx + b * sy + c * sz) for a, b, c in ring]
    turns = ((b - a + math.pi) % (2 * math.pi) - math.pi for a, b in pairwise([*directions, *directions[:1]]))
    return abs(sum(turns)) > math.pi
