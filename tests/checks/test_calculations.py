"""A figure that was computed is the result of its sum, as exactly as its digits and the word before it say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.checks.calculations import in_numbers, stands_for
from explainers.checks.words import rounded
from explainers.languages.language import Direction
from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import PAGE, found, site_files, with_body


@each_case("calculations")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


SIDES: tuple[Direction, ...] = ("", "about", "nearly", "below", "above", "at least", "at most")


@given(st.integers(1, 10**9), st.integers(-3, 6), st.fractions(0, 1))
def test_a_plain_figure_stands_for_what_rounds_to_it_and_nothing_else(digits: int, unit: int, part: Fraction) -> None:
    digit = Fraction(10) ** unit
    value = digits * digit
    assert stands_for(value, unit, "", value + (part - Fraction(1, 2)) * digit)
    assert not stands_for(value, unit, "", value + (Fraction(1, 2) + part) * digit + digit / 1000)
    assert not stands_for(value, unit, "", value - (Fraction(1, 2) + part) * digit - digit / 1000)


@given(st.integers(1, 10**6), st.integers(-2, 4), st.fractions(-3, 3), st.sampled_from(SIDES))
def test_a_word_points_to_the_side_on_which_the_result_lies(
    digits: int, unit: int, away: Fraction, side: Direction
) -> None:
    value = digits * Fraction(10) ** unit
    result = value + away * Fraction(10) ** unit
    if stands_for(value, unit, side, result):
        assert {"nearly": result < value, "below": result < value, "above": result > value}.get(side, True)
        assert {"at most": result <= value, "at least": result >= value}.get(side, True)


@pytest.mark.parametrize(
    ("figure", "side", "result", "stands"),
    [
        ("60", "", "59.5", True),
        ("60", "", "59.4", False),
        ("60", "about", "58.7", True),
        ("60", "about", "55.5", False),
        ("1700", "about", "1666.67", True),
        ("1700", "", "1666.67", False),
        ("60", "nearly", "58.4", True),
        ("60", "nearly", "60", False),
        ("60", "nearly", "61", False),
        ("60", "nearly", "51", False),
        ("60", "above", "60.4", True),
        ("60", "above", "59.9", False),
        ("60", "above", "75", False),
        ("60", "below", "52", True),
        ("60", "at least", "60", True),
        ("60", "at most", "60", True),
        ("60", "at most", "60.1", False),
    ],
)
def test_how_far_a_figure_may_be_from_the_result(figure: str, side: Direction, result: str, stands: bool) -> None:
    assert stands_for(Fraction(figure), 0, side, Fraction(result)) is stands


@pytest.mark.parametrize(
    ("before", "after", "language", "side"),
    [
        ("It takes about ", " of it", "en", "about"),
        ("It takes not more than ", "", "en", "at most"),
        ("just under the ", "", "en", "nearly"),
        ("It takes more than $", "", "en", "above"),
        ("They were ", " or so", "en", "about"),
        ("environ ", " %", "fr", "about"),
        ("soit près de ", " %", "fr", "nearly"),
        ("soit plus d’un peu, ", " %", "fr", ""),
        ("soit pas plus de ", " %", "fr", "at most"),
        ("soit ", " % environ", "fr", "about"),
        ("fast ", " Prozent", "de", "nearly"),
        ("über ", " Prozent", "de", "above"),
        ("casi el ", " %", "es", ""),
        ("más del ", " %", "es", "above"),
        ("It takes ", " of it", "en", ""),
    ],
)
def test_words_say_how_a_figure_was_rounded(before: str, after: str, language: str, side: str) -> None:
    assert rounded(before, after, language) == side


@pytest.mark.parametrize(
    ("result", "shown"), [("3/5", "0.6"), ("1/3", "about 0.3333"), ("1250000", "1,250,000"), ("-7/2", "-3.5")]
)
def test_a_result_is_shown_as_a_decimal_number(result: str, shown: str) -> None:
    assert in_numbers(Fraction(result)) == shown


@pytest.mark.parametrize(
    ("figure", "sum_", "given"),
    [
        ("9 %", "1 ÷ 12", "8.33 %"),
        ("9 %", "1 ÷ 12 × 100", "8.33 %"),
        ("60 per cent", "1 ÷ 7", "14.29 %"),
        ("9", "1 ÷ 12", "about 0.0833"),
    ],
)
def test_what_a_sum_gives_is_told_in_the_units_of_the_figure(figure: str, sum_: str, given: str) -> None:
    claim = f"It was {figure} as wide in the south, the ministry said [@wire, para. 2, calculated: {sum_}]."
    [told] = [
        one.message for one in found(with_body(site_files(), claim)).problems if "what the sum gives" in one.message
    ]
    assert told.endswith(f" {given}")


ALWAYS = "(1, 7, 12 and 10, 100, 1000 … may always be computed with)"


@pytest.mark.parametrize(
    ("cited", "missing"),
    [
        ("@wire, para. 2", "paragraph 2 of 'wire', only 10, 15,000"),
        ("@wire, para. 3", "paragraph 3 of 'wire'"),
        (
            "@gazette",
            "among the facts that are listed for 'gazette', which is not sealed: "
            "explainers source seal gazette --text FILE lets the text count",
        ),
    ],
)
def test_a_foreign_figure_of_a_sum_is_told_with_those_that_are_there(cited: str, missing: str) -> None:
    files = with_body(
        site_files(), f"It was 30 kilometres wide, the ministry said [{cited}, said, calculated: 15 × 7]."
    )
    wire = files["sources/wire.yaml"].decode().replace('"15", "10"', '"15000", "10"')
    told = found({**files, "sources/wire.yaml": wire.encode()}).problems
    [message] = [one.message for one in told if "in the sum" in one.message]
    preposition = "" if missing.startswith("among") else "in "
    assert message == f"'15' in the sum is not {preposition}{missing} {ALWAYS}"


@pytest.mark.parametrize(
    ("sum_", "named"),
    [
        ("(20 + 30) ÷ 15", "'20' and '30' in the sum are not"),
        ("20 × 20", "'20' in the sum is not"),
        ("15 + 20 ÷ 0", "'20' in the sum is not"),
    ],
)
def test_all_foreign_figures_of_a_sum_are_told_at_once(sum_: str, named: str) -> None:
    claim = f"It was 50 kilometres wide, the ministry said [@wire, para. 2, calculated: {sum_}]."
    told = [one.message for one in found(with_body(site_files(), claim)).problems if "the sum" in one.message]
    divides = [f"the sum '{sum_.replace('÷', '/')}' divides by zero: it gives no figure"] if "÷ 0" in sum_ else []
    assert told == [f"{named} in paragraph 2 of 'wire', only 10, 15 {ALWAYS}", *divides]


ENGLISH = "Norway was {} % of it, the ministry said [@wire, para. 2, calculated: {}]."
FRENCH = "La Norvège en fait {} %, selon le ministère [@wire, para. 2, calculated: {}]."


@pytest.mark.parametrize(
    ("english", "french", "codes"),
    [
        ("1.5 × 10", "1,5 × 10", set()),
        ("(15 ÷ 10) × 10", "15 ÷ 10 × 10", {"translation-differs"}),
        ("1.5 × 10", "1,5 × 100", {"translation-differs", "figure-not-in-source"}),
    ],
)
def test_a_translation_has_the_same_sum_in_its_own_numbers(english: str, french: str, codes: set[str]) -> None:
    files = with_body(site_files(), ENGLISH.format("1,500", english))
    files = with_body(files, FRENCH.format("1 500", french), PAGE.replace(".md", ".fr.md"))
    wire = files["sources/wire.yaml"].decode().replace('"15", "10"', '"15", "10", "1.5"')
    told = found({**files, "sources/wire.yaml": wire.encode()}, translations=True).problems
    assert {one.code for one in told if one.severity == "error"} - {"seal-broken"} == codes
