"""Words and abbreviations multiply the number before them, where they can't be anything else."""

from __future__ import annotations

import pytest

from explainers.reading.magnitudes import magnitude_at, magnitude_words


def zeros(text: str, language: str, *, money: bool = False) -> int | None:
    """Return how many zeros follow the digits that a text begins with."""
    end = len(text) - len(text.lstrip("0123456789,."))
    found = magnitude_at(text, end, language, money=money)
    return found.zeros if found else None


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("3 million", "en", 6),
        ("3 Million people", "en", 6),
        ("2 thousand million", "en", 9),
        ("4bn", "en", 9),
        ("4-million", "en", 6),
        ("1,8 Md$", "fr", 9),
        ("2 milliers", "fr", 3),
        ("5 M d'euros", "fr", 6),
        ("3 Mio.", "de", 6),
        ("2 mil millones", "es", 9),
        ("7 mln", "it", 6),
        ("3m people", "en", 6),
    ],
)
def test_a_magnitude_adds_its_zeros(text: str, language: str, number: int) -> None:
    assert zeros(text, language) == number


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3 millionaires", "en"),
        ("3 men", "en"),
        ("3 m", "en"),
        ("3m wide", "en"),
        ("100m sprint", "en"),
        ("3 M", "fr"),
        ("3 milles", "fr"),
        ("3 million", "xx"),
        ("3", "en"),
    ],
)
def test_other_words_and_metres_are_none(text: str, language: str) -> None:
    assert zeros(text, language) is None


@pytest.mark.parametrize(("text", "number"), [("3m", 6), ("3 m", 6), ("2b", 9), ("5k", 3)])
def test_behind_money_a_letter_is_a_magnitude(text: str, number: int) -> None:
    assert zeros(text, "en", money=True) == number


def test_a_magnitude_ends_where_its_word_does() -> None:
    found = magnitude_at("3 million.", 1, "en", money=False)
    assert found is not None
    assert "3 million."[: found.end] == "3 million"


def test_a_language_that_nobody_listed_has_the_words_of_cldr() -> None:
    words = magnitude_words("sv")
    assert (words["miljon"], words["miljarder"]) == (6, 9)
    assert magnitude_words("xx") == {}


def test_a_letter_that_only_looks_like_one_of_a_magnitude_adds_nothing() -> None:
    assert zeros("3 bİ", "pt") == 0
