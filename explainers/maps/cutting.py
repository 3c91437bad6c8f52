"""Closed rings on a map's plane, cut at a box, rounded and straightened: all rings of a map at once.

As in `explainers.maps.rings`, numpy is given only what IEEE 754 rounds exactly.
"""

from __future__ import annotations

from typing import NamedTuple

from explainers.maps.curves import Box
from explainers.maps.projection import Array, Flags, Numbers

__all__ = ["Outlines", "areas", "clipped", "neighbours", "straightened"]


class Outlines(NamedTuple):
    """Closed rings, one after the other: their points, and which ring each point is of, in ascending numbers."""

    x: Array
    y: Array
    ring: Numbers

    def only(self, kept: Flags) -> Outlines:
        """The points for which `kept` is true."""
        return Outlines(self.x[kept], self.y[kept], self.ring[kept])

    def and_then(self, more: Outlines) -> Outlines:
        """These rings, and others after them."""
        import numpy as np

        return Outlines(
            np.append(self.x, more.x), np.append(self.y, more.y), np.append(self.ring, more.ring).astype(int)
        )


def neighbours(ring: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Where each ring begins, and where it has its last point; and for each point where the one before it is."""
    import numpy as np

    begins = np.flatnonzero(np.diff(ring, prepend=-1))
    lasts = np.append(begins, len(ring))[1:] - 1
    before = np.arange(-1, len(ring) - 1)
    before[begins] = lasts
    return begins, lasts, before


def clipped(outlines: Outlines, box: Box) -> Outlines:
    """What of closed rings lies within a box (left, top, right, bottom); rings that don't come there are gone.

    I. E. Sutherland, G. W. Hodgman, *Reentrant polygon clipping*, Communications of the ACM 17 (1974), 32-42.
    """
    left, top, right, bottom = box
    outlines = outlines.only(_turning(outlines, box))
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        outlines = _half(outlines, axis, limit, sign)
    return outlines


def _turning(outlines: Outlines, box: Box) -> Flags:
    """Which points of closed rings don't lie beyond the same side of a box as both their neighbours."""
    import numpy as np

    x, y, ring = outlines
    left, top, right, bottom = box
    sides = (x < left) | (x > right) << 1 | (y < top) << 2 | (y > bottom) << 3
    begins, lasts, _ = neighbours(ring)
    after = np.roll(sides, -1)
    after[lasts] = sides[begins]
    maybe = (sides & after) != 0
    maybe[begins] = False
    kept = np.ones(len(ring), bool)
    before = left_out = -1
    its, theirs = sides.tolist(), after.tolist()
    for point in np.flatnonzero(maybe).tolist():
        before = before if left_out == point - 1 else its[point - 1]
        if before & its[point] & theirs[point]:
            kept[left_out := point] = False
    return kept


def _half(outlines: Outlines, axis: int, limit: float, sign: int) -> Outlines:
    """The parts of closed rings on one side of a line parallel to an axis."""
    import numpy as np

    beyond = sign * (outlines[axis] - limit)
    inside = beyond >= 0
    if inside.all():
        return outlines
    _, _, before = neighbours(outlines.ring)
    crosses = inside[before] != inside
    ends, starts = np.flatnonzero(crosses), before[crosses]
    share = beyond[starts] / (beyond[starts] - beyond[ends])
    # Before each point that is inside comes the one where its ring crosses the line on the way there.
    shown = np.stack([crosses, inside], axis=1)
    cut = []
    for number, along in enumerate((outlines.x, outlines.y)):
        both = np.stack([along, along], axis=1)
        both[ends, 0] = limit if number == axis else along[starts] + (along[ends] - along[starts]) * share
        cut.append(both[shown])
    return Outlines(cut[0], cut[1], np.repeat(outlines.ring, shown.sum(axis=1)))


def straightened(outlines: Outlines) -> Outlines:
    """Rings of whole numbers without points that change nothing; a ring keeps its first point."""
    import numpy as np

    while len(outlines.ring):
        x, y, ring = outlines
        begins, lasts, before = neighbours(ring)
        after = np.arange(1, len(ring) + 1)
        after[lasts] = begins
        twice = (x == x[before]) & (y == y[before])
        twice[lasts] |= (x[lasts] == x[begins]) & (y[lasts] == y[begins])
        twice[begins] = False
        if not twice.any():
            twice = (x - x[before]) * (y[after] - y[before]) == (y - y[before]) * (x[after] - x[before])
            twice[begins] = False
            if not twice.any():
                break
        outlines = outlines.only(~twice)
    return outlines


def areas(outlines: Outlines) -> tuple[Numbers, Array]:
    """How many points each ring has, and the area within it, more than 0 where it runs clockwise as seen on the map."""
    import numpy as np

    x, y, ring = outlines
    begins, lasts, before = neighbours(ring)
    return lasts - begins + 1, np.add.reduceat(x[before] * y - x * y[before], begins) / 2
