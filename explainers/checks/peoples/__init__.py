"""What the people of each country are called, and its adjectives, by language: *South African*, *sud-africaines*.

CLDR has no such words. They come from the npm package i18n-nationality, mended and inflected by `make`; ``README.md``
tells their origin and licence. The files are read as a language is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from explainers.locales import base_language

__all__ = ["peoples"]


@lru_cache(maxsize=16)
def peoples(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a language for each country's people, and its adjectives, in all their forms, by ISO 3166-1
    alpha-2 code; none of a language that has no file.

    >>> peoples("en")["ZA"]
    ('South African', 'South Africans')
    """
    file = Path(__file__).with_name(f"{base_language(language)}.json")
    if not file.is_file():
        return {}
    words: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return {code: tuple(forms) for code, forms in words.items()}
