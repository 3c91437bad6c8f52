"""The few words that connect dates in a sentence, one table a language; month names and order are CLDR's.

To add a language, add an entry to `PHRASES`; `explainers.dates.in_words` says what happens without one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

__all__ = ["PHRASES", "Phrases"]


class Phrases(Struct, frozen=True):
    """The connecting words of a language.

    `relations` maps a relation to patterns by precision (for a season also its EDTF number), ``""`` for
    all others. In a pattern, `date` is the bare date, `the` the same with its article, `first` and `last`
    the first and last year of a century. Articles stand in the case that `relations` needs: of a language with
    cases, patterns that need another one write it out.
    """

    seasons: tuple[str, str, str, str]
    decade: str
    first_of_month: str
    articles: Mapping[str, str]
    roughly: str  # an approximate date inside of another phrase
    perhaps: str  # put before any phrase
    closed: tuple[str, str]  # an interval with both ends: by itself, as an adverbial
    unknown: tuple[str, str]  # an unknown start, an unknown end
    relations: Mapping[str, Mapping[str, str]]
    season_of_year: str = "{} {}"
    elision: re.Pattern[str] | None = None  # a 'de ' that loses its vowel


_ENGLISH: Final = Phrases(
    seasons=("spring", "summer", "autumn", "winter"),
    decade="{}s",
    first_of_month="1",
    articles={"decade": "the {}"},
    roughly="about {}",
    perhaps="perhaps {}",
    closed=("{} to {}", "from {} to {}"),
    unknown=("an unknown date", "an unknown date"),
    relations={
        "plain": {"": "{date}"},
        "in": {"day": "on {date}", "century": "between {first} and {last}", "": "in {the}"},
        "about": {"": "about {the}"},
        "perhaps": {"": "{the}"},
        "since": {"": "since {the}"},
        "as-of": {"": "as of {the}"},
        "of": {"": "{the}"},
        "after": {"": "after {the}"},
        "from": {"": "from {the}"},
        "until": {"": "until {the}"},
        "start": {"": "{date}"},
        "end": {"": "{date}"},
    },
)

_FRENCH_IN: Final = {
    "day": "{the}",
    "21": "au {date}",
    "decade": "dans {the}",
    "century": "entre {first} et {last}",
    "": "en {date}",
}
_FRENCH: Final = Phrases(
    seasons=("printemps", "été", "automne", "hiver"),
    decade="années {}",
    first_of_month="1er",
    articles={"day": "le {}", "decade": "les {}", "21": "le {}", "22": "l’{}", "23": "l’{}", "24": "l’{}"},
    roughly="{} environ",
    perhaps="peut-être {}",
    closed=("{} {}", "{} {}"),
    unknown=("d’une date inconnue", "à une date inconnue"),
    relations={
        "plain": {"": "{date}"},
        "in": _FRENCH_IN,
        "about": {"": "vers {the}"},
        "perhaps": _FRENCH_IN,
        "since": {"": "depuis {the}"},
        "as-of": {**_FRENCH_IN, "day": "au {date}"},
        "of": {"day": "du {date}", "decade": "des {date}", "21": "du {date}", "": "de {the}"},
        "after": {"": "après {the}"},
        "from": {"": "depuis {the}"},
        "until": {"day": "jusqu’au {date}", "": "jusqu’en {date}"},
        "start": {"day": "du {date}", "": "de {date}"},
        "end": {"day": "au {date}", "": "à {date}"},
    },
    elision=re.compile(r"\bde (?=[aeéioôuh])"),
)

_SPANISH_IN: Final = {
    "day": "el {date}",
    "season": "en {the}",
    "decade": "en {the}",
    "century": "entre {first} y {last}",
    "": "en {date}",
}
_MASCULINE: Final = dict.fromkeys(("22", "23", "24"), "del {date}")  # spring is feminine
_SPANISH: Final = Phrases(
    seasons=("primavera", "verano", "otoño", "invierno"),
    season_of_year="{} de {}",
    decade="década de {}",
    first_of_month="1",
    articles={"day": "el {}", "decade": "la {}", "21": "la {}", "season": "el {}"},
    roughly="{} aproximadamente",
    perhaps="quizá {}",
    closed=("{} {}", "{} {}"),
    unknown=("de una fecha desconocida", "a una fecha desconocida"),
    relations={
        "plain": {"": "{date}"},
        "in": _SPANISH_IN,
        "about": {"": "hacia {the}"},
        "perhaps": _SPANISH_IN,
        "since": {"": "desde {the}"},
        "as-of": {**_SPANISH_IN, "day": "a {date}"},
        "of": {"day": "del {date}", **_MASCULINE, "": "de {the}"},
        "after": {
            "day": "después del {date}",
            **{season: f"después {of}" for season, of in _MASCULINE.items()},
            "": "después de {the}",
        },
        "from": {"": "desde {the}"},
        "until": {"": "hasta {the}"},
        "start": {"day": "del {date}", "": "de {date}"},
        "end": {"day": "al {date}", "": "a {date}"},
    },
)

_GERMAN_IN: Final = {
    "day": "am {date}",
    "month": "im {date}",
    "season": "im {date}",
    "decade": "in den {date}n",
    "century": "zwischen {first} und {last}",
    "": "im Jahr {date}",
}
_GERMAN_OF: Final = {"day": "vom {date}", "month": "vom {date}", "season": "vom {date}", "decade": "der {date}"}
_GERMAN: Final = Phrases(
    seasons=("Frühling", "Sommer", "Herbst", "Winter"),
    decade="{}er-Jahre",
    first_of_month="1",
    articles={"day": "den {}", "season": "den {}", "decade": "die {}"},  # accusative, as behind 'um'
    roughly="{} (ungefähr)",
    perhaps="vielleicht {}",
    closed=("{} bis {}", "{} bis {}"),
    unknown=("von einem unbekannten Datum", "zu einem unbekannten Datum"),
    relations={
        "plain": {"": "{date}"},
        "in": _GERMAN_IN,
        "about": {"": "um {the}"},
        "perhaps": _GERMAN_IN,
        "since": {
            "day": "seit dem {date}",
            "season": "seit dem {date}",
            "decade": "seit den {date}n",
            "": "seit {date}",
        },
        "as-of": {"": "Stand {date}"},
        "of": {**_GERMAN_OF, "": "von {date}"},
        "after": {
            "day": "nach dem {date}",
            "season": "nach dem {date}",
            "decade": "nach den {date}n",
            "": "nach {date}",
        },
        "from": {"day": "seit dem {date}", "": "seit {date}"},
        "until": {"day": "bis zum {date}", "": "bis {date}"},
        "start": {"day": "vom {date}", "": "von {date}"},
        "end": {"": "{date}"},
    },
)

PHRASES: Final[Mapping[str, Phrases]] = {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH, "de": _GERMAN}
