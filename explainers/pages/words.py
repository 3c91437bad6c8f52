"""Interface texts, by gettext: one catalogue a language (``explainers/locale/LANG/LC_MESSAGES/explainers.po``),
English being the texts themselves. A third language joins with one more file.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.support import Translations

__all__ = ["direction", "translations"]


@lru_cache(maxsize=32)
def translations(language: str) -> Translations:
    """Return the interface texts of a language; those that it lacks are English."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    path = resources.files("explainers") / "locale" / language.replace("-", "_") / "LC_MESSAGES/explainers.po"
    if not path.is_file():
        return Translations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.replace("-", "_")))
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(maxsize=32)
def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language that Babel knows."""
    from babel import Locale

    return str(Locale.parse(language.replace("-", "_")).text_direction)
