"""Rings as arrays of unit vectors, many rings in one: what a map projects, and nothing of what is far away from it.

numpy is imported where it is needed, since few commands draw maps. Only what IEEE 754 rounds exactly is left to it
(sums, products, quotients, roots), so that maps are the same to the last bit on every machine; sines are `math`'s.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from explainers.maps.projection import Array, Vector, angle_between
from explainers.maps.world import PIECE, World

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]
else:
    Numbers = Any

__all__ = ["Rings", "rings_of"]


class _Pieces(NamedTuple):
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
        placed, counts, middles, cosines, sines = map(np.concatenate, zip(*chain.from_iterable(arcs), strict=True))
        x, y, z = middles.T
        cosine, sine = math.cos(math.radians(reach)), math.sin(math.radians(reach))
        at = middle[0] * x + middle[1] * y + middle[2] * z
        far = (-cosines < at) & (at < cosine * cosines - sine * sines)
        kept = np.repeat(~far, counts)
        kept[np.cumsum(counts) - counts] = True
        ends = np.cumsum(np.where(far, 1, counts))
        lasts = ends[np.cumsum([sum([len(one.lengths) for one in ring]) for ring in arcs]) - 1].tolist()
        return placed[kept], list(zip([0, *lasts], lasts, strict=False))

    def _cut(self, arcs: Iterable[int], detail: int) -> None:
        """Cut arcs into pieces, each walked backwards if its number is below 0, without its last place."""
        import numpy as np

        missing = [arc for arc in dict.fromkeys(arcs) if (arc, detail) not in self._pieces]
        if not missing:
            return
        places, lengths = self._points.of(missing, detail)
        counts = (lengths + PIECE - 2) // PIECE  # of pieces; none has an arc's last place
        ends_of_arcs = np.cumsum(lengths)
        firsts = np.repeat(ends_of_arcs - lengths, counts) + PIECE * _places_in_runs(counts)
        ends = np.minimum(firsts + PIECE, np.repeat(ends_of_arcs - 1, counts))
        lengths_of_pieces, (middles, cosines, sines) = ends - firsts, _circles_around(places, firsts, ends)
        here = at = 0
        for arc, length, count in zip(missing, lengths.tolist(), counts.tolist(), strict=True):
            its = slice(at, at := at + count)
            self._pieces[arc, detail] = _Pieces(
                places[here : here + length - 1], lengths_of_pieces[its], middles[its], cosines[its], sines[its]
            )
            here += length

    @cached_property
    def _points(self) -> _Points:
        return _Points(self._world)


class _Points:
    """All points of a world's arcs, one arc after the other: what each is worth, and its place as a unit vector, which
    is made for the first map that shows it.
    """

    def __init__(self, world: World) -> None:
        import numpy as np

        self._world = world
        arcs = [world.packed(number) for number in range(world.count_of_arcs)]
        self._lengths = np.array([1 + len(data) // 3 for _, _, data in arcs])
        self._starts = np.cumsum(self._lengths) - self._lengths
        # An arc's first point is where it is; each other is some steps from the one before it, and worth something.
        joined = b"".join([b"\0\0\xff" + data for _, _, data in arcs])
        steps = np.frombuffer(joined, np.int8).reshape(-1, 3)[:, :2].cumsum(axis=0, dtype=np.int32)
        begins = np.array([(east, north) for east, north, _ in arcs], np.int32) - steps[self._starts]
        self._steps = steps + np.repeat(begins, self._lengths, axis=0)
        self._worth = np.frombuffer(joined, np.uint8)[2::3]
        self._vectors = np.empty((len(steps), 3))
        self._made = np.zeros(len(steps), bool)

    def of(self, arcs: Sequence[int], detail: int) -> tuple[Array, Numbers]:
        """Return the places of some arcs that are worth `detail`, one arc after the other, each walked backwards if its
        number is below 0; and how many of each there are.
        """
        import numpy as np

        numbers = np.array(arcs, int)
        backwards = numbers < 0
        numbers = np.where(backwards, ~numbers, numbers)
        lengths = self._lengths[numbers]
        within = _places_in_runs(lengths)
        within = np.where(np.repeat(backwards, lengths), np.repeat(lengths, lengths) - 1 - within, within)
        points = np.repeat(self._starts[numbers], lengths) + within
        shown = self._worth[points] >= max(1, detail)
        counts = np.add.reduceat(shown, np.cumsum(lengths) - lengths, dtype=int)
        points = points[shown]
        new = points[~self._made[points]]
        if len(new):
            self._vectors[new] = [self._world.vector((x, y)) for x, y in self._steps[new].tolist()]
            self._made[new] = True
        return self._vectors[points], counts


def _places_in_runs(lengths: Numbers) -> Numbers:
    """Return 0, 1, 2 and so on for each run of so many, one run after the other."""
    import numpy as np

    ends = np.cumsum(lengths)
    found: Numbers = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
    return found


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
