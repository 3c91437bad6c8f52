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
from explainers.maps.projection import Array, Flags, Numbers, Vector, vector
from explainers.maps.world import World

__all__ = ["Surroundings", "surroundings"]

_PIECE: Final = 64
"""Points of a ring that are cut off with one circle around them."""
_WIDER: Final = 0.1
"""Degrees by which such a circle is wider than it must be: on a map, ways between points aren't quite those on the
globe."""


class _Rings(NamedTuple):
    """All points of all rings of a world, one ring after the other: what each is worth, and its place as a unit vector.
    Of the pieces that they are cut into, where each begins among the points, and which ring it is of. Of pieces and of
    rings, circles on the globe that they lie in: the three coordinates of their middles, cosine and sine of their
    radii.
    """

    worth: Bytes
    places: Array
    begins: Numbers
    ring: Numbers
    circles: Array
    caps: Array


def _come_near(circles: Array, place: Vector, reach: float) -> Flags:
    """Return which circles come within `reach` degrees of a place; numpy is given no angles for it."""
    x, y, z, cosines, sines = circles.T
    at = place[0] * x + place[1] * y + place[2] * z
    cosine, sine = _cosine_and_sine(reach)
    found: Flags = (at >= cosine * cosines - sine * sines) | (sine * cosines + cosine * sines < 0)
    return found


class Surroundings(NamedTuple):
    """What is around a place: which rings come near; and of all pieces of rings, whether each comes neither near nor to
    the point opposite.
    """

    world: World
    middle: Vector
    near: Flags
    far: Flags

    def reaching(self, degrees: float) -> Flags:
        """Return which rings have anything that is farther off than so many degrees."""
        return self.near & _come_near(_rings_of(self.world).caps, _opposite(self.middle), 180 - degrees)

    def of(self, numbers: Iterable[int], detail: int) -> tuple[Array, Numbers]:
        """Return the places of those of some rings that are around here, like `World.ring`'s, and which ring each is
        of; but of pieces that are far away only the first place and the last are there.

        The straight way between these doesn't come near, nor does it pass the opposite point on another side, so a map
        of what is here looks the same.
        """
        import numpy as np

        everything, (points, begins, counts) = _rings_of(self.world), _at(self.world, max(1, detail))
        wanted = np.zeros(len(everything.caps), bool)
        wanted[list(numbers)] = True
        pieces = np.flatnonzero((wanted & self.near)[everything.ring])
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
    seen = _come_near(everything.circles, middle, reach + 1) | _come_near(everything.circles, _opposite(middle), 0.0)
    return Surroundings(world, middle, _come_near(everything.caps, middle, reach), ~seen)


def _opposite(place: Vector) -> Vector:
    x, y, z = place
    return -x, -y, -z


def _made_rings(world: World) -> _Rings:
    import numpy as np

    arcs = decoded_arcs(world)
    starts = np.cumsum(arcs.lengths) - arcs.lengths
    points, lengths = _walked(world, starts, arcs.lengths)
    places = np.array([vector(y * world.step, x * world.step) for x, y in arcs.steps.tolist()])[points]
    pieces = -(-lengths // _PIECE)
    piece = np.repeat(np.cumsum(pieces) - pieces, lengths) + counted(lengths) // _PIECE
    begins = np.flatnonzero(np.diff(piece, prepend=-1))
    caps = np.array([(*middle, *_cosine_and_sine(radius)) for middle, radius in map(world.cap, range(world.count))])
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


def _cosine_and_sine(degrees: float) -> tuple[float, float]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def _circles(places: Array, piece: Numbers, begins: Numbers) -> Array:
    import numpy as np

    sums = np.add.reduceat(places, begins)
    middles = sums / np.sqrt((sums * sums).sum(axis=1))[:, None]
    cosines = np.minimum(np.minimum.reduceat((middles[piece] * places).sum(axis=1), begins), 1.0)
    sines = np.sqrt(1 - cosines * cosines)
    cosine, sine = _cosine_and_sine(_WIDER)
    radii = cosines * cosine - sines * sine, sines * cosine + cosines * sine
    return np.concatenate([middles, np.stack(radii, axis=1)], axis=1)


@cache
def _rings_of(world: World) -> _Rings:
    """The rings of a world, decoded once on a machine."""
    return _Rings(*kept_arrays("rings", world, __file__, lambda: _made_rings(world)))
