"""Names of months and weekdays in small letters: English and French are here, the rest comes from CLDR
(Babel).

The two stand here so that reading a text in them does not import Babel; a test compares them with CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from explainers.cldr import find_cldr
from explainers.locales import base_language
from explainers.seldom import seldom

__all__ = ["Weekday", "abbreviated_months", "months", "weekday_beside", "weekday_words", "weekdays", "weekdays_in"]


def _in_order(names: str) -> dict[str, int]:
    return {name: number for number, name in enumerate(names.split(), start=1)}


_MONTHS: Final = {
    "en": _in_order("january february march april may june july august september october november december"),
    "fr": {
        **_in_order("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        "aout": 8,
    },
}
_ABBREVIATED: Final = {
    "en": {**_in_order("jan feb mar apr may jun jul aug sep oct nov dec"), "sept": 9},
    "fr": _in_order("janv févr mars avr mai juin juil août sept oct nov déc"),
}
_WEEKDAYS: Final = {
    "en": _in_order("monday tuesday wednesday thursday friday saturday sunday"),
    "fr": _in_order("lundi mardi mercredi jeudi vendredi samedi dimanche"),
}
_ENGLISH: Final = {number: name for name, number in _WEEKDAYS["en"].items()}


def months(language: str) -> Mapping[str, int]:
    """Return the full names of months with their numbers; empty for a language that Babel doesn't know.

    >>> months("fr")["mars"]
    3
    """
    return _MONTHS[language] if language in _MONTHS else _from_cldr(language, "wide")


def abbreviated_months(language: str) -> Mapping[str, int]:
    """Return the abbreviations of months, without their full stops, with their numbers."""
    return _ABBREVIATED[language] if language in _ABBREVIATED else _from_cldr(language, "abbreviated")


@lru_cache(maxsize=64)
def weekdays(language: str) -> Mapping[str, int]:
    """Return the full names of the days of the week with their numbers, from 1 for Monday (ISO 8601)."""
    if language in _WEEKDAYS:
        return _WEEKDAYS[language]
    known = find_cldr(language)
    return {name.lower(): number + 1 for number, name in known.days["format"]["wide"].items()} if known else {}


def weekdays_in(text: str, language: str) -> tuple[str, ...]:
    """Return the days of the week that a text names, each once, in English and small letters.

    >>> weekdays_in("Le ministre est venu mardi et jeudi.", "fr")
    ('tuesday', 'thursday')
    """
    named = weekdays(base_language(language))
    words = (named.get(word.lower()) for word in _TOKEN.findall(text))
    return tuple(dict.fromkeys(_ENGLISH[number] for number in words if number))


_TOKEN: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


# ---- the day of the week that stands with a date ------------------------------------------------------------


class Weekday(Struct, frozen=True):
    """A day of the week in a text: where it starts and ends (offsets in characters), and its number, 1 for Monday."""

    start: int
    end: int
    number: int


_LINKS: Final = "the|le|el|il|de|den|dem|der|d[ií]a"
_ARTICLES: Final = "an?|un|uma?|einem?|ein"


def weekday_beside(text: str, start: int, end: int, language: str) -> Weekday | None:
    """Return the day of the week that stands with a date, which runs from `start` to `end` in a text: before it, with a
    comma or an article between (*Monday, the 3rd of March*, *am Montag, dem 3. März*), or behind it, in brackets, with
    an article (*3 March, a Monday*), or plain where CLDR writes it there. `None` where none does, or in a language that
    Babel doesn't know.

    >>> weekday_beside("le lundi 3 mars 2025", 9, 20, "fr")
    Weekday(start=3, end=8, number=1)
    """
    before, behind, named = _beside(base_language(language))
    found = before.search(text[:start]) if before else None
    offset = 0
    if found is None and behind:
        found, offset = behind.match(text[end:]), end
    number = named.get(found["day"].lower()) if found else None
    return Weekday(found.start("day") + offset, found.end("day") + offset, number) if found and number else None


@lru_cache(maxsize=64)
def weekday_words(language: str) -> frozenset[str]:
    """Return the words that names of the days of the week begin with in a language: most texts have none."""
    return frozenset(words[0] for name in _beside(base_language(language))[2] if (words := _WORD.findall(name)))


_WORD: Final = re.compile(r"\w+")


@lru_cache(maxsize=64)
def _beside(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, Mapping[str, int]]:
    """Return what finds a day of the week before and behind a date in a language, and the numbers of their names."""
    known = find_cldr(language)
    if known is None:
        return None, None, {}
    named = {
        name.lower().rstrip("."): number + 1
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in known.days[context][width].items()
    }
    either = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    day = rf"(?<!\w)(?P<day>{either})(?!\w)\.?"
    last = known.full_date.rstrip("'").endswith(("EEEE", "cccc"))
    opening = rf"\(\s*(?:(?:{_ARTICLES}|{_LINKS})\s+)?|,\s+(?:{_ARTICLES})\s+" + (r"|,?\s+" if last else "")
    before = seldom(rf"{day},?\s+(?:(?:{_LINKS})\s+)?$", re.IGNORECASE)
    return before, seldom(rf"\s*(?:{opening}){day}", re.IGNORECASE), named


@lru_cache(maxsize=64)
def _from_cldr(language: str, width: str) -> Mapping[str, int]:
    known = find_cldr(language)
    if known is None:
        return {}
    named: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        named.update((name.lower().rstrip("."), number) for number, name in known.months[context][width].items())
    # Some languages number their months ('5月', 'M05'); those aren't words to look for.
    return {name: number for name, number in named.items() if not any(letter.isdigit() for letter in name)}
