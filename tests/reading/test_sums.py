"""A sum is computed exactly, in the numbers of each language, and whatever isn't one is refused with its place."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.prose import Citation
from explainers.reading.sums import LONGEST, BadSum, plain_sums, signs_set, sum_of

SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


@pytest.mark.parametrize(
    ("text", "language", "result"),
    [
        ("1 − 720 million ÷ 1.8 billion", "en", Fraction(3, 5)),
        ("1 − 720 millions ÷ 1,8 milliard", "fr", Fraction(3, 5)),
        ("1 - $720m / $1.8bn", "en", Fraction(3, 5)),
        ("1 – 720 M€ ÷ 1,8 Md€", "fr", Fraction(3, 5)),
        ("1 − 720 millones ÷ 1,8 mil millones", "es", Fraction(3, 5)),
        ("1 − 720 Mio. ÷ 1,8 Mrd.", "de", Fraction(3, 5)),
        ("(60 % − 45 %) * 100", "en", Fraction(15)),
        ("50 000 ÷ 7", "fr", Fraction(50000, 7)),
        ("50,000/7", "en", Fraction(50000, 7)),
        ("fifty thousand ÷ twenty-five", "en", Fraction(2000)),
        ("2 × 3 + 4", "en", Fraction(10)),
        ("2 × (3 + 4)", "en", Fraction(14)),
        ("12 − 7 − 1", "en", Fraction(4)),
        ("100 ÷ 10 ÷ 10", "en", Fraction(1)),
        ("2023−1990", "en", Fraction(33)),
    ],
)
def test_a_sum_is_read_in_the_numbers_of_its_language(text: str, language: str, result: Fraction) -> None:
    assert sum_of(text, language).result == result


@pytest.mark.parametrize("text", ["5 ÷ 0", "1 + 5 ÷ (7 − 7)", "0 ÷ (5 / 0)"])
def test_what_divides_by_zero_has_no_result(text: str) -> None:
    assert sum_of(text, "en").result is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ""),
        ("5 +", "5 +"),
        ("× 5", "×"),
        ("−5", "−"),
        ("(5 + 7", "(5 + 7"),
        ("5 + 7)", ")"),
        ("5 7 men", "5 7 men"),
        ("5 km × 7", "5 km"),
        ("2 ** 3", "*"),
        ("2 ^ 3", "2 ^ 3"),
        ("10 % 7", "7"),
        ("September 1905 − 1900", "September 1905"),
        ("some of it", "some of it"),
        ("5; 7", "5; 7"),
        ("9" * 60, "9" * 60),
    ],
)
def test_what_is_not_a_sum_is_refused_where_it_goes_wrong(text: str, wrong: str) -> None:
    with pytest.raises(BadSum) as refused:
        sum_of(text, "en")
    assert text[slice(*refused.value.span)] == wrong


@pytest.mark.parametrize("text", ["1 + " * 60 + "1", "(" * 90 + "1" + ")" * 90])
def test_a_sum_has_an_end(text: str) -> None:
    with pytest.raises(BadSum):
        sum_of(text, "en")


Tree = tuple[str, Fraction]
NUMBERS = st.integers(3, 10**12).map(lambda number: (str(number), Fraction(number)))


def _joined(parts: tuple[Tree, str, Tree]) -> Tree:
    (left, one), sign, (right, other) = parts
    if sign == "/" and not other:
        sign = "*"
    value = {"+": one + other, "-": one - other, "*": one * other}.get(sign)
    return f"({left} {SIGNS[sign]} {right})", one / other if value is None else value


TREES = st.recursive(NUMBERS, lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(_joined), max_leaves=6)


@given(TREES)
def test_a_sum_gives_what_fractions_give(tree: Tree) -> None:
    text, value = tree
    if len(text) <= LONGEST and text.count("(") <= 10:
        assert sum_of(text, "en").result == value


@given(st.lists(st.tuples(st.sampled_from("+-*/"), st.integers(3, 9999)), min_size=1, max_size=8))
def test_signs_bind_as_in_arithmetic(parts: list[tuple[str, int]]) -> None:
    written = "3" + "".join(f" {SIGNS[sign]} {number}" for sign, number in parts)
    python = "Fraction(3)" + "".join(f" {sign} Fraction({number})" for sign, number in parts)
    assert sum_of(written, "en").result == eval(python, {"Fraction": Fraction})


@given(st.text("0123456789 +-−×÷*/()%.,kmbn$€ a", max_size=60), st.sampled_from(("en", "fr", "es", "de", "ja")))
def test_any_text_is_a_sum_or_refused(text: str, language: str) -> None:
    try:
        found = sum_of(text, language)
    except BadSum as bad:
        assert 0 <= bad.span[0] <= bad.span[1] <= len(text)
    else:
        assert found.operands


def test_sums_of_two_languages_are_the_same_in_plain() -> None:
    english = (Citation("wire", (3,), None, "1 − 720 million ÷ 1.8 billion"),)
    french = (Citation("wire", (3,), None, "1 − 720 millions ÷ 1,8 milliard"),)
    assert plain_sums(english, "en") == plain_sums(french, "fr")
    assert plain_sums((Citation("wire", (3,)),), "fr") == (Citation("wire", (3,)),)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("(1,500 - 1,200) / 1,200 * 100", "(1,500 − 1,200) ÷ 1,200 × 100"),
        ("2023–1990", "2023−1990"),
        ("1 − 720 Mio. ÷ 1,8 Mrd.", "1 − 720 Mio. ÷ 1,8 Mrd."),
        ("twenty-five / 5", "twenty-five ÷ 5"),
    ],
)
def test_signs_of_the_keyboard_are_printed_as_those_of_arithmetic(typed: str, printed: str) -> None:
    assert signs_set(typed) == printed
