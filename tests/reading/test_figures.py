"""Figures and names are found in a text as figures.txt says, and are the same in every language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.dates import in_words
from explainers.reading.figures import figures, implied, names

LINES = Path(__file__).with_name("figures.txt").read_text(encoding="utf-8").splitlines()
CASES = [line for line in LINES if line.strip() and not line.startswith("#")]
SIGNS = str.maketrans({"⍽": "\u202f", "°": "\u00a0", "⏎": "\n"})
CASE = re.compile(r"(?P<names>names )?(?P<language>\w+)(?: \{(?P<known>.*?)\})?: (?P<text>.*?) → ?(?P<found>.*)")


@pytest.mark.parametrize("case", CASES)
def test_a_text_has_the_figures_and_names_that_the_list_of_cases_says(case: str) -> None:
    fields = CASE.fullmatch(case)
    assert fields, "a case is 'language: text → what is found'"
    text, language = fields["text"].translate(SIGNS), fields["language"]
    expected = [value.strip() for value in fields["found"].split("|") if value.strip()]
    if fields["names"]:
        known = [form.strip() for form in (fields["known"] or "").split(",")]
        assert [name.text for name in names(text, language, known)] == expected
    else:
        assert [figure.value for figure in figures(text, language)] == expected


def test_a_figure_knows_where_it_stands_and_how_it_is_shown() -> None:
    text = "On 7 November 2023, some fifty thousand (50,000) men"
    assert [figure.shown for figure in figures(text, "en")] == ["7 November 2023", "fifty thousand", "50,000"]
    assert all(text[figure.start : figure.end] == figure.shown for figure in figures(text, "en"))


def test_a_month_alone_is_shown_without_the_word_before_it() -> None:
    assert [figure.shown for figure in figures("In February they left", "en")] == ["February"]


def test_a_known_form_is_named_as_it_is_listed() -> None:
    assert [name.text for name in names("the Côte d'Ivoire", "fr", ("Côte d’Ivoire",))] == ["Côte d’Ivoire"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-02-07", {"2023-02-07", "2023-02", "2023", "--02", "--02-07"}),
        ("2023-02", {"2023-02", "2023", "--02"}),
        ("--02-07", {"--02-07", "--02"}),
        ("--02", {"--02"}),
        ("2023", {"2023"}),
        ("50000", {"50000"}),
    ],
)
def test_a_date_stands_for_its_month_and_year_too(value: str, expected: set[str]) -> None:
    assert implied(value) == expected


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_is_one_figure_in_every_language_that_words_it(day: date) -> None:
    for language in ("en", "en-US", "fr", "de", "es", "it", "pt", "nl"):
        found = figures(in_words(str(day), language), language)
        assert [figure.value for figure in found] == [str(day)], language


@given(st.integers(min_value=10_000, max_value=10**9))
def test_digits_are_one_figure_with_any_separator(number: int) -> None:
    for separator in (",", " ", "\u00a0", "\u202f", "\u2009"):
        text = f"of {number:,} people".replace(",", separator)
        for language in ("en", "fr"):
            assert [figure.value for figure in figures(text, language)] == [str(number)]


PIECES = """
    a and one two three nine ten twenty forty hundred thousand million half third fifth quarter of the et un
    deux quatre neuf dix onze vingt vingts soixante cent cents mille millions ième May march mars In en
    November 7 1er 50 000 2023 3.5 , . - ’ ' “ d’ l' Burkina Faso Mr. XXe \u0130 \u0663 – % … \n"""
WORDS = st.sampled_from(PIECES.split(" "))


@given(
    st.text() | st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join),
    st.sampled_from(("en", "fr", "de", "ar", "ja", "xx", "")),
)
def test_no_text_makes_a_traceback_and_nothing_overlaps(text: str, language: str) -> None:
    for found in (figures(text, language), names(text, language, {"Faso", "’", "a"})):
        ends = [0, *(end for one in found for end in (one.start, one.end)), len(text)]
        assert ends == sorted(ends)
        assert all(one.start < one.end for one in found)
    assert all(figure.shown == text[figure.start : figure.end] for figure in figures(text, language))


def test_a_month_in_capitals_is_one_even_where_small_letters_are_others() -> None:
    assert [one.value for one in figures("KASIM 2023, Ocak 2023", "tr")] == ["2023-11", "2023-01"]
