"""The order of the alphabet whatever the accents, and the letter that words stand under."""

from __future__ import annotations

import pytest

from explainers.pages.letters import initial, plain


@pytest.mark.parametrize(
    ("words", "letter"),
    [("Œuvre", "O"), ("Île", "I"), ("«Zoo»", "Z"), ("ß", "S"), ("Жук", "Ж"), ("٣ boats", "0–9"), ("", "#")],
)
def test_a_word_stands_under_the_letter_that_one_looks_under(words: str, letter: str) -> None:
    assert initial(words) == letter


def test_words_are_sorted_as_in_a_dictionary() -> None:
    words = ["Zoo", "île", "Étang", "étape", "ilot", "Eau"]
    assert sorted(words, key=plain) == ["Eau", "Étang", "étape", "île", "ilot", "Zoo"]


@pytest.mark.parametrize(
    ("words", "sorted_as"),
    [("Łódź", "lodz"), ("Ærø", "aero"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("« État »", "etat »"),
     ("ﬁsh", "fish"), ("2²", "22"), ("…!", ""), ("", "")],
)  # fmt: skip
def test_words_are_sorted_without_accents_signs_and_capitals(words: str, sorted_as: str) -> None:
    assert plain(words) == sorted_as
