"""Rings as arrays of unit vectors, many rings in one: what a map projects, and nothing of what is far away from it.

numpy is imported where it is needed, since few commands draw maps. Only what IEEE 754 rounds exactly is left to it
(sums, products, quotients, roots), so that maps are the same to the last bit on every machine; sines are `math`'s.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from explainers.maps.projection import Array, Vector, angle_between
from explainers.maps.world import PIECE, World

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]
else:
    Numbers = Any

__all__ = ["Rings", "rings_of"]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Places one after the other, in pieces of some; for each piece the number of its places, and a circle on the globe
    that they, and the place after them, lie in: its middle, cosine and sine of its radius.
    """

    places: Array
    lengths: Numbers
    middles: Array
    cosines: Array
    sines: Array


class Rings:
    """The rings of a world as arrays, made as far as maps ask for them and kept for the next map."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._vectors: dict[int, tuple[Array, int]] = {}
        self._pieces: dict[tuple[int, int], _Pieces] = {}

    def near(self, numbers: Sequence[int], middle: Vector, reach: float) -> list[tuple[int, float]]:
        """Return those of some rings that come within `reach` degrees of a place, by their numbers; and for each how
        far off it ends at the most, in degrees.
        """
        import numpy as np

        some = np.array(numbers, int)
        x, y, z, radii = self._caps[some].T
        cosines = middle[0] * x + middle[1] * y + middle[2] * z
        # numpy's cosine may differ in its last bits between machines, so `math` has the last word.
        maybe = cosines > np.cos(np.radians(np.minimum(reach + radii, 180.0))) - 1e-6
        found = []
        for number in some[maybe].tolist():
            centre, radius = self._world.cap(number)
            away = angle_between(centre, middle)
            if away - radius <= reach:
                found.append((number, away + radius))
        return found

    @cached_property
    def _caps(self) -> Array:
        """The circle of each ring: the three coordinates of its middle, and its radius in degrees."""
        import numpy as np

        return np.array([(*middle, radius) for middle, radius in map(self._world.cap, range(self._world.count))])

    def around(
        self, numbers: Iterable[int], detail: int, middle: Vector, reach: float
    ) -> tuple[Array, list[tuple[int, int]]]:
        """Return some rings like `World.ring`'s, in one array, and where in it each begins and ends; but of pieces that
        don't come within `reach` degrees of `middle` only the first place is there.

        The straight way past such a piece doesn't come near either, nor does it pass the point opposite to `middle` on
        another side, so a map around `middle` looks the same.
        """
        import numpy as np

        rings = [self._world.walk(number) for number in numbers]
        self._cut([arc for ring in rings for arc in ring], detail)
        arcs = [[self._pieces[arc, detail] for arc in ring] for ring in rings]
        every = [one for ring in arcs for one in ring]
        lengths, cosines, sines = (np.concatenate([getattr(one, name) for one in every]) for name in _OF_PIECES)
        x, y, z = np.concatenate([one.middles for one in every]).T
        cosine, sine = math.cos(math.radians(reach)), math.sin(math.radians(reach))
        at = middle[0] * x + middle[1] * y + middle[2] * z
        far = (-cosines < at) & (at < cosine * cosines - sine * sines)
        kept = np.repeat(~far, lengths)
        kept[np.cumsum(lengths) - lengths] = True
        ends = np.cumsum(np.where(far, 1, lengths))
        lasts = ends[np.cumsum([sum(len(one.lengths) for one in ring) for ring in arcs]) - 1].tolist()
        places = np.concatenate([one.places for one in every])[kept]
        return places, list(zip([0, *lasts], lasts, strict=False))

    def _cut(self, arcs: Iterable[int], detail: int) -> None:
        """Cut arcs into pieces, each walked backwards if its number is below 0, without its last place."""
        import numpy as np

        missing = [arc for arc in dict.fromkeys(arcs) if (arc, detail) not in self._pieces]
        if not missing:
            return
        found = [self._places(max(arc, ~arc), detail)[:: 1 if arc >= 0 else -1] for arc in missing]
        counts = [range(0, len(places) - 1, PIECE) for places in found]
        starts = np.cumsum([0, *map(len, found[:-1])])
        firsts = np.concatenate([start + np.array(count, int) for start, count in zip(starts, counts, strict=True)])
        after = np.repeat(starts + [len(places) - 1 for places in found], [len(count) for count in counts])
        ends = np.minimum(firsts + PIECE, after)
        middles, cosines, sines = _circles_around(np.concatenate(found), firsts, ends)
        at = 0
        for arc, places, count in zip(missing, found, counts, strict=True):
            its = slice(at, at := at + len(count))
            self._pieces[arc, detail] = _Pieces(
                places[:-1], (ends - firsts)[its], middles[its], cosines[its], sines[its]
            )

    def _places(self, arc: int, detail: int) -> Array:
        """The places of an arc that are worth `detail`; each is made once, for the first map that shows it."""
        import numpy as np

        points, packed = self._world.arc(arc)
        worth = np.frombuffer(b"\xff" + packed, np.uint8)  # an arc's first point is worth everything
        least = max(1, detail)
        vectors, known = self._vectors.get(arc) or (np.empty((len(points), 3)), 256)
        if least < known:
            new = np.flatnonzero((worth >= least) & (worth < known)).tolist()
            if new:
                vectors[new] = [self._world.vector(points[one]) for one in new]
            self._vectors[arc] = (vectors, least)
        return vectors[worth >= least]


_OF_PIECES = ("lengths", "cosines", "sines")


def _circles_around(places: Array, firsts: Numbers, ends: Numbers) -> tuple[Array, Array, Array]:
    """Circles like `cap_around`'s, a tenth of a degree wider: around each run of places, from its first to its end."""
    import numpy as np

    each = firsts[:, None] + np.arange(PIECE + 1)
    runs = places[np.minimum(each, ends[:, None])]
    x, y, z = np.where((each > ends[:, None])[..., None], 0.0, runs).cumsum(axis=1)[:, -1].T
    length = np.sqrt(x * x + y * y + z * z)
    length[length == 0] = 1.0
    middles = np.stack([x / length, y / length, z / length], axis=1)
    mx, my, mz = middles.T[..., None]
    farthest = (mx * runs[..., 0] + my * runs[..., 1] + mz * runs[..., 2]).min(axis=1).tolist()
    radii = [math.radians(min(180, math.degrees(math.acos(max(-1.0, min(1.0, one)))) + 0.1)) for one in farthest]
    return middles, np.array([math.cos(one) for one in radii]), np.array([math.sin(one) for one in radii])


@cache
def rings_of(world: World) -> Rings:
    """The rings of a world, kept as long as the process."""
    return Rings(world)
