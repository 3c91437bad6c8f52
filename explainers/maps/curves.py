"""The lines between countries on a drawn map, and the discs on them.

Each line is a quadratic Bézier curve from marker to marker. How far it bends and where its disc sits is chosen so
that discs keep clear of each other, of markers and of other lines, lines keep clear of foreign markers, cross
little and don't run along each other. The choice is made line by line and then looked over again; it depends on
nothing but its input.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, structs

from explainers.maps.projection import XY

__all__ = ["DISC", "MARKER", "Box", "Curve", "box_around", "boxes_apart", "curves_between"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
DISC = 10.0
"""A disc's radius in units."""
MARKER = 4.0
"""A marker's radius in units."""
_BENDS = (0.16, -0.16, 0.0, 0.27, -0.27, 0.42, -0.42)
_SHARES = tuple(0.5 + sign * step / 25 for step in range(10) for sign in ((1, -1) if step else (1,)))
_NEAR = DISC + MARKER + 3
"""Units beyond which a marker is no trouble for a line, and one to spare."""
_LEAST_BULGE = 2.2 * (DISC + MARKER)


class Curve(Struct, frozen=True):
    """A line from `start` to `end` with one control point; the disc's middle is on it."""

    start: XY
    control: XY
    end: XY
    disc: XY

    def points(self, apart: float) -> list[XY]:
        """Points along the curve from end to end, at most about `apart` units from each other."""
        (ax, ay), (cx, cy), (bx, by) = self.start, self.control, self.end
        length = math.hypot(cx - ax, cy - ay) + math.hypot(bx - cx, by - cy)
        count = max(2, math.ceil(length / apart))
        return [_point(self.start, self.control, self.end, i / count) for i in range(count + 1)]


def curves_between(
    markers: Sequence[XY],
    pairs: Sequence[tuple[int, int]],
    width: float,
    height: float,
    avoided: Sequence[Box] = (),
) -> list[Curve]:
    """A curve for each pair of markers (by their numbers), in the order of the pairs, all in units; boxes that
    names want for themselves are gone round if that costs little.
    """
    ways = [_Way.all_between(markers, pair, (width, height)) for pair in pairs]
    if avoided:
        ways = [[structs.replace(way, cost=way.cost + 5 * _through(way, avoided)) for way in each] for each in ways]
    order = sorted(range(len(pairs)), key=lambda i: -math.dist(*(markers[end] for end in pairs[i])))
    chosen: dict[int, _Way] = {}
    for _ in range(2):
        for i in order:
            others = [way for j, way in chosen.items() if j != i]
            chosen[i] = _best(ways[i], others)
    return _with_discs(markers, [chosen[i] for i in range(len(pairs))], (width, height))


def _best(ways: Sequence[_Way], others: Sequence[_Way]) -> _Way:
    """The first of the ways that cost least beside the others; no way is looked at for longer than it may be that."""
    best, least = ways[0], math.inf
    for way in ways:
        cost = 0.0
        for other in others:
            if way.cost + cost >= least:
                break
            cost += way.against(other)
        if way.cost + cost < least:
            best, least = way, way.cost + cost
    return best


class _Way(Struct, frozen=True):
    """One way that a line could take: its control point, samples along it, and what is wrong with it alone."""

    pair: tuple[int, int]
    start: XY
    control: XY
    end: XY
    samples: tuple[XY, ...]
    box: Box
    cost: float

    @staticmethod
    def all_between(markers: Sequence[XY], pair: tuple[int, int], size: tuple[float, float]) -> list[_Way]:
        """The ways between two markers, past the others."""
        (ax, ay), (bx, by) = a, b = markers[pair[0]], markers[pair[1]]
        length = math.hypot(bx - ax, by - ay)
        across = ((ay - by) / length, (bx - ax) / length) if length else (0.0, -1.0)
        middle = ((ax + bx) / 2, (ay + by) / 2)
        x, y = (sum(marker[axis] for marker in markers) / len(markers) - middle[axis] for axis in (0, 1))
        inwards = 1 if across[0] * x + across[1] * y > 0 else -1
        others = [marker for i, marker in enumerate(markers) if i not in pair]
        ways = []
        for bend in _BENDS:
            bulge = bend * length
            if length < 4 * DISC and bend:
                bulge = math.copysign(max(abs(bulge), 2 * _LEAST_BULGE * abs(bend) / 0.16), bend)
            control = (middle[0] + bulge * 2 * across[0] / 2, middle[1] + bulge * 2 * across[1] / 2)
            samples = tuple(_point(a, control, b, i / 8) for i in range(1, 8))
            cost = 2 * abs(abs(bend) - 0.14) + (0.15 if bend * inwards > 0 else 0)
            if min(math.dist(samples[3], a), math.dist(samples[3], b)) < DISC + MARKER + 2:
                cost += 15
            box = box_around(samples)
            near = [(x, y) for x, y in others if not boxes_apart(box, (x, y, x, y), _NEAR)]
            cost += _trouble(samples, near, size)
            ways.append(_Way(pair, a, control, b, samples, box, cost))
        return ways

    def against(self, other: _Way) -> float:
        """What is wrong with this way beside another."""
        mine, theirs = self.samples, other.samples
        cost = 0.0
        for end in self.pair:
            if end in other.pair:
                mine = mine[2:] if end == self.pair[0] else mine[:-2]
                theirs = theirs[2:] if end == other.pair[0] else theirs[:-2]
                cost += _fork(self, other, end)
        if boxes_apart(self.box, other.box, 25):
            return cost
        least = min([(ax - bx) ** 2 + (ay - by) ** 2 for ax, ay in mine for bx, by in theirs])
        cost += 4 if least < 49 else 1.2 if least < 225 else 0.4 if least < 625 else 0
        if len({*self.pair, *other.pair}) == 4:
            cost += _crossings(self, other)
        return cost


