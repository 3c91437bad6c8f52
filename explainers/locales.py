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
    "base_language", "codes_in", "find_locale", "locale_name", "locale_of", "meant_language", "without_time_zone",
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


@lru_cache(maxsize=1024)
def meant_language(typed: str) -> str | None:
    """Return the code of a language, as in BCP 47, that is meant by another word for it: its code in capitals, one of
    three letters where there is one of two, its name in a language of the interface; none where it is a
    code, or means nothing.

    >>> [meant_language(typed) for typed in ("FR", "fra", "pt_br", "French", "français", "fr", "xq")]
    ['fr', 'fr', 'pt-BR', 'fr', 'fr', None, None]
    """
    if re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", typed):  # most are
        return None
    from babel import Locale
    from babel.core import get_global

    base, _, region = typed.replace("_", "-").partition("-")
    code = str(get_global("language_aliases").get(base.lower(), base.lower()))
    meant = f"{code}-{region.upper() if len(region) == len('BR') else region}" if region else code
    if find_locale(meant):
        return meant if meant != typed else None
    named = (pair for language in ("en", "fr", "es", "de") for pair in Locale(language).languages.items())
    return next((one for one, name in named if name.casefold() == typed.casefold() and find_locale(one)), None)


def locale_of(language: str) -> Locale:
    """Return the locale of a language, by its code with or without a country. Raises `ValueError` where CLDR has none,
    with a sentence for whoever wrote the code.
    """
    found = find_locale(language)
    if found is None:
        raise ValueError(f"'{language}' isn't the code of a language")
    return found
