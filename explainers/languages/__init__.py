"""What the engine knows of a language, one module for each: the words that rules look for, and how it writes numbers.

A new language is one more module with a `LANGUAGE` (`explainers.languages.language` says what that has) and its name in
`LANGUAGES`; docs/languages.md has what else depends on language. What a language lacks is told as unchecked, never
taken for passed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Final

from explainers.languages.language import Language
from explainers.locales import base_language

__all__ = ["LANGUAGES", "language_of"]

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
