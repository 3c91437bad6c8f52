"""The names of months and weekdays that stand in the code are CLDR's."""

from __future__ import annotations

import pytest
from babel import Locale

from explainers.reading.months import abbreviated_months, months, weekday_beside, weekdays


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


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("on Monday, the <3 March 2025>", "en", 1),
        ("on Sat. <3 March 2025>", "en", 6),
        ("<3 March 2025> (a Monday)", "en", 1),
        ("<3 March 2025>, a Monday", "en", 1),
        ("between Monday and <3 March 2025>", "en", None),
        ("from <3 March 2025> to Tuesday", "en", None),
        ("<3 March 2025>, Monday’s meeting", "en", None),
        ("le lundi <3 mars 2025>", "fr", 1),
        ("am Montag, dem <3. März 2025>", "de", 1),
        ("am Mo., <3. März 2025>", "de-AT", 1),
        ("el miércoles <5 de marzo de 2025>", "es", 3),
        ("na segunda-feira, <3 de março de 2025>", "pt-BR", 1),
        ("mandag den <3. marts 2025>", "da", 1),
        ("<2025-03-03>, hétfő", "hu", 1),
        ("в понедельник, <3 марта 2025>", "ru", 1),
        ("Monday <3 March 2025>", "xx", None),
    ],
)
def test_the_day_of_the_week_that_stands_with_a_date_is_seen(text: str, language: str, day: int | None) -> None:
    start, end = text.index("<"), text.index(">") - 1
    found = weekday_beside(text.replace("<", "").replace(">", ""), start, end, language)
    assert (found.number if found else None) == day
