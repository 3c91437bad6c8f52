"""Languages as CLDR has them, through Babel: locales by the codes of languages. What a build asks of them is kept
(`explainers.cldr`).

Babel takes a while to load, so that it is imported only where something is asked of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

from explainers.seldom import seldom

__all__ = [
    "base_language", "codes_in", "find_locale", "locale_name", "locale_of", "without_time_zone",
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


_CODES: Final = seldom(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?(?:[\s,;/+&|]+[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)*")


def codes_in(text: str) -> list[str]:
    """Return the codes of countries or languages in a text, whatever stands between them; none where there is anything
    else in it.

    >>> codes_in("NO SE; FI"), codes_in("pt-BR, en"), codes_in("Norway, SE")
    (['NO', 'SE', 'FI'], ['pt-BR', 'en'], [])
    """
    return re.findall(r"[A-Za-z-]+", text) if _CODES.fullmatch(text.strip(" ,")) else []


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
