"""Languages and countries as CLDR has them, through Babel: locales by the codes of languages, and names of countries.

Babel takes a while to load, so that it is imported only where something is asked of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

__all__ = [
    "base_language", "codes_in", "country_code", "country_name", "country_names", "find_locale", "is_country_code",
    "locale_name", "locale_of", "meant_code", "place_names", "without_time_zone",
]  # fmt: skip


@contextmanager
def without_time_zone() -> Iterator[None]:
    """Import inside what asks for the machine's time zone when it is loaded, as `babel.dates` does, and fails where the
    variable ``TZ`` names none. No date of a site depends on it.
    """
    variables = os.environ  # noqa: TID251 - it is Babel that reads it, and finds it as it was afterwards
    zone = variables.get("TZ")
    variables["TZ"] = "UTC"
    try:
        yield
    finally:
        if zone is None:
            del variables["TZ"]
        else:
            variables["TZ"] = zone


_CODES: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?(?:[\s,;/+&|]+[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)*")


def codes_in(text: str) -> list[str]:
    """Return the codes of countries or languages in a text, whatever stands between them; none where there is anything
    else in it.

    >>> codes_in("NO SE; FI"), codes_in("pt-BR, en"), codes_in("Norway, SE")
    (['NO', 'SE', 'FI'], ['pt-BR', 'en'], [])
    """
    return re.findall(r"[A-Za-z-]+", text) if _CODES.fullmatch(text.strip(" ,")) else []


# ---- languages -------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def base_language(language: str) -> str:
    """Return a language without its region: en for en-GB."""
    return language.partition("-")[0].lower()


def locale_name(language: str) -> str:
    """Return what Babel and gettext call a language that is written as in BCP 47.

    >>> locale_name("pt-BR")
    'pt_BR'
    """
    return language.replace("-", "_")


@lru_cache(maxsize=64)
def find_locale(language: str) -> Locale | None:
    """Return the locale of a language, by its code with or without a country; `None` where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(locale_name(language))
    except (UnknownLocaleError, ValueError):
        return None


def locale_of(language: str) -> Locale:
    """Return the locale of a language, by its code with or without a country. Raises `ValueError` where CLDR has none,
    with a sentence for whoever wrote the code.
    """
    found = find_locale(language)
    if found is None:
        raise ValueError(f"'{language}' isn't the code of a language")
    return found


# ---- countries -------------------------------------------------------------------------------------------

# What CLDR names by two letters beside places: unions, and codes for tests and for what is unknown.
_NO_PLACES: Final = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))
# Places that have no code in ISO 3166-1, or one that is only reserved, such as the Canary Islands (IC). XK (Kosovo) is
# one that ISO leaves to its users, and CLDR names it: it counts as a country's.
_NO_COUNTRIES: Final = frozenset(("AC", "CP", "CQ", "DG", "EA", "IC", "TA"))


@lru_cache(maxsize=64)
def place_names(language: str) -> Mapping[str, str]:
    """Return the names of countries, and of other places that CLDR has a code of two letters for, in a language, in the
    order of their codes; none where CLDR doesn't know the language.
    """
    locale = find_locale(language)
    named = sorted(locale.territories.items()) if locale else ()
    return {code: name for code, name in named if len(code) == 2 and code not in _NO_PLACES}


def country_names(language: str) -> Mapping[str, str]:
    """Return the names, as in `place_names`, of what has a code in ISO 3166-1: what a site can have a file for."""
    return {code: name for code, name in place_names(language).items() if code not in _NO_COUNTRIES}


def country_code(name: str, languages: Iterable[str]) -> str | None:
    """Return the code of the country that is called by a name in one of the languages; none where no country is.

    >>> country_code("norvège", ("en", "fr")), country_code("Norge", ("en", "fr"))
    ('NO', None)
    """
    for language in languages:
        for code, called in country_names(language).items():
            if called.casefold() == name.casefold():
                return code
    return None


def is_country_code(code: str) -> bool:
    """Return whether ISO 3166-1 has a code for a country."""
    return code not in _NO_COUNTRIES and code in place_names("en")


def meant_code(code: str) -> str | None:
    """Return the code of ISO 3166-1 that is meant by another code of a country: one of three letters, a former one, or
    one that others use, such as .uk or the EU's EL; none where CLDR knows no such country, or more than one.

    >>> [meant_code(code) for code in ("nor", "UK", "SU", "NO")]
    ['NO', 'GB', None, None]
    """
    from babel.core import get_global

    typed = code.upper()
    found = ["GR"] if typed == "EL" else get_global("territory_aliases").get(typed, ())
    return found[0] if len(found) == 1 and is_country_code(found[0]) else None


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language; its code where CLDR has no name for it."""
    return place_names(language).get(code, code)
