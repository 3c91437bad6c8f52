"""Where a source's text is at hand, prose is not copied from it, and what is on record fits it."""

from __future__ import annotations

import pytest

from explainers.problems import Problem
from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import found, site_files, texts, with_body

WIRE = "sources/wire.yaml"


@each_case("source_text")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


def told(old: str, new: str, text: dict[str, tuple[str, ...]] | None = None) -> list[Problem]:
    """Return what is told of the site's source with other words in its record, or another text."""
    files = site_files()
    record = files[WIRE].decode()
    assert old in record
    changed = {**files, WIRE: record.replace(old, new).encode()}
    return [one for one in found(changed, text=text or texts()).problems if one.path.endswith(WIRE)]


def test_a_record_that_fits_its_text_has_no_problems() -> None:
    assert [one for one in told("", "") if one.code != "translation-missing"] == []


def test_another_text_than_the_one_that_was_sealed_is_told_at_the_digest() -> None:
    other = {"wire": tuple(one.replace("1905", "1906") for one in texts()["wire"])}
    (problem,) = (one for one in told("", "", other) if one.code == "seal-broken")
    assert (problem.place.line, problem.message) == (
        21, "the text at hand is not the one that was sealed: run explainers source seal wire"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [('2: ["15", "10"]', '2: ["15", "12"]'), ("4: [Stockholm]", "4: [Bergen]"), ("count: 6", "count: 7")],
)
def test_figures_and_names_that_the_text_does_not_have_are_told(old: str, new: str) -> None:
    problems = [one for one in told(old, new) if one.code == "seal-broken"]
    assert [one.message for one in problems] == [
        "figures, names or opening words on record are not those of the text: run explainers source seal wire"
    ]


def test_names_that_were_listed_later_may_lack() -> None:
    assert "seal-broken" not in {one.code for one in told("1: [Norway, Sweden, Karlstad]", "1: [Norway]")}


@pytest.mark.parametrize(
    ("old", "new", "message", "suggestion"),
    [
        ("para: 3", "para: 2", "paragraph 2 does not have these words; paragraph 3 has them", None),
        ("towards lasting", "to a lasting", "paragraph 3 does not have these words", "a step towards lasting peace"),
    ],
)
def test_a_quotation_that_its_paragraph_does_not_have_is_told_with_the_one_that_does(
    old: str, new: str, message: str, suggestion: str | None
) -> None:
    (problem,) = (one for one in told(old, new) if one.code == "misquoted")
    assert (problem.message, problem.suggestion) == (message, suggestion)


def test_words_from_which_a_figure_is_to_follow_stand_in_the_paragraph() -> None:
    for words, codes in (("free timber", []), ("free wood", ["figure-not-in-source"])):
        problems = told("how: [pledged, stated]", f"how: [pledged, stated]\n    also: {{3: {words}}}")
        assert [one.code for one in problems if one.code == "figure-not-in-source"] == codes


def test_a_stretch_of_eight_words_and_more_is_told_once_and_whole() -> None:
    copied = "They met in Karlstad in September 1905 to settle the end of their union [@wire, para. 1]."
    (problem,) = (
        one for one in found(with_body(site_files(), copied), text=texts()).problems if one.code == "copied-text"
    )
    assert problem.message.startswith("these 13 words in a row are those of 'wire'")
