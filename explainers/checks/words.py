"""The words that rules look for, by language: words that date nothing, that say who has it how, and that round.

The words themselves stand with their languages (`explainers.languages`). A language that is not there is told as
unchecked, never taken for passed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from msgspec import Struct

from explainers.languages import language_of
from explainers.languages.language import Direction
from explainers.prose import Attribution
from explainers.seldom import seldom

__all__ = [
    "SignsBeside", "asks_of_now", "has_number_words", "hedged", "hedges", "may_be_rounded", "rounded", "rounding_signs",
    "undated", "undated_signs",
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
    hedge = _hedging(how, language)
    # Nearly all say it in one word; most words come again, and are looked at once.
    return (any(map(hedge, words.split(" "))) or hedge(words)) if hedge else None


@lru_cache(maxsize=64)
def _hedging(how: Attribution, language: str) -> Callable[[str], bool] | None:
    """Return what tells of words whether they hedge; it is found once for the same words."""
    pattern = (hedged(language) or {}).get(how)
    return lru_cache(maxsize=4096)(lambda words: pattern.search(words) is not None) if pattern else None


# ---- words that round ------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = r"(?:\s+(?:the|a|an|les?|la|l['’]|des|los?|las|un|una|die|der|das|den))?[\s$£€¥]*(?:US\$)?$"
_COUNTED: Final = r"\s*+(?:%|per\s?cent|pour cent|por ciento|prozent)?\s*+(?:\w++\s++)?"


class _Rounding(Struct, frozen=True):
    """What finds words that round in a language: `signs`, words of which each expression has one; a pattern for what
    stands before a figure, with a group for each of `ways`; patterns for what stands behind one, for any of these, and
    for all that can stand between a figure and the next sign before it (`to_figure`) and behind it (`from_figure`).
    """

    signs: frozenset[str]
    ways: tuple[Direction, ...]
    before: re.Pattern[str]
    behind: tuple[tuple[Direction, re.Pattern[str]], ...]
    any_behind: re.Pattern[str]
    to_figure: re.Pattern[str]
    from_figure: re.Pattern[str]


@lru_cache(maxsize=16)
def _rounding(language: str) -> _Rounding | None:
    known = language_of(language)
    if known is None:
        return None
    signs = frozenset(known.rounding_signs.split())
    before = {way: known.rounded[way].split() for way in sorted(known.rounded)}
    behind = {way: words.split() for way, words in known.rounded_behind.items()}
    each_before, each_behind = [*chain(*before.values())], [*chain(*behind.values())]
    return _Rounding(
        signs,
        tuple(before),
        # Of two that begin at the same place, the first way is taken.
        seldom(rf"(?<![\w-])(?:{'|'.join(f'({_either(its)})' for its in before.values())}){_BETWEEN}", re.IGNORECASE),
        tuple((way, _behind(words)) for way, words in behind.items()),
        _behind(each_behind),
        seldom(_either(one[_signs_in(one, signs)[-1].end() :] for one in each_before) + _BETWEEN, re.IGNORECASE),
        seldom(_COUNTED + _either(one[: _signs_in(one, signs)[0].start()] for one in each_behind), re.IGNORECASE),
    )


def _signs_in(words: str, signs: frozenset[str]) -> Sequence[re.Match[str]]:
    return [match for match in _WORD.finditer(words.replace("_", " ")) if match[0] in signs]


def _either(expressions: Iterable[str]) -> str:
    written = (re.escape(one.replace("_", " ")).replace("'", "['\u2019]") for one in dict.fromkeys(expressions))
    return f"(?:{'|'.join(written)})"


def _behind(expressions: Iterable[str]) -> re.Pattern[str]:
    return seldom(rf"{_COUNTED}{_either(expressions)}(?!\w)", re.IGNORECASE)


_NEAR: Final = 60  # characters before and behind a figure that are looked at


def rounding_signs(language: str) -> frozenset[str]:
    """Return words of which every rounding expression of a language has one."""
    known = _rounding(language)
    return known.signs if known else frozenset()


class SignsBeside(NamedTuple):
    """Where words that round (`rounding_signs`) start and end in a text, in order (offsets in characters)."""

    starts: list[int]
    ends: list[int]


def may_be_rounded(text: str, start: int, end: int, signs: SignsBeside, language: str) -> bool:
    """Return whether the nearest sign before or behind a figure, which runs from `start` to `end`, can belong to an
    expression that rounds it: most can't.
    """
    known, (starts, ends) = _rounding(language), signs
    if known is None:
        return False
    before, behind = bisect_left(starts, start) - 1, bisect_left(starts, end)
    if before >= 0 and start - ends[before] < _NEAR and known.to_figure.fullmatch(text, ends[before], start):
        return True
    near = behind < len(starts) and starts[behind] - end < _NEAR
    return near and known.from_figure.fullmatch(text, end, starts[behind]) is not None


def rounded(before: str, after: str, language: str) -> Direction:
    """Return which way the words around a figure say that it was rounded; nothing where they don't.

    >>> rounded("it takes nearly ", " % of it", "en"), rounded("soit ", " % environ", "fr")
    ('nearly', 'about')
    """
    known = _rounding(language)
    if known is None:
        return ""
    before, after = before[-_NEAR:], after[:_NEAR]
    # The longest, which begins first: 'not more than' isn't 'more than', 'just under' isn't 'under'.
    if (match := known.before.search(before)) and match.lastindex:
        return known.ways[match.lastindex - 1]
    if known.any_behind.match(after):
        return next((way for way, pattern in known.behind if pattern.match(after)), "")
    return ""
