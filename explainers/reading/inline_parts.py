"""A line of prose while it is put together: its inline parts, and where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainers.prose import Inline
from explainers.reading.findings import Stretch
from explainers.reading.typography import unbroken

__all__ = ["InlineParts", "Whereabouts"]


class InlineParts:
    """The parts of a line, and of the emphasis and links that are open in it. `heading`: the language of a heading, of
    which some words are unbroken; empty for anything else.
    """

    __slots__ = ("_heading", "_open")

    def __init__(self, heading: str = "") -> None:
        self._heading = heading
        self._open: list[list[Inline]] = [[]]

    def add(self, part: Inline) -> None:
        """Take a part, in the order of the text."""
        self._open[-1].append(part)

    def begin(self) -> None:
        """Take what follows as parts of something that has parts, until it is ended."""
        self._open.append([])

    def end(self) -> tuple[Inline, ...]:
        """Return the parts since the last beginning that has no end yet; those of the line, where all have one."""
        parts = self._open.pop()
        if not self._open:
            self._open.append([])
        joined: list[Inline] = []
        words: list[str] = []  # those that follow each other are one part
        for part in parts:
            if type(part) is str:
                words.append(part)
                continue
            if words:
                joined += self._words("".join(words))
                words = []
            joined.append(part)
        if words:
            joined += self._words("".join(words))
        return tuple(joined)

    def _words(self, words: str) -> tuple[Inline, ...]:
        return unbroken(words, self._heading) if self._heading else (words,)


class Whereabouts:
    """Where the words of a text stand in the stretch of a file that it is read from: `spans`, offsets in the text with
    those in the stretch.
    """

    __slots__ = ("_stretch", "spans")

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self.spans: list[tuple[int, int]] = []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the text stands in the file; there has to be a span."""
        return self._at(start), self._at(max(start, end - 1)) + 1

    def _at(self, offset: int) -> int:
        before = [span for span in self.spans if span[0] <= offset] or self.spans[:1]
        return self._stretch.at(before[-1][1] + max(0, offset - before[-1][0]))

    def in_parts(self, length: int) -> Iterable[tuple[int, int]]:
        """Return the spans of a text of some length, split where the stretch itself is put together from parts of the
        file.
        """
        return self.spans if self._stretch.is_lines else self._split(length)

    def _split(self, length: int) -> Iterator[tuple[int, int]]:
        ends = [offset for offset, _ in self.spans[1:]] + [length]
        for (offset, start), end in zip(self.spans, ends, strict=True):
            yield offset, start
            for part in self._stretch.offsets:
                if start < part < start + end - offset:
                    yield offset + part - start, part
