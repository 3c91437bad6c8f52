"""Numbers in words are read where they count something, and only there."""

from __future__ import annotations

import pytest

from explainers.languages import language_of
from explainers.languages.numbers import numbers_in


def read(text: str, language: str) -> list[tuple[int, str]]:
    known = language_of(language)
    assert known is not None
    return [(one.value, text[one.start : one.end]) for one in numbers_in(text, known.numbers)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three", 3), ("seventy-five", 75), ("three hundred and forty-two", 342), ("fifty thousand", 50_000),
        ("a million", 1_000_000), ("two million five hundred thousand", 2_500_000), ("twenty twenty-three", 2023),
        ("nineteen eighty-four", 1984), ("one hundred", 100), ("twelfth", 12), ("Forty-Two", 42),
    ],
)  # fmt: skip
def test_an_english_number_is_read_as_a_whole(text: str, value: int) -> None:
    assert read(f"They saw {text} guards.", "en") == [(value, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("trois", 3), ("vingt et un", 21), ("soixante-dix", 70), ("soixante et onze", 71), ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97), ("septante", 70), ("nonante-neuf", 99), ("cent", 100),
        ("deux cent mille", 200_000),
        ("mille neuf cent soixante", 1960), ("dix-huitième", 18), ("deux millions", 2_000_000),
    ],
)  # fmt: skip
def test_a_french_number_is_read_as_a_whole(text: str, value: int) -> None:
    assert read(f"Ils ont vu {text} gardes.", "fr") == [(value, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tres", 3), ("setenta y cinco", 75), ("trescientos cuarenta y dos", 342), ("cincuenta mil", 50_000),
        ("un millón", 1_000_000), ("dos millones quinientos mil", 2_500_000), ("dos mil veintitrés", 2023),
        ("mil novecientos sesenta", 1960), ("tres mil millones", 3_000_000_000), ("cien", 100), ("veintiún", 21),
        ("duodécimo", 12), ("quinta", 5),
    ],
)  # fmt: skip
def test_a_spanish_number_is_read_as_a_whole(text: str, value: int) -> None:
    assert read(f"Vieron la {text} guardia.", "es") == [(value, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("drei", 3), ("zweiundvierzig", 42), ("dreihundertzweiundvierzig", 342), ("fünfzigtausend", 50_000),
        ("eine Million", 1_000_000), ("zwei Millionen fünfhunderttausend", 2_500_000), ("sechzig", 60),
        ("neunzehnhundertvierundachtzig", 1984), ("zweitausenddreiundzwanzig", 2023), ("dritten", 3), ("sechsten", 6),
        ("achten", 8), ("zwanzigsten", 20), ("hundertdritten", 103), ("fünfjährigen", 5), ("dreifachen", 3),
        ("drei Milliarden", 3_000_000_000),
    ],
)  # fmt: skip
def test_a_german_number_is_read_as_a_whole(text: str, value: int) -> None:
    assert read(f"Es kam zu den {text} Wachen.", "de") == [(value, text)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("one of two", "en"), ("hundreds of guards", "en"), ("two thirds of them", "en"), ("a fifth of it", "en"),
        ("half a million", "en"), ("none", "en"), ("often", "en"), ("", "en"),
        ("un et deux", "fr"), ("des milliers", "fr"), ("trois quarts", "fr"), ("un neuf", "fr"),
        ("uno de dos", "es"), ("por ciento", "es"), ("tres cuartos", "es"), ("la tercera parte", "es"),
        ("medio millón", "es"), ("miles de guardias", "es"), ("cientos", "es"), ("siete y media", "es"),
        ("drei Viertel", "de"), ("ein Drittel", "de"), ("eine halbe Million", "de"), ("Hunderte", "de"),
        ("Zehntausende", "de"), ("Jahrhundert", "de"), ("wir achten sie", "de"), ("außer acht", "de"),
        ("ein paar hundert", "de"), ("anderthalb", "de"),
    ],
)  # fmt: skip
def test_words_that_count_nothing_are_not_numbers(text: str, language: str) -> None:
    assert read(text, language) == []


def test_numbers_that_follow_each_other_are_told_apart() -> None:
    assert read("from ten to twelve, then five hundred", "en") == [(10, "ten"), (12, "twelve"), (500, "five hundred")]
    assert read("de dix à douze", "fr") == [(10, "dix"), (12, "douze")]
