"""A plain line as a block: words stand between citations and terms, where they were found, and are read claim by claim.

It comes to what `run_passage` would make of the same line, in a fraction of the steps.
"""

from __future__ import annotations

from typing import Final

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

    __slots__ = ("_is_set", "_length", "_row", "_said", "_shown", "_spans", "parts")

    def __init__(self, reader: MarkdownReader, kind: BlockKind, line: PlainLine) -> None:
        super().__init__(reader, kind)
        self._is_set = reader.take_line(line)
        self._row = reader.places.row(line.start)
        self._said: list[str] = []
        self._length = 0
        self._spans: list[tuple[int, int, int]] = []
        self._shown = ""  # words that no part has yet
        parts: list[Inline] = []
        self._read(line, parts)
        self._end_words(parts)
        self.parts = of_heading(parts, reader.found.language) if kind == "heading" else tuple(parts)
        self.text = "".join(self._said)
        self.spans = tuple(self._spans)
        self._note_rest()

    def _read(self, line: PlainLine, parts: list[Inline]) -> None:
        at = line.start
        waiting: list[tuple[int, str]] = []  # citations, each with its offset
        for words, cite, term, id, shown in pieces(self.reader.stretch.text, at, line.end):
            said, end = words, at + len(words)
            if waiting:
                punctuation, said = parted(words)
                if punctuation and (said or not cite or punctuation.strip() not in _PARTING):
                    self._say(punctuation, at)
                if said or not cite:
                    self._end_claim(waiting, parts)
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
                    self._put(" ", " ")
                self._take_term(at, term, id, shown, parts)
                at += len(term)

    def _say(self, words: str, at: int) -> None:
        """Put words that stand at an offset of what is read both into the text and on the page."""
        bare = words.lstrip()
        if bare:
            ahead = len(words) - len(bare)
            row = self._row
            self._spans.append((self._length + ahead, row.line, at + ahead - row.before))
        self._put(words, words if self._is_set else self._typeset(words))

    def _put(self, words: str, shown: str) -> None:
        self._said.append(words)
        self._length += len(words)
        self._shown += shown

    def _typeset(self, words: str) -> str:
        return typeset(words, self.reader.found.language, self._said[-1][-1] if self._said else "")

    def _end_claim(self, waiting: list[tuple[int, str]], parts: list[Inline]) -> None:
        """Let citations stand for the words since the last ones."""
        citations: tuple[Citation, ...] = ()
        for start, typed in waiting:
            citations += self.reader.cite(start, typed, self._row)
        last, typed = waiting[-1]
        self._ends.append((self._length, citations, self._row.place(waiting[0][0], last + len(typed))))
        if citations:
            self._end_words(parts)
            parts.append(Cite(citations))

    def _end_words(self, parts: list[Inline]) -> None:
        if self._shown:
            parts.append(self._shown)
            self._shown = ""

    def _take_term(self, start: int, typed: str, id: str, shown: str, parts: list[Inline]) -> None:
        term, words, found = term_in(id, shown)
        named = start + len("[[")
        if not self.reader.refer_to_term(term, start, start + len(typed), named + len(id), self._row):
            return
        for offset, at in found:
            self._spans.append((self._length + offset, self._row.line, named + at - self._row.before))
        self._end_words(parts)
        parts.append(TermLink(term, self._typeset(words)))
        self._said.append(words)
        self._length += len(words)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        where = Whereabouts(self.reader.places)
        for offset, _, column in self.spans:
            where.note(offset, column + self._row.before)
        return where.span(start, end) or self.reader.here()
