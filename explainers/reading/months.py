"""Names of months and weekdays in small letters: English and French are here, the rest comes from CLDR
(Babel).

The two stand here so that reading a text in them does not import Babel; a test compares them with CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["abbreviated_months", "months", "weekdays", "weekdays_in"]


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
    locale = _locale(language)
    named: Iterable[tuple[int, str]] = locale.days["format"]["wide"].items() if locale else ()
    return {name.lower(): number + 1 for number, name in named}


def weekdays_in(text: str, language: str) -> tuple[str, ...]:
    """Return the days of the week that a text names, each once, in English and small letters.

    >>> weekdays_in("Le ministre est venu mardi et jeudi.", "fr")
    ('tuesday', 'thursday')
    """
    named = weekdays(language.partition("-")[0].lower())
    words = (named.get(word.lower()) for word in _TOKEN.findall(text))
    return tuple(dict.fromkeys(_ENGLISH[number] for number in words if number))


_TOKEN: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@lru_cache(maxsize=64)
def _from_cldr(language: str, width: str) -> Mapping[str, int]:
    locale = _locale(language)
    if locale is None:
        return {}
    named: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        pairs: Iterable[tuple[int, str]] = locale.months[context][width].items()
        named.update((name.lower().rstrip("."), number) for number, name in pairs)
    # Some languages number their months ('5月', 'M05'); those aren't words to look for.
    return {name: number for name, number in named.items() if not any(letter.isdigit() for letter in name)}


def _locale(language: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None
