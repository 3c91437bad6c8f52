"""Names on a drawn map: how much room they take, and where they stand.

A name stands beside its country's marker or shape, clear of lines, discs, markers, other names and the edge. Every
place around it is rated, and the best free one is taken; the country with the fewest free places chooses first.
Lengths are units.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from explainers.maps.curves import DISC, MARKER, Box, Curve, box_around, boxes_apart
from explainers.maps.paths import Loop
from explainers.maps.projection import XY

__all__ = ["LINE", "Label", "Mask", "Subject", "lines_of_name", "placed_labels", "text_width"]

SIZE = 14.0
"""The font's size that room is reckoned with; names are never larger against the map."""
LINE = 16.0
"""From one line of a name to the next."""
_EDGE = 3.0
_WIDEST = 124.0
_PIECE = 8
"""Points of a line that are looked at only if the box around them is in the way."""

Anchor = Literal["start", "middle", "end"]


def text_width(text: str, size: float = SIZE) -> float:
    """At most how wide a text is in a bold sans-serif font, in the unit that the size has.

    Widths are those of the widest among the common system fonts, by groups of letters.

    >>> text_width("Peru") < text_width("Mauritania")
    True
    """
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    for letters, width in (("iljI.,:;'’|!", 0.35), ("ftr-() ", 0.42), ("mwMW", 0.96), ("&@%", 0.92)):
        if letter in letters:
            return width
    if ord(letter) > 0x2E80:
        return 1.05
    return 0.75 if letter.isupper() else 0.64


def lines_of_name(name: str) -> tuple[str, ...]:
    """A name in one line, or in two of about the same length if it is long and can be parted.

    >>> lines_of_name("Peru"), lines_of_name("Central African Republic")
    (('Peru',), ('Central African', 'Republic'))
    """
    words = name.split(" ")
    if text_width(name) <= _WIDEST or len(words) == 1:
        return (name,)
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(splits, key=lambda pair: max(map(text_width, pair)))


class Mask(Struct, frozen=True):
    """Where a country's shape lies: for every sixth unit of height, the stretches of width it covers."""

    rows: dict[int, tuple[tuple[float, float], ...]]
    box: Box | None

    STEP = 6

    @staticmethod
    def of(loops: Iterable[Loop], grain: float, width: float, height: float) -> Mask:
        """The mask of closed rings that are given in grains."""
        crossings: dict[int, list[float]] = {}
        step = Mask.STEP * grain
        for loop in loops:
            rows_of = [math.ceil(y / step) for _, y in loop]  # the first row at or below each point
            before, row_before = loop[-1], rows_of[-1]
            for point, row in zip(loop, rows_of, strict=True):
                if row != row_before:
                    (ax, ay), (bx, by) = before, point
                    for at in range(min(row, row_before), max(row, row_before)):
                        crossings.setdefault(at, []).append((ax + (bx - ax) * (at * step - ay) / (by - ay)) / grain)
                before, row_before = point, row
        rows = {}
        for row, found in crossings.items():
            found.sort()
            rows[row] = tuple(zip(found[::2], found[1::2], strict=False))
        inside = [row for row in rows if 0 <= row * Mask.STEP <= height]
        if not inside:
            return Mask(rows, None)
        left = min(rows[row][0][0] for row in inside if rows[row])
        right = max(rows[row][-1][1] for row in inside if rows[row])
        return Mask(rows, (max(0, left), min(inside) * Mask.STEP, min(width, right), max(inside) * Mask.STEP))

    def share(self, box: Box) -> float:
        """How much of a box on the map the shape covers, 0 to 1."""
        if self.box is None or boxes_apart(box, self.box):
            return 0.0
        left, top, right, bottom = box
        rows = range(math.ceil(top / Mask.STEP), math.floor(bottom / Mask.STEP) + 1)
        covered = sum(
            max(0.0, min(right, end) - max(left, start)) for row in rows for start, end in self.rows.get(row, ())
        )
        return covered / (max(1, len(rows)) * (right - left))


class Subject(Struct, frozen=True):
    """A country that wants a name: its lines, its marker, its shape, and whether that is too dark to write on."""

    lines: tuple[str, ...]
    marker: XY
    mask: Mask
    dark: bool = False


