"""Words and abbreviations that multiply the number before them: *million*, *bn*, *Md*, *Mrd.*, *mil millones*.

English and French words are here, so that reading a text in them does not import Babel; other languages have those of
CLDR (its compact formats for decimals). Abbreviations are those of newspapers, which CLDR has only in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from explainers.cldr import find_cldr
from explainers.seldom import seldom

__all__ = ["Magnitude", "magnitude_at", "magnitude_words"]


class Magnitude(NamedTuple):
    """What a number is multiplied by: how many zeros that adds, and where it ends (offset in characters)."""

    zeros: int
    end: int


_WORDS: Final[Mapping[str, Mapping[str, int]]] = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "fr": {
        "mille": 3, "millier": 3, "milliers": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9,
        "billion": 12, "billions": 12,
    },
}  # fmt: skip
_ALSO: Final[Mapping[str, Mapping[str, int]]] = {
    "en": {"bn": 9, "mn": 6, "mln": 6, "bln": 9, "tn": 12, "trn": 12},
    "fr": {"md": 9, "mds": 9, "mrd": 9, "mrds": 9, "mio": 6},
    "es": {"mill": 6, "millardo": 9, "millardos": 9},
    "de": {"mio": 6, "mill": 6, "mrd": 9, "md": 9, "bio": 12, "tsd": 3},
    "it": {"mln": 6, "mld": 9},
    "pt": {"mi": 6, "bi": 9},
    "nl": {"mln": 6, "mld": 9, "mrd": 9},
}
# Single letters are magnitudes of money alone (3 m is three metres), some of them also right behind the digits.
_OF_MONEY: Final[Mapping[str, Mapping[str, int]]] = {
    "en": {"k": 3, "m": 6, "b": 9, "t": 12},
    "": {"k": 3, "m": 6},
}
_BEHIND_DIGITS: Final[Mapping[str, Mapping[str, int]]] = {"en": {"k": 3, "m": 6}}
_METRES: Final = seldom(
    r"\s*[-\u2010\u2011]?(?:high|tall|long|wide|deep|thick|above|below|away|apart|from|of (?:water|snow|rain)"
    r"|sprint|race|relay|hurdles|freestyle|butterfly|backstroke|run|swim|x|\u00d7|/)(?!\w)",
    re.IGNORECASE,
)
_MONEY: Final = seldom(r"\s?[$\u00a2-\u00a5\u20a0-\u20cf]")
_SPACES: Final = r"[\s\u00a0\u202f]*"
_LETTER: Final = re.compile(rf"({_SPACES})([a-zA-Z])(?![^\W\d_])")
_OF_WHAT: Final = re.compile(r"\s(?:de\s|d['\u2019])")


def magnitude_at(text: str, end: int, language: str, *, money: bool) -> Magnitude | None:
    """Return the magnitude that follows digits which end at an offset; `money`: the sign of a currency stands before
    them.

    >>> magnitude_at("1,8 Md$", 3, "fr", money=False), magnitude_at("a 3m wall", 3, "en", money=False)
    (Magnitude(zeros=9, end=6), Magnitude(zeros=6, end=4))
    """
    following = text[end : end + 1]
    if following != "-" and not following.isspace() and not following.isalpha():
        return None
    word = _words_pattern(language).match(text, end)
    if word:  # a dotted capital I is an i to `re`, and another letter to `str.lower`
        zeros = sum(magnitude_words(language).get(one, 0) for one in re.split(r"[\s-]+", word[1].lower()))
        return Magnitude(zeros, word.end(1))
    letter = _LETTER.match(text, end)
    if letter is None:
        return None
    name, after, attached = letter[2].lower(), letter.end(), not letter[1]
    of_money = _OF_MONEY.get(language, _OF_MONEY[""])
    if name in of_money and (money or _MONEY.match(text, after)):
        return Magnitude(of_money[name], after)
    behind = _BEHIND_DIGITS.get(language, {})
    if attached and name in behind and not _METRES.match(text, after):
        return Magnitude(behind[name], after)
    if language == "fr" and letter[2] == "M" and _OF_WHAT.match(text, after):
        return Magnitude(6, after)
    return None


@lru_cache(maxsize=64)
def magnitude_words(language: str) -> Mapping[str, int]:
    """Return words and abbreviations of a language in small letters, with the zeros that each adds."""
    words = _WORDS[language] if language in _WORDS else dict(_from_cldr(language))
    return {**words, **_ALSO.get(language, {})}


@lru_cache(maxsize=64)
def _words_pattern(language: str) -> re.Pattern[str]:
    """Return what finds a magnitude, also one of two words: thousand million, mil millones."""
    words = magnitude_words(language)
    if not words:
        return re.compile(r"(?!)()")
    either = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    thousand = "|".join(sorted(re.escape(word) for word, zeros in words.items() if zeros == 3)) or "(?!)"
    millions = "|".join(sorted(re.escape(word) for word, zeros in words.items() if zeros == 6)) or "(?!)"
    # Words stand behind a space or hyphen, abbreviations also right behind the digits; a full stop is an
    # abbreviation's own unless it ends the sentence, which makes no difference to where the figure ends.
    return re.compile(
        rf"{_SPACES}-?((?:{thousand})[\s-]+(?:{millions})|(?:{either}))(?![^\W_])",
        re.IGNORECASE,
    )


def _from_cldr(language: str) -> Iterator[tuple[str, int]]:
    known = find_cldr(language)
    for size, pattern in known.magnitudes if known else ():
        zeros = len(size) - 1
        word = re.sub(r"[0'\s\u00a0.]+", " ", pattern).strip().lower()
        if zeros % 3 == 0 and word.isalpha():
            yield word, zeros
