"""The words of a text, found once for all that ask whether it has some of them: most rules look for words that most
texts don't have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["words_in"]

_WORD: Final = re.compile(r"\w+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=256)  # the blocks of a page, which several rules go through one after the other
def words_in(text: str) -> frozenset[str]:
    """Return the words of a text in small letters; of a word with digits in it also what its letters spell.

    >>> sorted(words_in("Over 3million, in All"))
    ['3million', 'all', 'in', 'million', 'over']
    """
    # All at once only where no letter becomes two, or depends on those beside it.
    small = _WORD.findall(text.lower()) if text.isascii() else map(str.lower, _WORD.findall(text))
    words = frozenset(small)
    mixed = [word for word in words if not word.isalpha()]
    return words.union(*map(_LETTERS.findall, mixed)) if mixed else words
