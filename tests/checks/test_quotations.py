"""What stands in quotation marks is word for word on record, sealed, and said by somebody who is named."""

from __future__ import annotations

import pytest

from explainers.checks.quotations import named_in
from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import found, page_of, site_files, texts, with_body


@each_case("quotations")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


def told(body: str) -> list[tuple[str, str, str | None]]:
    problems = found(with_body(site_files(), body)).problems
    return [(one.code, one.message, one.suggestion) for one in problems if one.code != "translation-missing"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "The ministry saw “a step to lasting peace” [@wire, para. 3].",
            ("misquoted", "these are not the words of paragraph 3 of 'wire'", "a step towards lasting peace"),
        ),
        (
            "The ministry saw “lasting peace”, it said [@wire, para. 2]. Calm, said the ministry [@wire, para. 3].",
            (
                "misquoted",
                "these words are in paragraph 3 of 'wire', not in what is cited for them",
                "[@wire, para. 3]",
            ),
        ),
        (
            "The ministry saw “a step to lasting peace” [@wire, para. 2].",
            (
                "misquoted",
                "these are not the words of paragraph 2 of 'wire'; the nearest are in paragraph 3 of 'wire'",
                "a step towards lasting peace",
            ),
        ),
        (
            "## The ministry’s “calm on both sides”\n\nEnvoys met [@wire, para. 1].",
            (
                "unsealed-quotation",
                "no quotation on record for anything that this page cites has these words: quote them in the text "
                "first, with what is cited for them, or take the marks away",
                None,
            ),
        ),
        (
            "## The ministry’s “step\n\nEnvoys met [@wire, para. 1].",
            ("unsealed-quotation", "this quotation mark has no partner", None),
        ),
        (
            "It was “historic”, the ministry said [@wire, para. 3].",
            (
                "unsealed-quotation",
                "no quotation on record for paragraph 3 of 'wire' has these words: "
                "run explainers source seal wire --text FILE",
                None,
            ),
        ),
        (
            "It was “historic, the ministry said [@wire, para. 3].",
            ("unsealed-quotation", "this quotation mark has no partner in its paragraph", None),
        ),
        (
            "It was “”, the ministry said [@wire, para. 3].",
            ("unsealed-quotation", "nothing stands between these quotation marks", None),
        ),
        (
            "It was “lasting peace” [@wire, para. 3].",
            ("speaker-missing", "who said this? the ministry is not named beside the quotation", None),
        ),
    ],
)
def test_what_is_wrong_with_a_quotation_is_told_with_the_next_step(
    body: str, problem: tuple[str, str, str | None]
) -> None:
    assert told(body) == [problem]


@pytest.mark.parametrize(
    ("heading", "message", "nearest"),
    [
        (
            "The ministry’s “step towards lasting peace”",
            "these words are in paragraph 3 of 'wire', which this page does not cite",
            None,
        ),
        (
            "The ministry’s “step to lasting peace”",
            "these are not the words of anything that this page cites; the nearest are in paragraph 3 of 'wire'",
            "step towards lasting peace",
        ),
    ],
)
def test_a_heading_is_told_of_what_the_page_cites(heading: str, message: str, nearest: str | None) -> None:
    files = with_body(site_files(), f"## {heading}\n\nEnvoys met [@wire, para. 1].")
    files = {path: data.replace("paras. 1–6".encode(), b"para. 4") for path, data in files.items()}
    (problem,) = (one for one in found(files).problems if one.code == "misquoted")
    assert (problem.message, problem.suggestion) == (message, nearest)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "The ministry saw “calm on both sides” [@wire, para. 3].",
            "these words are in paragraph 5 of 'wire', not in what is cited for them",
        ),
        (
            "The ministry saw “calm on all the sides” [@wire, para. 3].",
            "these are not the words of paragraph 3 of 'wire'; the nearest are in paragraph 5 of 'wire'",
        ),
        (
            "The ministry saw “calm on all the sides” [@wire, para. 5].",
            "these are not the words of paragraph 5 of 'wire'",
        ),
        (
            "The ministry saw “calm on both sides” [@wire, para. 5].",
            "no quotation on record for paragraph 5 of 'wire' has these words: "
            "run explainers source seal wire --text FILE",
        ),
    ],
)
def test_where_the_text_is_at_hand_it_is_told_which_paragraph_has_the_words(body: str, message: str) -> None:
    problems = found(with_body(site_files(), body), text=texts()).problems
    assert message in [one.message for one in problems if one.code in ("misquoted", "unsealed-quotation")]


def test_a_translation_that_is_not_on_record_is_told_with_the_line_to_write() -> None:
    files = with_body(
        site_files(), "« un pas vers la paix », selon le ministère [@wire, para. 3].", "explainers/neutral-zone.fr.md"
    )
    wire = files["sources/wire.yaml"].replace(b"    translations: {fr: un pas vers une paix durable}\n", b"")
    told = found({**files, "sources/wire.yaml": wire}, translations=True).problems
    assert [one.message for one in told if one.code == "unsealed-quotation"] == [
        "no French translation of this quotation is on record: "
        "write it beside the original in sources/wire.yaml: translations: {fr: …}"
    ]


def test_a_seal_fits_no_other_words() -> None:
    files = site_files()
    wire = files["sources/wire.yaml"]
    assert found(files).codes == {"translation-missing"}
    for old, new in ((b"towards lasting", b"to lasting"), (b"para: 3", b"para: 5")):
        assert "seal-broken" in found({**files, "sources/wire.yaml": wire.replace(old, new)}).codes


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Anna Lee said so", True),
        ("ANNA  LEE’s words", True),
        ("(Anna Lee)", True),
        ("Joanna Lee said so", False),
        ("Annalee said so", False),
        ("Anna Leeds said so", False),
        ("Lee, Anna", False),
        ("", False),
    ],
)
def test_a_name_stands_in_a_text_as_whole_words(text: str, there: bool) -> None:
    assert named_in(["Anna Lee"], text) is there


def test_a_speaker_is_called_by_all_forms_on_record_or_by_the_last_word() -> None:
    book = page_of("x [@wire].").site.book
    assert book.called("Karl Staaff") == ("Karl Staaff", "Staaff")
    assert book.called("the ministry") == (
        "the ministry", "foreign ministry", "ministry",
        "ministère des Affaires étrangères", "ministère", "le ministère",
    )  # fmt: skip
