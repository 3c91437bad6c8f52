"""Arcs as arrays, all of a world's in one: borders in degrees, as GeoJSON and the interactive map's ground have them.

As in `explainers.maps.rings`, numpy is imported where it is needed and given only what IEEE 754 rounds exactly; degrees
are rounded by Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from explainers.kept_code import keep, kept
from explainers.maps import projection
from explainers.maps import world as world_module
from explainers.maps.projection import Array, Flags, Numbers, Vector, angle_between, vector
from explainers.maps.world import World, cap_around

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Steps = NDArray[np.int32]
else:
    Bytes = Steps = Any

__all__ = ["Arcs", "Bytes", "arcs_near", "counted", "decoded_arcs", "degrees_of", "kept_arrays"]

_PIECE: Final = 16
"""Places of an arc that one circle is drawn around."""
_ROUGH: Final = 24  # the detail of these places
_WIDER: Final = 0.1  # degrees by which such a circle is wider, as points between these places may lie outside


class Arcs(Struct, frozen=True):
    """All points of all arcs of a world, one arc after the other: in steps east and north of (0, 0), and what each is
    worth, the ends of an arc more than any detail; and how many points each arc has.
    """

    steps: Steps
    worth: Bytes
    lengths: Numbers


@cache
def decoded_arcs(world: World) -> Arcs:
    """Return the arcs of a world."""
    import numpy as np

    arcs = [world.packed(number) for number in range(world.count_of_arcs)]
    lengths = np.array([1 + len(data) // 3 for _, _, data in arcs])
    starts = np.cumsum(lengths) - lengths
    # An arc's first point is where it is; each other is some steps from the one before it, and worth something.
    joined = b"".join([b"\0\0\xff" + data for _, _, data in arcs])
    steps = np.frombuffer(joined, np.int8).reshape(-1, 3)[:, :2].cumsum(axis=0, dtype=np.int32)
    begins = np.array([(east, north) for east, north, _ in arcs], np.int32) - steps[starts]
    steps += np.repeat(begins, lengths, axis=0)
    return Arcs(steps, np.frombuffer(joined, np.uint8)[2::3], lengths)


def counted(lengths: Numbers) -> Numbers:
    """Return 0, 1, 2 and so on for each run of so many, one run after the other."""
    import numpy as np

    ends = np.cumsum(lengths)
    found: Numbers = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return found


def kept_arrays(kind: str, world: World, file: str, made: Callable[[], Iterable[Any]]) -> list[Any]:
    """Return arrays that depend on a world and on the code of a file: they are made once on a machine, where they are
    kept as compiled templates are.
    """
    import numpy as np

    sources = [Path(one).read_bytes() for one in (file, __file__, str(projection.__file__), str(world_module.__file__))]
    key = world.digest, sources
    if (data := kept(kind, key)) is None:
        arrays = list(made())
        keep(kind, key, msgspec.msgpack.encode([(one.dtype.str, one.shape, one.tobytes()) for one in arrays]))
        return arrays
    found = msgspec.msgpack.decode(data, type=list[tuple[str, tuple[int, ...], bytes]])
    return [np.frombuffer(one, dtype).reshape(shape) for dtype, shape, one in found]


def degrees_of(
    world: World, numbers: Sequence[int], detail: int, details: Mapping[int, int], decimals: int
) -> list[list[list[float]]]:
    """Return rings as longitudes and latitudes in degrees, rounded, closed; longitude never leaps, so it may leave -180
    to 180. `details` says otherwise than `detail` for the arcs in it.
    """
    import numpy as np

    if not numbers:
        return []
    arcs, walks = decoded_arcs(world), [world.walk(number) for number in numbers]
    signed = np.array([arc for walk in walks for arc in walk])
    walked = np.where(signed < 0, ~signed, signed)
    first = np.zeros(len(walked), bool)  # of its ring
    first[np.cumsum([0, *map(len, walks)])[:-1]] = True
    least = np.full(len(arcs.lengths), detail)
    least[list(details)] = list(details.values())

    points, lengths, starts = _walked_points(arcs, walked, signed < 0)
    shown = arcs.worth[points] >= np.repeat(np.maximum(1, least)[walked], lengths)
    shown[starts[~first]] = False  # the last point of an arc is the next one's first
    turns = _turns(arcs.steps[points, 0] * world.step, starts, first)
    places = _in_degrees(world, points[shown], np.repeat(turns, lengths)[shown], decimals)
    ends = np.add.reduceat(shown.astype(int), starts[first]).cumsum().tolist()
    return [places[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _walked_points(arcs: Arcs, walked: Numbers, backwards: Flags) -> tuple[Numbers, Numbers, Numbers]:
    """Return all points of arcs, in the order in which these are walked; how many each arc has, and where it starts
    among them.
    """
    import numpy as np

    lengths, ends = arcs.lengths[walked], np.cumsum(arcs.lengths)[walked]
    within = counted(lengths)
    forwards = np.repeat(ends - lengths, lengths) + within
    points = np.where(np.repeat(backwards, lengths), np.repeat(ends - 1, lengths) - within, forwards)
    return points, lengths, np.cumsum(lengths) - lengths


def _turns(east: Array, starts: Numbers, first: Flags) -> Numbers:
    """Return by how many turns to the east each arc is moved, so that it goes on where the one before it ends.
    `east`: longitudes of all points; `starts`: where each arc starts among them; `first`: whether it begins a ring.
    """
    import numpy as np

    leaps = np.append(0.0, east[starts[1:] - 1] - east[starts[1:]]) / 360
    turns = np.where(first, 0, np.rint(leaps).astype(int)).cumsum()
    found: Numbers = turns - turns[first][first.cumsum() - 1]
    return found


def _in_degrees(world: World, points: Numbers, turns: Numbers, decimals: int) -> list[list[float]]:
    """Return points in degrees, each some turns to the east."""
    steps = decoded_arcs(world).steps
    places: list[list[float]] = _degrees(world, decimals)[steps[points]].tolist()
    turned = turns.nonzero()[0]
    exact = steps[points[turned], 0] * world.step + 360 * turns[turned]
    for at, east in zip(turned.tolist(), exact.tolist(), strict=True):
        places[at][0] = round(east, decimals)
    return places


@cache
def _degrees(world: World, decimals: int) -> Array:
    """Return all numbers of steps in degrees, rounded, from 0 up, and those below 0 from the end down."""
    import numpy as np

    def made() -> Iterable[Any]:
        most = int(np.abs(decoded_arcs(world).steps).max())
        yield np.array([round(steps * world.step, decimals) for steps in (*range(most + 1), *range(-most, 0))])

    (degrees,) = kept_arrays(f"degrees-{decimals}", world, __file__, made)
    found: Array = degrees
    return found


def arcs_near(world: World, middle: Vector, reach: float) -> frozenset[int]:
    """Return the numbers of those arcs of land that come within `reach` degrees of a place."""
    import numpy as np

    arcs, circles = _circles_of(world)
    x, y, z, radii = circles.T
    limits = reach + np.minimum(180.0, radii + _WIDER)
    angles = np.degrees(np.arccos(np.clip(middle[0] * x + middle[1] * y + middle[2] * z, -1.0, 1.0)))
    near = angles < limits
    # numpy's angles may differ in their last bits between machines, so `math` has the last word.
    for at in (np.abs(angles - limits) < 1e-5).nonzero()[0].tolist():
        *centre, _ = circles[at].tolist()
        near[at] = angle_between(middle, (centre[0], centre[1], centre[2])) < limits[at]
    return frozenset(arcs[near].tolist())


@cache
def _circles_of(world: World) -> tuple[Numbers, Array]:
    """Return circles that the arcs of land lie in, piece by piece: the arc of each; middle, radius in degrees."""
    import numpy as np

    def made() -> Iterable[Any]:
        walked = [arc for part in world.land for number in part.rings for arc in world.walk(number)]
        found = [(max(arc, ~arc), (*middle, radius)) for arc in walked for middle, radius in _circles(world, arc)]
        yield np.array([arc for arc, _ in found])
        yield np.array([circle for _, circle in found])

    arcs, circles = kept_arrays("circles", world, __file__, made)
    return arcs, circles


def _circles(world: World, arc: int) -> list[tuple[Vector, float]]:
    """Return circles around the pieces of an arc, in the order in which it is walked."""
    arcs = decoded_arcs(world)
    number = max(arc, ~arc)
    start = int(arcs.lengths[:number].sum())
    its = slice(start, start + int(arcs.lengths[number]))
    steps = arcs.steps[its][arcs.worth[its] >= _ROUGH][:: 1 if arc >= 0 else -1]
    places = [vector(y * world.step, x * world.step) for x, y in steps.tolist()]
    return [cap_around(places[at : at + _PIECE + 1]) for at in range(0, len(places) - 1, _PIECE)]