class Label(Struct, frozen=True):
    """A name in its place: where the text is anchored, the middle of its first line, and the box it fills."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Anchor
    box: Box


def placed_labels(
    subjects: Sequence[Subject], curves: Sequence[Curve], width: float, height: float
) -> tuple[list[Label], float]:
    """A label for each subject, in their order, and what is wrong with them altogether: 0 if each is clear of
    everything.
    """
    obstacles = _Obstacles.of(subjects, curves, width, height)
    choices = [_choices(i, subjects, obstacles) for i in range(len(subjects))]
    placed: dict[int, Label] = {}
    order = sorted(range(len(subjects)), key=lambda i: (sum(cost < 40 for cost, _ in choices[i]), i))
    for _ in range(2):
        for i in order:
            others = [label.box for j, label in placed.items() if j != i]
            placed[i] = _cheapest(choices[i], others)
    labels = [placed[i] for i in range(len(subjects))]
    boxes = [label.box for label in labels]
    return labels, sum(obstacles.trouble(box) + _overlap(box, boxes[:i]) for i, box in enumerate(boxes))


def _cheapest(choices: Sequence[tuple[float, Label]], others: Sequence[Box]) -> Label:
    """The first of the places, sorted by their costs, that costs least beside other names."""
    least, best = math.inf, choices[0][1]
    for cost, label in choices:
        if cost >= least:
            break
        if (total := cost + _overlap(label.box, others)) < least:
            least, best = total, label
    return best


def _overlap(box: Box, others: Sequence[Box]) -> float:
    """What is wrong with a name for covering others."""
    left, top, right, bottom = box
    return sum(
        400.0
        for other in others
        if left < other[2] + 3 and other[0] < right + 3 and top < other[3] + 1 and other[1] < bottom + 1
    )


class _Obstacles(Struct, frozen=True):
    """What names keep clear of."""

    lines: tuple[tuple[tuple[Box, tuple[XY, ...]], ...], ...]
    """Points along each line, a few at a time with the box around them."""
    rounds: tuple[tuple[float, float, float], ...]
    width: float
    height: float

    @staticmethod
    def of(subjects: Sequence[Subject], curves: Sequence[Curve], width: float, height: float) -> _Obstacles:
        lines = []
        for curve in curves:
            points = curve.points(5)
            pieces = [tuple(points[at : at + _PIECE]) for at in range(0, len(points), _PIECE)]
            lines.append(tuple((box_around(piece), piece) for piece in pieces))
        rounds = [(*curve.disc, DISC + 2) for curve in curves]
        rounds += [(*subject.marker, MARKER + 1.5) for subject in subjects]
        return _Obstacles(tuple(lines), tuple(rounds), width, height)

    def trouble(self, box: Box) -> float:
        """What is wrong with a name in a box."""
        left, top, right, bottom = box
        cost = 0.0
        if left < _EDGE or top < _EDGE or right > self.width - _EDGE or bottom > self.height - _EDGE:
            cost += 1000
        for x, y, radius in self.rounds:
            far = radius + 1
            if left - far < x < right + far and top - far < y < bottom + far:
                dx, dy = max(left - x, 0, x - right), max(top - y, 0, y - bottom)
                if dx * dx + dy * dy < radius * radius:
                    cost += 200
        wider = (left - 3, top - 2, right + 3, bottom + 2)
        return cost + 120.0 * sum([_passes(pieces, wider) for pieces in self.lines])


def _passes(pieces: Iterable[tuple[Box, Sequence[XY]]], box: Box) -> bool:
    """Whether a line, by its points, goes through a box."""
    left, top, right, bottom = box
    for (x0, y0, x1, y1), points in pieces:
        if x0 < right and left < x1 and y0 < bottom and top < y1:
            for x, y in points:
                if left < x < right and top < y < bottom:
                    return True
    return False


_DIRECTIONS = tuple(
    (cosine, round(math.sin(math.radians(a)), 3), math.copysign(abs(cosine) ** power, cosine))
    for a in range(0, 360, 30)
    for cosine in (round(math.cos(math.radians(a)), 3),)
    for power in ((0.5,) if a % 90 == 0 else (0.5, 1.4))
)
"""Right and down for each twelfth of a circle, and by how much of half its width a name is moved to the right."""


def _choices(i: int, subjects: Sequence[Subject], obstacles: _Obstacles) -> list[tuple[float, Label]]:
    """Places for a name with what each costs, the cheapest first: from near to far until some are free."""
    result: list[tuple[float, Label]] = []
    free = 0
    for candidates in _candidates(subjects[i], obstacles):
        for label in candidates:
            trouble = obstacles.trouble(label.box)
            cost = trouble + _distances(i, label, subjects)
            if not trouble:
                cost += _on_shapes(i, label.box, subjects)
                free += cost < 16
            result.append((cost, label))
        if free > 3:
            break
    return sorted(result, key=lambda found: found[0])


def _candidates(subject: Subject, obstacles: _Obstacles) -> Iterable[list[Label]]:
    """Places around the shape and the marker, farther and farther off."""
    wide = max(SIZE, *map(text_width, subject.lines))
    high = LINE * len(subject.lines) - 2
    x, y = subject.marker
    around = list(_around_shape(subject, wide, high))
    for away in (8.0, 14.0, 22.0, 34.0, 50.0, 72.0, 100.0):
        found = [
            _label(subject, x + dx * away + wide / 2 * across, y + dy * (away + high / 2), wide, high, dx)
            for dx, dy, across in _DIRECTIONS
        ]
        yield found + around
        around = [
            _label(subject, middle, label.y, wide, high, 0)
            for label in found
            if (middle := _pushed_in(label.box, obstacles.width)) is not None
        ]
    yield around


def _around_shape(subject: Subject, wide: float, high: float) -> Iterable[Label]:
    if subject.mask.box:
        left, top, right, bottom = subject.mask.box
        x, y = subject.marker
        for across in ((left + right) / 2, x):
            yield _label(subject, across, bottom + 4 + high / 2, wide, high, 0)
            yield _label(subject, across, top - 4 - high / 2, wide, high, 0)
        for along in ((top + bottom) / 2, y):
            yield _label(subject, left - 4 - wide / 2, along, wide, high, -1)
            yield _label(subject, right + 4 + wide / 2, along, wide, high, 1)


def _pushed_in(box: Box, width: float) -> float | None:
    """Where the middle of a box must be so that it isn't over the map's side; `None` if it isn't anyway."""
    half = (box[2] - box[0]) / 2
    if box[0] < _EDGE:
        return half + _EDGE + 1
    return width - half - _EDGE - 1 if box[2] > width - _EDGE else None


