"""Interface texts, by gettext: a catalogue for each language (`explainers.catalogues`)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel import __version__ as babel_version

from explainers.catalogues import packaged_catalogue
from explainers.kept_code import keep, kept
from explainers.locales import locale_name, locale_of, without_time_zone

if TYPE_CHECKING:
    from babel.support import Translations

__all__ = ["direction", "translations"]


@lru_cache(maxsize=32)
def translations(language: str, own: str = "") -> Translations:
    """Return the interface texts of a language; those that it lacks are English. `own`: a site's own catalogue, whose
    texts count before the package's. Raises `ValueError` where that can't be read.
    """
    with without_time_zone():
        from babel.support import Translations

    packaged = packaged_catalogue(language)
    found = [_packaged(packaged, language)] if packaged else []
    found += [_read(_compiled(own, language))] if own else []
    for other in found[1:]:
        found[0].merge(other)
    return found[0] if found else Translations()


def _packaged(text: str, language: str) -> Translations:
    """Return the texts of a catalogue of the package, which is compiled once on a machine."""
    key = babel_version, language, text
    if (compiled := kept("words", key)) is None:
        compiled = _compiled(text, language)
        keep("words", key, compiled)
    return _read(compiled)


def _compiled(text: str, language: str) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text.encode()), locale=locale_name(language), abort_invalid=True))
    return compiled.getvalue()


def _read(compiled: bytes) -> Translations:
    with without_time_zone():
        from babel.support import Translations

    return Translations(BytesIO(compiled))


@lru_cache(maxsize=32)
def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language that Babel knows."""
    return str(locale_of(language).text_direction)
