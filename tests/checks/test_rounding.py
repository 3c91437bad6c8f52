"""A figure that a source rounded is rounded the same way in the claim, and one that it did not isn't."""

from __future__ import annotations

import pytest

from explainers.checks.rounding import rounded_figures
from explainers.problems import Problem
from tests.checks.examples import found, site_files, with_body

SOURCE = "sources/wire.yaml"


def _problems(sealed: str, body: str) -> list[Problem]:
    files = with_body(site_files(), body)
    files[SOURCE] = files[SOURCE].replace(b"rounded: {}", sealed.encode())
    return [one for one in found(files).problems if one.code == "hedge-missing"]


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("About 400 men, 400 women, and in about 1905.", "en", ("400 about", "400", "1905 about")),
        ("Plus de 50 000 volontaires, 12 autres.", "fr", ("50000 above",)),
        ("At least three hundred came in March 2025.", "en", ("300 at least",)),
        ("400 men", "en", ()),
    ],
)
def test_a_seal_keeps_which_figures_were_rounded_and_how(text: str, language: str, kept: tuple[str, ...]) -> None:
    assert rounded_figures(text, language) == kept


@pytest.mark.parametrize(
    ("sealed", "words", "wrong"),
    [
        ("rounded: {2: [15 about]}", "about 15 kilometres", ""),
        ("rounded: {2: [15 about]}", "more than 15 kilometres", "it has 'about'"),
        ("rounded: {2: [15 about]}", "15 kilometres", "it has 'about'"),
        ("rounded: {2: [15 about, 15]}", "15 kilometres", ""),
        ("rounded: {2: [15 above]}", "at least 15 kilometres", ""),
        ("rounded: {2: [15 above]}", "less than 15 kilometres", "it has 'above'"),
        ("rounded: {}", "nearly 15 kilometres", "it has the exact figure"),
        ("", "nearly 15 kilometres", ""),
    ],
)
def test_a_claim_says_of_a_figure_what_its_source_says(sealed: str, words: str, wrong: str) -> None:
    told = _problems(sealed, f"The zone was {words} wide, the ministry said [@wire, para. 2].")
    assert [one.message for one in told] == (
        [f"'15' is rounded otherwise in paragraph 2 of 'wire': {wrong}"] if wrong else []
    )


def test_a_figure_is_let_be_where_the_page_has_it_with_its_word() -> None:
    body = (
        "It was about 15 kilometres wide, the ministry said [@wire, para. 2]. The 15 kilometres began in the north, the"
    )
    assert _problems("rounded: {2: [15 about]}", f"{body} ministry said [@wire, para. 2].") == []
