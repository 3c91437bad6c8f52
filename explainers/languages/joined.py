"""Texts that are searched as one. A search costs something whatever it finds, and a page has some thirty blocks, of
which most have nothing of what is looked for.

They are joined by a character that none of our patterns crosses: it is neither a letter nor a space nor any sign that
means something to them. What asks where a sentence begins knows of it (`reading.names.starts_sentence`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate
from typing import Final

__all__ = ["BLOT", "JOINT", "Joined", "Signs"]

JOINT: Final = "\x01"
BLOT: Final = "\0"
"""What stands for each character of a text that is not to be looked at."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"\w+")

Signs = frozenset[str] | re.Pattern[str]
"""What a text has wherever it has something that is looked for: one of some words, which are in small letters, or what
a pattern finds.
"""


class Joined:
    """Some texts as one, `text`; `starts`: where each begins in it (offsets in characters)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.text = JOINT.join([one.replace(JOINT, BLOT) for one in texts])
        self.starts = tuple(accumulate((len(one) + 1 for one in texts), initial=0))[: len(texts)]

    def number(self, offset: int) -> int:
        """Return which of the texts an offset lies in, from 0."""
        return bisect_right(self.starts, offset) - 1

    def having(self, signs: Signs) -> Iterator[int]:
        """Yield the numbers of the texts that have signs, in order.

        >>> list(Joined(("ten", "a tenth", "Ten, or so")).having(frozenset({"ten"})))
        [0, 2]
        """
        if isinstance(signs, re.Pattern):
            yield from dict.fromkeys(self.number(match.start()) for match in signs.finditer(self.text))
            return
        written = self.written(signs)
        for number, words in enumerate(self._words) if written else ():
            if not written.isdisjoint(words):
                yield number

    def written(self, signs: frozenset[str]) -> frozenset[str]:
        """Return the words of the texts that are some signs, as they are spelled; a word with digits in it is also what
        its letters spell.

        >>> sorted(Joined(("In 3million, in",)).written(frozenset({"in", "million"})))
        ['3million', 'In', 'in']
        """
        others = (self._others[sign] for sign in signs & self._others.keys())
        return (signs & self._all).union(*others)

    @cached_property
    def words(self) -> Set[str]:
        """The words of all texts: in small letters, and as they are spelled."""
        return self._all | self._others.keys()

    @cached_property
    def _others(self) -> Mapping[str, Sequence[str]]:
        """How words are spelled that aren't small letters alone, by their small letters."""
        others: dict[str, list[str]] = {}
        for word in self._all:
            if not (word.islower() and word.isalpha()):
                small = word.lower()
                for sign in (small, *(() if small.isalpha() else _LETTERS.findall(small))):
                    others.setdefault(sign, []).append(word)
        return others

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset().union(*self._words)

    @cached_property
    def _words(self) -> Sequence[frozenset[str]]:
        """The words of each text, as they are spelled."""
        return [frozenset(_WORD.findall(text)) for text in self.texts]
