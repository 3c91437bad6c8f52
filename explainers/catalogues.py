"""Where interface texts are: a catalogue of gettext for each language, in the package and in a site's own ``locale/``.

English is the texts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from explainers.folders import CATALOGUES
from explainers.locales import base_language, locale_name

__all__ = ["own_catalogues", "packaged_catalogue", "path_in_site", "untranslated"]


def path_in_site(language: str) -> str:
    """Return where a site's own catalogue of a language is, from the site's folder.

    >>> path_in_site("pt-BR")
    'locale/pt_BR/LC_MESSAGES/explainers.po'
    """
    return f"{CATALOGUES}/{locale_name(language)}/LC_MESSAGES/explainers.po"


def packaged_catalogue(language: str) -> str:
    """Return the package's catalogue of a language, or of the language without its country; empty if there is none."""
    for one in (language, base_language(language)):
        path = Path(__file__).parent / path_in_site(one)
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def own_catalogues(root: Path, languages: Iterable[str]) -> dict[str, str]:
    """Return the catalogues that a site has itself, by language. Raises `OSError` and `UnicodeDecodeError`."""
    paths = {language: root / path_in_site(language) for language in languages}
    return {language: path.read_text(encoding="utf-8") for language, path in paths.items() if path.is_file()}


def untranslated(languages: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each language that has no interface texts, with the command that makes its file."""
    there = set(own)
    return tuple(
        f"there are no words for the interface in '{language}': readers see English ones. "
        f"'explainers new words {language}' makes {path_in_site(language)}, to be filled in"
        for language in languages
        if base_language(language) != "en" and language not in there and not packaged_catalogue(language)
    )
