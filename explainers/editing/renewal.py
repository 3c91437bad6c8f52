"""Whether an original changed in spelling alone since it was translated, so that its translation still says the same.

Punctuation, markup and dates are none of what a translation is compared by. Beyond that, a word counts as spelled in
another way only where nothing else can be meant: see `spelled_anew`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from explainers.checks.page import PROSE
from explainers.reading.blocks import Block
from explainers.reading.documents import Document

__all__ = ["spelled_anew", "words_of"]

_WORD: Final = re.compile(r"\w+")
_COMPARED: Final = PROSE | {"change-was"}
_SHORTEST: Final = 4  # letters: in shorter words a letter is soon another word
_Spelling = tuple[str, str]  # as it was, as it is


def words_of(documents: Iterable[Document]) -> frozenset[str]:
    """Return the words of files, in small letters."""
    return frozenset(
        word.lower() for document in documents for block in document.blocks for word in _WORD.findall(block.text)
    )


def spelled_anew(before: Document, after: Document, known: frozenset[str]) -> tuple[_Spelling, ...] | None:
    """Return the words that an original has in another spelling than before; `None` where more than spelling changed.

    Blocks, citations and the number of words are the same then. Of each word that differs, all but one letter inside,
    or one that is there twice, is the same, or two neighbours have changed places; and the words of the other originals
    (`known`) have the new spelling or neither, never the old one: *woman* for *women* is another word.
    """
    old, new = _blocks(before), _blocks(after)
    if [_shape(one) for one in old] != [_shape(one) for one in new]:
        return None
    found: dict[_Spelling, None] = {}
    for first, second in zip(old, new, strict=True):
        words, others = _WORD.findall(first.text), _WORD.findall(second.text)
        if len(words) != len(others):
            return None
        for word, other in zip(words, others, strict=True):
            if word != other:
                if not _is_spelling(word, other, known):
                    return None
                found[word, other] = None
    return tuple(found)


def _blocks(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind in _COMPARED]


def _shape(block: Block) -> tuple[object, ...]:
    return block.kind, block.caption is None, [claim.citations for claim in block.claims]


def _is_spelling(word: str, other: str, known: frozenset[str]) -> bool:
    if not (word.isalpha() and other.isalpha()) or min(len(word), len(other)) < _SHORTEST:
        return False
    if word.lower() in known or word[0] != other[0] or word[-1] != other[-1]:
        return False
    if abs(len(word) - len(other)) > 1:
        return False
    return _distance(word, other) == 1


def _distance(word: str, other: str) -> int:
    """Return how many letters differ, two neighbours that have changed places counting as one.

    >>> _distance("recieve", "receive"), _distance("occured", "occurred"), _distance("agreed", "argued")
    (1, 1, 3)
    """
    if len(word) != len(other):
        short, long = sorted((word, other), key=len)
        return 1 if any(long[:place] + long[place + 1 :] == short for place in range(len(long))) else 2
    differ = [place for place, (one, two) in enumerate(zip(word, other, strict=True)) if one != two]
    if len(differ) == 2:
        first, second = differ
        swapped = second == first + 1 and word[first : second + 1] == other[first : second + 1][::-1]
        return 1 if swapped else 2
    return len(differ)
