"""One block on its way from the runs of a line to its words, its claims, and its inline parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from explainers.prose import Citation, Cite, Code, Emphasis, FileLink, Inline, LineBreak, Link, PageLink, TermLink
from explainers.reading.blocks import BlockKind
from explainers.reading.claim_ends import END, End, with_claim_ends
from explainers.reading.inline_parts import InlineParts, Whereabouts
from explainers.reading.markdown_reader import MarkdownReader
from explainers.reading.marks import CONTINUED, Mark, term_in, unwrapped
from explainers.reading.passage import Passage
from explainers.reading.runs import CodeRun, EmphasisEnd, EmphasisStart, Hidden, Image, LinkEnd, LinkStart, NewLine, Run
from explainers.reading.typography import typeset

__all__ = ["RunPassage"]

_WRAPPED: Final = re.compile(r"[ \t]*\n[ \t]*")
_CITELESS: Final[dict[BlockKind, str]] = {
    "heading": "a heading carries no citation: cite in the text below it",
    "header-row": "a table's header row carries no citation: cite in the rows below it",
}


class RunPassage(Passage):
    """A block that is being put together, a line at a time. What it says is known at its end."""

    def __init__(self, reader: MarkdownReader, kind: BlockKind) -> None:
        super().__init__(reader, kind)
        self._space = ""
        self._words: list[str] = []
        self._length = 0
        self._where = Whereabouts(reader.places)
        self._parts = InlineParts(reader.found.language if kind == "heading" else "")
        # Target, title, and where the words start in the text
        self._links: list[tuple[PageLink | FileLink | str, str, int]] = []
        self._waiting: list[Mark] = []

    # ---- runs ----

    def add(self, line: Iterable[Run]) -> None:
        """Take what stands in a line, in the order of the text."""
        for run in line if self.kind in _CITELESS else with_claim_ends(line):
            if type(run) is str:
                self._take_words(run)
            elif isinstance(run, Mark):
                self._take_mark(run)
            elif run is END:
                self._end_claim()
            else:
                self._take_other(run)
        self._space = ""

    def _take_other(self, run: Run | End) -> None:
        if isinstance(run, Hidden):
            self._put_located(run)
        elif isinstance(run, CodeRun):
            self._take_code(run)
        elif isinstance(run, NewLine):
            self._take_break()
        elif isinstance(run, (EmphasisStart, EmphasisEnd)):
            self._take_emphasis(run)
        elif isinstance(run, (LinkStart, LinkEnd)):
            self._take_link(run)
        elif isinstance(run, Image):
            self._take_image(run)

    def take_code(self, typed: str, marks: Iterable[Mark]) -> None:
        """Take the words of code, and the marks among them; where it stands on the page is up to others."""
        self._put_located(typed)
        for mark in marks:
            self.reader.take(mark)

    def line(self) -> tuple[Inline, ...]:
        """Return the parts since the last line, with what was cited for them."""
        return self._parts.end()

    def gap(self) -> None:
        """Part what follows from what stands here, as a paragraph of the same block."""
        if self._length and self._words[-1] != "\n\n":
            self._put("\n\n")

    def begin_caption(self) -> None:
        """Take what follows as its speaker's line."""
        self.gap()
        self.caption = self._length

    def end(self) -> RunPassage:
        """Take no more, and return the passage."""
        self.text = "".join(self._words)
        self.spans = self._where.spans(self._length)
        self._note_rest()
        return self

    def _put(self, words: str) -> None:
        if words:
            self._words.append(words)
            self._length += len(words)

    def _put_space(self) -> None:
        if self._space:
            self._put(" ")
            self._parts.add_words(self._space)
            self._space = ""

    def _take_words(self, words: str) -> None:
        kept = words.rstrip(" \n")
        end = len(kept)
        if not self._length and not self._waiting:
            kept = kept.lstrip(" \n")
        if kept:
            if self._space:
                self._put_space()
            if "\n" in kept:
                self._show_lines(_WRAPPED.sub("\n", kept))
            else:
                self._show(kept)
        if end < len(words) and self._length:
            self._space = "\n" if "\n" in words[end:] else " "  # for what may follow; none stands at the beginning

    def _show_lines(self, words: str) -> None:
        """Put the words of several lines both into the text and on the page."""
        offset = self._length
        for line in words.split("\n"):
            self.reader.place_line(line, offset, self._where)
            offset += len(line) + 1
        self._parts.add_words(self._typeset(words))
        self._put(words.replace("\n", " "))

    def _show(self, words: str) -> None:
        """Put words of one line both into the text and on the page."""
        self.reader.place_line(words, self._length, self._where)
        self._parts.add_words(self._typeset(words))
        self._put(words)

    def _typeset(self, words: str) -> str:
        return typeset(words, self.reader.found.language, self._words[-1][-1] if self._words else "")

    def _put_located(self, words: str) -> None:
        """Put words into the text alone."""
        self._put_space()
        at = self.reader.locate(words.strip())
        if at >= 0:
            self._where.note(self._length, at)
        self._put(words.replace("\n", " "))

    def _take_code(self, code: CodeRun) -> None:
        self.take_code(code.typed, code.marks)
        self._parts.open.append(Code(code.typed))

    def _take_break(self) -> None:
        self._space = ""
        self._put(" ")
        self._parts.open.append(LineBreak())

    def _take_emphasis(self, run: EmphasisStart | EmphasisEnd) -> None:
        if isinstance(run, EmphasisStart):
            self._open()
        else:
            parts = self._parts.end()
            self._parts.open.append(Emphasis(parts, run.strong))

    def _take_link(self, run: LinkStart | LinkEnd) -> None:
        if isinstance(run, LinkStart):
            self._open()
            self._links.append((*self.reader.link(run), self._length))
            return
        self.reader.take(run.mark)
        to, title, start = self._links.pop()
        if not "".join(self._words)[start:].strip():
            self.reader.report("empty-value", run.mark, "this link has no words: [words](address)")
        parts = self._parts.end()
        self._parts.open.append(Link(to, parts, title))

    def _open(self) -> None:
        self._put_space()
        self._parts.begin()

    def _take_image(self, image: Image) -> None:
        self._put_space()
        self.reader.take(image.mark)
        for part in self.reader.picture(image):
            self._parts.open.append(part)

    # ---- marks ----

    def _take_mark(self, mark: Mark) -> None:
        self.reader.take(mark)
        if mark.kind == "cite":
            self._take_citation(mark)
            return
        if self._space:
            self._put_space()
        if mark.kind == "term":
            self._take_term(mark)
            return
        words = CONTINUED.sub(" ", mark.typed)
        self._where.note(self._length, mark.start)
        if mark.kind == "web":
            self._put(words[1:-1])
            link = self.reader.web_link(mark)
            if isinstance(link, str):
                self._parts.add_words(link)
            else:
                self._parts.open.append(link)
        else:
            self.reader.report_refused(mark)
            self._put(words)
            self._parts.add_words(words)

    def _take_citation(self, mark: Mark) -> None:
        refusal = _CITELESS.get(self.kind)
        if refusal:
            self.reader.report("bad-citation", mark, refusal)
        else:
            self._space = ""
            self._waiting.append(mark)

    def _end_claim(self) -> None:
        """Let the citations that wait stand for the words since the last ones."""
        marks, self._waiting = self._waiting, []
        citations: tuple[Citation, ...] = ()
        for mark in marks:
            citations += self.reader.cite(mark.start, unwrapped(mark.typed), self.reader.places)
        self._ends.append((self._length, citations, self.reader.places.place(marks[0].start, marks[-1].end)))
        if citations:
            self._parts.open.append(Cite(citations))

    def _take_term(self, mark: Mark) -> None:
        term, words, found = term_in(mark.term, mark.words)
        start = mark.start + len("[[")
        if not self.reader.refer_to_term(term, mark.start, mark.end, start + len(mark.term), self.reader.places):
            return
        for offset, at in found:
            self._where.note(self._length + offset, start + at)
        shown = self._typeset(words)
        self._put(words)
        self._parts.open.append(TermLink(term, shown))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._where.span(start, end) or self.reader.here()
