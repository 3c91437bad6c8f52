"""Units of money, which are no names: *US$*, *USD*, *€*, *FCFA*, *US dollars*, *francs CFA*, *South African rand*.

Codes are those of ISO 4217, symbols and names CLDR's (Babel), in the language of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from explainers.cldr import Cldr, cldr_of, find_cldr
from explainers.languages.joined import Joined
from explainers.reading.magnitudes import magnitude_at, magnitude_words
from explainers.reading.whole_numbers import whole_number

__all__ = ["is_currency", "money_units"]

_SIGNED: Final = re.compile(r"(?:[A-Z]{1,3})?(\S)")
_FIRST: Final = re.compile(r"[A-Z](?:[A-Z]{0,2}(?=[$\u00a2-\u00a5\u20a0-\u20cf])|[A-Z]{1,3}(?=[\s\u00a0\u202f]?\d))")
_BEHIND: Final = re.compile(r"\d[\s\u00a0\u202f]*([A-Z]\w{0,4})(?![\w-])")
# Every unit has a capital that nothing but words parts from a figure, or that stands right before one or a sign.
_CAPITAL_BEHIND: Final = re.compile(r"\d[^A-Z,;:!?()]*([A-Z]?)")
_CAPITAL_BEFORE: Final = re.compile(r"[A-Z][\s\u00a0\u202f]?[\d$\u00a2-\u00a5\u20a0-\u20cf]")
_CODE_OR_SIGN: Final = re.compile(r"[A-Z][A-Z$\u00a2-\u00a5\u20a0-\u20cf]")
_LAST_DIGIT: Final = re.compile(r"\d(?!\d)")
_BLANK: Final = re.compile(r"[\s-]*")
_REACH: Final = 6  # words to a unit's last one with a capital: two magnitudes, *of*, and three of its own
_CODE: Final = re.compile(r"[A-Z]{3,4}(?!\w)")
_FOUR_WORDS: Final = re.compile(r"[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*){0,3}")
_LEADING: Final = re.compile(r"[^\W\d_][\w-]*")
_LEADS_ON: Final = re.compile(r"(?i:of|de|von)(?!\w)|[Dd]['\u2019]")
_SPACES: Final = r"[\s\u00a0\u202f]*"


def is_currency(text: str) -> bool:
    """Return whether a text is the sign or the code of a currency.

    >>> is_currency("US$"), is_currency("FCFA"), is_currency("km")
    (True, True, False)
    """
    text = text.strip()
    signed = _SIGNED.fullmatch(text)
    if signed and unicodedata.category(signed[1]) == "Sc":
        return True
    return text in _codes()


def money_units(texts: Joined, language: str) -> Iterator[tuple[int, int]]:
    """Yield where units of money stand in texts that have figures: start and end of each (offsets in characters)."""
    with_figures: dict[int, bool] = {}
    for start, end in (*_before(texts), *_behind(texts, language)):
        number = texts.number(start)
        if number not in with_figures:
            with_figures[number] = _may_have_units(texts.texts[number])
        if with_figures[number]:
            yield start, end


def _may_have_units(text: str) -> bool:
    behind = _CAPITAL_BEHIND.findall(text)  # for each figure, the next capital or nothing
    return any(behind) or bool(behind and _CAPITAL_BEFORE.search(text))


def _before(texts: Joined) -> Iterator[tuple[int, int]]:
    """Yield the units before figures and signs of currencies."""
    text = texts.text
    for index in texts.those(_may_begin_before):
        start = texts.places[index]
        for match in _FIRST.finditer(text, start, start + len(texts.pieces[index]) + 2):  # a space and a digit
            if is_currency(match[0]) or (not text[match.end()].isspace() and not text[match.end()].isdigit()):
                yield match.span()


def _may_begin_before(piece: str) -> bool:
    return _CODE_OR_SIGN.search(piece) is not None


def _is_blank(piece: str) -> bool:
    return _BLANK.fullmatch(piece) is not None


def _behind(texts: Joined, language: str) -> Iterator[tuple[int, int]]:
    """Yield the units behind figures."""
    text, place, capitals = texts.text, 0, texts.with_capitals
    reach = len(text) if texts.those(_is_blank) else _REACH
    last = len(texts.pieces) - 1
    for index in texts.with_digits if capitals else ():
        number = whole_number(texts.pieces[index]) if index < last else None
        if number and (number.closed or not _may_follow(texts.pieces[index + 1], language)):
            continue
        following = bisect_left(capitals, index)
        if following == len(capitals) or capitals[following] > index + reach:
            continue
        start = texts.places[index]
        for digit in _LAST_DIGIT.finditer(text, start, start + len(texts.pieces[index])):
            match = _BEHIND.match(text, digit.start()) if digit.start() >= place else None
            if match:
                place = match.end()
                if is_currency(match[1]) or _is_magnitude(match[1], language):
                    yield match.span(1)
            measured = _measured(language).match(text, digit.start())
            if measured:
                code = _CODE.match(text, measured.end())
                named = code.end() if code and is_currency(code[0]) else _longest_name(text, measured.end(), language)
                if named:
                    yield measured.end(), named


@lru_cache(maxsize=16384)
def _may_follow(piece: str, language: str) -> bool:
    """Return whether the piece behind a number can begin a unit, or lead to one: most words do neither."""
    word = _LEADING.match(piece)
    if word is None or "A" <= piece[0] <= "Z":
        return not piece or piece[0] == "-" or piece[0].isspace() or piece[0].isalpha()
    leads = _LEADS_ON.match(piece) or magnitude_at(f"0 {piece}", 1, language, money=True)
    return leads is not None or word[0].casefold() in _first_words(language)


@lru_cache(maxsize=16)
def _first_words(language: str) -> frozenset[str]:
    """Return the first words of the names of currencies in a language."""
    return frozenset(word[0] for name in _names(language) if (word := _LEADING.match(name)))


@lru_cache(maxsize=16)
def _measured(language: str) -> re.Pattern[str]:
    """Return what finds a number with its magnitude, up to where its unit can begin. A unit without a capital in its
    first words can't be taken for a name.
    """
    either = "|".join(sorted(map(re.escape, magnitude_words(language)), key=lambda word: (-len(word), word)))
    number = (
        rf"\d(?!\d){_SPACES}-?(?:(?:{either or '(?!)'})(?![^\W_])\.?(?:[\s-]+(?:{either or '(?!)'})(?![^\W_]))?)?"
        r"[\s\u00a0\u202f-]+(?:(?:of|de|von)\s+|d['\u2019])?"
    )
    return re.compile(rf"(?i:{number})(?=[^\W\d_])(?=(?:\w+[\s-]){{0,2}}[A-Z])")


def _is_magnitude(word: str, language: str) -> bool:
    """Whether a word behind digits is a magnitude: Md, Mio, M before the sign of a currency."""
    return word.lower() in magnitude_words(language) or word in ("M", "K", "B", "T", "Bn", "Mn")


def _longest_name(text: str, start: int, language: str) -> int | None:
    """Return where the name of a currency that begins at an offset ends, if one does."""
    words = _FOUR_WORDS.match(text, start)
    place = words[0] if words else ""
    while place:
        if place.casefold() in _names(language):
            return start + len(place)
        place = place.rpartition(" ")[0].rstrip()
    return None


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    known = cldr_of("en")
    return frozenset((*known.currency_names, *known.currency_symbols, "FCFA", "CFA"))


@lru_cache(maxsize=16)
def _names(language: str) -> frozenset[str]:
    """Return the names of currencies in a language, in small letters, without what stands in parentheses."""
    known = find_cldr(language)
    return frozenset(_written(known)) if known else frozenset()


def _written(known: Cldr) -> Iterator[str]:
    for name in (*known.currency_names.values(), *known.currency_plurals):
        bare = re.sub(r"\s*\([^)]*\)", "", name).strip().casefold()
        yield bare
        yield from (f"{bare}s", bare.replace("us dollar", "u.s. dollar"))
