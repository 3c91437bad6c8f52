"""Sums of citations in another language."""

from __future__ import annotations

import pytest

from explainers.editing.sums import sums_in


@pytest.mark.parametrize(
    ("given", "languages", "written"),
    [
        ("45 millones ÷ 135 millones", ("es", "en"), "45 million ÷ 135 million"),
        ("1 − 720 millions / 1,8 milliard", ("fr", "en"), "1 − 720 million / 1.8 billion"),
        ("(1,500 - 1,200) / 1,200 * 100", ("en", "de"), "(1.500 - 1.200) / 1.200 * 100"),
        ("1,5 × 3", ("fr", "en"), "1.5 × 3"),
        ("1 ÷ 2023", ("en", "fr"), "1 ÷ 2023"),
        ("1 ÷ three boats", ("en", "fr"), "1 ÷ three boats"),
    ],
)
def test_a_sum_says_the_same_in_the_numbers_of_the_translation(
    given: str, languages: tuple[str, str], written: str
) -> None:
    text = "A share [@wire, para. 3, calculated: {}; @gazette]."
    assert sums_in(text.format(given), *languages) == text.format(written)


def test_what_stands_outside_of_citations_is_left_alone() -> None:
    assert sums_in("calculated: 1.5 million", "en", "fr") == "calculated: 1.5 million"
