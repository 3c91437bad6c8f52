"""A line of prose while it is put together: its inline parts, and where its words stand."""

from __future__ import annotations

from collections.abc import Iterator

from explainers.prose import Inline
from explainers.reading.findings import Places
from explainers.reading.typography import unbroken

__all__ = ["InlineParts", "Whereabouts"]


class InlineParts:
    """The parts of a line, and of the emphasis and links that are open in it. `heading`: the language of a heading, of
    which some words are unbroken; empty for anything else. `open`: the parts of what was begun last, in the order of
    the text; more are put there.
    """

    __slots__ = ("_around", "_heading", "open")

    def __init__(self, heading: str = "") -> None:
        self._heading = heading
        self._around: list[list[Inline]] = []
        self.open: list[Inline] = []

    def begin(self) -> None:
        """Take what follows as parts of something that has parts, until it is ended."""
        self._around.append(self.open)
        self.open = []

    def end(self) -> tuple[Inline, ...]:
        """Return the parts since the last beginning that has no end yet; those of the line, where all have one."""
        parts, self.open = self.open, self._around.pop() if self._around else []
        joined: list[Inline] = []
        words = ""  # those that follow each other are one part
        for part in parts:
            if type(part) is str:
                words += part
            else:
                if words:
                    joined += self._words(words)
                    words = ""
                joined.append(part)
        if words:
            joined += self._words(words)
        return tuple(joined)

    def _words(self, words: str) -> tuple[Inline, ...]:
        return unbroken(words, self._heading) if self._heading else (words,)


class Whereabouts:
    """Where the words of a block stand in the file that they are read from."""

    __slots__ = ("_located", "_places", "_spans")

    def __init__(self, places: Places) -> None:
        self._places = places
        self._located: list[tuple[int, int]] = []
        self._spans: list[tuple[int, int, int]] = []

    def note(self, offset: int, start: int) -> None:
        """Take note that the words from an offset of the block on stand at one of the stretch that is read."""
        self._located.append((offset, start))
        self._spans.append((offset, *self._places.line_column(start)))

    def spans(self, length: int) -> tuple[tuple[int, int, int], ...]:
        """Return the spans of a block of some length: one for each note, and more where the stretch itself is put
        together from parts of the file.
        """
        if self._places.stretch.is_lines:
            return tuple(self._spans)
        return tuple([(offset, *self._places.line_column(start)) for offset, start in self._in_parts(length)])

    def _in_parts(self, length: int) -> Iterator[tuple[int, int]]:
        ends = [offset for offset, _ in self._located[1:]] + [length]
        for (offset, start), end in zip(self._located, ends, strict=True):
            yield offset, start
            for part in self._places.stretch.offsets:
                if start < part < start + end - offset:
                    yield offset + part - start, part

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a part of the block stands in the file; `None` where nothing was noted."""
        return (self._at(start), self._at(max(start, end - 1)) + 1) if self._located else None

    def _at(self, offset: int) -> int:
        before = [one for one in self._located if one[0] <= offset] or self._located[:1]
        return self._places.stretch.at(before[-1][1] + max(0, offset - before[-1][0]))
