"""One block on its way from the runs of a line to its words, its claims, and its inline parts.

A citation waits until the punctuation behind it has been taken, so that readers see the full stop first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from explainers.problems import Place
from explainers.prose import Citation, Cite, Code, Emphasis, FileLink, Inline, LineBreak, Link, PageLink, TermLink
from explainers.reading.blocks import CITED, Block, BlockKind, Claim, place_in
from explainers.reading.citations import BadCitation, cited
from explainers.reading.inline_parts import InlineParts, Whereabouts
from explainers.reading.markdown_reader import MarkdownReader
from explainers.reading.marks import CONTINUED, Mark, in_one_line, unwrapped
from explainers.reading.runs import CodeRun, EmphasisEnd, EmphasisStart, Hidden, Image, LinkEnd, LinkStart, NewLine, Run
from explainers.reading.slugs import slug
from explainers.reading.typography import typeset

__all__ = ["Passage"]

_AFTER: Final = re.compile(r"(?:[ \u00a0\u202f]?[;:!?»]|[.,;:!?…)\]”’\"'»])+")
_HAS_WORDS: Final = re.compile(r"\w")
_WRAPPED: Final = re.compile(r"[ \t]*\n[ \t]*")
_CITELESS: Final[dict[BlockKind, str]] = {
    "heading": "a heading carries no citation: cite in the text below it",
    "header-row": "a table's header row carries no citation: cite in the rows below it",
}


class _Draft(NamedTuple):
    """A claim before its words have places: start and end in the text, what is cited, where in the file."""

    start: int
    end: int
    citations: tuple[Citation, ...]
    cite_span: tuple[int, int] | None


class Passage:
    """A block that is being put together, a line at a time.

    `kind`; `text`, its words so far; `caption`, where its speaker's line starts; `follow`, the passages that a lead-in
    belongs to; `rest`, the words after the last citation, if there are any, known at its end.
    """

    __slots__ = (
        "_claims", "_held", "_length", "_links", "_parts", "_space", "_start", "_waiting", "_where", "_words",
        "caption", "follow", "kind", "reader", "rest",
    )  # fmt: skip

    def __init__(self, reader: MarkdownReader, kind: BlockKind) -> None:
        self.reader, self.kind = reader, kind
        self.caption: int | None = None
        self.follow: list[Passage] = []
        self.rest = ""
        self._words: list[str] = []
        self._length = 0
        self._space = self._held = ""
        self._where = Whereabouts(reader.stretch)
        self._claims: list[_Draft] = []
        self._start = 0
        self._parts = InlineParts(reader.found.language if kind == "heading" else "")
        # Target, title, and where the words start in the text
        self._links: list[tuple[PageLink | FileLink | str, str, int]] = []
        self._waiting: list[Mark] = []

    @property
    def text(self) -> str:
        """The words so far."""
        return self._words[0] if len(self._words) == 1 else "".join(self._words)

    @property
    def length(self) -> int:
        """How many characters the words so far have."""
        return self._length

    # ---- runs ----

    def add(self, runs: Iterable[Run]) -> None:
        """Take runs, in the order of the text."""
        for run in runs:
            if type(run) is str:
                self._take_words(run)
            elif isinstance(run, Mark):
                self._take_mark(run)
            elif isinstance(run, Hidden):
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
        self.pause()
        return self._parts.end()

    def pause(self) -> None:
        """Take note that a paragraph or a cell ends here."""
        self._flush()
        self._space = ""

    def gap(self) -> None:
        """Part what follows from what stands here, as a paragraph of the same block."""
        self.pause()
        if self._length and self._words[-1] != "\n\n":
            self._put("\n\n")

    def end(self) -> Passage:
        """Take no more, and return the passage."""
        self.pause()
        text = "".join(self._words)
        self._words = [text]
        rest = text[self._start :].strip()
        if rest:
            self._claims.append(_Draft(self._start, self._length, (), None))
            self.rest = rest if _HAS_WORDS.search(rest) else ""
        return self

    def _put(self, words: str) -> None:
        if words:
            self._words.append(words)
            self._length += len(words)

    def _put_space(self) -> None:
        if self._space:
            self._put(" ")
            self._parts.add(self._space)
            self._space = ""

    def _before(self) -> str:
        return self._words[-1][-1] if self._words else ""

    def _take_words(self, words: str) -> None:
        if self._waiting:
            words = self._held + words
            after = _AFTER.match(words)
            behind = words[after.end() :] if after else words
            if not behind or behind.isspace():
                self._held = words  # a full stop, or a comma between two citations
                return
            self._held = ""
            if after:
                self._show(after[0])
            words = behind
            self._flush()
        kept = words.rstrip(" \n")
        space = words[len(kept) :]
        if not self._length:
            kept = kept.lstrip(" \n")
        if kept:
            self._put_space()
            self._show(kept)
        if space and self._length:
            self._keep_space(space)

    def _show_held(self) -> None:
        """Put the punctuation that was held back before the citations that wait."""
        if held := self._held:
            self._held = ""
            words = held.rstrip()
            if words:
                self._show(words)
            space = held[len(held.rstrip(" \n")) :]
            if space and self._length:
                self._keep_space(space)

    def _keep_space(self, space: str) -> None:
        """Keep the space at the end of words for what may follow; none stands at the beginning of a block."""
        self._space = "\n" if "\n" in space else " "

    def _show(self, words: str) -> None:
        """Put words both into the text and on the page."""
        offset = self._length
        if "\n" in words:
            words = _WRAPPED.sub("\n", words)
            for line in words.split("\n"):
                self._locate(line, offset)
                offset += len(line) + 1
        else:
            self._locate(words, offset)
        shown = typeset(words, self.reader.found.language, self._before())
        self._put(words.replace("\n", " "))
        self._parts.add(shown)

    def _locate(self, line: str, offset: int) -> None:
        """Note where words stand in the file that stand at an offset of the text."""
        words = line.strip()
        at = self.reader.locate(words) if words else -1
        if at >= 0:
            self._where.spans.append((offset if line[0] == words[0] else offset + line.index(words), at))

    def _put_located(self, words: str) -> None:
        """Put words into the text alone."""
        self._flush()
        self._put_space()
        at = self.reader.locate(words.strip())
        if at >= 0:
            self._where.spans.append((self._length, at))
        self._put(words.replace("\n", " "))

    def _take_code(self, code: CodeRun) -> None:
        self.take_code(code.typed, code.marks)
        self._parts.add(Code(code.typed))

    def _take_break(self) -> None:
        self._flush()
        self._space = ""
        self._put(" ")
        self._parts.add(LineBreak())

    def _take_emphasis(self, run: EmphasisStart | EmphasisEnd) -> None:
        if isinstance(run, EmphasisStart):
            self._open()
        else:
            self._show_held()
            self._parts.add(Emphasis(self._parts.end(), run.strong))

    def _take_link(self, run: LinkStart | LinkEnd) -> None:
        if isinstance(run, LinkStart):
            self._open()
            self._links.append((*self.reader.link(run), self._length))
            return
        self.reader.take(run.mark)
        to, title, start = self._links.pop()
        if not self.text[start:].strip():
            self.reader.report("empty-value", run.mark, "this link has no words: [words](address)")
        self._parts.add(Link(to, self._parts.end(), title))

    def _open(self) -> None:
        self._flush()
        self._put_space()
        self._parts.begin()

    def _take_image(self, image: Image) -> None:
        self._flush()
        self._put_space()
        self.reader.take(image.mark)
        for part in self.reader.picture(image):
            self._parts.add(part)

    # ---- marks ----

    def _take_mark(self, mark: Mark) -> None:
        self.reader.take(mark)
        if mark.kind == "cite":
            self._take_citation(mark)
            return
        self._flush()
        self._put_space()
        if mark.kind == "term":
            self._take_term(mark)
            return
        self._where.spans.append((self._length, mark.start))
        words = CONTINUED.sub(" ", mark.typed)
        if mark.kind == "web":
            self._put(words[1:-1])
            self._parts.add(self.reader.web_link(mark))
        else:
            self.reader.report_refused(mark)
            self._put(words)
            self._parts.add(words)

    def _take_citation(self, mark: Mark) -> None:
        refusal = _CITELESS.get(self.kind)
        if refusal:
            self.reader.report("bad-citation", mark, refusal)
        else:
            if self._held.strip() not in (",", ";"):
                self._show_held()
            self._held = self._space = ""
            self._waiting.append(mark)

    def _flush(self) -> None:
        """Let the citations that wait stand for the words since the last ones."""
        if not self._waiting:
            return
        self._show_held()
        marks, self._waiting = self._waiting, []
        reader = self.reader
        citations: list[Citation] = []
        for mark in marks:
            try:
                typed = cited(unwrapped(mark.typed), reader.found.language)
                citations += reader.found.cite(typed, reader.stretch, mark.start)
            except BadCitation as bad:
                span = reader.span(mark.start + bad.span[0], mark.start + bad.span[1])
                reader.found.report("bad-citation", span, bad.message, bad.suggestion)
                reader.found.cite(bad.named, reader.stretch, mark.start)  # sources that are named nevertheless
        span = reader.span(marks[0].start, marks[-1].end)
        self._claims.append(_Draft(self._start, self._length, tuple(citations), span))
        self._start = self._length
        if citations:
            self._parts.add(Cite(tuple(citations)))

    def _take_term(self, mark: Mark) -> None:
        reader, term = self.reader, slug(unwrapped(mark.term))
        if not term:
            reader.report("unknown-term", mark, "a term's id is missing here: [[id]] or [[id|words]]")
            return
        start = mark.start + len("[[")
        reader.found.refer("term", term, reader.span(start, start + len(mark.term)))
        typed = mark.term
        if mark.words.strip():
            typed, start = mark.words, mark.end - len("]]") - len(mark.words)
        words, places = in_one_line(typed)
        self._where.spans += [(self._length + offset, start + at) for offset, at in places]
        shown = typeset(words, reader.found.language, self._before())
        self._put(words)
        self._parts.add(TermLink(term, shown))

    # ---- what it comes to ----

    @property
    def is_ours(self) -> bool:
        """Whether all that it says is the editors' own thought. A thought beside a claim that has a source is not shown
        apart: its badge stands behind it, where any other claim's stands.
        """
        is_cited = False
        for claim in self._claims:
            for citation in claim.citations:
                if citation.source:
                    return False
                is_cited = True
        return is_cited

    @property
    def leads_in(self) -> bool:
        """Whether its last words have no citation and end with a colon."""
        return self.rest.endswith((":", "\N{FULLWIDTH COLON}"))

    def citations(self) -> tuple[Citation, ...]:
        """Return all citations of its claims, each once."""
        return tuple(dict.fromkeys(one for claim in self._claims for one in claim.citations))

    def take_over(self) -> None:
        """Let its last claim have the citations of what it leads to."""
        all_of_them = dict.fromkeys(one for passage in self.follow for one in passage.citations())
        self._claims[-1] = self._claims[-1]._replace(citations=tuple(all_of_them))

    def whole_span(self) -> tuple[int, int]:
        """Return where its words stand in the file."""
        return self._span(0, self._length)

    def rest_span(self) -> tuple[int, int]:
        """Return where the words after the last citation stand in the file."""
        words = self.text[self._claims[-1].start : self._claims[-1].end]
        start = self._claims[-1].start + len(words) - len(words.lstrip())
        return self._span(start, start + len(words.strip()))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text stands in the file."""
        return self._where.span(start, end) if self._where.spans else self.reader.here()

    def block(self) -> Block:
        """Return the block."""
        found, text, stretch = self.reader.found, self.text, self.reader.stretch
        located = self._where.in_parts(self._length)
        spans = tuple([(offset, *found.file.line_column(stretch.at(start))) for offset, start in located])
        here = None if spans else found.place(self.reader.here())
        claims = tuple([self._claim(draft, text, spans, here) for draft in self._claims])
        place = here or place_in(spans, 0, self._length)
        if claims and self._claims[-1].cite_span:
            place = _joined(place, claims[-1].cite_place)
        rest = "" if self.follow or self.kind not in CITED else self.rest
        words = text.rstrip()
        return Block(self.kind, words, place, claims, found.language, rest, bool(self.follow), "", self.caption, spans)

    def _claim(self, draft: _Draft, text: str, spans: _Spans, here: Place | None) -> Claim:
        words = text[draft.start : draft.end]
        start = draft.start + len(words) - len(words.lstrip())
        words = words.strip()
        place = here or place_in(spans, start, start + len(words))
        cite_place = self.reader.found.place(draft.cite_span) if draft.cite_span else place
        return Claim(words, start, draft.citations, place, cite_place)


_Spans = tuple[tuple[int, int, int], ...]


def _joined(one: Place, other: Place) -> Place:
    """Return the place from the start of one to the later of the two ends."""
    end = max((one.end_line, one.end_column), (other.end_line, other.end_column))
    return Place(one.line, one.column, *end)
