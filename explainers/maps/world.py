"""The world's shapes as maps need them: rings of places, at the detail a map's scale can show.

They come from ``shapes/world.json`` (see `explainers.maps.shapes`), are decoded only as far as a map asks for
them, and are kept for the next map of the process.
"""

from __future__ import annotations

import base64
import json
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import accumulate, compress
from typing import Any, Final

from explainers.maps.projection import Vector, angle_between, vector

__all__ = ["ATTRIBUTION", "Part", "World", "cap_around", "detail_of", "world", "world_of"]

ATTRIBUTION: Final = "Natural Earth"
"""Who made the shapes, to be named near a map; their history and licences are in ``shapes/README.md``."""


@dataclass(frozen=True, slots=True)
class Part:
    """A polygon: its area in square kilometres and the numbers of its rings, the outer one and holes."""

    area: float
    rings: tuple[int, ...]


_PIECE: Final = 16
_ROUGH: Final = 24


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some places of a ring one after the other, and a circle on the globe that they, and the place after them,
    lie in: its middle, cosine and sine of its radius.
    """

    places: tuple[Vector, ...]
    middle: Vector
    cosine: float
    sine: float


@dataclass(frozen=True, slots=True)
class World:
    """Land and countries of the world as polygons, and their rings at any detail."""

    land: tuple[Part, ...]
    """Every piece of land, the largest first."""
    countries: dict[str, tuple[Part, ...]]
    """A country's polygons by ISO 3166-1 alpha-2 code, those of its home first; countries without a shape
    of their own are missing."""
    _home: dict[str, int]
    _step: float
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
        return tuple(place for piece in self._pieces(number, detail) for place in piece.places)

    def ring_around(self, number: int, detail: int, middle: Vector, reach: float) -> list[Vector]:
        """A ring like `ring`'s, but of pieces that don't come within `reach` degrees of `middle` only the first
        place is there.

        The straight way past such a piece doesn't come near either, nor does it pass the point opposite to `middle` on
        another side, so a map around `middle` looks the same.
        """
        places: list[Vector] = []
        cosine, sine = math.cos(math.radians(reach)), math.sin(math.radians(reach))
        x, y, z = middle
        for piece in self._pieces(number, detail):
            (px, py, pz) = piece.middle
            if -piece.cosine < x * px + y * py + z * pz < cosine * piece.cosine - sine * piece.sine:
                places.append(piece.places[0])
            else:
                places += piece.places
        return places

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

    def arcs(self, number: int) -> tuple[int, ...]:
        """The numbers of the arcs of a ring; two neighbours share the arcs between them."""
        return tuple(max(arc, ~arc) for arc in self._rings[number])

    def arcs_near(self, number: int, middle: Vector, reach: float) -> tuple[int, ...]:
        """The numbers of those arcs of a ring that come within `reach` degrees of `middle`."""
        return tuple(
            max(arc, ~arc)
            for arc in self._rings[number]
            if any(
                angle_between(middle, piece.middle) < reach + math.degrees(math.acos(piece.cosine))
                for piece in self._pieces_of_arc(arc, _ROUGH)
            )
        )

    def degrees(self, number: int, detail: int, details: Mapping[int, int]) -> list[tuple[float, float]]:
        """A ring as longitudes and latitudes in degrees, closed; longitude never leaps, so it may leave
        -180 to 180. `details` says otherwise than `detail` for the arcs in it.
        """
        result: list[tuple[float, float]] = []
        step = self._step
        for arc in self._rings[number]:
            index = max(arc, ~arc)
            points = self._points(index, details.get(index, detail))[:: 1 if arc >= 0 else -1]
            some = [(x * step, y * step) for x, y in points]
            turns = 360 * round((result[-1][0] - some[0][0]) / 360) if result else 0
            result += [(x + turns, y) for x, y in some[bool(result) :]]
        return result

    def _pieces(self, number: int, detail: int) -> tuple[_Piece, ...]:
        """A ring in pieces, each going on where the one before ends."""
        key = (number, detail)
        if (found := self._cache.get(key)) is None:
            found = self._cache[key] = tuple(
                piece for arc in self._rings[number] for piece in self._pieces_of_arc(arc, detail)
            )
        return found

    def _pieces_of_arc(self, arc: int, detail: int) -> tuple[_Piece, ...]:
        """An arc, walked backwards if its number is below 0, without its last place."""
        key = (arc, detail, "arc")
        if (found := self._cache.get(key)) is None:
            points = self._points(max(arc, ~arc), detail)
            places = [self._vector(point) for point in points[:: 1 if arc >= 0 else -1]]
            found = self._cache[key] = tuple(
                _piece(places[start : start + _PIECE + 1]) for start in range(0, len(places) - 1, _PIECE)
            )
        return found

    def _vector(self, point: tuple[int, int]) -> Vector:
        """A point as a unit vector: made once, however many maps show it, each at its own detail."""
        if (found := self._vectors.get(point)) is None:
            x, y = point
            found = self._vectors[point] = vector(y * self._step, x * self._step)
        return found

    def _points(self, number: int, detail: int) -> list[tuple[int, int]]:
        """An arc's points in steps east and north of (0, 0)."""
        points, worth = self._whole_arc(number)
        least = max(1, detail)
        return list(compress(points, [True, *[value >= least for value in worth]]))

    def _whole_arc(self, number: int) -> tuple[list[tuple[int, int]], bytes]:
        """All points of an arc, and what each but the first is worth."""
        key = (number, "whole")
        if (found := self._cache.get(key)) is None:
            east, north, packed = self._arcs[number]
            data = base64.b64decode(packed)
            xs = accumulate(array("b", data[0::3]), initial=east)
            ys = accumulate(array("b", data[1::3]), initial=north)
            found = self._cache[key] = (list(zip(xs, ys, strict=True)), data[2::3])
        return found


def cap_around(places: Sequence[Vector]) -> tuple[Vector, float]:
    """A circle that places lie in: its middle, and its radius in degrees."""
    x, y, z = map(sum, zip(*places, strict=True))
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    mx, my, mz = x / length, y / length, z / length
    farthest = min([mx * x + my * y + mz * z for x, y, z in places])  # the cosine of the angle in between
    return (mx, my, mz), math.degrees(math.acos(max(-1.0, min(1.0, farthest))))


def _piece(places: Sequence[Vector]) -> _Piece:
    """A piece from its places and the place after them."""
    middle, radius = cap_around(places)
    radius = math.radians(min(180, radius + 0.1))
    return _Piece(tuple(places[:-1]), middle, math.cos(radius), math.sin(radius))


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
    text = resources.files("explainers.maps.shapes").joinpath("world.json").read_bytes()
    return world_of(json.loads(text))


def world_of(data: Mapping[str, Any]) -> World:
    """The world that a file like ``shapes/world.json`` holds."""
    land = _parts(data["land"])
    countries = {code: _parts(polygons) for code, polygons in data["countries"].items()}
    return World(
        land=land,
        countries=countries,
        _home=data["home"],
        _step=data["step"],
        _arcs=data["arcs"],
        _rings=tuple(tuple(map(int, ring.split())) for ring in data["rings"]),
        _caps=data["caps"],
        _holes=frozenset(ring for parts in (land, *countries.values()) for part in parts for ring in part.rings[1:]),
    )


def _parts(polygons: Sequence[list[Any]]) -> tuple[Part, ...]:
    return tuple(Part(area, tuple(rings)) for area, *rings in polygons)
