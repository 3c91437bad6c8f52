"""What stands in quotation marks, and whether words stand in other words, word for word.

Both the checks (over pages) and `source seal` (over a source's text) ask here, so that each means the same by a
quotation and by *word for word*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from explainers.model import Quotation, Source
from explainers.reading.seals import normalised

__all__ = ["InMarks", "base_language", "in_marks", "nearest_words", "recorded_words", "stands_in"]


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
_MARK: Final = re.compile('[“”„«»"]')
_NEXT_PARAGRAPH: Final = re.compile(r"\n\n+")


def in_marks(text: str) -> tuple[InMarks, ...]:
    """Return the quotations in a text, the outermost ones, in order; marks without a partner too.

    A quotation may go on in the next paragraph, if that begins with the same mark again; its parts are quotations
    by themselves. Inside of a quotation, other quotation marks belong to it. An inch sign after a digit is none.

    >>> text = 'He said “no”, then "yes".'
    >>> [text[found.start : found.end] for found in in_marks(text)]
    ['no', 'yes']
    """
    if not _MARK.search(text):
        return ()
    found: list[InMarks] = []
    start = 0
    for gap in (*_NEXT_PARAGRAPH.finditer(text), None):
        end = gap.start() if gap else len(text)
        goes_on = text[gap.end() : gap.end() + 1] if gap else ""
        found += _Marks(text, start, end).pairs(goes_on)
        start = gap.end() if gap else end
    return tuple(found)


class _Open(NamedTuple):
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
        """Return the quotations; `goes_on` is the first sign of the next paragraph."""
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


# ---- word for word ---------------------------------------------------------------------------------------

_OMISSION: Final = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3}")


def stands_in(words: str, whole: str) -> bool:
    """Return whether words stand in other words: all of them or a part, cut only between words, with what is left
    out marked by ``…``, ``...`` or ``[…]``. Compared as `seals.normalised` says; nothing else passes.

    >>> stands_in("Friendly […] of both,", "They are friendly, in the view of both.")
    True
    >>> stands_in("can", "We can't.")
    False
    """
    compared = normalised(whole)
    if normalised(words) == compared:
        return True
    parts = [part for part in _OMISSION.split(words) if part.strip()]
    place = 0
    for part in parts:
        found = _pattern(normalised(part)).search(compared, place)
        if found is None:
            return False
        place = found.end()
    return bool(parts)


def base_language(language: str) -> str:
    """Return a language without its region: en for en-GB."""
    return language.partition("-")[0].lower()


def recorded_words(source: Source, quotation: Quotation, language: str) -> str | None:
    """Return the words that a source's record has for a quotation in a language: the original ones or a translation;
    `None` where it has none. On a page in that language, these words and no others may stand in quotation marks.
    """
    if base_language(source.language) == base_language(language):
        return quotation.text
    return quotation.translations.get(language)


@lru_cache(maxsize=1024)
def _pattern(part: str) -> re.Pattern[str]:
    """Return what finds normalised words in others: as whole words, with the first letter small or capital."""
    first = part[:1]
    either = re.escape(first) if first.upper() == first else f"[{first}{first.upper()}]"
    before = r"(?<!\w)(?<!\w['\u2019-])" if first.isalnum() else ""
    after = r"(?!\w|['\u2019-]\w)" if part[-1:].isalnum() else ""
    return re.compile(f"{before}{either}{re.escape(part[1:])}{after}")


# ---- what was probably meant -----------------------------------------------------------------------------

_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")
_NEAR: Final = 0.4  # of the words, in order: less is another quotation


def nearest_words(words: str, wholes: Sequence[str]) -> str | None:
    """Return the stretch of one of several texts that comes nearest to words; `None` where none is near.

    Only for suggestions: how near is judged by the words that both have, in order.

    >>> nearest_words("further step in our relations", ["It was another step in our relations, he said."])
    'another step in our relations'
    """
    best, nearest = _NEAR, None
    for whole in wholes:
        share, stretch = _nearest_stretch(words, whole)
        if share > best:
            best, nearest = share, stretch
    return nearest


def _nearest_stretch(words: str, whole: str) -> tuple[float, str]:
    wanted = [match[0].casefold() for match in _WORD.finditer(words)]
    there = list(_WORD.finditer(whole))
    matcher = SequenceMatcher(None, [match[0].casefold() for match in there], wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    if not wanted or not same:
        return 0.0, ""
    before, after = blocks[0].b, len(wanted) - blocks[-1].b - blocks[-1].size
    first = max(0, blocks[0].a - before)
    last = min(len(there), blocks[-1].a + blocks[-1].size + after) - 1
    share = 2 * same / (len(wanted) + last - first + 1)
    return share, whole[there[first].start() : there[last].end()]
