"""Reading a TopoJSON world atlas: arcs in degrees, and polygons as rings of arc numbers.

TopoJSON: each border or coast is stored once, as an *arc*; a ring is a list of arcs, where ``~n`` (that is,
``-n - 1``) is arc n walked backwards. So whatever is done to an arc is done to both its sides, and shared
borders stay shared. Format: https://github.com/topojson/topojson-specification (version 1.0).
"""

from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

__all__ = ["Atlas", "Point", "Polygon", "Ring", "atlas_bytes", "atlas_from"]

Point = tuple[float, float]
"""Longitude and latitude in degrees. Longitude may leave -180 to 180, so that an arc never jumps."""
Ring = tuple[int, ...]
Polygon = tuple[Ring, ...]
"""The outer ring, then holes."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """A world atlas: arcs, the land mass, and ``(id, three-letter code, polygons)`` for each territory."""

    arcs: tuple[tuple[Point, ...], ...]
    land: tuple[Polygon, ...]
    territories: tuple[tuple[str, str, tuple[Polygon, ...]], ...]


def atlas_bytes(source: Path, member: str = "package/world/50m.json") -> bytes:
    """The atlas's file out of the npm package `source`: its tarball, or the folder it was unpacked to.

    Raises:
        OSError, KeyError: there is no such file in the package.
    """
    if source.is_dir():
        inside = source / member
        return (inside if inside.exists() else source / member.removeprefix("package/")).read_bytes()
    with tarfile.open(source) as package:
        file = package.extractfile(member)
        if file is None:
            raise KeyError(member)
        return file.read()


def atlas_from(text: bytes) -> Atlas:
    """The atlas in a TopoJSON text with the objects ``land`` and ``countries``.

    Raises:
        ValueError, KeyError: the text isn't a quantised TopoJSON topology of that form.
    """
    topology = json.loads(text)
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = tuple(
        _without_jumps(
            [
                (x * scale_x + move_x, y * scale_y + move_y)
                for x, y in zip(accumulate(p[0] for p in arc), accumulate(p[1] for p in arc), strict=True)
            ]
        )
        for arc in topology["arcs"]
    )
    objects = topology["objects"]
    return Atlas(
        arcs,
        tuple(polygon for shape in objects["land"]["geometries"] for polygon in _polygons(shape)),
        tuple(
            (str(shape["id"]), str(shape["properties"]["a3"]), _polygons(shape))
            for shape in objects["countries"]["geometries"]
        ),
    )


def _without_jumps(points: list[Point]) -> tuple[Point, ...]:
    """The points with 360 degrees added or taken where longitude would leap over the antimeridian."""
    result = [points[0]]
    for longitude, latitude in points[1:]:
        turns = round((longitude - result[-1][0]) / 360)
        result.append((longitude - 360 * turns, latitude))
    return tuple(result)


def _polygons(shape: dict[str, Any]) -> tuple[Polygon, ...]:
    """The polygons of a TopoJSON geometry of type Polygon or MultiPolygon."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)
