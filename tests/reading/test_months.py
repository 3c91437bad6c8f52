"""The names of months and weekdays that stand in the code are CLDR's."""

from __future__ import annotations

import pytest
from babel import Locale

from explainers.reading.months import abbreviated_months, months, weekdays


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_in_the_code_are_those_of_cldr(language: str) -> None:
    locale = Locale.parse(language)
    wide = {name.lower(): number for number, name in locale.months["format"]["wide"].items()}
    assert wide.items() <= months(language).items()
    short = {name.lower().rstrip("."): number for number, name in locale.months["format"]["abbreviated"].items()}
    assert short.items() <= abbreviated_months(language).items()
    assert set(weekdays(language)) == {name.lower() for name in locale.days["format"]["wide"].values()}


def test_other_spellings_are_known_too() -> None:
    assert (months("fr")["aout"], abbreviated_months("en")["sept"]) == (8, 9)


def test_other_languages_come_from_cldr_in_every_case_of_the_word() -> None:
    assert months("de")["märz"] == 3
    assert (months("ru")["ноябрь"], months("ru")["ноября"]) == (11, 11)
    assert abbreviated_months("es")["sept"] == 9
    assert "lunes" in weekdays("es")
    assert months("pt-BR")["março"] == 3


@pytest.mark.parametrize("language", ["xx", "", "not a language"])
def test_a_language_that_nobody_knows_has_none(language: str) -> None:
    assert months(language) == {}
    assert abbreviated_months(language) == {}
    assert weekdays(language) == {}


def test_months_that_are_numbered_are_not_words() -> None:
    assert months("ja") == {}
