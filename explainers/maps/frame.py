"""What a map shows: which part of the world, in which projection, at which scale.

A map is about its countries' markers and what lies around them. Near neighbours are shown whole; a giant far larger
than the map's subject is cut by the frame. Lengths on a map are *units*, x to the right and y down, as in SVG.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from explainers.maps.projection import (
    AUTHALIC_RADIUS,
    XY,
    EqualEarth,
    LambertAzimuthal,
    Projection,
    Vector,
    angle_between,
    vector,
)
from explainers.maps.world import World

__all__ = ["Frame", "Margins", "frame_of"]

_WHOLE_DEGREES, _MOST_DEGREES = 7.0, 32.0
"""Within the first of its marker (800 km) a country is always shown, beyond the second never for its own sake."""
_REGION_DEGREES, _TILT_DEGREES = 75.0, 65.0
"""What fits into a circle of the first radius, with north at each marker less than the second away from up, is
shown in Lambert's projection, more in Equal Earth."""

_POLAR_SINE = 0.8
"""Where all markers lie nearer to one pole than this sine of latitude (53 degrees), the map may look from above
the pole, and north may be anywhere."""
_CLOSEST_METRES = 300_000
"""The least width of what is shown, so that the smallest countries have surroundings."""


class Margins(Struct, frozen=True):
    """Units kept free around markers (beside, above and below) and around shapes, and the least and greatest
    height as a share of the width.
    """

    beside: float = 46
    above: float = 40
    shape: float = 12
    lowest: float = 0.62
    highest: float = 0.98


class Frame(Struct, frozen=True):
    """A part of a projection's plane, seen through a window of `width` by `height` units."""

    projection: Projection
    scale: float
    """Units a metre."""
    west: float
    north: float
    """The window's upper left corner on the plane, in metres."""
    width: int
    height: int

    @property
    def reach(self) -> float:
        """How far the window's corners are from the centre of Lambert's projection, in degrees."""
        corners = ((x / self.scale, y / self.scale) for x in (0, self.width) for y in (0, self.height))
        farthest = max(math.hypot(self.west + x, self.north - y) for x, y in corners)
        half = math.asin(min(1.0, farthest / (2 * AUTHALIC_RADIUS)))
        return 2 * math.degrees(half) + 1

    @property
    def square_kilometres(self) -> float:
        """What one square unit covers."""
        return 1e-6 / self.scale**2

    def at(self, place: Vector) -> XY:
        """Where a place falls, in units."""
        return self.projection.seen((place,), self.scale, self.west, self.north)[0]


def frame_of(
    world: World, countries: Sequence[tuple[str, Vector]], width: int, margins: Margins, *, whole: bool = False
) -> Frame:
    """The frame for countries, given as codes and their markers; with `whole`, each country's home is in it
    from end to end, however large.
    """
    markers = [marker for _, marker in countries]
    outlines: list[Sequence[Vector]] = [world.outline(code) for code, _ in countries]
    near = outlines if whole else _near(markers, outlines)
    return _fitted(markers, [place for outline in near for place in outline], width, margins)


def _near(markers: list[Vector], outlines: list[Sequence[Vector]]) -> list[Sequence[Vector]]:
    """What of each country's borders must be seen: all of it up to a distance from its marker.

    That distance is six times what the smallest country stretches if the others are near by, and falls
    towards once that, or a sixth of the way between the farthest two, the farther the others are.
    """
    if len(markers) == 1:
        return outlines
    span = max(angle_between(a, b) for a in markers for b in markers)
    stretches = [
        [angle_between(marker, place) for place in outline] for marker, outline in zip(markers, outlines, strict=True)
    ]
    smallest = max(0.1, min(max(stretch, default=0.0) for stretch in stretches))
    reach = max(_WHOLE_DEGREES, span / 6, smallest * (1 + 5 / (1 + span / smallest / 2)))
    reach = min(reach, _MOST_DEGREES)
    return [
        [place for place, far in zip(outline, stretch, strict=True) if far <= reach]
        for outline, stretch in zip(outlines, stretches, strict=True)
    ]


