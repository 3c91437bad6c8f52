"""Rings as arrays of unit vectors, many rings in one: what a map projects, and nothing of what is far away from it.

numpy is imported where it is needed, since few commands draw maps. Only what IEEE 754 rounds exactly is left to it
(sums, products, quotients, roots), so that maps are the same to the last bit on every machine; sines are `math`'s.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from explainers.maps.arcs import Bytes, counted, decoded_arcs, kept_arrays
from explainers.maps.projection import Array, Flags, Numbers, Vector, angle_between, vector
from explainers.maps.world import World

__all__ = ["Surroundings", "surroundings"]

_PIECE: Final = 64
"""Points of a ring that are cut off with one circle around them."""
_WIDER: Final = math.radians(0.1)
"""By how much such a circle is wider than it must be: on a map, ways between points aren't quite those on the globe."""


class _Rings(NamedTuple):
    """All points of all rings of a world, one ring after the other: what each is worth, and its place as a unit vector.
    Of the pieces that they are cut into, where each begins among the points, which ring it is of, and a circle on the
    globe that it lies in: the three coordinates of its middle, cosine and sine of its radius. Of the rings, the circles
    that they lie in: middles, and radii in degrees.
    """

    worth: Bytes
    places: Array
    begins: Numbers
    ring: Numbers
    circles: Array
    caps: Array

    def near(self, middle: Vector, reach: float) -> dict[int, float]:
        """Return the rings that come within `reach` degrees of a place, by their numbers; and for each how far off it
        ends at the most, in degrees.
        """
        import numpy as np

        x, y, z, radii = self.caps.T
        cosines = middle[0] * x + middle[1] * y + middle[2] * z
        # numpy's cosine may differ in its last bits between machines, so `math` has the last word.
        maybe = cosines > np.cos(np.radians(np.minimum(reach + radii, 180.0))) - 1e-6
        found = {}
        for number in np.flatnonzero(maybe).tolist():
            *centre, radius = self.caps[number].tolist()
            away = angle_between((centre[0], centre[1], centre[2]), middle)
            if away - radius <= reach:
                found[number] = away + radius
        return found

    def far(self, middle: Vector, reach: float) -> Flags:
        """Return for each piece whether it comes neither within `reach` degrees of a place nor to the point opposite
        to that.
        """
        x, y, z, cosines, sines = self.circles.T
        at = middle[0] * x + middle[1] * y + middle[2] * z
        cosine, sine = math.cos(math.radians(reach)), math.sin(math.radians(reach))
        found: Flags = (-cosines < at) & (at < cosine * cosines - sine * sines)
        return found


class Surroundings(NamedTuple):
    """The rings around a place: by their numbers, how far off each ends at the most, in degrees; and of all pieces of
    rings, whether each is far away.
    """

    world: World
    rings: dict[int, float]
    far: Flags

    def of(self, numbers: Iterable[int], detail: int) -> tuple[Array, Numbers]:
        """Return the places of those of some rings that are around here, like `World.ring`'s, and which ring each is
        of; but of pieces that are far away only the first place and the last are there.

        The straight way between these doesn't come near, nor does it pass the opposite point on another side, so a map
        of what is here looks the same.
        """
        import numpy as np

        everything, (points, begins, counts) = _rings_of(self.world), _at(self.world, max(1, detail))
        wanted = np.zeros(len(everything.caps), bool)
        wanted[[number for number in numbers if number in self.rings]] = True
        pieces = np.flatnonzero(wanted[everything.ring])
        all_of, far = counts[pieces], self.far[pieces]
        lengths = np.where(far, np.minimum(all_of, 2), all_of)
        steps = counted(lengths) * np.repeat(np.where(far, all_of - 1, 1), lengths)
        return everything.places[points[np.repeat(begins[pieces], lengths) + steps]], np.repeat(
            everything.ring[pieces], lengths
        )


@lru_cache(maxsize=16)
def _at(world: World, detail: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return which points of all rings are worth `detail`; and for each piece of them where it begins among these, and
    how many it has. Maps of one scale share them.
    """
    import numpy as np

    everything = _rings_of(world)
    points = np.flatnonzero(everything.worth >= detail)
    begins = np.searchsorted(points, everything.begins)
    return points, begins, np.diff(begins, append=len(points))


@lru_cache(maxsize=2)
def surroundings(world: World, middle: Vector, reach: float) -> Surroundings:
    """The rings within `reach` degrees of a place, kept for the next look at it."""
    everything = _rings_of(world)
    # A line on a map isn't quite the way on the globe.
    return Surroundings(world, everything.near(middle, reach), everything.far(middle, reach + 1))


def _made_rings(world: World) -> _Rings:
    import numpy as np

    arcs = decoded_arcs(world)
    starts = np.cumsum(arcs.lengths) - arcs.lengths
    points, lengths = _walked(world, starts, arcs.lengths)
    places = np.array([vector(y * world.step, x * world.step) for x, y in arcs.steps.tolist()])[points]
    pieces = -(-lengths // _PIECE)
    piece = np.repeat(np.cumsum(pieces) - pieces, lengths) + counted(lengths) // _PIECE
    begins = np.flatnonzero(np.diff(piece, prepend=-1))
    caps = np.array([(*middle, radius) for middle, radius in map(world.cap, range(world.count))])
    ring = np.repeat(np.arange(world.count), pieces)
    return _Rings(arcs.worth[points], places, begins, ring, _circles(places, piece, begins), caps)


def _walked(world: World, starts: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """Return the points of all rings, by where they are among those of all arcs, and how many each ring has; arcs are
    given by where they start there, and by their lengths.
    """
    import numpy as np

    walks = [world.walk(number) for number in range(world.count)]
    arcs = np.array([arc for walk in walks for arc in walk])
    backwards = arcs < 0
    numbers = np.where(backwards, ~arcs, arcs)
    counts = lengths[numbers] - 1  # the last point of an arc is the next one's first
    within = counted(counts)
    within = np.where(np.repeat(backwards, counts), np.repeat(counts, counts) - within, within)
    ends = np.append(0, np.cumsum(counts))[np.cumsum([0, *map(len, walks)])]
    return np.repeat(starts[numbers], counts) + within, np.diff(ends)


def _circles(places: Array, piece: Numbers, begins: Numbers) -> Array:
    import numpy as np

    sums = np.add.reduceat(places, begins)
    middles = sums / np.sqrt((sums * sums).sum(axis=1))[:, None]
    cosines = np.minimum(np.minimum.reduceat((middles[piece] * places).sum(axis=1), begins), 1.0)
    sines = np.sqrt(1 - cosines * cosines)
    cosine, sine = math.cos(_WIDER), math.sin(_WIDER)
    radii = cosines * cosine - sines * sine, sines * cosine + cosines * sine
    return np.concatenate([middles, np.stack(radii, axis=1)], axis=1)


@cache
def _rings_of(world: World) -> _Rings:
    """The rings of a world, decoded once on a machine."""
    return _Rings(*kept_arrays("rings", world, __file__, lambda: _made_rings(world)))
