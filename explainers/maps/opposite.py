"""Rings near the point opposite to the centre of Lambert's projection, which on the map is everywhere far outside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from explainers.maps.cutting import Outlines, neighbours
from explainers.maps.projection import XY

__all__ = ["led_around", "turns_around"]

_LEAP: Final = 0.7
"""An angle at the centre in radians: a stretch of a ring that takes more of it leaps over the centre."""


def turns_around(outlines: Outlines, centre: XY, outside: float) -> Iterator[tuple[int, int, bool]]:
    """Yield for each ring its number, how often it goes round the centre clockwise, and whether a stretch of it that
    begins farther than `outside` from the centre may leap over that.
    """
    import numpy as np

    if not len(outlines.ring):
        return
    begins, _, before = neighbours(outlines.ring)
    bx, by = outlines.x - centre[0], outlines.y - centre[1]
    ax, ay = bx[before], by[before]
    cross = ax * by - bx * ay
    # What crosses the half-line to the right of the centre turns once more around that.
    turns = ((ay < 0) & (by >= 0) & (cross > 0)).astype(int) - ((ay >= 0) & (by < 0) & (cross < 0))
    far = ax * ax + ay * ay
    leaps = (ax * bx + ay * by < math.cos(_LEAP - 0.01) * np.sqrt(far * (bx * bx + by * by))) & (
        far > outside * outside
    )
    yield from zip(
        outlines.ring[begins].tolist(),
        np.add.reduceat(turns, begins).tolist(),
        np.logical_or.reduceat(leaps, begins).tolist(),
        strict=True,
    )


def led_around(outline: Outlines, centre: XY, outside: float) -> list[XY]:
    """The points of one ring that is led around the centre where it would leap over it, which happens near the opposite
    point, farther than `outside` from the centre on the map.
    """
    x0, y0 = centre
    ring = list(zip(outline.x.tolist(), outline.y.tolist(), strict=True))
    angles = [math.atan2(y - y0, x - x0) for x, y in ring]
    result: list[XY] = []
    for (ax, ay), a, b in zip(ring, angles, angles[1:] + angles[:1], strict=True):
        turn = (b - a + math.pi) % (2 * math.pi) - math.pi
        result.append((ax, ay))
        if abs(turn) > _LEAP and (away := math.hypot(ax - x0, ay - y0)) > outside:
            steps = math.ceil(abs(turn) / 0.35)
            result += [
                (x0 + away * math.cos(a + turn * i / steps), y0 + away * math.sin(a + turn * i / steps))
                for i in range(1, steps)
            ]
    return result
