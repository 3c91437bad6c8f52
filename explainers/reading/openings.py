"""How paragraphs open and end: the few words by which a browser finds a paragraph on its page.

A receipt's link ends in such words (a text fragment), so that it opens the source at them. Of each paragraph as little
is kept as that takes: up to three words from either end, never over eight, and never over a fifth of the paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from explainers.reading.quotation_marks import STRAIGHT_MARKS

__all__ = ["MOST_WORDS", "Openings", "are_allowed", "folded", "openings", "word_count"]

MOST_WORDS: Final = 8
"""How many words of a paragraph may be kept at most."""
_SHARE: Final = 5  # and no more than a fifth of it
# How many words from its beginning, and from its end: the first that tells the paragraph from all others is taken.
_SPLITS: Final = ((3, 3), (3, 2), (2, 2), (3, 0), (2, 0))


class Openings(Struct, frozen=True):
    """The words by which each paragraph is found, by its number: how it begins, and how it ends (where that is kept);
    and the numbers of those that have room for such words, but begin like something else.
    """

    found: dict[int, tuple[str, ...]]
    ambiguous: tuple[int, ...]


def openings(paragraphs: Sequence[str], absent: Collection[int], cut: Collection[int], title: str = "") -> Openings:
    """Return how the paragraphs of a source's text are found on its page, which has its `title` above them. Those in
    `absent` don't stand on the page; those in `cut` only in part, so that nothing is said of how they end.
    """
    whole = folded("\n".join((title, *paragraphs)))
    found: dict[int, tuple[str, ...]] = {}
    ambiguous: list[int] = []
    for number, text in enumerate(paragraphs, start=1):
        room = _room(text)
        splits = [one for one in _SPLITS if sum(one) <= room and not (one[1] and number in cut)]
        if number in absent or not splits:
            continue
        tried = (_ends(text, *split) for split in splits)
        ends = next((one for one in tried if _tells(one, text, whole)), None)
        if ends:
            found[number] = ends
        else:
            ambiguous.append(number)
    return Openings(found, tuple(ambiguous))


def are_allowed(ends: Sequence[str], text: str) -> bool:
    """Return whether words that are kept of a paragraph stand in it, and are no more than may be kept."""
    there = all(folded(one) in folded(text) for one in ends)
    return there and sum(map(word_count, ends)) <= _room(text)


def _room(text: str) -> int:
    return min(MOST_WORDS, word_count(text) // _SHARE)


def word_count(text: str) -> int:
    """Return how many words a text has: what stands between spaces and has a letter or a digit.

    >>> word_count("It was – in part – «theirs».")
    5
    """
    return len(_words(text))


def folded(text: str) -> str:
    """Return a text as browsers compare it: without case, accents and kinds of spaces and quotation marks.

    >>> folded("L’Élysée  a dit")
    "l'elysee a dit"
    """
    plain = unicodedata.normalize("NFKD", text).translate(STRAIGHT_MARKS).casefold()
    return " ".join("".join(character for character in plain if not unicodedata.combining(character)).split())


def _words(text: str) -> list[str]:
    return [word for word in text.split() if any(map(str.isalnum, word))]


def _ends(text: str, first: int, last: int) -> tuple[str, ...]:
    """Return the first words of a paragraph and the last ones, as they stand there, without punctuation around them."""
    words = text.split()
    placed = [place for place, word in enumerate(words) if any(map(str.isalnum, word))]
    ends = [words[placed[0] : placed[first - 1] + 1]]
    if last:
        ends.append(words[placed[-last] :])
    return tuple(re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(one)) for one in ends)


def _tells(ends: tuple[str, ...], text: str, whole: str) -> bool:
    """Return whether a paragraph is the only one that begins so, and whether it isn't cut off before its end."""
    start, *end = map(folded, ends)
    if not start or len(_places(start, whole)) != 1:
        return False
    here = folded(text)
    behind = here[here.index(start) + len(start) :]
    return not end or (bool(end[0]) and len(_places(end[0], behind)) == 1)


def _places(words: str, text: str) -> list[int]:
    """Return where words stand in a text, as whole words."""
    return [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
