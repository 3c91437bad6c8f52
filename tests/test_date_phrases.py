"""Each language has all connecting words, so that a date can stand in any sentence."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest

from explainers.date_phrases import PHRASES
from explainers.dates import Style, in_words

DATES = ("2023-11-08", "2023-11", "2023", "2023-21", "2023-22", "202X", "20XX")
PLACEHOLDERS = {"date", "the", "first", "last"}


@pytest.mark.parametrize("language", PHRASES)
def test_a_language_has_the_relations_of_english_with_a_pattern_for_any_date(language: str) -> None:
    assert PHRASES[language].relations.keys() == PHRASES["en"].relations.keys()
    for patterns in PHRASES[language].relations.values():
        assert "" in patterns
        for pattern in patterns.values():
            named = set(re.findall(r"\{(\w*)\}", pattern))
            assert named
            assert named <= PLACEHOLDERS


@pytest.mark.parametrize("language", PHRASES)
def test_what_is_put_around_a_date_has_its_place(language: str) -> None:
    phrases = PHRASES[language]
    for pattern in (phrases.decade, phrases.roughly, phrases.perhaps, *phrases.articles.values()):
        assert pattern.count("{}") == 1
    assert [pattern.count("{}") for pattern in phrases.closed] == [2, 2]
    assert len(set(phrases.seasons)) == 4


@pytest.mark.parametrize(
    ("edtf", "language", "style", "words"),
    [
        ("2023-11-01", "fr", "in", "le 1er novembre 2023"),
        ("2023-21", "fr", "in", "au printemps 2023"),
        ("2023-22", "fr", "of", "de l’été 2023"),
        ("202X", "en", "in", "in the 2020s"),
        ("2023-11-08", "en", "as-of", "as of 8 November 2023"),
        ("2023-08", "fr", "of", "d’août 2023"),
    ],
)
def test_dates_stand_in_a_sentence(edtf: str, language: str, style: Style, words: str) -> None:
    assert in_words(edtf, language, style=style) == words


@pytest.mark.parametrize(("language", "edtf"), list(product(PHRASES, DATES)))
def test_nothing_of_a_pattern_is_left_in_the_words(language: str, edtf: str) -> None:
    for style in get_args(Style):
        assert not re.search(r"[{}]", in_words(edtf, language, style=style))