def _through(way: _Way, boxes: Sequence[Box]) -> int:
    """Through how many boxes a line goes."""
    points = [_point(way.start, way.control, way.end, i / 32) for i in range(1, 32)]
    return sum(
        any(left - 2 < x < right + 2 and top - 2 < y < bottom + 2 for x, y in points)
        for left, top, right, bottom in boxes
    )


def box_around(points: Sequence[XY]) -> Box:
    """The smallest box that holds points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def boxes_apart(one: Sequence[float], other: Sequence[float], gap: float = 0.0) -> bool:
    """Whether there are more than `gap` units between two boxes."""
    return one[0] > other[2] + gap or other[0] > one[2] + gap or one[1] > other[3] + gap or other[1] > one[3] + gap


def _point(a: XY, c: XY, b: XY, t: float) -> XY:
    """The point of a quadratic Bézier curve at a share of the way."""
    u = 1 - t
    p, q, r = u * u, 2 * u * t, t * t
    return p * a[0] + q * c[0] + r * b[0], p * a[1] + q * c[1] + r * b[1]


def _trouble(samples: Sequence[XY], others: Sequence[XY], size: tuple[float, float]) -> float:
    """What is wrong with a line by itself: it leaves the map, or passes by a foreign marker, of which some are near."""
    cost = 0.0
    if any(not (8 < x < size[0] - 8 and 8 < y < size[1] - 8) for x, y in samples):
        cost += 12
    for marker in others:
        near = min(_from_segment(marker, a, b) for a, b in pairwise(samples))
        cost += 8 if near < MARKER + 6 else 2 if near < MARKER + 12 else 0
        cost += 3 * (math.dist(samples[3], marker) < DISC + MARKER + 2)
    return cost


def _from_segment(point: XY, a: XY, b: XY) -> float:
    """The distance of a point from a stretch between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    t = max(0.0, min(1.0, t))
    return math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)


def _fork(one: _Way, other: _Way, end: int) -> float:
    """What is wrong with the angle in which two lines leave a marker that they share."""
    sides = []
    for way in (one, other):
        (ax, ay), (bx, by) = (way.start if end == way.pair[0] else way.end), way.control
        sides.append(math.atan2(by - ay, bx - ax))
    angle = abs((sides[0] - sides[1] + math.pi) % (2 * math.pi) - math.pi)
    return 5.0 if angle < 0.16 else 2.5 if angle < 0.3 else 0.8 if angle < 0.45 else 0.0


def _crossings(one: _Way, other: _Way) -> float:
    """About how often two lines cross, each taken as two straight stretches."""
    mine, theirs = (one.start, one.samples[3], one.end), (other.start, other.samples[3], other.end)
    return float(
        sum(
            _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
            for a, b in (mine[:2], mine[1:])
            for c, d in (theirs[:2], theirs[1:])
        )
    )


def _side(a: XY, b: XY, c: XY) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _with_discs(markers: Sequence[XY], ways: Sequence[_Way], size: tuple[float, float]) -> list[Curve]:
    """The curves of the ways, each with its disc where it is least in the way."""
    curves = [Curve(way.start, way.control, way.end, way.samples[3]) for way in ways]
    lines = [curve.points(DISC) for curve in curves]
    discs: dict[int, XY] = {}
    for _ in range(2):
        for i, way in enumerate(ways):
            taken = [disc for j, disc in discs.items() if j != i]
            others = [line for j, line in enumerate(lines) if j != i and not boxes_apart(way.box, ways[j].box, 20)]
            least = math.inf
            for share in _SHARES:
                wish = abs(share - 0.5) * 3
                if wish >= least:
                    break
                spot = _point(way.start, way.control, way.end, share)
                cost = _crowding(spot, markers, taken, size)
                if wish + cost < least and (cost := wish + (cost + _covering(spot, others))) < least:
                    least, discs[i] = cost, spot
    return [Curve(c.start, c.control, c.end, discs[i]) for i, c in enumerate(curves)]


def _crowding(disc: XY, markers: Sequence[XY], discs: Sequence[XY], size: tuple[float, float]) -> float:
    """What is wrong with a disc in a place, for the edge, markers and other discs."""
    x, y = disc
    cost = 0.0
    if not (DISC + 3 < x < size[0] - DISC - 3 and DISC + 3 < y < size[1] - DISC - 3):
        cost += 40
    near = min([math.dist(disc, marker) for marker in markers], default=99.0)
    close = DISC + MARKER + 2 - near
    cost += 30 + 3 * close if close > 0 else 2 if close > -7 else 0
    near = min([math.dist(disc, other) for other in discs], default=99.0)
    return cost + (50 if near < 2 * DISC + 5 else max(0.0, 2 - near / (4 * DISC)))


def _covering(disc: XY, lines: Sequence[Sequence[XY]]) -> int:
    """What is wrong with a disc in a place for lines that aren't its own."""
    x, y = disc
    near = min([(x - px) ** 2 + (y - py) ** 2 for line in lines for px, py in line], default=9999.0)
    return 6 if near < (DISC + 3) ** 2 else 1 if near < (DISC + 7) ** 2 else 0
