"""Interface texts, by gettext: a catalogue for each language (`explainers.catalogues`)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from explainers.catalogues import packaged_catalogue
from explainers.locales import locale_name, locale_of

if TYPE_CHECKING:
    from babel.support import Translations

__all__ = ["direction", "translations"]


@lru_cache(maxsize=32)
def translations(language: str, own: str = "") -> Translations:
    """Return the interface texts of a language; those that it lacks are English. `own`: a site's own catalogue, whose
    texts count before the package's. Raises `ValueError` where that can't be read.
    """
    from babel.support import Translations

    found = [_compiled(text, language) for text in (packaged_catalogue(language), own) if text]
    for other in found[1:]:
        found[0].merge(other)
    return found[0] if found else Translations()


def _compiled(text: str, language: str) -> Translations:
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    compiled = BytesIO()
    read = read_po(BytesIO(text.encode()), locale=locale_name(language), abort_invalid=True)
    write_mo(compiled, read)
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(maxsize=32)
def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language that Babel knows."""
    return str(locale_of(language).text_direction)
