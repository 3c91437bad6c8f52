"""Shapes as GeoJSON (RFC 7946): polygons in degrees, for the interactive map and for open data.

Rings aren't cut at the antimeridian: longitudes go on beyond 180 degrees where a country does, as Leaflet wants it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from explainers.maps.world import Part, World

__all__ = ["arcs_of", "around_meridian", "feature", "multipolygon"]

_SOUTH = -85.0
"""Where a ring around the South Pole is closed: Web Mercator ends there."""


def arcs_of(world: World, codes: Iterable[str]) -> frozenset[int]:
    """The numbers of the arcs that bound some countries, to be drawn finer than others."""
    return frozenset(
        arc
        for code in codes
        for part in world.countries.get(code, ())
        for ring in part.rings
        for arc in world.arcs(ring)
    )


def multipolygon(
    world: World, parts: Iterable[Part], detail: int, details: Mapping[int, int] | None = None
) -> dict[str, Any]:
    """A MultiPolygon of some parts of the world, with points of at least `detail` (see
    `explainers.maps.world.detail_of`), or of another detail along some arcs. Outer rings run counterclockwise.
    """
    polygons = []
    for part in parts:
        rings = [
            _closed([[round(x, 2), round(y, 2)] for x, y in world.degrees(number, detail, details or {})])
            for number in part.rings
        ]
        if len(rings[0]) > 3:
            polygons.append([ring[::-1] for ring in rings if len(ring) > 3])
    return {"type": "MultiPolygon", "coordinates": polygons}


def around_meridian(geometry: dict[str, Any], meridian: float) -> dict[str, Any]:
    """A MultiPolygon with each polygon where it is within 180 degrees of a meridian, twice if that is on both
    sides.
    """
    polygons = []
    for polygon in geometry["coordinates"]:
        longitudes = [x for x, _ in polygon[0]]
        first = math.ceil((meridian - 180 - max(longitudes)) / 360)
        last = math.floor((meridian + 180 - min(longitudes)) / 360)
        for turn in range(first, last + 1):
            polygons.append([[[round(x + 360 * turn, 2), y] for x, y in ring] for ring in polygon])
    return {"type": "MultiPolygon", "coordinates": polygons}


def feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    """A Feature.

    >>> feature({"code": "XX"}, {"type": "Point", "coordinates": [0, 0]})["type"]
    'Feature'
    """
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _closed(ring: list[list[float]]) -> list[list[float]]:
    """A ring without points twice in a row, closed along the parallel in the far south if it goes round the pole."""
    points = [point for before, point in zip([None, *ring], ring, strict=False) if point != before]
    if len(points) > 2 and abs(points[-1][0] - points[0][0]) > 180:
        points += [[points[-1][0], _SOUTH], [points[0][0], _SOUTH], points[0]]
    return points
