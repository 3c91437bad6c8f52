"""Names are words with a capital inside of a sentence, and all forms that are known."""

from __future__ import annotations

import pytest

from explainers.reading.names import names, starts_sentence


def found(text: str, language: str = "en", *known: str) -> list[str]:
    return [name.text for name in names(text, language, frozenset(known))]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("He met Ann Lee in Rio de Janeiro.", "en", ["Ann Lee", "Rio de Janeiro"]),
        ("The United States of America", "en", ["United States of America"]),
        ("It is Ann’s pro-Western view.", "en", ["Ann", "Western"]),
        ("They met on Monday, 3 May.", "en", []),
        ("In chapter IV of it, Mr Lee spoke.", "en", ["Lee"]),
        ("Guards came. Ann left.", "en", []),
        ("Then J. Lee left.", "en", ["Lee"]),
        ("He went to l'Europe et la Côte d’Ivoire.", "fr", ["Europe", "Côte d'Ivoire"]),
        ("Vu par Ann à Lomé en mars.", "fr", ["Ann", "Lomé"]),
        ("the NATO summit", "en", ["NATO"]),
        ("and Ann\n\nLee", "en", ["Ann"]),
        ("", "en", []),
    ],
)
def test_words_with_a_capital_are_names(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected


def test_a_known_form_is_found_anywhere_and_the_longest_wins() -> None:
    assert found("Union of Writers met the Union.", "en", "Union", "Union of Writers") == ["Union of Writers", "Union"]
    assert found("The ministry said so. Ministries did not.", "en", "the ministry") == ["the ministry"]
    assert found("It was Jean‑Luc’s  own.", "en", "Jean-Luc's own") == ["Jean-Luc's own"]
    assert found("He met Russians.", "en", "Russia") == ["Russians"]


def test_a_name_knows_where_it_stands() -> None:
    text = "They saw Ann  Lee’s house."
    (name,) = names(text, "en", ())
    assert (name.text, text[name.start : name.end]) == ("Ann Lee", "Ann  Lee")


@pytest.mark.parametrize(
    ("before", "starts"),
    [
        ("", True), ("- ", True), ("It ended. ", True), ("It ended! ", True), ("It ended.” ", True),
        ("He said “", True), ("It had begun. ", True), ("with Capt. ", False), ("x-Captn. ", True),
        ("Il a dit « ", True), ("a\n\n", True), ("**", True),
        ("It ended, ", False), ("He said: ", False), ("Gen. ", False), ("J. ", False), ("they, ‘", False),
        ("words\n", False),
    ],
)  # fmt: skip
def test_a_sentence_starts_behind_its_end_or_an_opening_mark(before: str, starts: bool) -> None:
    assert starts_sentence(f"{before}Ann left", len(before)) is starts
