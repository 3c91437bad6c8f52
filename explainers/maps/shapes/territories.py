"""Which polygons of the atlas belong to which ISO 3166-1 alpha-2 code.

The atlas names territories by ISO numbers; CLDR (through Babel) turns these into alpha-2 codes. What has no number
has no code of its own in ISO 3166-1 and belongs to no country here: it is drawn as land and no more. The one
exception is CLDR's code XK for Kosovo. Territories that the atlas draws as part of a country, and that have a
code of their own, are found by where they lie; they stay part of that country as well.
"""

from __future__ import annotations

import math
from typing import Final

from babel.core import get_global

from explainers.maps.projection import angle_between, kilometres, vector
from explainers.maps.shapes.atlas import Atlas, Point, Polygon
from explainers.maps.shapes.simplify import ring_area

__all__ = ["home_first", "polygon_area", "ring_points", "territories"]

_BY_LETTERS: Final = {"XKX": "XK"}
_Box = tuple[float, float, float, float]
_PARTS: Final[dict[str, tuple[str, tuple[_Box, ...]]]] = {
    "BQ": ("NLD", ((-69, 11, -62, 18),)),
    "CC": ("IOA", ((96, -13, 98, -11),)),
    "CX": ("IOA", ((105, -11, 106, -10),)),
    "GF": ("FRA", ((-55, 2, -51, 6),)),
    "GP": ("FRA", ((-62, 15.8, -61, 16.6),)),
    "MQ": ("FRA", ((-61.3, 14.3, -60.7, 15),)),
    "RE": ("FRA", ((55, -22, 56, -20),)),
    "SJ": ("NOR", ((-10, 70, -7, 72), (10, 74, 35, 81))),
    "TK": ("NZL", ((-173, -10, -171, -8),)),
    "YT": ("FRA", ((45, -13.1, 45.3, -12.5),)),
}
"""Code: the atlas's territory that it is part of, and the boxes (west, south, east, north) it lies in."""
_NEAR_KM: Final = 400.0


def territories(atlas: Atlas) -> dict[str, list[Polygon]]:
    """Polygons by alpha-2 code, codes in alphabetical order, a country's home first."""
    numbers = get_global("territory_aliases")
    found: dict[str, list[Polygon]] = {}
    letters: dict[str, tuple[Polygon, ...]] = {}
    for number, three, polygons in atlas.territories:
        code = _BY_LETTERS.get(three) or (numbers.get(number) or [""])[0]
        letters[three] = polygons
        if len(code) == 2:
            found.setdefault(code, []).extend(polygons)
    for code, (parent, boxes) in _PARTS.items():
        parts = [p for p in letters.get(parent, ()) if any(_lies_in(atlas, p, box) for box in boxes)]
        if parts:
            found[code] = parts
    return {code: found[code] for code in sorted(found)}


def ring_points(atlas: Atlas, ring: tuple[int, ...]) -> tuple[Point, ...]:
    """The points of a ring, the first not repeated at its end, longitudes without a leap."""
    result: list[Point] = []
    for number in ring:
        arc = atlas.arcs[number] if number >= 0 else atlas.arcs[~number][::-1]
        turns = 360 * round((result[-1][0] - arc[0][0]) / 360) if result else 0
        result += [(longitude + turns, latitude) for longitude, latitude in arc[bool(result) :]]
    return tuple(result[:-1])


def polygon_area(atlas: Atlas, polygon: Polygon) -> float:
    """Square kilometres of a polygon, its holes taken off."""
    outer, *holes = (abs(ring_area(ring_points(atlas, ring))) for ring in polygon)
    return outer - sum(holes)


def _lies_in(atlas: Atlas, polygon: Polygon, box: _Box) -> bool:
    west, south, east, north = box
    return all(west <= x <= east and south <= y <= north for x, y in ring_points(atlas, polygon[0]))


def home_first(atlas: Atlas, polygons: list[Polygon]) -> tuple[list[Polygon], int]:
    """The polygons, those of the country's home first, largest first, and how many these are.

    Home is the largest polygon and what lies near: within 400 km, or half of the root of the largest one's
    area, of it or of another part of the home that has a fiftieth of its area. A part that is large itself may
    lie farther, up to five times where it is as large. So Corsica is home and Réunion isn't, and Malaysia has
    both its halves.
    """
    areas = {polygon: polygon_area(atlas, polygon) for polygon in polygons}
    first, *waiting = sorted(polygons, key=lambda polygon: -areas[polygon])
    largest = max(areas[first], 1.0)
    near = max(_NEAR_KM, math.sqrt(largest) / 2)
    home, ends = [first], [first]
    for end in ends:
        for polygon in list(waiting):
            size = areas[polygon] / largest
            if _distance(atlas, polygon, end) <= near * (1 + 4 * size):
                home.append(polygon)
                waiting.remove(polygon)
                if size >= 1 / 50:
                    ends.append(polygon)
    return home + waiting, len(home)


def _distance(atlas: Atlas, a: Polygon, b: Polygon) -> float:
    """Kilometres between two polygons, by a sample of their points: good enough to tell near from far."""
    some = [
        [vector(latitude, longitude) for longitude, latitude in points[:: max(1, len(points) // most)]]
        for points, most in ((ring_points(atlas, a[0]), 12), (ring_points(atlas, b[0]), 120))
    ]
    return kilometres(min(angle_between(p, q) for p in some[0] for q in some[1]))
