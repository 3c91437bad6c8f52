"""Texts that are searched as one. A search costs something whatever it finds, and a page has some thirty blocks, of
which most have nothing of what is looked for.

They are joined by a character that none of our patterns crosses: it is neither a letter nor a space nor any sign that
means something to them. What asks where a sentence begins knows of it (`reading.names.starts_sentence`).

Most of what is looked for lies in a few of the *pieces* that plain spaces part. What is to be known of a piece is found
once for all pages, as most pieces come again; so one pass over the pieces tells where words, digits and capitals stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress
from operator import add
from typing import ClassVar, Final

__all__ = ["BLOT", "JOINT", "Joined", "Signs"]

JOINT: Final = "\x01"
BLOT: Final = "\0"
"""What stands for each character of a text that is not to be looked at."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")

Signs = frozenset[str] | re.Pattern[str]
"""What a text has wherever it has something that is looked for: one of some words, or what a pattern finds. Words in
small letters stand for any spelling, others for themselves; a word with digits in it is also what its letters spell.
"""
_Asked = frozenset[str] | Callable[[str], bool]
"""What is asked of a piece: whether it has one of some words, or anything else."""


class _Marks(dict[str, int]):
    """For each piece that was met, which of all that was ever asked is so of it: a bit for each."""

    def __init__(self) -> None:
        super().__init__()
        self.bits: dict[_Asked, int] = {}

    def __missing__(self, piece: str) -> int:
        forms = _forms(piece)
        mark = self[piece] = sum([bit for asked, bit in self.bits.items() if _is_so(asked, piece, forms)])
        return mark

    def bit(self, asked: _Asked) -> int:
        """Return the bit of what is asked."""
        found = self.bits.get(asked)
        if found is None:
            found = self.bits[asked] = 1 << len(self.bits)
            for piece in self:
                if _is_so(asked, piece, _forms(piece)):
                    self[piece] |= found
        return found

    @property
    def full(self) -> bool:
        """Whether it should be begun anew."""
        return len(self) > _MOST_PIECES or len(self.bits) > _MOST_ASKED


_MOST_PIECES: Final = 32768
_MOST_ASKED: Final = 64  # some ten a language; the names of a site are others after each change


def _is_so(asked: _Asked, piece: str, forms: Sequence[str]) -> bool:
    return asked(piece) if not isinstance(asked, frozenset) else not asked.isdisjoint(forms)


def _forms(piece: str) -> Sequence[str]:
    """Return the words of a piece as signs may have them: as they stand, in small letters, and of one with other than
    letters also what these spell.
    """
    forms: list[str] = []
    for word in _WORD.findall(piece):
        small = word.lower()
        forms += (word, small) if small.isalpha() else (word, small, *_LETTERS.findall(small))
    return forms


@lru_cache(maxsize=16384)
def _stretches(piece: str, signs: frozenset[str]) -> Sequence[tuple[int, int]]:
    """Return where words of a piece that are some signs start and end."""
    return [match.span() for match in _WORD.finditer(piece) if not signs.isdisjoint(_forms(match[0]))]


def _has_digits(piece: str) -> bool:
    return _DIGIT.search(piece) is not None


def _has_capitals(piece: str) -> bool:
    return any(map(str.isupper, piece))


class Joined:
    """Some texts as one, `text`; `starts`: where each begins in it (offsets in characters); `pieces`: what plain spaces
    and the joints part in it; `places`: where those of them begin that something is so of that was asked, by number.
    """

    _all_marks: ClassVar = _Marks()

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.text = JOINT.join(texts)
        if self.text.count(JOINT) >= len(texts):
            self.text = JOINT.join([one.replace(JOINT, BLOT) for one in texts])
        self.starts = tuple(map(add, accumulate(map(len, texts), initial=0), range(len(texts))))
        self.pieces = self.text.replace(JOINT, " ").split(" ")
        if Joined._all_marks.full:
            Joined._all_marks = _Marks()
        self._marks, self._known = Joined._all_marks, 0
        self._by_mark: dict[int, list[int]] = defaultdict(list)
        self.places: Final[dict[int, int]] = {}

    def number(self, offset: int) -> int:
        """Return which of the texts an offset lies in, from 0."""
        return bisect_right(self.starts, offset) - 1

    def having(self, signs: Signs) -> Iterator[int]:
        """Yield the numbers of the texts that have signs, in order.

        >>> list(Joined(("ten", "a tenth", "Ten, or so")).having(frozenset({"ten"})))
        [0, 2]
        """
        if isinstance(signs, re.Pattern):
            offsets = [match.start() for match in signs.finditer(self.text)]
        else:
            offsets = [self.places[index] for index in self.those(signs)]
        yield from dict.fromkeys(map(self.number, offsets))

    def where(self, signs: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield where words of the texts that are some signs start and end, in order.

        >>> list(Joined(("ten", "a tenth", "(Ten), or so")).where(frozenset({"ten"})))
        [(0, 3), (13, 16)]
        """
        for index in self.those(signs):
            place = self.places[index]
            for start, end in _stretches(self.pieces[index], signs):
                yield place + start, place + end

    def those(self, asked: _Asked) -> Sequence[int]:
        """Return the numbers of the pieces that have one of some words, or of which something else is so, from 0, in
        order. It is asked of each piece once, whichever texts have it.
        """
        bit = self._marks.bit(asked)
        if bit > self._known:
            self._look()
        found = [indexes for mark, indexes in self._by_mark.items() if mark & bit]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    def _look(self) -> None:
        """Find the pieces that have any of what was ever asked, by their marks, and where they begin."""
        self._by_mark.clear()
        marks = [*map(self._marks.__getitem__, self.pieces)]
        indexes = [*compress(range(len(marks)), marks)]
        for index, mark in zip(indexes, filter(None, marks), strict=True):
            self._by_mark[mark].append(index)
        before = compress(accumulate(map(len, self.pieces), initial=0), marks)
        self.places.update(zip(indexes, map(add, before, indexes), strict=True))
        self._known = 1 << len(self._marks.bits) - 1

    @cached_property
    def with_digits(self) -> Sequence[int]:
        """The numbers of the pieces that have digits, from 0."""
        return self.those(_has_digits)

    @cached_property
    def with_capitals(self) -> Sequence[int]:
        """The numbers of the pieces that have capitals, from 0."""
        return self.those(_has_capitals)
