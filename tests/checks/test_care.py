"""A citation says how its source has something, the sentence who says so, and neither carries more than it can."""

from __future__ import annotations

import pytest

from explainers.problems import Problem
from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import found, site_files, with_body


@each_case("care")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


def told(body: str, code: str) -> list[Problem]:
    return [one for one in found(with_body(site_files(), body)).problems if one.code == code]


@pytest.mark.parametrize(
    ("body", "message", "suggestion"),
    [
        (
            "Stockholm pledged to send free wood [@wire, para. 4].",
            "say how paragraph 4 of 'wire' has it: pledged or stated",
            "[@wire, para. 4, pledged]",
        ),
        (
            "Stockholm pledged to send free wood [@wire, paras. 4–6].",
            "paragraphs 4–6 of 'wire' have it differently (4: pledged or stated; 5: said; 6: alleged): cite each on "
            "its own, with its word",
            None,
        ),
        (
            "They met again, the ministry said [@wire, paras. 5–6].",
            "paragraphs 5–6 of 'wire' have it differently (5: said; 6: alleged): cite each on its own, with its word",
            None,
        ),
        (
            "It planned to send free wood [@wire, para. 4, planned].",
            "paragraph 4 of 'wire' can't be cited as 'planned': only as pledged or stated",
            None,
        ),
        (
            "It sent timber, others did not [@wire, para. 4, stated].",
            "'timber' needs the word 'pledged' in the citation of paragraph 4 of 'wire'",
            None,
        ),
    ],
)
def test_the_word_that_a_citation_needs_is_named(body: str, message: str, suggestion: str | None) -> None:
    (problem,) = told(body, "care-needed")
    assert (problem.message, problem.suggestion) == (message, suggestion)


def test_where_two_sources_are_cited_nobody_guesses_which_one_needs_the_word() -> None:
    (problem,) = told("It pledged to send free wood [@wire, para. 4; @gazette].", "care-needed")
    assert problem.suggestion is None


@pytest.mark.parametrize("how", ["", ", said"])
def test_who_may_have_said_it_is_named_in_all_ways(how: str) -> None:
    (problem,) = told(f"The two sides agreed on a zone [@wire, para. 2{how}].", "attribution-missing")
    assert problem.message == (
        "somebody says this in paragraph 2 of 'wire': name ministry or ministère in the sentence"
    )


def test_three_paragraphs_are_what_a_claim_may_rest_on() -> None:
    claim = "Norway and Sweden settled it in Karlstad, the ministry said [@wire, paras. {}, said]."
    assert told(claim.format("1–3"), "citation-too-wide") == []
    (problem,) = told(claim.format("1–4"), "citation-too-wide")
    assert problem.message == "4 paragraphs are too many for one claim: 3 at most"


def test_a_lead_in_is_not_asked_for_what_the_items_below_it_say() -> None:
    items = "Stockholm made an offer:\n\n- it pledged free wood [@wire, para. 4, pledged]\n"
    assert found(with_body(site_files(), items)).codes == {"translation-missing"}


def test_a_claim_that_does_not_say_what_it_is_may_be_published_and_is_a_warning() -> None:
    (problem,) = told("Stockholm sent free wood [@wire, para. 4, pledged].", "hedge-missing")
    assert (problem.severity, problem.message) == (
        "warning", "this is cited as 'pledged', but the sentence does not say so"
    )  # fmt: skip
