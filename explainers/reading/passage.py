"""One block on its way from the runs of a line to its words, its claims, and its inline parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from explainers.problems import Place
from explainers.prose import Citation, Cite, Code, Emphasis, FileLink, Inline, LineBreak, Link, PageLink, TermLink
from explainers.reading.blocks import CITED, Block, BlockKind, place_in
from explainers.reading.claim_ends import END, End, between, parted, shown, with_claim_ends
from explainers.reading.claims import Claims
from explainers.reading.findings import Places, Row
from explainers.reading.inline_parts import InlineParts, Whereabouts
from explainers.reading.markdown_reader import MarkdownReader
from explainers.reading.marks import CONTINUED, Mark, in_one_line, unwrapped
from explainers.reading.plain import PlainLine
from explainers.reading.runs import CodeRun, EmphasisEnd, EmphasisStart, Hidden, Image, LinkEnd, LinkStart, NewLine, Run
from explainers.reading.slugs import slug
from explainers.reading.typography import typeset

__all__ = ["Passage"]

_HAS_WORDS: Final = re.compile(r"\w")
_WRAPPED: Final = re.compile(r"[ \t]*\n[ \t]*")
_CITELESS: Final[dict[BlockKind, str]] = {
    "heading": "a heading carries no citation: cite in the text below it",
    "header-row": "a table's header row carries no citation: cite in the rows below it",
}


class Passage:
    """A block that is being put together, a line at a time.

    `kind`; `caption`, where its speaker's line starts; `follow`, the passages that a lead-in belongs to; `items`, how
    many there are of the list that it leads to; known at its end: `text`, its words; `rest`, those after the last
    citation, if there are any.
    """

    __slots__ = (
        "_claims", "_length", "_links", "_parts", "_space", "_spans", "_waiting", "_where", "_words", "caption",
        "follow", "items", "kind", "reader", "rest", "text",
    )  # fmt: skip

    def __init__(self, reader: MarkdownReader, kind: BlockKind) -> None:
        self.reader, self.kind = reader, kind
        self.caption: int | None = None
        self.follow: list[Passage] = []
        self.items = 0
        self.text = self.rest = self._space = ""
        self._words: list[str] = []
        self._length = 0
        self._where = Whereabouts(reader.places)
        self._spans: tuple[tuple[int, int, int], ...] = ()
        self._claims = Claims()
        self._parts = InlineParts(reader.found.language if kind == "heading" else "")
        # Target, title, and where the words start in the text
        self._links: list[tuple[PageLink | FileLink | str, str, int]] = []
        self._waiting: list[Mark] = []

    # ---- runs ----

    def add(self, line: Iterable[Run] | PlainLine) -> None:
        """Take what stands in a line, in the order of the text."""
        if isinstance(line, PlainLine):
            self._add_plain(line)
        else:
            self._add_runs(line if self.kind in _CITELESS else with_claim_ends(line))
        self._space = ""

    def _add_runs(self, runs: Iterable[Run | End]) -> None:
        for run in runs:
            if type(run) is str:
                self._take_words(run)
            elif isinstance(run, Mark):
                self._take_mark(run)
            elif run is END:
                self._end_claim(self.reader.places)
            else:
                self._take_other(run)

    def _add_plain(self, line: PlainLine) -> None:
        """Take words and marks claim by claim: words stand between marks, and need not be looked up."""
        text, at, is_set = self.reader.stretch.text, line.start, self.reader.take_line(line)
        row = self.reader.places.row(line.start, line.end)
        for mark in line.marks:
            is_citation = mark.kind == "cite"
            if self._waiting:
                at = self._behind_citation(text[at : mark.start], at, row, is_set, is_between=is_citation)
            if at < mark.start:
                self._say(text[at : mark.start], at, is_set)
            if is_citation:
                self._take_citation(mark)
            else:
                if self._space:
                    self._put_space()
                self._take_term(mark, row)
            at = mark.end
        if self._waiting:
            at = self._behind_citation(text[at : line.end], at, row, is_set, is_between=False)
        if at < line.end:
            self._say(text[at : line.end], at, is_set)

    def _behind_citation(self, words: str, at: int, row: Places | Row, is_set: bool, *, is_between: bool) -> int:
        """Take what of the words behind a citation belongs to its claim, and return where others begin; `is_between`:
        another citation follows.
        """
        punctuation, behind = parted(words)
        end = at + len(punctuation if behind else words)
        for part in (punctuation,) if behind else between(words) if is_between else shown(words):
            self._say(part, at, is_set)
        if behind or not is_between:
            self._end_claim(row)
        return end

    def _say(self, words: str, at: int, is_set: bool) -> None:
        """Put words that stand at an offset of what is read both into the text and on the page; `is_set`: as they are
        typed.
        """
        kept = words.rstrip(" ")
        if not self._length and not self._waiting:
            at += len(kept)
            kept = kept.lstrip(" ")
            at -= len(kept)
        if kept:
            if self._space:
                self._put_space()
            length, bare = self._length, kept.lstrip()
            if bare:
                ahead = len(kept) - len(bare)
                self._where.located.append((length + ahead, at + ahead))
            self._parts.add_words(kept if is_set else self._typeset(kept))
            self._words.append(kept)
            self._length = length + len(kept)
        if len(kept) < len(words) and words[-1] == " " and self._length:
            self._space = " "

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

    def end(self) -> Passage:
        """Take no more, and return the passage."""
        self.text = text = "".join(self._words)
        self._spans = self._where.spans(self._length)
        rest = text[self._claims.start :].strip()
        if rest:
            self._claims.end(self._length, (), None)
            self.rest = rest if _HAS_WORDS.search(rest) else ""
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
            self._take_term(mark, self.reader.places)
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

    def _end_claim(self, places: Places | Row) -> None:
        """Let the citations that wait stand for the words since the last ones."""
        marks, self._waiting = self._waiting, []
        citations: tuple[Citation, ...] = ()
        for mark in marks:
            citations += self.reader.cite(mark, places)
        self._claims.end(self._length, citations, places.place(marks[0].start, marks[-1].end))
        if citations:
            self._parts.open.append(Cite(citations))

    def _take_term(self, mark: Mark, places: Places | Row) -> None:
        reader, term = self.reader, slug(unwrapped(mark.term))
        if not term:
            reader.report("unknown-term", mark, "a term's id is missing here: [[id]] or [[id|words]]")
            return
        start = mark.start + len("[[")
        reader.found.refer_at("term", term, places.place(start, start + len(mark.term)))
        typed = mark.term
        if mark.words.strip():
            typed, start = mark.words, mark.end - len("]]") - len(mark.words)
        words, found = in_one_line(typed)
        for offset, at in found:
            self._where.note(self._length + offset, start + at)
        shown = self._typeset(words)
        self._put(words)
        self._parts.open.append(TermLink(term, shown))

    # ---- what it comes to ----

    @property
    def is_ours(self) -> bool:
        """Whether all that it says is the editors' own thought. A thought beside a claim that has a source is not shown
        apart: its badge stands behind it, where any other claim's stands.
        """
        return self._claims.are_ours

    @property
    def leads_in(self) -> bool:
        """Whether its last words have no citation and end with a colon."""
        return self.rest.endswith((":", "\N{FULLWIDTH COLON}"))

    def take_over(self) -> None:
        """Let its last claim have the citations of what it leads to, each once."""
        all_of_them = dict.fromkeys(one for passage in self.follow for one in passage._claims.citations())
        self._claims.cite_for_last(tuple(all_of_them))

    def whole_span(self) -> tuple[int, int]:
        """Return where its words stand in the file."""
        return self._span(0, self._length)

    def rest_span(self) -> tuple[int, int]:
        """Return where the words after the last citation stand in the file."""
        start, end = self._claims.last
        words = self.text[start:end].lstrip()
        return self._span(end - len(words), end - len(words) + len(words.rstrip()))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._where.span(start, end) or self.reader.here()

    def block(self) -> Block:
        """Return the block."""
        found, text, spans = self.reader.found, self.text, self._spans
        here = None if spans else found.place(self.reader.here())
        place = here or place_in(spans, 0, self._length)
        if last := self._claims.last_cite_place:
            place = _joined(place, last)
        claims = self._claims.placed(text, spans, here)
        rest = "" if self.follow or self.kind not in CITED else self.rest
        words, leads_in = text.rstrip(), bool(self.follow)
        return Block(
            self.kind, words, place, claims, found.language, rest, leads_in, "", self.caption, spans, self.items
        )


def _joined(one: Place, other: Place) -> Place:
    """Return the place from the start of one to the later of the two ends."""
    end = max((one.end_line, one.end_column), (other.end_line, other.end_column))
    return Place(one.line, one.column, *end)
