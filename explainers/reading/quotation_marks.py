"""What of a text is somebody's words: what stands in quotation marks, and block quotations.

Whatever asks for quotations (the rules for them, `source seal`, the badge below a block quotation) asks here, so that
each means the same words, cited to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from explainers.prose import Citation
from explainers.reading.blocks import Block
from explainers.seldom import seldom

__all__ = [
    "STRAIGHT_MARKS",
    "InMarks",
    "QuotedWords",
    "closing_mark",
    "has_marks",
    "has_words",
    "in_marks",
    "outer_marks",
    "quoted_in",
]


STRAIGHT_MARKS: Final = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
"""What makes quotation marks and apostrophes straight, by `str.translate`: texts are compared without their form."""


class InMarks(NamedTuple):
    """Words in quotation marks: the offsets of the words, and whether the marks are a pair. Where they are none,
    the offsets are those of the one mark.
    """

    start: int
    end: int
    closed: bool


# ---- quotation marks -------------------------------------------------------------------------------------

_CLOSERS: Final = {"”": "“„", "“": "„", "»": "«", '"': '"'}  # by closing mark, what it closes
_OPENERS: Final = '“„«"'
_MARKS: Final = '“”„«»"'
_MARK: Final = seldom(f"[{_MARKS}]")
_NEXT_PARAGRAPH: Final = re.compile(r"\n\n+")


def has_marks(text: str) -> bool:
    """Return whether a text has any quotation mark; most have none."""
    return '"' in text or (not text.isascii() and any(map(text.__contains__, _MARKS)))


def in_marks(text: str) -> tuple[InMarks, ...]:
    """Return the quotations in a text, the outermost ones, in order; marks without a partner too.

    A quotation may go on in the next paragraph, if that begins with the same mark again; its parts are quotations
    by themselves. Inside of a quotation, other quotation marks belong to it. An inch sign after a digit is none.

    >>> text = 'He said “no”, then "yes".'
    >>> [text[found.start : found.end] for found in in_marks(text)]
    ['no', 'yes']
    """
    if not has_marks(text):
        return ()
    found: list[InMarks] = []
    start = 0
    for gap in (*_NEXT_PARAGRAPH.finditer(text), None):
        end = gap.start() if gap else len(text)
        goes_on = text[gap.end() : gap.end() + 1] if gap else ""
        found += _Marks(text, start, end).pairs(goes_on)
        start = gap.end() if gap else end
    return tuple(found)


class _Open(Struct, frozen=True):
    mark: str
    start: int
    inside: list[InMarks]


class _Marks:
    """The marks of one paragraph, in one pass, whatever stands there."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.open: list[_Open] = []
        self.waiting = dict.fromkeys(_OPENERS, 0)
        self.found: list[InMarks] = []

    def pairs(self, goes_on: str) -> list[InMarks]:
        """Return the quotations; `goes_on` is the first character of the next paragraph."""
        for match in _MARK.finditer(self.text, self.start, self.end):
            self._take(match[0], match.start())
        if len(self.open) == 1 and self.open[0].mark == goes_on:
            return [*self.found, InMarks(self.open[0].start + 1, self.end, closed=True)]
        for alone in self.open:
            self.found += [InMarks(alone.start, alone.start + 1, closed=False), *alone.inside]
        return sorted(self.found)

    def _take(self, mark: str, place: int) -> None:
        closes = [opener for opener in _CLOSERS.get(mark, "") if self.waiting[opener]]
        if closes:
            self._close(closes, place)
        elif mark in _OPENERS and not (mark == '"' and self.text[place - 1 : place].isdigit()):
            self.open.append(_Open(mark, place, []))
            self.waiting[mark] += 1
        elif mark != '"':
            self._keep(InMarks(place, place + 1, closed=False))

    def _close(self, openers: Sequence[str], place: int) -> None:
        while True:
            last = self.open.pop()
            self.waiting[last.mark] -= 1
            if last.mark in openers:
                break
        self._keep(InMarks(last.start + 1, place, closed=True))

    def _keep(self, one: InMarks) -> None:
        (self.open[-1].inside if self.open else self.found).append(one)


# ---- quotations ------------------------------------------------------------------------------------------


