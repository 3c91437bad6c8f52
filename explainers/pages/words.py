"""Interface texts, by gettext: a catalogue for each language (`explainers.catalogues`)."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from explainers.catalogues import packaged_catalogue
from explainers.cldr import cldr_of
from explainers.kept_code import keep, kept, stand_of
from explainers.locales import locale_name

__all__ = ["direction", "translations"]


@lru_cache(maxsize=32)
def translations(language: str, own: str = "") -> NullTranslations:
    """Return the interface texts of a language; those that it lacks are English. `own`: a site's own catalogue, whose
    texts count before the package's. Raises `ValueError` where that can't be read.
    """
    packaged = packaged_catalogue(language)
    found = _packaged(packaged, language) if packaged else NullTranslations()
    if not own:
        return found
    first = GNUTranslations(BytesIO(_compiled(own, language)))
    first.add_fallback(found)
    return first


def _packaged(text: str, language: str) -> GNUTranslations:
    """Return the texts of a catalogue of the package, which is compiled once on a machine."""
    key = stand_of("babel"), language, text
    if (compiled := kept("words", key)) is None:
        compiled = _compiled(text, language)
        keep("words", key, compiled)
    return GNUTranslations(BytesIO(compiled))


def _compiled(text: str, language: str) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text.encode()), locale=locale_name(language), abort_invalid=True))
    return compiled.getvalue()


@lru_cache(maxsize=32)
def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language that Babel knows."""
    return cldr_of(language).direction
