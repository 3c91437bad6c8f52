"""Shapes as GeoJSON (RFC 7946): polygons in degrees, for the interactive map and for open data.

For the map, rings aren't cut at the antimeridian: longitudes go on beyond 180 degrees where a country does, as Leaflet
wants it. For others they are, as the standard wants it (`published_shape`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from typing import Any

from explainers.maps.antimeridian import within_180, without_doubles
from explainers.maps.arcs import degrees_of
from explainers.maps.world import Part, World, world

__all__ = ["arcs_of", "around_meridian", "feature", "multipolygon", "published_shape"]

_SOUTH = -85.0
"""Where a ring around the South Pole is closed on maps: Web Mercator ends there."""


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
    world: World,
    parts: Iterable[Part],
    detail: int,
    details: Mapping[int, int] | None = None,
    *,
    decimals: int = 2,
    south: float = _SOUTH,
) -> dict[str, Any]:
    """A MultiPolygon of some parts of the world, with points of at least `detail` (see
    `explainers.maps.world.detail_of`), or of another detail along some arcs. Outer rings run counterclockwise; those
    around the South Pole are closed along the parallel `south`.
    """
    polygons, parts = [], tuple(parts)
    lines = iter(
        degrees_of(world, [number for part in parts for number in part.rings], detail, details or {}, decimals)
    )
    for part in parts:
        rings = [_closed(line, south) for line in islice(lines, len(part.rings))]
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


@cache
def published_shape(code: str) -> dict[str, Any] | None:
    """A country's shape for open data, by its ISO 3166-1 alpha-2 code: all points that the maps have, cut at the
    antimeridian; `None` for a country without a shape.

    >>> published_shape("FJ")["type"], published_shape("GI")
    ('MultiPolygon', None)
    """
    shape = multipolygon(world(), world().countries.get(code, ()), 0, decimals=3, south=-90.0)
    polygons = [part for polygon in shape["coordinates"] for part in within_180(polygon)]
    return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None


def feature(properties: dict[str, Any], geometry: dict[str, Any] | None) -> dict[str, Any]:
    """A Feature.

    >>> feature({"code": "XX"}, {"type": "Point", "coordinates": [0, 0]})["type"]
    'Feature'
    """
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _closed(ring: list[list[float]], south: float) -> list[list[float]]:
    """A ring without points twice in a row, closed along the parallel in the far south if it goes round the pole."""
    points = without_doubles(ring)
    if len(points) > 2 and abs(points[-1][0] - points[0][0]) > 180:
        points += [[points[-1][0], south], [points[0][0], south], points[0]]
    return points
