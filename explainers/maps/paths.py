"""Shapes as SVG paths: projected, cut at the frame and rounded all at once, in as few characters as can be.

Neighbours are cut and rounded in the same way, so that a border they share stays shared. A path's coordinates are
whole grains, `grain` of them a unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from explainers.maps.curves import Box
from explainers.maps.cutting import Outlines, areas, clipped, straightened
from explainers.maps.frame import Frame
from explainers.maps.opposite import led_around, turns_around
from explainers.maps.projection import XY, EqualEarth, LambertAzimuthal
from explainers.maps.rings import Surroundings, surroundings
from explainers.maps.world import Part, World

__all__ = ["Loop", "holds_opposite", "loops_of", "path_data"]

Loop = list[tuple[int, int]]
"""A closed ring in grains."""

_BLEED = 4.0
"""Units that shapes go on beyond the frame, so that no stroke along the cut is seen."""
_LEAPING = 150.0
"""Degrees off the middle from which on a ring may leap over the point opposite to it."""


def loops_of(
    world: World, lots: Sequence[tuple[Sequence[Part], float]], frame: Frame, *, detail: int, grain: float
) -> list[list[Loop]]:
    """The rings of each of some lots of polygons as they are seen in the frame. A lot comes with the square units under
    which its polygons and rings are left out.
    """
    unit = frame.square_kilometres
    wanted = [
        [number for part in parts if part.area >= smallest for number in part.rings]
        for parts, smallest in [(parts, least * unit) for parts, least in lots]
    ]
    numbers = sorted({number for some in wanted for number in some})
    if isinstance(frame.projection, LambertAzimuthal):
        rings, outlines = _near_outlines(world, numbers, frame, frame.projection, detail, grain)
    else:
        rings, outlines = _world_outlines(world, numbers, frame, frame.projection, detail, grain)
    loops = _loops_by_ring(rings, outlines, _box_of(frame, grain))
    return [
        [loop for number in some for loop, area in loops.get(number, ()) if area >= least * grain**2]
        for some, (_, least) in zip(wanted, lots, strict=True)
    ]


def _loops_by_ring(rings: Sequence[int], outlines: Outlines, box: Box) -> dict[int, list[tuple[Loop, float]]]:
    """What is seen of rings in whole grains, with its area, by the number of the ring that each outline is of."""
    import numpy as np

    x, y, outline = clipped(outlines, box)
    seen = straightened(Outlines(np.rint(x), np.rint(y), outline))
    counts, within = areas(seen)
    points = list(zip(seen.x.astype(int).tolist(), seen.y.astype(int).tolist(), strict=True))
    result: dict[int, list[tuple[Loop, float]]] = {}
    end = 0
    for count, area in zip(counts.tolist(), within.tolist(), strict=True):
        start, end = end, end + count
        if count > 2:
            result.setdefault(rings[int(seen.ring[start])], []).append((points[start:end], abs(area)))
    return result


def _box_of(frame: Frame, grain: float) -> Box:
    bleed = _BLEED * grain
    return -bleed, -bleed, frame.width * grain + bleed, frame.height * grain + bleed


def _world_outlines(
    world: World, numbers: Iterable[int], frame: Frame, projection: EqualEarth, detail: int, grain: float
) -> tuple[list[int], Outlines]:
    """Rings in grains on a map of the whole world, and the number of the ring that each outline is of."""
    scale = frame.scale * grain
    found = [(number, points) for number in numbers for points in projection.rings(world.ring(number, detail))]
    return [number for number, _ in found], _joined(
        [[((x - frame.west) * scale, (frame.north - y) * scale) for x, y in points] for _, points in found]
    )


def _joined(outlines: Sequence[Sequence[XY]], first: int = 0) -> Outlines:
    """Outlines point by point as arrays, numbered from `first` on."""
    import numpy as np

    points = np.array([point for outline in outlines for point in outline], float).reshape(-1, 2)
    numbers = np.arange(first, first + len(outlines))
    return Outlines(points[:, 0], points[:, 1], np.repeat(numbers, [len(outline) for outline in outlines]))


def _near_outlines(
    world: World, numbers: Sequence[int], frame: Frame, projection: LambertAzimuthal, detail: int, grain: float
) -> tuple[list[int], Outlines]:
    """Rings in grains on a map of a region, without those that are far away, and the number of the ring that each
    outline is of.
    """

    around = surroundings(world, projection.middle, frame.reach)
    places, ring = around.of(numbers, detail)
    seen = Outlines(*projection.seen_at_once(places, frame.scale * grain, frame.west, frame.north), ring)
    rings = list(range(world.count))
    for number, found in _led(world, seen, around, frame, grain):
        seen = seen.only(seen.ring != number).and_then(_joined(found, len(rings)))
        rings += [number] * len(found)
    return rings, seen


def holds_opposite(world: World, numbers: Sequence[int], projection: LambertAzimuthal, detail: int) -> bool:
    """Whether the outer ring of some polygon has the point opposite to the projection's centre in it, so that on the
    map it would be everything around its outline.
    """
    x, y, z = projection.middle
    places, ring = surroundings(world, (-x, -y, -z), 0.0).of(numbers, detail)
    seen = Outlines(*projection.seen_at_once(places, 1.0, 0.0, 0.0), ring)
    return any(turns < 0 for _, turns, _ in turns_around(seen, (0.0, 0.0), math.inf))


def _led(
    world: World, seen: Outlines, around: Surroundings, frame: Frame, grain: float
) -> Iterator[tuple[int, list[list[XY]]]]:
    """Yield the rings that must be led around the point opposite to the centre, and what they become; one turned inside
    out comes with the plane around it.
    """
    scale, outside = frame.scale * grain, 1.5 * grain * (frame.width + frame.height)
    centre, far = (-frame.west * scale, frame.north * scale), 4 * outside
    own = seen.only(around.reaching(_LEAPING)[seen.ring])
    for number, turns, leaps in turns_around(own, centre, outside):
        inside_out = turns != 0 and (turns > 0) != world.clockwise(number)
        if inside_out or leaps:
            ring = led_around(own.only(own.ring == number), centre, outside)
            yield number, [ring, *([[(-far, -far), (far, -far), (far, far), (-far, far)]] if inside_out else ())]


def path_data(loops: Iterable[Loop]) -> str:
    """Closed rings as an SVG path's data, in relative steps.

    >>> path_data([[(1, 2), (4, 2), (4, -1)], [(9, 9), (8, 9), (8, 8)]])
    'm1 2 3 0 0-3zm8 7-1 0 0-1z'
    """
    data: list[str] = []
    here = (0, 0)
    for loop in loops:
        ways = zip(loop, (here, *loop), strict=False)
        steps = "".join([_WRITTEN[x - from_x] + _WRITTEN[y - from_y] for (x, y), (from_x, from_y) in ways])
        data.append(f"m{steps.removeprefix(' ')}z")
        here = loop[0]
    return "".join(data)


class _Written(dict[int, str]):
    """Whole numbers as they are written one after the other, each once: a minus sign parts as well as a space."""

    def __missing__(self, number: int) -> str:
        text = self[number] = f"{number}" if number < 0 else f" {number}"
        return text


_WRITTEN: Final = _Written()
