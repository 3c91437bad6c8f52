"""A plain line as a block: words stand between citations and terms, where they were found, and are read claim by claim.

It comes to what `run_passage` would make of the same line, in a fraction of the steps.
"""

from __future__ import annotations

from typing import Final

from explainers.problems import Place
from explainers.prose import Citation, Cite, Inline, TermLink
from explainers.reading.blocks import BlockKind
from explainers.reading.claim_ends import parted
from explainers.reading.inline_parts import Whereabouts, of_heading
from explainers.reading.markdown_reader import MarkdownReader
from explainers.reading.marks import term_in
from explainers.reading.passage import Passage
from explainers.reading.plain import PlainLine, pieces
from explainers.reading.typography import typeset

__all__ = ["PlainPassage"]

_PARTING: Final = ("", ",", ";")


class PlainPassage(Passage):
    """A block that is a plain line; `parts`, as it is shown."""

    def __init__(self, reader: MarkdownReader, kind: BlockKind, line: PlainLine) -> None:
        super().__init__(reader, kind)
        self._is_set = reader.take_line(line)
        self._row = reader.places.row(line.start)
        self._said: list[str] = []
        self._length = 0  # of what is said
        self._spans: list[tuple[int, int, int]] = []
        self._parts: list[Inline] = []
        self._shown = ""  # words that no part has yet
        self._read(line)
        self._end_words()
        parts = self._parts
        self.parts = of_heading(parts, reader.found.language) if kind == "heading" else tuple(parts)
        self.text = "".join(self._said)
        self.spans = tuple(self._spans)
        if not self._ends or self._ends[-1][0] < self._length:
            self._note_rest()

    def _read(self, line: PlainLine) -> None:
        at = line.start
        waiting: list[tuple[int, str]] = []  # citations, each with its offset
        for words, cite, term, id, shown in pieces(self.reader.stretch.text, at, line.end):
            said, end = words, at + len(words)
            if waiting:
                punctuation, said = parted(words)
                if punctuation and (said or not cite or punctuation.strip() not in _PARTING):
                    self._say(punctuation, at)
                if said or not cite:
                    self._end_claim(waiting)
                    waiting = []
                at = end - len(said)
            if said := said.rstrip(" "):
                if said[0] == " " and not self._length:
                    at += len(said) - len(said := said.lstrip(" "))
                self._say(said, at)
            at = end
            if cite:
                waiting.append((at, cite))
                at += len(cite)
            elif term:
                if self._length and words.endswith(" "):
                    self._say(" ", at)
                self._take_term(at, term, id, shown)
                at += len(term)

    def _say(self, words: str, at: int) -> None:
        """Put words that stand at an offset of what is read both into the text and on the page."""
        bare = words.lstrip()
        if bare:
            ahead, row = len(words) - len(bare), self._row
            self._spans.append((self._length + ahead, row.line, at + ahead - row.before))
        self._shown += words if self._is_set else self._typeset(words)
        self._said.append(words)
        self._length += len(words)

    def _typeset(self, words: str) -> str:
        return typeset(words, self.reader.found.language, self._said[-1][-1] if self._said else "")

    def _end_claim(self, waiting: list[tuple[int, str]]) -> None:
        """Let citations stand for the words since the last ones."""
        citations: tuple[Citation, ...] = ()
        for start, typed in waiting:
            citations += self.reader.cite(start, typed, self._row)
        start, typed = waiting[-1]
        self._ends.append((self._length, citations, self._row.place(waiting[0][0], start + len(typed))))
        if citations:
            self._end_words()
            self._parts.append(Cite(citations))

    def _end_words(self) -> None:
        if self._shown:
            self._parts.append(self._shown)
            self._shown = ""

    def _take_term(self, start: int, typed: str, id: str, shown: str) -> None:
        term, words, found = term_in(id, shown)
        row, named = self._row, start + len("[[")
        if not self.reader.refer_to_term(term, start, start + len(typed), named + len(id), row):
            return
        for offset, at in found:
            self._spans.append((self._length + offset, row.line, named + at - row.before))
        self._end_words()
        self._parts.append(TermLink(term, self._typeset(words)))
        self._said.append(words)
        self._length += len(words)

    @property
    def count(self) -> int:
        """How many words it has."""
        text = self.text.strip(" ")
        # As nearly always, no other space parts them: a plain line has no tab in it.
        return text.count(" ") + 1 if text and text.isascii() and "  " not in text else len(text.split())

    def _place(self) -> Place:
        (_, line, first), (offset, _, last) = self.spans[0], self.spans[-1]
        return Place(line, first, line, last + self._length - offset)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        where = Whereabouts(self.reader.places)
        for offset, _, column in self.spans:
            where.note(offset, column + self._row.before)
        return where.span(start, end) or self.reader.here()
