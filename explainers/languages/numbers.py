"""Numbers written as words: where they stand in a text, and what they say.

From three to the billions, hyphens or not: *seventy-five*, *three hundred and forty-two*, *fifty thousand*,
*a million*, *twenty twenty-three* (a year); *quatre-vingt-dix-sept*, *vingt et un*, *deux cent mille*, *mille
neuf cent soixante*, Swiss and Belgian *septante* and *nonante*; *treinta y cinco*, *dos mil millones*;
*zweiundvierzig*, *drei Millionen*, *fünfjährig*. Ordinals too: *the third*, *le dix-huitième*, *la quinta*,
*der achte*.

Not numbers here: one, two and *un, deux, neuf* by themselves (they are too often something else), plurals
that count nothing (*hundreds*, *des milliers*, *Tausende*), fractions (*two thirds*, *a fifth*, *half a million*,
*trois quarts*) with whatever looks like one (*a third meeting*), *pour cent*. How a language writes numbers, its
module says (`explainers.languages`); other languages have no number words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from explainers.languages.language import NumberGrammar
from explainers.seldom import seldom

__all__ = ["NumberWords", "numbered", "numbers_in"]


class NumberWords(NamedTuple):
    """A number in words: its value, and where it starts and ends (offsets in characters)."""

    value: int
    start: int
    end: int


class _Word(Struct, frozen=True):
    text: str  # in small letters
    start: int
    end: int


_LONGEST: Final = 40  # words that a number can have; more are not looked at
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_JOINT: Final = seldom(r"[^\S\n]+|\s*\n\s*|[-\u2010\u2011]")
_BEHIND: Final = 40  # characters that are looked at behind a number


def numbered(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    """Return words with the numbers that they stand for, which follow each other.

    >>> numbered("ten twenty", first=10, step=10)
    {'ten': 10, 'twenty': 20}
    """
    return {word: first + step * place for place, word in enumerate(words.split())}


def numbers_in(text: str, grammar: NumberGrammar) -> tuple[NumberWords, ...]:
    """Return the numbers in words that a text has, in order; most texts have no sign of any (`NumberGrammar.signs`)."""
    words = [_Word(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return tuple(_found(text, words, grammar))


def _found(text: str, words: Sequence[_Word], grammar: NumberGrammar) -> Iterator[NumberWords]:
    place = 0
    while place < len(words):
        run = _run(text, words, place, grammar) if grammar.knows(words[place].text) else []
        value, length = grammar.read(run) if run else (0, 0)
        if not length:
            place += 1
            continue
        start, end = words[place].start, words[place + length - 1].end
        if value >= 3 and not grammar.no_number(_before(text, words, place), run[:length], _behind(text, end)):
            yield NumberWords(value, start, end)
        place += length


def _run(text: str, words: Sequence[_Word], place: int, grammar: NumberGrammar) -> list[str]:
    """Return the number words from a place on that nothing but spaces and hyphens part."""
    run = [words[place].text]
    for before, word in zip(words[place:], words[place + 1 : place + _LONGEST], strict=False):
        if not _JOINT.fullmatch(text, before.end, word.start) or not grammar.knows(word.text):
            break
        run.append(word.text)
    return run


def _before(text: str, words: Sequence[_Word], place: int) -> list[str]:
    """Return the two words before a number, the nearest last; none where more than spaces and hyphens part them."""
    if not place or not _JOINT.fullmatch(text, words[place - 1].end, words[place].start):
        return []
    return [word.text for word in words[max(0, place - 2) : place]]


def _behind(text: str, end: int) -> str:
    joint = _JOINT.match(text, end)
    return text[joint.end() : joint.end() + _BEHIND] if joint else ""
