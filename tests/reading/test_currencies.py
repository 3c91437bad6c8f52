"""Units of money beside figures are units, not names of anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.languages.joined import Joined
from explainers.reading import currencies
from explainers.reading.currencies import is_currency, money_units


def units(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sorted(set(money_units(Joined((text,)), language)))]


@pytest.mark.parametrize("text", ["$", "US$", "A$", "€", "EUR", "USD", "FCFA", "CFA", " NOK "])
def test_signs_and_codes_are_currencies(text: str) -> None:
    assert is_currency(text)


@pytest.mark.parametrize("text", ["", "km", "Oslo", "UN", "$$$", "5", "eur"])
def test_other_words_are_not(text: str) -> None:
    assert not is_currency(text)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("It cost US$5.", "en", ["US"]),
        ("It cost USD 5 million.", "en", ["USD"]),
        ("It cost 5 EUR.", "en", ["EUR"]),
        ("Il coûte 5 000 FCFA.", "fr", ["FCFA"]),
        ("They paid 40 South African rand.", "en", ["South African rand"]),
        ("They paid 3 million US dollars.", "en", ["US dollars"]),
        ("Ils paient 3 millions de francs CFA.", "fr", ["francs CFA"]),
    ],
)
def test_a_unit_of_money_is_found_beside_its_figure(text: str, language: str, found: list[str]) -> None:
    assert units(text, language) == found


@pytest.mark.parametrize(
    "text", ["The South African rand fell.", "They met 40 South Africans.", "In 1905 Norway left.", "USD is a code."]
)
def test_where_no_figure_is_paid_there_is_no_unit(text: str) -> None:
    assert units(text) == []


WORDS = (
    "of",
    "de",
    "d’euros",
    "million",
    "bn",
    "South",
    "African",
    "rand",
    "US",
    "dollars",
    "euros",
    "crowns",
    "Md",
    "M",
)
PIECES = st.sampled_from(
    (*WORDS, *map(str.upper, WORDS), "5", "5,", "12", "1.8", "10-12", "-", "€", "€5", "5\u00a0US", "Oslo", "")
)


@given(st.lists(PIECES, max_size=9).map(" ".join), st.sampled_from(("en", "fr", "es", "de", "tr")))
def test_no_unit_is_behind_a_number_that_is_not_looked_at(text: str, language: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(currencies, "whole_number", lambda piece: None)
        all_looked_at = units(text, language)
    assert units(text, language) == all_looked_at
