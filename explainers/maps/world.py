"""The world's shapes as maps need them: rings of places, at the detail a map's scale can show.

They come from ``shapes/world.json`` (see `explainers.maps.shapes`), are decoded only as far as a map asks for
them, and are kept for the next map of the process.
"""

from __future__ import annotations

import math
from array import array
from binascii import a2b_base64
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, compress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from explainers.digest import digest_of_bytes
from explainers.maps.projection import Vector, vector

__all__ = ["Part", "World", "cap_around", "detail_of", "world", "world_of"]


class Part(Struct, frozen=True):
    """A polygon: its area in square kilometres and the numbers of its rings, the outer one and holes."""

    area: float
    rings: tuple[int, ...]


class World(Struct, frozen=True, eq=False):
    """Land and countries of the world as polygons, and their rings at any detail."""

    land: tuple[Part, ...]
    """Every piece of land, the largest first."""
    countries: dict[str, tuple[Part, ...]]
    """A country's polygons by ISO 3166-1 alpha-2 code, those of its home first; countries without a shape
    of their own are missing."""
    step: float
    """Degrees east or north in a step: places are whole steps."""
    digest: str
    """What stands for the file that the world was read from."""
    _home: dict[str, int]
    _arcs: list[list[Any]]
    _rings: tuple[tuple[int, ...], ...]
    _caps: list[list[int]]
    _holes: frozenset[int]
    _cache: dict[Any, Any] = field(default_factory=dict)
    _vectors: dict[tuple[int, int], Vector] = field(default_factory=dict)

    def home(self, code: str) -> tuple[Part, ...]:
        """The polygons of a country's home: its largest one and what lies near it (no far islands)."""
        return self.countries.get(code, ())[: self._home.get(code, 0)]

    def outline(self, code: str) -> tuple[Vector, ...]:
        """A few dozen places along the borders of a country's home."""
        key = (code, "outline")
        if (found := self._cache.get(key)) is None:
            parts = self.home(code)
            detail = detail_of(max((part.area for part in parts), default=0) / 300)
            found = self._cache[key] = tuple(place for part in parts for place in self.ring(part.rings[0], detail))
        return found

    def ring(self, number: int, detail: int) -> tuple[Vector, ...]:
        """A ring as unit vectors, the last place not being the first again, without the points that are
        worth less than `detail` (see `detail_of`). It may have fewer than three places left.
        """
        key = (number, detail)
        if (found := self._cache.get(key)) is None:
            arcs = ((arc, self._points(max(arc, ~arc), detail)) for arc in self._rings[number])
            points = (point for arc, its in arcs for point in (its[:-1] if arc >= 0 else its[:0:-1]))
            found = self._cache[key] = tuple(self.vector(point) for point in points)
        return found

    def cap(self, number: int) -> tuple[Vector, float]:
        """A circle on the globe that a ring lies in: its middle, and its radius in degrees."""
        key = (number, "cap")
        if (found := self._cache.get(key)) is None:
            latitude, longitude, radius = (value / 100 for value in self._caps[number])
            found = self._cache[key] = (vector(latitude, longitude), radius)
        return found

    def clockwise(self, number: int) -> bool:
        """Whether a ring runs clockwise as seen from above: outer ones do, holes don't."""
        return number not in self._holes

    @property
    def count(self) -> int:
        """How many rings there are."""
        return len(self._rings)

    def walk(self, number: int) -> tuple[int, ...]:
        """The arcs of a ring in its order; one that is walked backwards as ``~n``."""
        return self._rings[number]

    def arcs(self, number: int) -> tuple[int, ...]:
        """The numbers of the arcs of a ring; two neighbours share the arcs between them."""
        return tuple(max(arc, ~arc) for arc in self._rings[number])

    def vector(self, point: tuple[int, int]) -> Vector:
        """A point, in steps east and north of (0, 0), as a unit vector: made once, however many maps show it."""
        if (found := self._vectors.get(point)) is None:
            x, y = point
            found = self._vectors[point] = vector(y * self.step, x * self.step)
        return found

    def arc(self, number: int) -> tuple[list[tuple[int, int]], bytes]:
        """All points of an arc in steps east and north of (0, 0), and what each but the first is worth."""
        key = (number, "whole")
        if (found := self._cache.get(key)) is None:
            east, north, data = self.packed(number)
            xs = accumulate(array("b", data[0::3]), initial=east)
            ys = accumulate(array("b", data[1::3]), initial=north)
            found = self._cache[key] = (list(zip(xs, ys, strict=True)), data[2::3])
        return found

    @property
    def count_of_arcs(self) -> int:
        """How many arcs there are."""
        return len(self._arcs)

    def packed(self, number: int) -> tuple[int, int, bytes]:
        """The first point of an arc in steps east and north of (0, 0), and three bytes for each other: how many steps
        east and north of the one before it, as signed numbers, and what it is worth.
        """
        east, north, packed = self._arcs[number]
        return east, north, a2b_base64(packed)

    def _points(self, number: int, detail: int) -> list[tuple[int, int]]:
        """Those points of an arc that are worth `detail`."""
        points, worth = self.arc(number)
        least = max(1, detail)
        return list(compress(points, [True, *[value >= least for value in worth]]))


def cap_around(places: Sequence[Vector]) -> tuple[Vector, float]:
    """A circle that places lie in: its middle, and its radius in degrees."""
    x, y, z = map(sum, zip(*places, strict=True))
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    mx, my, mz = x / length, y / length, z / length
    farthest = min([mx * x + my * y + mz * z for x, y, z in places])  # the cosine of the angle in between
    return (mx, my, mz), math.degrees(math.acos(max(-1.0, min(1.0, farthest))))


def detail_of(square_kilometres: float) -> int:
    """The detail that leaves out points whose effective area is smaller than this.

    >>> detail_of(1024), detail_of(0)
    (20, 0)
    """
    return max(0, min(126, round(2 * math.log2(max(1.0, square_kilometres)))))


@cache
def world() -> World:
    """The world of ``shapes/world.json``, read once a process.

    >>> len(world().countries["FJ"]), round(world().land[0].area, -6)
    (20, 79000000)
    """
    text = (Path(__file__).parent / "shapes/world.json").read_bytes()
    return world_of(msgspec.json.decode(text), digest_of_bytes(text))


def world_of(data: Mapping[str, Any], digest: str) -> World:
    """The world that a file like ``shapes/world.json`` holds, and what stands for that file."""
    land = _parts(data["land"])
    countries = {code: _parts(polygons) for code, polygons in data["countries"].items()}
    return World(
        land=land,
        countries=countries,
        step=data["step"],
        digest=digest,
        _home=data["home"],
        _arcs=data["arcs"],
        _rings=tuple(tuple(map(int, ring.split())) for ring in data["rings"]),
        _caps=data["caps"],
        _holes=frozenset(ring for parts in (land, *countries.values()) for part in parts for ring in part.rings[1:]),
    )


def _parts(polygons: Sequence[list[Any]]) -> tuple[Part, ...]:
    return tuple(Part(area, tuple(rings)) for area, *rings in polygons)
