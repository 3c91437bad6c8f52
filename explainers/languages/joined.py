"""Texts that are searched as one. A search costs something whatever it finds, and a page has some thirty blocks, of
which most have nothing of what is looked for.

They are joined by a character that none of our patterns crosses: it is neither a letter nor a space nor any sign that
means something to them. What asks where a sentence begins knows of it (`reading.names.starts_sentence`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

__all__ = ["BLOT", "JOINT", "Joined", "Signs"]

JOINT: Final = "\x01"
BLOT: Final = "\0"
"""What stands for each character of a text that is not to be looked at."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD_OR_JOINT: Final = re.compile(rf"\w+|{JOINT}")

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
        written = frozenset().union(*(self.spelled[sign] for sign in signs & self.spelled.keys()))
        for number, words in enumerate(self._words) if written else ():
            if not written.isdisjoint(words):
                yield number

    @cached_property
    def spelled(self) -> Mapping[str, Sequence[str]]:
        """The words of all texts in small letters, each with how it is spelled there; of a word with digits in it also
        what its letters spell.

        >>> sorted(Joined(("In 3million, in",)).spelled)
        ['3million', 'in', 'million']
        """
        spelled: dict[str, list[str]] = {}
        for word in frozenset().union(*self._words):
            small = word.lower()
            spelled.setdefault(small, []).append(word)
            if not small.isalpha():
                for letters in _LETTERS.findall(small):
                    spelled.setdefault(letters, []).append(word)
        return spelled

    @cached_property
    def _words(self) -> Sequence[frozenset[str]]:
        """The words of each text, as they are spelled."""
        words, found, start = _WORD_OR_JOINT.findall(self.text), [], 0
        for _ in self.starts[1:]:
            end = words.index(JOINT, start)
            found.append(frozenset(words[start:end]))
            start = end + 1
        return (*found, frozenset(words[start:]))
