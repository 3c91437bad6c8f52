"""The few words that connect dates in a sentence, one table a language; month names and order are CLDR's.

To add a language, add an entry to `PHRASES`; `explainers.dates.in_words` says what happens without one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["PHRASES", "Phrases"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The connecting words of a language.

    `relations` maps a relation to patterns by precision (for a season also its EDTF number), ``""`` for
    all others. In a pattern, `date` is the bare date, `the` the same with its article, `first` and `last`
    the first and last year of a century.
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

PHRASES: Final[Mapping[str, Phrases]] = {"en": _ENGLISH, "fr": _FRENCH}
