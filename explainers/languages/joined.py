"""Texts that are searched as one. A search costs something whatever it finds, and a page has some thirty blocks, of
which most have nothing of what is looked for.

They are joined by a character that none of our patterns crosses: it is neither a letter nor a space nor any sign that
means something to them. What asks where a sentence begins knows of it (`reading.names.starts_sentence`).

Most of what is looked for lies in a few of the *pieces* that plain spaces part. What a piece has is found once for all
pages, as most pieces come again; so one pass over the pieces tells where words, digits and capitals stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

__all__ = ["BLOT", "JOINT", "Joined", "Signs"]

JOINT: Final = "\x01"
BLOT: Final = "\0"
"""What stands for each character of a text that is not to be looked at."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")

Signs = frozenset[str] | re.Pattern[str]
"""What a text has wherever it has something that is looked for: one of some words, or what a pattern finds. Words in
small letters stand for any spelling, others for themselves.
"""


class _Piece(NamedTuple):
    """What a piece of a text has: its words, as they are spelled, in small letters, and without their digits; whether
    it has digits, and capitals.
    """

    words: tuple[str, ...]
    digits: bool
    capitals: bool


@lru_cache(maxsize=16384)
def _piece(text: str) -> _Piece:
    words = _WORD.findall(text)
    small = [word.lower() for word in words]
    letters = [part for word in small if not word.isalpha() for part in _LETTERS.findall(word)]
    found = tuple(dict.fromkeys((*words, *small, *letters)))
    return _Piece(found, _DIGIT.search(text) is not None, any(map(str.isupper, text)))


class _Index(NamedTuple):
    """What the pieces of some texts have: where each stands, by their numbers; the pieces that have a word; and those
    that have digits, capitals, and no words.
    """

    at: Mapping[str, Sequence[int]]
    by_word: Mapping[str, Sequence[str]]
    digits: Sequence[str]
    capitals: Sequence[str]
    wordless: Sequence[str]


class Joined:
    """Some texts as one, `text`; `starts`: where each begins in it (offsets in characters); `pieces`: what plain spaces
    and the joints part in it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.text = JOINT.join([one.replace(JOINT, BLOT) for one in texts])
        self.starts = tuple(accumulate((len(one) + 1 for one in texts), initial=0))[: len(texts)]
        self.pieces = self.text.replace(JOINT, " ").split(" ")

    def number(self, offset: int) -> int:
        """Return which of the texts an offset lies in, from 0."""
        return bisect_right(self.starts, offset) - 1

    def place(self, index: int) -> int:
        """Return where a piece begins."""
        return self._lengths[index] + index

    def having(self, signs: Signs) -> Iterator[int]:
        """Yield the numbers of the texts that have signs, in order.

        >>> list(Joined(("ten", "a tenth", "Ten, or so")).having(frozenset({"ten"})))
        [0, 2]
        """
        if isinstance(signs, re.Pattern):
            offsets = [match.start() for match in signs.finditer(self.text)]
        else:
            offsets = [self.place(index) for index in self._pieces_of(signs)]
        yield from dict.fromkeys(map(self.number, offsets))

    def where(self, signs: frozenset[str]) -> Iterator[re.Match[str]]:
        """Yield where words of the texts stand that are some signs, in order.

        >>> [match.span() for match in Joined(("ten", "a tenth", "(Ten), or so")).where(frozenset({"ten"}))]
        [(0, 3), (13, 16)]
        """
        for index in self._pieces_of(signs):
            start = self.place(index)
            for match in _WORD.finditer(self.text, start, start + len(self.pieces[index])):
                if not signs.isdisjoint(_piece(match[0]).words):
                    yield match

    def _pieces_of(self, signs: frozenset[str]) -> Sequence[int]:
        by_word = self._index.by_word
        return self._those({piece for sign in by_word.keys() & signs for piece in by_word[sign]})

    def _those(self, pieces: Iterable[str]) -> Sequence[int]:
        at = self._index.at
        return sorted([index for piece in pieces for index in at[piece]])

    @property
    def words(self) -> Set[str]:
        """The words of all texts: in small letters, and as they are spelled; a word with digits in it is also what its
        letters spell.

        >>> sorted(Joined(("In 3million, in",)).words)
        ['3million', 'In', 'in', 'million']
        """
        return self._index.by_word.keys()

    @cached_property
    def with_digits(self) -> Sequence[int]:
        """The numbers of the pieces that have digits, from 0."""
        return self._those(self._index.digits)

    @cached_property
    def with_capitals(self) -> Sequence[int]:
        """The numbers of the pieces that have capitals, from 0."""
        return self._those(self._index.capitals)

    @property
    def wordless(self) -> Sequence[str]:
        """The pieces that have no words, each once."""
        return self._index.wordless

    @cached_property
    def _index(self) -> _Index:
        at: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(self.pieces):
            at[text].append(index)
        known = [(text, _piece(text)) for text in at]
        by_word: dict[str, list[str]] = defaultdict(list)
        for text, piece in known:
            for word in piece.words:
                by_word[word].append(text)
        return _Index(
            at,
            by_word,
            [text for text, piece in known if piece.digits],
            [text for text, piece in known if piece.capitals],
            [text for text, piece in known if not piece.words],
        )

    @cached_property
    def _lengths(self) -> Sequence[int]:
        """How long all pieces before each are."""
        return tuple(accumulate(map(len, self.pieces), initial=0))