def _fitted(markers: list[Vector], places: list[Vector], width: int, margins: Margins) -> Frame:
    """The frame that holds all markers and places, margins kept, in the projection that suits them."""
    projection = _regional(markers, places) or EqualEarth(_middle_meridian([*markers, *places]))
    seen = projection.points([*markers, *places])
    free = [margins.beside] * len(markers) + [margins.shape] * len(places)
    across = _tightest([x for x, _ in seen], free)
    free = [margins.above] * len(markers) + [margins.shape] * len(places)
    along = _tightest([y for _, y in seen], free)
    scale = min(_scale(across, width), _scale(along, margins.highest * width), width / _CLOSEST_METRES)
    height = max(margins.lowest * width, _needed(along, scale))
    west, south = _start(across, scale, width), _start(along, scale, height)
    north = south + height / scale
    if isinstance(projection, EqualEarth):
        edge = projection.points((vector(90, 0),))[0][1]
        north = max(min(north, edge), *(high + free / scale for high, free in along[1]))
        north = min(
            max(north, height / scale - edge), height / scale + min(low - free / scale for low, free in along[0])
        )
    return Frame(projection, scale, west, north, width, round(height))


_Ends = list[tuple[float, float]]
"""Pairs of a coordinate in metres and the units to keep free beyond it."""


def _tightest(values: list[float], free: list[float]) -> tuple[_Ends, _Ends]:
    """The lowest and the highest value for each amount of free space."""
    by_free: dict[float, list[float]] = {}
    for value, units in zip(values, free, strict=True):
        by_free.setdefault(units, []).append(value)
    return (
        [(min(found), units) for units, found in by_free.items()],
        [(max(found), units) for units, found in by_free.items()],
    )


def _scale(ends: tuple[_Ends, _Ends], room: float) -> float:
    """The greatest scale at which everything fits into the room, in units a metre."""
    return min((room - free - free2) / max(high - low, 1000.0) for low, free in ends[0] for high, free2 in ends[1])


def _needed(ends: tuple[_Ends, _Ends], scale: float) -> float:
    """How many units everything takes up at a scale."""
    lowest = min(low * scale - free for low, free in ends[0])
    return max(high * scale + free for high, free in ends[1]) - lowest


def _start(ends: tuple[_Ends, _Ends], scale: float, room: float) -> float:
    """Where the window begins, in metres, so that what is to spare is shared out evenly."""
    lowest = min(low - free / scale for low, free in ends[0])
    highest = max(high + free / scale for high, free in ends[1])
    return (lowest + highest - room / scale) / 2


def _regional(markers: list[Vector], places: list[Vector]) -> LambertAzimuthal | None:
    """Lambert's projection around the middle of everything, if it all lies within a region."""
    everything = [*markers, *places]
    x, y, z = (sum(place[axis] for place in everything) for axis in range(3))
    if math.hypot(x, y, z) < 1e-6 * len(everything):
        return None
    latitude, longitude = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    for _ in range(3):
        projection = LambertAzimuthal(round(latitude), round(longitude))
        seen = projection.points(everything)
        xs, ys = [x for x, _ in seen], [y for _, y in seen]
        latitude, longitude = projection.place((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    if max(angle_between(projection.middle, place) for place in everything) > _REGION_DEGREES:
        return None
    polar = abs(sum(math.copysign(1, z) * (abs(z) > _POLAR_SINE) for _, _, z in markers)) == len(markers)
    if not polar and max(abs(_tilt(projection, marker)) for marker in markers) > _TILT_DEGREES:
        return None
    return projection


def _tilt(projection: LambertAzimuthal, place: Vector) -> float:
    """By how many degrees north, at a place of the map, isn't up."""
    x, y, z = place
    level = math.hypot(x, y) or 1e-9
    farther = (x * (1 - 0.001 * z / level), y * (1 - 0.001 * z / level), z + 0.001 * level)
    (ax, ay), (bx, by) = projection.points((place, farther))
    return math.degrees(math.atan2(bx - ax, by - ay))


def _middle_meridian(places: list[Vector]) -> float:
    """The meridian opposite to the widest gap between the places' longitudes, in degrees."""
    turns = sorted({round(math.degrees(math.atan2(y, x))) for x, y, _ in places})
    gaps = [(b - a, a) for a, b in zip(turns, [*turns[1:], turns[0] + 360], strict=True)]
    gap, start = max(gaps)
    return float(round((start + gap / 2) % 360 - 180))
