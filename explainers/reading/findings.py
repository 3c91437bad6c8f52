"""What is found while a file is read: problems, references and blocks, gathered with their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from explainers.problems import Place, Problem
from explainers.prose import Citation
from explainers.reading.blocks import Block, BlockKind, Claim, Reference, ReferenceKind
from explainers.reading.citations import Cited
from explainers.reading.nodes import Scalar
from explainers.reading.text import FileText
from explainers.reading.unread import in_plain

__all__ = ["MOST_PROBLEMS", "Findings", "Places", "Row", "Stretch", "TooManyProblems", "stretch_of"]

MOST_PROBLEMS: Final = 1000
"""How many problems of one file are told; a file with more is none that somebody wrote."""


_SHOWN: Final = frozenset(("title", "summary", "event", "term", "definition"))


class TooManyProblems(Exception):
    """Ends the reading of a file."""


class Stretch:
    """A text that stands in a file, maybe with other characters between: `text`, and where each part of it stands.

    `offsets` are those in the text at which a part starts, `starts` the offsets in the file of the same
    parts; `is_lines`: each line of the text is a part, or all of it is one.
    """

    __slots__ = ("is_lines", "offsets", "starts", "text")

    def __init__(self, text: str, offsets: Sequence[int], starts: Sequence[int], *, is_lines: bool = True) -> None:
        self.text, self.offsets, self.starts, self.is_lines = text, offsets, starts, is_lines

    def at(self, offset: int) -> int:
        """Return the offset in the file of an offset in the text."""
        if len(self.offsets) == 1:
            return self.starts[0] + offset
        part = max(0, bisect_right(self.offsets, offset) - 1)
        return self.starts[part] + offset - self.offsets[part]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end in the file of a stretch of the text."""
        if len(self.offsets) == 1:
            return self.starts[0] + start, self.starts[0] + end
        return self.at(start), self.at(max(start, end - 1)) + (1 if end > start else 0)


class Row:
    """A line of the file: its number, and what to take from offsets of a text in it to have columns."""

    __slots__ = ("before", "line")

    def __init__(self, line: int, before: int) -> None:
        self.line, self.before = line, before

    def place(self, start: int, end: int) -> Place:
        """Return the place of a part of the text that stands in the line."""
        line, before = self.line, self.before
        return Place(line, start - before, line, end - before)


class Places:
    """The places of a text in its file. The line that was asked for last is remembered, as far as it is one part of the
    text: most places stand in it, and are counted from its start.
    """

    __slots__ = ("_before", "_file", "_from", "_line", "_until", "stretch")

    def __init__(self, file: FileText, stretch: Stretch) -> None:
        self._file, self.stretch = file, stretch
        self._line = self._before = 0
        self._from = self._until = 0.0

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the text."""
        if not self._from <= offset < self._until:
            self._go_to(offset)
            if offset >= self._until:
                return self._file.line_column(self.stretch.at(offset))
        return self._line, offset - self._before

    def place(self, start: int, end: int) -> Place:
        """Return the place of a part of the text."""
        if not self._from <= start < self._until:
            self._go_to(start)
        if start <= end < self._until:
            line, before = self._line, self._before
            return Place(line, start - before, line, end - before)
        return self._file.place(*self.stretch.span(start, end))

    @property
    def have_rows(self) -> bool:
        """Whether places within a line of the text are counted from its start."""
        return self.stretch.is_lines and self._file.counts_columns

    def row(self, start: int) -> Row:
        """Return the line of a part of the text; they `have_rows`."""
        shift = self._shift(start)[0] if len(self.stretch.offsets) > 1 else -self.stretch.starts[0]
        number, first = self._file.row(start - shift)
        return Row(number, first + shift - 1)

    def spans(self, located: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
        """Return lines and columns of offsets in the text, at least one, each behind the number that it comes with."""
        starts = [start for _, start in located]
        if not self._from <= starts[0] < self._until:
            self._go_to(starts[0])
        if self._from <= min(starts) and max(starts) < self._until:
            line, before = self._line, self._before
            return tuple([(offset, line, start - before) for offset, start in located])
        return tuple([(offset, *self.line_column(start)) for offset, start in located])

    def _shift(self, offset: int) -> tuple[int, int]:
        """Return what to take from an offset in the text to have one in the file, and which part that is so for."""
        offsets = self.stretch.offsets
        part = (bisect_right(offsets, offset) or 1) - 1 if len(offsets) > 1 else 0
        return offsets[part] - self.stretch.starts[part], part

    def _go_to(self, offset: int) -> None:
        offsets = self.stretch.offsets
        shift, part = self._shift(offset)
        self._line, first, end = self._file.line_at(offset - shift)
        self._before = first + shift - 1
        self._from = max(first + shift, offsets[part]) if part else first + shift
        self._until = min(end + shift, offsets[part + 1]) if part + 1 < len(offsets) else end + shift


def stretch_of(file: FileText, scalar: Scalar) -> Stretch:
    """Return a scalar's value with the places of its lines (in a literal block) or words."""
    typed = file.text[scalar.start : scalar.end]
    if scalar.style == "|":
        return _literal(typed, scalar)
    opening = len(scalar.style) if scalar.style in ("'", '"') else 0
    if typed[opening : opening + len(scalar.value)] == scalar.value:
        return Stretch(scalar.value, (0,), (scalar.start + opening,))
    offsets, starts, at = [0], [scalar.start + opening], 0
    place = 0
    for word in scalar.value.split():
        place = scalar.value.find(word, place)
        found = typed.find(word, at)
        if found >= 0:
            offsets.append(place)
            starts.append(scalar.start + found)
            at = found + len(word)
        place += len(word)
    return Stretch(scalar.value, offsets, starts, is_lines=False)