class QuotedWords(NamedTuple):
    """Words of a block that are somebody's, and have to be on record: their offsets in the block's text, whether the
    marks around them are a pair (where they are none, the offsets are those of the one mark), the words themselves,
    and what is cited for them.
    """

    start: int
    end: int
    closed: bool
    words: str
    citations: tuple[Citation, ...]


def quoted_in(block: Block) -> tuple[QuotedWords, ...]:
    """Return the words in a block that are somebody's, in order: what stands in quotation marks; of a block quotation
    all but its speaker's line, where marks count as anywhere. Its paragraphs are quotations by themselves.
    """
    if block.kind == "quotation":
        end = len(block.text) if block.caption is None else block.caption
        caption = (InMarks(end + one.start, end + one.end, one.closed) for one in in_marks(block.text[end:]))
        found = (*_said(block.text[:end]), *caption)
    else:
        found = in_marks(block.text)
    return tuple(
        QuotedWords(*one, block.text[one.start : one.end].strip(), _cited(block, one) if one.closed else ())
        for one in found
    )


def _cited(block: Block, one: InMarks) -> tuple[Citation, ...]:
    """Return the sources that are cited for a stretch of a block."""
    claims = (claim for claim in block.claims if claim.start < one.end and one.start < claim.start + len(claim.text))
    return tuple(citation for claim in claims for citation in claim.citations if citation.source)


def _said(text: str) -> Iterator[InMarks]:
    """Yield the quotations in the words of a block quotation: what stands in marks, if nothing is said beside it, else
    each paragraph as a whole, so that no word is left out.
    """
    outer = outer_marks(text)
    start, end = outer or (0, len(text))
    marks = () if outer else in_marks(text)
    if not has_words(text):
        yield InMarks(start, end, closed=True)
    for match in _PARAGRAPH.finditer(text, start, end):
        inside = [one for one in marks if match.start() <= one.start < match.end()]
        if inside and (not all(one.closed for one in inside) or not has_words(_beside(match, inside))):
            yield from inside
        elif has_words(match[0]):
            yield InMarks(*match.span(), closed=True)


def _beside(paragraph: re.Match[str], inside: Sequence[InMarks]) -> str:
    ends = [paragraph.start(), *(one.end for one in inside)]
    starts = [*(one.start for one in inside), paragraph.end()]
    return " ".join(paragraph.string[end:start] for end, start in zip(ends, starts, strict=True))


def has_words(text: str) -> bool:
    """Return whether a text says anything: it has a letter or a digit."""
    return _LETTER.search(text) is not None


_LETTER: Final = re.compile(r"[^\W_]")
_PARAGRAPH: Final = re.compile(r"\S(?:(?!\n\n).)*", re.DOTALL)


# ---- marks around the whole ------------------------------------------------------------------------------

_PAIRS: Final = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"))
_RIGHT: Final = frozenset(right for _, right in _PAIRS)
_BEHIND: Final = ".,;:!?…"


class ClosingMark(Struct, frozen=True):
    """The mark that ends a text: the mark, where the words before it end, and where it ends itself."""

    mark: str
    words_end: int
    end: int


def closing_mark(text: str) -> ClosingMark | None:
    """Return the quotation mark that ends a text, behind which only punctuation stands; `None` where there is none."""
    closed = text.rstrip().rstrip(_BEHIND)
    mark = closed[-1:]
    return ClosingMark(mark, len(closed[:-1].rstrip()), len(closed)) if mark in _RIGHT else None


def outer_marks(text: str) -> tuple[int, int] | None:
    """Return where the words between the marks around a whole text start and end, if the marks are a pair and none like
    them stand between; they may have punctuation behind them.

    >>> outer_marks("“Go. Now”."), outer_marks("“Go,” she said, “now.”")
    ((1, 8), None)
    """
    opened, closing = text.lstrip(), closing_mark(text)
    for left, right in _PAIRS:
        if opened[:1] == left and closing and closing.mark == right:
            alike = text.count(left) + (text.count(right) if left != right else 0)
            start = len(text) - len(opened[1:].lstrip())
            return (start, closing.words_end) if alike == len((left, right)) and start <= closing.words_end else None
    return None