def _label(subject: Subject, x: float, y: float, wide: float, high: float, side: float) -> Label:
    """A label with its middle in a place, anchored at the side that looks at its country."""
    anchor: Anchor = "start" if side > 0.6 else "end" if side < -0.6 else "middle"
    at = x + {"start": -wide / 2, "middle": 0.0, "end": wide / 2}[anchor]
    first = y - (len(subject.lines) - 1) * LINE / 2
    return Label(subject.lines, at, first, anchor, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))


def _distances(i: int, label: Label, subjects: Sequence[Subject]) -> float:
    """How little a place suits a name for being far from its marker, or near to another's."""
    mine = _away(label.box, subjects[i].marker)
    cost = mine * 0.5 + (mine - 28) ** 2 * 0.04 if mine > 28 else mine * 0.5
    for j, other in enumerate(subjects):
        if j != i and (theirs := _away(label.box, other.marker)) < mine + 8:
            cost += 12 + mine - theirs
    return cost


def _on_shapes(i: int, box: Box, subjects: Sequence[Subject]) -> float:
    """How little a place suits a name for being half on its own country, or on another."""
    own = subjects[i].mask.share(box)
    within = 1 if own > 0.97 else 9 * own
    cost = 70 * own if subjects[i].dark else within
    return cost + sum(40 * other.mask.share(box) for j, other in enumerate(subjects) if j != i)


def _away(box: Box, point: XY) -> float:
    """How far a point is from a box."""
    (left, top, right, bottom), (x, y) = box, point
    dx = left - x if x < left else x - right if x > right else 0.0
    dy = top - y if y < top else y - bottom if y > bottom else 0.0
    return math.hypot(dx, dy)
