"""Typed signs become typographic ones, and nothing else of a text changes."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading import typography
from explainers.reading.typography import next_to_set, typeset

CASES = [
    ("en", "He said: \"We're 'there'.\"", "He said: “We’re ‘there’.”"),
    ("en", '("a") ["b"] —"c"', "(“a”) [“b”] —“c”"),
    ("en", "the ministers' deal, the '90s, rock 'n' roll", "the ministers’ deal, the ’90s, rock ‘n’ roll"),
    ("en", "on 7 November 2023, 400 men, 5 may", "on 7°November 2023, 400 men, 5°may"),
    ("en", "wait... “so”", "wait… “so”"),
    ("en", "Why? No! a: b; 5 %", "Why? No! a: b; 5 %"),
    ("fr", "Quoi ? Non ! a : b ; 25 %", "Quoi⍽? Non⍽! a°: b⍽; 25°%"),
    ("fr", '"a" et «b» et « c »', "«⍽a⍽» et «⍽b⍽» et «⍽c⍽»"),
    (
        "fr",
        "l'an d'après, 50 000 hommes, 7 novembre, en 2023 ils",
        "l’an d’après, 50⍽000°hommes, 7°novembre, en 2023 ils",
    ),
    ("fr", "le 1er mars, du 1er au 7 novembre", "le 1er°mars, du 1er au 7°novembre"),
    ("fr", "12:30, https://x.org?", "12:30, https://x.org?"),
    ("fr", "« a ?»", "«⍽a⍽?⍽»"),
    ("de", '"a"', "„a“"),
    ("pt-BR", '"a"', "«a»"),
    ("xx", '"a" 7 may', "“a” 7 may"),
]


@pytest.mark.parametrize(("language", "typed", "expected"), CASES)
def test_signs_are_those_of_the_language(language: str, typed: str, expected: str) -> None:
    assert typeset(typed, language).replace("\u202f", "⍽").replace("\u00a0", "°") == expected


def test_a_piece_is_set_with_the_sign_before_it_in_mind() -> None:
    assert typeset('"', "en", before="a") == "”"
    assert typeset('"', "en", before=" ") == "“"
    assert typeset("'s", "en", before="t") == "’s"


TEXTS = st.text(st.sampled_from([*"ab \"'.?!:;%«»“”()-—7 0\u00a0\u202f", "\n"]))


@given(TEXTS, st.sampled_from(("en", "fr", "de", "ar")))
def test_letters_and_digits_stay(text: str, language: str) -> None:
    kept = [sign for sign in typeset(text, language) if sign.isalnum()]
    assert kept == [sign for sign in text if sign.isalnum()]


@given(TEXTS, st.sampled_from(("en", "fr")))
def test_what_is_set_is_set(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


SIGNS = st.sampled_from(
    ['"', "'", ".", "...", "«", "»", ";", "%", "1", "12", "1er", " ", "\u00a0", "٣", "May", "mai", "a", "Mayor"]
)


@given(st.lists(SIGNS, max_size=8).map("".join), st.sampled_from(["en", "fr", "de-AT", "tlh"]))
def test_only_what_has_nothing_to_set_is_told_by_a_look(text: str, language: str) -> None:
    with patch.object(typography, "_to_set", return_value=re.compile("")):
        whole = typeset(text, language)
    assert typeset(text, language) == whole


SET = st.sampled_from(["a", " ", ".", "...", "5 ", "5 May", "1er ", '"', "'", "\u00a0", ";", "»", "\n"])


@given(
    st.lists(SET).map("".join),
    st.integers(0, 20),
    st.integers(0, 20),
    st.sampled_from(["en", "fr", "de"]),
)
def test_a_part_of_a_text_with_nothing_to_set_is_shown_as_it_is_typed(
    text: str, start: int, end: int, language: str
) -> None:
    if next_to_set(text, language, start) >= end:
        assert typeset(text[start:end], language, text[start - 1 : start]) == text[start:end]
