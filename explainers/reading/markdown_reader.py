"""A Markdown text that is being read: how far it has come, and what its links and pictures are on the
page.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from explainers.prose import Citation, FileLink, Link, PageLink, Picture
from explainers.reading.citations import BadCitation, cited
from explainers.reading.findings import Findings, Places, Row
from explainers.reading.inline_parts import Whereabouts
from explainers.reading.links import BadLink, Target, image_target, target
from explainers.reading.marks import Mark, Marked, MarkKind
from explainers.reading.plain import PlainLine
from explainers.reading.runs import Image, LinkStart
from explainers.reading.typography import next_to_set, typeset

__all__ = ["MarkdownReader"]

_REFUSED: Final[dict[MarkKind, tuple[str, str]]] = {
    "html": ("raw-html", "HTML is not let through: write Markdown; for a plain < write \\<"),
    "attribute": ("raw-html", "attributes are not let through: a heading's id comes from its words"),
    "stray": (
        "bad-citation",
        "a citation stands in square brackets: [@key]; for an @ that cites nothing write \\@",
    ),
    "link": ("broken-link", "words in square brackets are missing before this address"),
    "definition": ("broken-link", "this reference is defined where it can't be used"),
}
# With more than a key, which could be somebody's name elsewhere: (@afp, para. 1).
_IN_ROUND: Final = re.compile(r"\((@[^()\[\]\n]+,[^()\[\]\n]+)\)")


class MarkdownReader:
    """A Markdown text that is being read from its beginning to its end.

    `found` gathers what it holds; `places` is where the text stands, `stretch` the text; `marked` the same with marks.
    """

    def __init__(self, found: Findings, places: Places, marked: Marked) -> None:
        self.found, self.places, self.marked = found, places, marked
        self.stretch = places.stretch
        self.taken: set[int] = set()
        self._at = 0
        self._to_set = -1  # where something may have to be typeset, at the place that was asked for last or behind it
        # Where the marks that are still to come stand; the next one is the last.
        marks = (one.start for one in reversed(marked.marks) if one.kind != "definition")
        self._ahead = [len(self.stretch.text), *marks]

    # ---- places ----

    def take(self, mark: Mark) -> None:
        """Go on behind a mark."""
        self.taken.add(mark.start)
        if mark.kind != "definition":
            if mark.end > self._at:
                self._at = mark.end
            ahead = self._ahead
            while ahead[-1] < self._at:
                ahead.pop()

    def take_line(self, line: PlainLine) -> bool:
        """Go on behind a plain line; return whether it is known that its words are shown as they are typed."""
        end = self._at = line.end
        ahead = self._ahead
        while ahead[-1] < end:
            ahead.pop()
        if self._to_set < line.start:
            self._to_set = next_to_set(self.stretch.text, self.found.language, line.start)
        return self._to_set >= end

    def locate(self, words: str) -> int:
        """Return the offset of words that come next, and go on behind them; -1 where they are not found
        before the next mark.
        """
        at = self.marked.blank.find(words, self._at, self._ahead[-1])
        if at >= 0:
            self._at = at + len(words)
        return at

    def place_line(self, line: str, offset: int, where: Whereabouts) -> None:
        """Note where the words of a line that comes next stand, which starts at an offset of a block."""
        words = line.strip()
        at = self.locate(words) if words else -1
        if at >= 0:
            where.note(offset + line.index(words), at)

    def cite(self, start: int, typed: str, places: Places | Row) -> tuple[Citation, ...]:
        """Return the citations that were typed at an offset, and note the sources that they name; note what is wrong
        with them.
        """
        found = self.found
        try:
            its = cited(typed, found.language)
        except BadCitation as bad:
            span = self.span(start + bad.span[0], start + bad.span[1])
            found.report("bad-citation", span, bad.message, bad.suggestion)
            found.cite(bad.named, places, start)  # sources that are named nevertheless
            return ()
        return found.cite(its, places, start)

    def refer_to_term(self, term: str, start: int, end: int, named: int, places: Places | Row) -> bool:
        """Note that a mark from `start` to `end`, in which the term's id ends at `named`, speaks of a term; note where
        that is missing, and return whether it is there.
        """
        if term:
            self.found.refer_at("term", term, places.place(start + len("[["), named))
        else:
            message = "a term's id is missing here: [[id]] or [[id|words]]"
            self.found.report("unknown-term", self.span(start, end), message)
        return bool(term)

    def here(self) -> tuple[int, int]:
        """Return where in the file reading has come to."""
        return self.span(self._at, self._at)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end in the file of a stretch of the reader."""
        return self.stretch.span(start, end)

    def report(self, code: str, mark: Mark, message: str) -> None:
        """Note an error at a mark."""
        self.found.report(code, self.span(mark.start, mark.end), message)

    def report_refused(self, mark: Mark) -> None:
        """Note that a mark is not let through."""
        code, message = _REFUSED[mark.kind]
        if mark.kind == "stray" and mark.typed.startswith("["):
            message = "the bracket that opens here is not closed"
        elif mark.kind == "stray" and (within := _IN_ROUND.match(self.stretch.text, mark.start - 1)):
            meant = f"[{within[1]}]"
            with suppress(BadCitation):
                cited(meant, self.found.language)
                self.found.report(code, self.span(*within.span()), message, meant)
                return
        self.report(code, mark, message)

    def report_all_lost(self) -> None:
        """Note the marks that were not taken, when all of the text was read: mostly none."""
        if len(self.taken) < len(self.marked.marks):
            for mark in self.marked.marks:
                if mark.start not in self.taken and mark.kind != "definition":
                    self.report_lost(mark)

    def report_lost(self, mark: Mark) -> None:
        """Note that a mark stands where nobody will see it."""
        message = "this can't stand here, nobody would see it; is the row longer than the table's header?"
        codes = {"term": "unknown-term", "link": "broken-link", "web": "broken-link", "html": "raw-html"}
        self.report(codes.get(mark.kind, "bad-citation"), mark, message)

    # ---- parts of the page ----

    def link(self, link: LinkStart) -> tuple[PageLink | FileLink | str, str]:
        """Return where a link leads and its title, and note if it may not lead there."""
        leads = self._target(link.mark)
        words = (leads.title if leads else "") or link.title
        return leads.link if leads else "#", typeset(words, self.found.language)

    def web_link(self, mark: Mark) -> Link | str:
        """Return an address in angle brackets as a link; as words, if it may lead nowhere."""
        address = mark.typed[1:-1]
        whole = address if ":" in address else f"mailto:{address}"
        leads = self._target(Mark("link", mark.start + 1, mark.end - 1, whole))
        return Link(whole, (address,)) if leads else address

    def _target(self, mark: Mark) -> Target | None:
        found = self.found
        try:
            leads = target(mark.typed, found.path, found.languages)
        except BadLink as bad:
            span = self._inside(mark, bad.span)
            if bad.page:
                found.refer("address", bad.page.path, span, fragment=bad.page.fragment)
            else:
                found.report(bad.code, span, bad.message, bad.suggestion)
            return None
        if isinstance(leads.link, PageLink):
            detail = self._inside(mark, leads.fragment_span)
            span = self._inside(mark, leads.span)
            found.refer("page", leads.link.path, span, fragment=leads.link.fragment, detail=detail)
        elif isinstance(leads.link, FileLink):
            found.refer("file", leads.link.path, self._inside(mark, leads.span))
        return leads

    def picture(self, image: Image) -> tuple[Picture, ...]:
        """Return an image with its credit, and note what is missing."""
        found, mark = self.found, image.mark
        try:
            path, credit = image_target(mark.typed, found.path)
        except BadLink as bad:
            found.report(bad.code, self._inside(mark, bad.span), bad.message, bad.suggestion)
            return ()
        credit = credit or image.title
        if not image.alt.strip():
            message = "a picture needs words for those who can't see it: ![what it shows](images/…)"
            self.report("image-without-alt", mark, message)
        elif not credit:
            message = 'a picture needs a credit and a licence: ![…](images/… "Credit, licence")'
            self.report("image-without-alt", mark, message)
        found.refer("file", path, self.span(mark.start, mark.end))
        alt = typeset(" ".join(image.alt.split()), found.language)
        return (Picture(path, alt, typeset(credit, found.language)),)

    def _inside(self, mark: Mark, span: tuple[int, int]) -> tuple[int, int]:
        return self.span(mark.start + span[0], mark.start + span[1])
