"""A site's own catalogue of interface texts, new."""

from __future__ import annotations

from io import BytesIO, StringIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from explainers.catalogues import packaged_catalogue
from explainers.locales import locale_name

__all__ = ["new_catalogue"]

_COMPLETE = "fr"  # a test holds that it has every text


def new_catalogue(language: str) -> str:
    """Return a catalogue of gettext with every text of the interface: as the package has it in a language, or, where it
    doesn't, empty, to be filled in. What stays empty is English for readers.
    """
    there = packaged_catalogue(language)
    texts = read_po(StringIO(there or packaged_catalogue(_COMPLETE)))
    made = Catalog(locale=locale_name(language), fuzzy=False)
    for one in texts:
        if one.id:
            made.add(one.id, one.string if there else None, flags=one.flags - {"fuzzy"}, context=one.context)
    written = BytesIO()
    write_po(written, made, width=110, sort_output=True, omit_header=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {made.plural_forms}\\n"\n'
    return f'{head}"Content-Type: text/plain; charset=utf-8\\n"\n\n{written.getvalue().decode().strip()}\n'
