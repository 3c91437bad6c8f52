"""A line of prose while it is put together: its inline parts, and where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainers.prose import Inline
from explainers.reading.findings import Places
from explainers.reading.typography import unbroken

__all__ = ["InlineParts", "Whereabouts", "of_heading"]


class InlineParts:
    """The parts of a line, and of the emphasis and links that are open in it. `heading`: the language of a heading, of
    which some words are unbroken; empty for anything else. `open`: the parts of what was begun last, in the order of
    the text; more are put there, but words are added, so that those that follow each other are one part.
    """

    __slots__ = ("_around", "_heading", "open")

    def __init__(self, heading: str = "") -> None:
        self._heading = heading
        self._around: list[list[Inline]] = []
        self.open: list[Inline] = []

    def add_words(self, words: str) -> None:
        """Take words as they are shown."""
        parts = self.open
        if parts and type(parts[-1]) is str:
            parts[-1] += words
        elif words:
            parts.append(words)

    def begin(self) -> None:
        """Take what follows as parts of something that has parts, until it is ended."""
        self._around.append(self.open)
        self.open = []

    def end(self) -> tuple[Inline, ...]:
        """Return the parts since the last beginning that has no end yet; those of the line, where all have one."""
        parts, self.open = self.open, self._around.pop() if self._around else []
        return of_heading(parts, self._heading) if self._heading else tuple(parts)


def of_heading(parts: Iterable[Inline], language: str) -> tuple[Inline, ...]:
    """Return the parts of a heading, in which some words of a language are unbroken."""
    return tuple(one for part in parts for one in (unbroken(part, language) if isinstance(part, str) else (part,)))


class Whereabouts:
    """Where the words of a block stand in the file that they are read from; `located`: offsets in the block, and those
    in the stretch that is read.
    """

    __slots__ = ("_places", "located")

    def __init__(self, places: Places) -> None:
        self._places = places
        self.located: list[tuple[int, int]] = []

    def note(self, offset: int, start: int) -> None:
        """Take note that the words from an offset of the block on stand at one of the stretch that is read."""
        self.located.append((offset, start))

    def spans(self, length: int) -> tuple[tuple[int, int, int], ...]:
        """Return the spans of a block of some length: one for each note, and more where the stretch itself is put
        together from parts of the file.
        """
        if not self.located:
            return ()
        return self._places.spans(self.located if self._places.stretch.is_lines else [*self._in_parts(length)])

    def _in_parts(self, length: int) -> Iterator[tuple[int, int]]:
        ends = [offset for offset, _ in self.located[1:]] + [length]
        for (offset, start), end in zip(self.located, ends, strict=True):
            yield offset, start
            for part in self._places.stretch.offsets:
                if start < part < start + end - offset:
                    yield offset + part - start, part

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a part of the block stands in the file; `None` where nothing was noted."""
        return (self._at(start), self._at(max(start, end - 1)) + 1) if self.located else None

    def _at(self, offset: int) -> int:
        before = [one for one in self.located if one[0] <= offset] or self.located[:1]
        return self._places.stretch.at(before[-1][1] + max(0, offset - before[-1][0]))
