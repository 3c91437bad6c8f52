"""Polygons cut at the antimeridian, as RFC 7946 (3.1.9) asks of GeoJSON that others read.

Rings come with longitudes that go on beyond 180 degrees, outer ones counterclockwise and holes clockwise, and leave in
the same way. A strip of 360 degrees is cut out by two straight lines, one after the other. What a line cuts is pieced
together from the chains that are left of the rings: along the line, in the order of latitude, every second stretch is
inside of the polygon, so that each chain goes on with the other one that ends at the same stretch.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

__all__ = ["Polygon", "within_180", "without_doubles"]

Ring = list[list[float]]
"""Longitudes and latitudes in degrees; the last place is the first again."""
Polygon = list[Ring]

_PLACES: Final = 3  # decimals of a latitude at which a border is cut: a hundred metres
_FEWEST: Final = 4  # places of a ring, the first again among them


class _Chain(NamedTuple):
    """Places of a ring on one side of the line, and where along the line it comes in and goes out: latitude, and how
    the border runs there, so that no two of the same latitude are taken for each other.
    """

    places: Ring
    enters: tuple[float, float]
    leaves: tuple[float, float]


def within_180(polygon: Polygon) -> list[Polygon]:
    """Return the parts of a polygon, each with longitudes from -180 to 180 degrees.

    >>> within_180([[[170, 0], [190, 0], [190, 5], [170, 5], [170, 0]]])[1]
    [[[-180, 5.0], [-180, 0.0], [-170, 0], [-170, 5], [-180, 5.0]]]
    """
    longitudes = [x for x, _ in polygon[0]]
    if min(longitudes) >= -180 and max(longitudes) <= 180:  # as nearly all do
        whole = [ring for ring in polygon if _area(ring)]
        return [whole] if whole else []
    first, last = math.floor((min(longitudes) + 180) / 360), math.ceil((max(longitudes) - 180) / 360)
    found: list[Polygon] = []
    for turn in range(first, last + 1):
        strip = _east_of(polygon, 360 * turn - 180)
        for piece in (one for part in strip for one in _west_of(part, 360 * turn + 180)):
            rings = [[[_turned(x, turn), y] for x, y in ring] for ring in piece]
            found.append([ring for ring in rings if _area(ring)])
    return [piece for piece in found if piece]


def _turned(longitude: float, turn: int) -> float:
    return round(longitude - 360 * turn, _PLACES) if turn else longitude


def _east_of(polygon: Polygon, line: float) -> list[Polygon]:
    """Return what of a polygon lies east of a line: the mirror image of what lies west of it."""
    mirrored = [[[-x, y] for x, y in reversed(ring)] for ring in polygon]
    if all(x <= -line for x, _ in mirrored[0]):
        return [polygon]
    return [[[[-x, y] for x, y in reversed(ring)] for ring in piece] for piece in _west_of(mirrored, -line)]


def _west_of(polygon: Polygon, line: float) -> list[Polygon]:
    """Return what of a polygon lies west of a line, or on it."""
    if all(x <= line for x, _ in polygon[0]):
        return [polygon]
    chains = [chain for ring in polygon for chain in _chains(ring, line)]
    outer = [ring for ring in _joined(chains) if len(ring) >= _FEWEST and _area(ring)]
    whole = [ring for ring in polygon[1:] if all(x <= line for x, _ in ring)]
    return [[ring, *(hole for hole in whole if _holds(ring, min(hole)))] for ring in outer]


def _chains(ring: Ring, line: float) -> Iterator[_Chain]:
    """Yield the chains of a ring west of a line; none where it doesn't cross it."""
    steps = list(pairwise(ring))
    start = next((place for place, (a, b) in enumerate(steps) if b[0] <= line < a[0]), None)
    if start is None:
        return
    places: Ring = []
    enters = (0.0, 0.0)
    for a, b in (*steps[start:], *steps[:start]):
        if b[0] <= line < a[0]:
            enters = _crossing(a, b, line)
            places = [[line, round(enters[0], _PLACES)]]
        if b[0] <= line:
            places.append(b)
        elif a[0] <= line:
            leaves = _crossing(a, b, line)
            yield _Chain([*places, [line, round(leaves[0], _PLACES)]], enters, leaves)


def _crossing(a: Sequence[float], b: Sequence[float], line: float) -> tuple[float, float]:
    slope = (b[1] - a[1]) / (b[0] - a[0])
    return a[1] + slope * (line - a[0]), slope


def _joined(chains: Sequence[_Chain]) -> Iterator[Ring]:
    """Yield the rings that chains make, joined along the line."""
    ends = sorted(
        [(one.enters, place, True) for place, one in enumerate(chains)]
        + [(one.leaves, place, False) for place, one in enumerate(chains)]
    )
    follows: dict[int, int] = {}
    for (_, one, enters), (_, other, _) in zip(ends[::2], ends[1::2], strict=True):
        before, after = (other, one) if enters else (one, other)
        follows[before] = after
    while follows:
        ring, place = [], next(iter(follows))
        while place in follows:
            ring += chains[place].places
            place = follows.pop(place)
        yield without_doubles([*ring, ring[0]])


def without_doubles(ring: Ring) -> Ring:
    """Return a ring without places that stand twice in a row."""
    return [place for place, before in zip(ring, [None, *ring], strict=False) if place != before]


def _area(ring: Ring) -> float:
    """Return twice the area of a ring in square degrees; below zero where it runs clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


def _holds(ring: Ring, place: Sequence[float]) -> bool:
    """Return whether a place lies inside of a ring: a ray from it to the east meets the ring an odd number of times."""
    x, y = place
    crossed = (
        ax + (y - ay) / (by - ay) * (bx - ax) > x for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)
    )
    return sum(crossed) % 2 == 1
