"""Countries and other places by ISO 3166-1's codes of two letters, and their names as CLDR has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from explainers.cldr import find_cldr

__all__ = ["country_code", "country_name", "country_names", "is_country_code", "meant_code", "place_names"]

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
    known = find_cldr(language)
    return {code: name for code, name in known.places.items() if code not in _NO_PLACES} if known else {}


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
