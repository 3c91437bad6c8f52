"""What the engine knows of a language, one module for each: the words that rules look for, and how it writes numbers.

A new language is one more module with a `LANGUAGE` (`explainers.languages.language` says what that has) and its name in
`LANGUAGES`; docs/languages.md has what else depends on language. What a language lacks is told as unchecked, never
taken for passed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Final

from explainers.languages.language import Language
from explainers.locales import base_language, find_locale

__all__ = ["LANGUAGES", "language_of", "meant_language"]

LANGUAGES: Final = ("en", "fr", "es", "de")
"""The languages that are known, by their codes."""


@lru_cache(maxsize=64)
def language_of(code: str) -> Language | None:
    """Return what is known of a language, by its code with or without a country; `None`: nothing.

    >>> language_of("es-EC") is language_of("es"), language_of("pt")
    (True, None)
    """
    base = base_language(code)
    if base not in LANGUAGES:
        return None
    found = import_module(f"explainers.languages.{base}").LANGUAGE
    assert isinstance(found, Language), "each module has one"
    return found


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
    named = (pair for language in LANGUAGES for pair in Locale(language).languages.items())
    return next((one for one, name in named if name.casefold() == typed.casefold() and find_locale(one)), None)
