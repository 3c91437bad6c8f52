"""Who and what names stand for: people, organisations and places of `names.yaml`, and countries by CLDR, with their
peoples and adjectives.

Names are compared by what they stand for, so that a French page is checked against an English source; a name that
nobody has listed is compared by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from explainers.checks.peoples import peoples
from explainers.countries import place_names
from explainers.languages.joined import Joined
from explainers.locales import base_language
from explainers.model import Called, Corpus
from explainers.reading.names import Name, names_of, plain_name

__all__ = [
    "COUNTRY", "NameBook", "called_forms", "countries_in", "folded", "is_country", "listed_only", "place_forms",
    "words_of",
]  # fmt: skip

COUNTRY: Final = "country:"
"""What begins the identity of a country; its code follows."""

_WORD: Final = re.compile(r"\w+")
_LANGUAGES: Final = {
    "fr": re.compile(r"(?<!\w)en\s$", re.IGNORECASE),
    "es": re.compile(r"(?<!\w)en\s$", re.IGNORECASE),
    "de": re.compile(r"(?<!\w)(?:auf|ins)\s$", re.IGNORECASE),
}
_ALSO: Final = re.compile(r"(.+) \(([^()]+)\)")


def listed_only(language: str) -> bool:
    """Return whether a language writes every noun with a capital, so that capitals don't tell names."""
    return base_language(language) in ("de", "lb", "nds")


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Return a name as it is compared: small letters, plain apostrophes and hyphens, single spaces."""
    return plain_name(text.casefold())


@lru_cache(maxsize=64)
def place_forms(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return what each of `place_names` is written as in a language: as it is there; then what stands before and in
    parentheses, and with *and* in words.
    """
    joint = {"en": "and", "fr": "et", "de": "und", "es": "y"}.get(base_language(language))
    return {code: tuple(_written(name, joint)) for code, name in place_names(language).items()}


def _written(name: str, joint: str | None) -> Iterable[str]:
    yield name
    also = _ALSO.fullmatch(name)
    if also:
        yield from (part for part in also.groups() if part[0].isupper())
    if "&" in name and joint:
        yield name.replace("&", joint)


class NameBook:
    """What names of a site stand for. Names of countries, peoples and adjectives are known in the languages given."""

    def __init__(self, corpus: Corpus, languages: Iterable[str]) -> None:
        self.languages = tuple(dict.fromkeys(languages))
        self._forms: dict[str, set[str]] = {language: set() for language in self.languages}
        self._meant: dict[str, set[str]] = {}
        self._countries: dict[str, str] = {}
        self._called: dict[str, tuple[str, ...]] = {}
        self._entries = corpus.names
        self._within: dict[tuple[str, str], frozenset[str]] = {}
        slugs = {country.slug: code for code, country in corpus.countries.items()}
        for entry in corpus.names.values():
            identity = COUNTRY + slugs[entry.id] if entry.id in slugs else entry.id
            for language, forms in entry.forms.items():
                for form in forms:
                    self._note(form, language, identity)
        for language in self.languages:
            for code, written in place_forms(language).items():
                for form in written:
                    self._note(form, language, COUNTRY + code)
                    self._countries.setdefault(folded(form), code)
            for code, written in peoples(language).items():
                for form in written:
                    self._note(form, language, COUNTRY + code)
        self._known = {language: frozenset(forms) for language, forms in self._forms.items()}
        self._identities = {form: frozenset(meant) for form, meant in self._meant.items()}

    def _note(self, form: str, language: str, identity: str) -> None:
        self._forms.setdefault(language, set()).add(form)
        self._meant.setdefault(folded(form), set()).add(identity)

    def known_forms(self, language: str) -> frozenset[str]:
        """Return the forms that are listed in a language, for `reading.names.names`."""
        return self._known.get(language, frozenset())

    def names(self, text: str, language: str) -> tuple[Name, ...]:
        """Return the names in a text; of a language that writes every noun with a capital, those that are listed."""
        return self.names_of(Joined((text,)), language)[0]

    def names_of(self, texts: Joined, language: str) -> tuple[tuple[Name, ...], ...]:
        """Return the names in each of some texts, as `names` finds them."""
        known = self.known_forms(language)
        each = names_of(texts, language, known)
        if listed_only(language):
            each = tuple(tuple(name for name in found if name.text in known) for found in each)
        if base_language(language) not in _LANGUAGES:
            return each
        return tuple(
            tuple(name for name in found if not self._is_language(text, name, language))
            for text, found in zip(texts.texts, each, strict=True)
        )

    def _is_language(self, text: str, name: Name, language: str) -> bool:
        """Whether an adjective of a country names its language: en français, auf Deutsch."""
        before = _LANGUAGES.get(base_language(language))
        return (
            before is not None
            and before.search(text, 0, name.start) is not None
            and is_country(self.meant(name.text))
            and self.country(name.text) is None
        )

    def meant(self, name: str) -> frozenset[str]:
        """Return what a name may stand for: ids of `names.yaml`, ``country:`` and a code; nothing if unlisted."""
        return self._identities.get(folded(name), frozenset())

    def called(self, name: str) -> tuple[str, ...]:
        """Return what somebody can be called: all forms of `names.yaml`; if there are none, also the last word. Found
        once a name, as most come again.
        """
        found = self._called.get(name)
        if found is None:
            entries = [self._entries[identity] for identity in sorted(self.meant(name)) if identity in self._entries]
            forms = [name, *(form for entry in entries for listed in entry.forms.values() for form in listed)]
            last = name.split()[-1:] if len(forms) == 1 else []
            found = self._called[name] = tuple(dict.fromkeys((*forms, *last)))
        return found

    def country(self, name: str) -> str | None:
        """Return the code of the country that has exactly this name, in any of the languages."""
        return self._countries.get(folded(name))

    def meant_within(self, name: str, language: str) -> frozenset[str]:
        """Return what a name and the listed names inside of it stand for; found once a name, as most come again."""
        found = self._within.get((name, language))
        if found is None:
            parts = [part.text for part in self.names(name, language)]
            found = self._within[name, language] = frozenset().union(self.meant(name), *map(self.meant, parts))
        return found


def called_forms(name: Called) -> tuple[str, ...]:
    """Return all that somebody or something is called, in whatever language."""
    return (name,) if isinstance(name, str) else tuple(dict.fromkeys(name.values()))


@lru_cache(maxsize=16384)
def words_of(name: str) -> frozenset[str]:
    """Return the words of a name as they are compared."""
    return frozenset(_WORD.findall(folded(name)))


def countries_in(meant: Iterable[str]) -> set[str]:
    """Return the codes of the countries among what a name, or several, may stand for."""
    return {identity.removeprefix(COUNTRY) for identity in meant if identity.startswith(COUNTRY)}


def is_country(meant: Iterable[str]) -> bool:
    """Return whether a name stands for a country, and for nothing else."""
    found = list(meant)
    return bool(found) and all(identity.startswith(COUNTRY) for identity in found)
