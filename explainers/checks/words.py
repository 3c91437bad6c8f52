"""The words that rules look for, by language: words that date nothing, that say who has it how, and that round.

The words themselves stand with their languages (`explainers.languages`). A language that is not there is told as
unchecked, never taken for passed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from explainers.languages import language_of
from explainers.languages.language import Direction
from explainers.prose import Attribution
from explainers.seldom import seldom

__all__ = [
    "NEAR", "asks_of_now", "has_number_words", "hedged", "hedges", "rounded", "rounding_signs", "undated",
    "undated_signs",
]  # fmt: skip


def asks_of_now(word: str, language: str) -> bool:
    """Return whether an undated expression means the moment of reading itself, which a question may ask about."""
    known = language_of(language)
    return known is not None and word.lower().replace("\u2019", "'") in known.of_now


@lru_cache(maxsize=16)
def undated_signs(language: str) -> frozenset[str]:
    """Return words of which every undated expression of a language has one: most texts have none."""
    known = language_of(language)
    return frozenset(known.signs.split() if known else ())


def _stems(text: str) -> re.Pattern[str]:
    """Return what finds one of several words; ``*`` stands for any letters, ``+`` for at least one."""
    written = (re.escape(word.replace("_", " ")).replace(r"\*", r"\w*") for word in text.split())
    alternatives = "|".join(word.replace(r"\+", r"\w+") for word in written)
    return seldom(rf"(?<![\w-])(?:{alternatives})(?!\w)", re.IGNORECASE)


def has_number_words(language: str) -> bool:
    """Return whether numbers in words are read in a language."""
    return language_of(language) is not None


@lru_cache(maxsize=16)
def undated(language: str) -> re.Pattern[str] | None:
    """Return what finds undated words in a language, if they are known."""
    known = language_of(language)
    return re.compile(rf"(?<![\w-])(?:{known.undated})(?![\w-])", re.IGNORECASE) if known else None


@lru_cache(maxsize=16)
def hedged(language: str) -> Mapping[Attribution, re.Pattern[str]] | None:
    """Return what finds words that hedge in a language, by the word of the citation, if they are known."""
    known = language_of(language)
    return {word: _stems(stems) for word, stems in known.hedges.items()} if known else None


def hedges(words: str, how: Attribution, language: str) -> bool | None:
    """Return whether words say that a source has something as a citation says; `None` where nobody knows how the
    language says it.
    """
    pattern = (hedged(language) or {}).get(how)
    if pattern is None:
        return None
    # Nearly all say it in one word; most words come again, and are looked at once.
    return any(_hedges_alone(piece, how, language) for piece in words.split(" ")) or pattern.search(words) is not None


@lru_cache(maxsize=16384)
def _hedges_alone(piece: str, how: Attribution, language: str) -> bool:
    pattern = (hedged(language) or {}).get(how)
    return pattern is not None and pattern.search(piece) is not None


# ---- words that round ------------------------------------------------------------------------------------

_BETWEEN: Final = r"(?:\s+(?:the|a|an|les?|la|l['’]|des|los?|las|un|una|die|der|das|den))?[\s$£€¥]*(?:US\$)?$"
_COUNTED: Final = r"\s*(?:%|per\s?cent|pour cent|por ciento|prozent)?\s*(?:\w+\s+)?"


class _Rounding(Struct, frozen=True):
    """What finds words that round in a language: `signs`, words of which each expression has one; patterns for what
    stands before and behind a figure, and for any of these.
    """

    signs: frozenset[str]
    before: tuple[tuple[Direction, re.Pattern[str]], ...]
    behind: tuple[tuple[Direction, re.Pattern[str]], ...]
    any_before: re.Pattern[str]
    any_behind: re.Pattern[str]


@lru_cache(maxsize=16)
def _rounding(language: str) -> _Rounding | None:
    known = language_of(language)
    if known is None:
        return None
    before, behind = known.rounded, known.rounded_behind
    return _Rounding(
        frozenset(known.rounding_signs.split()),
        tuple((way, _before(words)) for way, words in before.items()),
        tuple((way, _behind(words)) for way, words in behind.items()),
        _before("|".join(before.values())),
        _behind("|".join(behind.values())),
    )


def _before(words: str) -> re.Pattern[str]:
    return seldom(rf"(?<![\w-])(?:{words}){_BETWEEN}", re.IGNORECASE)


def _behind(words: str) -> re.Pattern[str]:
    return seldom(rf"{_COUNTED}(?:{words})(?!\w)", re.IGNORECASE)


NEAR: Final = 60
"""How many characters before and behind a figure are looked at."""


def rounding_signs(language: str) -> frozenset[str]:
    """Return words of which every rounding expression of a language has one."""
    known = _rounding(language)
    return known.signs if known else frozenset()


def rounded(before: str, after: str, language: str) -> Direction:
    """Return which way the words around a figure say that it was rounded; nothing where they don't.

    >>> rounded("it takes nearly ", " % of it", "en"), rounded("soit ", " % environ", "fr")
    ('nearly', 'about')
    """
    known = _rounding(language)
    if known is None:
        return ""
    before, after = before[-NEAR:], after[:NEAR]
    if known.any_before.search(before):
        matches = [(match, way) for way, pattern in known.before if (match := pattern.search(before))]
        # The longest: 'not more than' isn't 'more than', 'just under' isn't 'under'.
        return min((match.start(), -len(match[0]), way) for match, way in matches)[2]
    if known.any_behind.match(after):
        return next((way for way, pattern in known.behind if pattern.match(after)), "")
    return ""
