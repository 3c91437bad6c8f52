"""Shapes as SVG paths: projected, cut at the frame, rounded, in as few characters as can be.

Neighbours are cut and rounded in the same way, so that a border they share stays shared. A path's coordinates are
whole grains, `grain` of them a unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from explainers.maps.curves import Box, box_around, boxes_apart
from explainers.maps.frame import Frame
from explainers.maps.projection import XY, EqualEarth, LambertAzimuthal
from explainers.maps.rings import rings_of
from explainers.maps.world import Part, World

__all__ = ["Loop", "area_of", "clipped", "loops_of", "path_data", "turns_inside_out"]

Loop = list[tuple[int, int]]
"""A closed ring in grains."""


_BLEED = 4.0
"""Units that shapes go on beyond the frame, so that no stroke along the cut is seen."""


def loops_of(
    world: World, parts: Iterable[Part], frame: Frame, *, detail: int, grain: float, least: float
) -> list[Loop]:
    """The rings of polygons as they are seen in the frame; those under `least` square units are left out."""
    smallest, least = least * frame.square_kilometres, least * grain**2
    numbers = [number for part in parts if part.area >= smallest for number in part.rings]
    if isinstance(frame.projection, LambertAzimuthal):
        loops = _near_loops(world, numbers, frame, frame.projection, detail, grain)
    else:
        loops = _world_loops(world, numbers, frame, frame.projection, detail, grain)
    return [loop for loop in loops if len(loop) > 2 and abs(area_of(loop)) >= least]


def _box_of(frame: Frame, grain: float) -> Box:
    bleed = _BLEED * grain
    return -bleed, -bleed, frame.width * grain + bleed, frame.height * grain + bleed


def _world_loops(
    world: World, numbers: Iterable[int], frame: Frame, projection: EqualEarth, detail: int, grain: float
) -> Iterator[Loop]:
    """Rings in grains on a map of the whole world."""
    box, scale = _box_of(frame, grain), frame.scale * grain
    for number in numbers:
        for points in projection.rings(world.ring(number, detail)):
            yield _rounded(clipped([((x - frame.west) * scale, (frame.north - y) * scale) for x, y in points], box))


def _near_loops(
    world: World, numbers: Sequence[int], frame: Frame, projection: LambertAzimuthal, detail: int, grain: float
) -> Iterator[Loop]:
    """Rings in grains on a map of a region: projected all at once, without those that are far away."""
    import numpy as np

    near = rings_of(world).near(numbers, projection.middle, frame.reach)
    if not near:
        return
    box, scale = _box_of(frame, grain), frame.scale * grain
    places, borders = rings_of(world).around([number for number, _ in near], detail, projection.middle, frame.reach + 1)
    xs, ys = projection.seen_at_once(places, scale, frame.west, frame.north)
    starts = [start for start, _ in borders]
    ends = [np.minimum.reduceat(xs, starts), np.minimum.reduceat(ys, starts)]
    ends += [np.maximum.reduceat(xs, starts), np.maximum.reduceat(ys, starts)]
    whole = list(zip(np.rint(xs).astype(int).tolist(), np.rint(ys).astype(int).tolist(), strict=True))
    seen = list(zip(xs.tolist(), ys.tolist(), strict=True))
    for (number, farthest), (start, end), *extent in zip(
        near, borders, *(found.tolist() for found in ends), strict=True
    ):
        if farthest >= 150 and end - start > 2:
            for points in _with_outside(seen[start:end], world.clockwise(number), frame, grain):
                yield _rounded(clipped(points, box))
        elif _within(extent, box):
            yield _straightened(whole[start:end])
        elif not boxes_apart(extent, box):
            yield _rounded(clipped(seen[start:end], box))


def _with_outside(ring: list[XY], clockwise: bool, frame: Frame, grain: float) -> list[list[XY]]:
    """A ring that may go round the point opposite to the centre; one turned inside out comes with the plane around
    it.
    """
    outside, scale = 1.5 * grain * (frame.width + frame.height), frame.scale * grain
    ring, turns = _led_around(ring, (-frame.west * scale, frame.north * scale), outside)
    if not _inside_out(turns, clockwise):
        return [ring]
    far = 4 * outside
    return [ring, [(-far, -far), (far, -far), (far, far), (-far, far)]]


def _inside_out(turns: int, clockwise: bool) -> bool:
    return turns != 0 and (turns > 0) != clockwise


def turns_inside_out(world: World, part: Part, projection: LambertAzimuthal, detail: int) -> bool:
    """Whether a polygon holds the point opposite to the projection's centre, so that on the map it would be
    everything around its outline.
    """
    ring = projection.seen(world.ring(part.rings[0], detail), 1.0, 0.0, 0.0)
    return len(ring) > 2 and _inside_out(_led_around(ring, (0.0, 0.0), math.inf)[1], True)


def _led_around(ring: list[XY], centre: XY, outside: float) -> tuple[list[XY], int]:
    """A ring led around the centre where it would leap over it, which happens near the point opposite to the
    centre, farther than `outside` from it on the map; and how often it goes round the centre clockwise.
    """
    x0, y0 = centre
    angles = [math.atan2(y - y0, x - x0) for x, y in ring]
    result: list[XY] = []
    total = 0.0
    for (ax, ay), a, b in zip(ring, angles, angles[1:] + angles[:1], strict=True):
        turn = (b - a + math.pi) % (2 * math.pi) - math.pi
        total += turn
        result.append((ax, ay))
        if abs(turn) > 0.7 and (away := math.hypot(ax - x0, ay - y0)) > outside:
            steps = math.ceil(abs(turn) / 0.35)
            result += [
                (x0 + away * math.cos(a + turn * i / steps), y0 + away * math.sin(a + turn * i / steps))
                for i in range(1, steps)
            ]
    return result, round(total / (2 * math.pi))


def clipped(points: list[XY], box: Box) -> list[XY]:
    """What of a closed ring lies within a box (left, top, right, bottom).

    I. E. Sutherland, G. W. Hodgman, *Reentrant polygon clipping*, Communications of the ACM 17 (1974), 32-42.

    >>> clipped([(0, 0), (4, 0), (4, 4)], (0, 0, 2, 9))
    [(2, 2.0), (0, 0), (2, 0.0)]
    """
    if not points:
        return []
    left, top, right, bottom = box
    extent = box_around(points)
    if boxes_apart(extent, box):
        return []
    if _within(extent, box):
        return points
    codes = [(x < left) | (x > right) << 1 | (y < top) << 2 | (y > bottom) << 3 for x, y in points]
    points = _near(points, codes)
    for axis, limit, sign, end in ((0, left, 1, 0), (0, right, -1, 2), (1, top, 1, 1), (1, bottom, -1, 3)):
        if sign * (extent[end] - limit) < 0:
            points = _half(points, axis, limit, sign)
    return points


def _within(one: Sequence[float], other: Box) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]


def _near(points: list[XY], codes: list[int]) -> list[XY]:
    """A closed ring without the points that lie beyond the same side of the box as both their neighbours."""
    kept = [points[0]]
    before = codes[0]
    for point, code, after in zip(points[1:], codes[1:], codes[2:] + codes[:1], strict=True):
        if not before & code & after:
            kept.append(point)
            before = code
    return kept


def _half(points: list[XY], axis: int, limit: float, sign: int) -> list[XY]:
    """The part of a closed ring on one side of a line parallel to an axis."""
    kept: list[XY] = []
    if not points:
        return kept
    ax, ay = points[-1]
    a = sign * ((ay if axis else ax) - limit)
    for bx, by in points:
        b = sign * ((by if axis else bx) - limit)
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            kept.append((ax + (bx - ax) * share, limit) if axis else (limit, ay + (by - ay) * share))
        if b >= 0:
            kept.append((bx, by))
        ax, ay, a = bx, by, b
    return kept


def _rounded(points: Sequence[XY]) -> Loop:
    """A ring in whole grains without points that change nothing."""
    return _straightened([(round(x), round(y)) for x, y in points])


def _straightened(points: Iterable[tuple[int, int]]) -> Loop:
    loop: Loop = []
    for point in points:
        while loop and (loop[-1] == point or (len(loop) > 1 and _straight(loop[-2], loop[-1], point))):
            loop.pop()
        loop.append(point)
    while len(loop) > 2 and (loop[0] == loop[-1] or _straight(loop[-2], loop[-1], loop[0])):
        loop.pop()
    return loop


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) == (b[1] - a[1]) * (c[0] - a[0])


def area_of(loop: Sequence[tuple[float, float]]) -> float:
    """The area within a closed ring, more than 0 where it runs clockwise as seen on the map.

    >>> area_of([(0, 0), (2, 0), (2, 2), (0, 2)])
    4.0
    """
    total = 0.0
    ax, ay = loop[-1]
    for bx, by in loop:
        total += ax * by - bx * ay
        ax, ay = bx, by
    return total / 2


def path_data(loops: Iterable[Loop]) -> str:
    """Closed rings as an SVG path's data, in relative steps.

    >>> path_data([[(1, 2), (4, 2), (4, -1)], [(9, 9), (8, 9), (8, 8)]])
    'm1 2 3 0 0-3zm8 7-1 0 0-1z'
    """
    data: list[str] = []
    here = (0, 0)
    for loop in loops:
        numbers: list[int] = []
        for point in loop:
            numbers += (point[0] - here[0], point[1] - here[1])
            here = point
        data += ("m", _compact(numbers), "z")
        here = loop[0]
    return "".join(data)


def _compact(numbers: Iterable[int]) -> str:
    """Whole numbers one after the other; a minus sign parts as well as a space."""
    return " ".join(map(str, numbers)).replace(" -", "-")