def _literal(typed: str, scalar: Scalar) -> Stretch:
    """Return the text of a literal block: its lines are those of the file, without their indentation."""
    lines = typed.split("\n")
    values = scalar.value.split("\n")
    offsets, starts, offset = [], [], 0
    place = scalar.start + len(lines[0]) + 1
    for value, line in zip(values, lines[1:], strict=False):
        offsets.append(offset)
        starts.append(place + max(0, len(line) - len(value)))
        offset += len(value) + 1
        place += len(line) + 1
    return Stretch(scalar.value, offsets or [0], starts or [scalar.start])


class Findings:
    """Gathers what one file holds.

    `file`, its text; `path`, relative to the content folder; `language` and `languages`, its own and the
    site's.
    """

    def __init__(self, file: FileText, path: str, language: str, languages: Sequence[str]) -> None:
        self.file, self.path = file, path
        self.language, self.languages = language, tuple(languages)
        self.problems: list[Problem] = []
        self.references: list[Reference] = []
        self.blocks: list[Block] = []

    def report(self, code: str, span: tuple[int, int], message: str, suggestion: str | None = None) -> None:
        """Note an error at a stretch of the file. Raises `TooManyProblems`."""
        if len(self.problems) >= MOST_PROBLEMS:
            raise TooManyProblems
        self.problems.append(self.file.problem(code, span, message, suggestion))

    def place(self, span: tuple[int, int]) -> Place:
        """Return the place of a stretch of the file."""
        return self.file.place(*span)

    def refer(
        self,
        kind: ReferenceKind,
        target: str,
        span: tuple[int, int],
        *,
        fragment: str = "",
        detail: tuple[int, int] | None = None,
    ) -> None:
        """Note that the file speaks of something elsewhere."""
        self.refer_at(kind, target, self.place(span), fragment, self.place(detail) if detail else None)

    def refer_at(
        self, kind: ReferenceKind, target: str, place: Place, fragment: str = "", detail: Place | None = None
    ) -> None:
        """Note that the file speaks of something elsewhere, at a place of it."""
        self.references.append(Reference(kind, target, place, (), fragment, detail or place))

    def cite(self, found: Sequence[Cited], places: Places | Row, start: int) -> tuple[Citation, ...]:
        """Note the sources that a citation names, which starts at an offset of a text; return them."""
        citations = []
        for citation, key, locator in found:
            citations.append(citation)
            if citation.source:
                place = places.place(start + key[0], start + key[1])
                detail = place if locator is key else places.place(start + locator[0], start + locator[1])
                source, paragraphs = citation.source, citation.paragraphs
                self.references.append(Reference("source", source, place, paragraphs, "", detail))
        return tuple(citations)

    def words(
        self,
        kind: BlockKind,
        stretch: Stretch,
        *,
        name: str = "",
        language: str | None = None,
        citations: tuple[Citation, ...] = (),
        cite_span: tuple[int, int] | None = None,
    ) -> None:
        """Note a text without markup as a block of one claim; report markup in it that nobody would read as such."""
        text = stretch.text.strip()
        shift = len(stretch.text) - len(stretch.text.lstrip())
        places = Places(self.file, stretch)
        place = places.place(shift, shift + len(text))
        markup = in_plain(stretch.text) if kind in _SHOWN else None
        if markup:
            self.report(
                "unread-markdown", stretch.span(*markup), "there is no Markdown here: these characters would be shown"
            )
        claim = Claim(text, 0, citations, self.file.place(*cite_span) if cite_span else place)
        spans = tuple(
            (max(0, offset - shift), *self.file.line_column(start + max(0, shift - offset)))
            for offset, start in zip(stretch.offsets, stretch.starts, strict=True)
        )
        where = language or self.language
        self.blocks.append(Block(kind, text, place, (claim,), where, name=name, spans=spans))
