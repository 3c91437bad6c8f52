"""A new country begins with its capital: named as the language names it, and inside the country."""

from __future__ import annotations

import pytest

from explainers.editing.capitals import capital
from explainers.maps.inside import away_from

CODES = ("NO", "SE", "BF", "US", "JP", "FR", "AT", "ZA")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("AT", "en", "Vienna"),
        ("AT", "de", "Wien"),
        ("DK", "fr", "Copenhague"),
        ("NO", "en", "Oslo"),
        ("NO", "pt-BR", "Oslo"),
    ],
)
def test_a_capital_has_the_name_of_the_language_or_its_english_one(code: str, language: str, name: str) -> None:
    found = capital(code, language)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("code", CODES)
def test_a_capital_stands_in_its_country(code: str) -> None:
    found = capital(code, "en")
    assert found is not None
    away = away_from(code, found.latitude, found.longitude)
    assert away is not None
    assert away < 50  # kilometres


def test_a_country_that_is_not_on_record_has_none() -> None:
    assert capital("XX", "en") is None
