"""Figures, names and countries of a statement stand in what it cites; what is told says where they are."""

from __future__ import annotations

import pytest

from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import found, site_files, with_body, with_keys


@each_case("facts")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


def messages(body: str, code: str) -> list[str]:
    return [one.message for one in found(with_body(site_files(), body)).problems if one.code == code]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "The zone was 25 kilometres wide, the ministry said [@wire, para. 2].",
            "'25' is not in paragraph 2 of 'wire', only 10, 15",
        ),
        (
            "It was 15 kilometres wide, the ministry said [@wire, para. 5].",
            "'15' is not in paragraph 5 of 'wire'; it is in paragraph 2 of 'wire'",
        ),
        (
            "It was 15 kilometres wide [@gazette].",
            "'15' is not among the facts that are listed for 'gazette', which is not sealed: "
            "explainers source seal gazette --text FILE lets the text count",
        ),
        (
            "They met on 2026-03-05 [@wire, para. 1].",
            "'2026-03-05' (5 March 2026) is not in paragraph 1 of 'wire', only September 1905",
        ),
        (
            "They met on 05/03/2026 [@wire, para. 1].",
            "'05/03/2026' is read in two ways: write 5 March 2026 or 3 May 2026",
        ),
        ("They met on 25.3.26 [@wire, para. 1].", "'25.3.26' is read in other ways elsewhere: write 25 March 2026"),
        (
            "They met on 1905-13-07 [@wire, para. 1].",
            "'1905-13-07' is no day: write year, month and day, or the month in words",
        ),
        (
            "They met on 32/13/1905 [@wire, para. 1].",
            "'32/13/1905' is no day: write year, month and day, or the month in words",
        ),
        (
            "## The 25 kilometres\n\nThe ministry called for calm [@wire, para. 5].",
            "'25' is in nothing that this page cites",
        ),
    ],
)
def test_a_figure_is_told_with_where_it_stands_or_what_stands_there(body: str, message: str) -> None:
    assert messages(body, "figure-not-in-source") == [message]


def test_numbers_with_points_that_are_no_date_are_told_each() -> None:
    told = messages("It was version 7.8.9 of 2/3 [@wire, para. 1].", "figure-not-in-source")
    assert [one.partition(" ")[0] for one in told] == ["'7'", "'8'", "'9'", "'2'", "'3'"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "The envoys met in Karlstad, the ministry said [@wire, para. 2].",
            "'Karlstad' is not named in paragraph 2 of 'wire'; it is in paragraph 1 of 'wire'; if the source has it "
            "there in another form, list both in names.yaml as - {id: karlstad, forms: {en: […, Karlstad]}}, then run "
            "explainers source seal wire --text FILE",
        ),
        (
            "The envoys met in Bergen [@wire, para. 1].",
            "'Bergen' is not named in paragraph 1 of 'wire'; if the source has it in another form, list both in "
            "names.yaml as - {id: bergen, forms: {en: […, Bergen]}}, then run explainers source seal wire --text FILE",
        ),
        (
            "The envoys met in Kärlstad [@wire, para. 1].",
            "'Kärlstad' is not named in paragraph 1 of 'wire'; if the source has it in another form, list both in "
            "names.yaml as - {id: karlstad, forms: {en: [Karlstad, Kärlstad]}}, then run explainers source seal wire "
            "--text FILE",
        ),
    ],
)
def test_a_name_is_told_with_where_it_stands_or_what_to_do(body: str, message: str) -> None:
    assert messages(body, "name-not-in-source") == [message]


def test_a_country_is_told_with_those_that_the_paragraph_names() -> None:
    body = "Denmark and Sweden agreed on a zone, the ministry said [@wire, para. 2]."
    assert messages(body, "country-not-in-source") == [
        "'Denmark' is not named in paragraph 2 of 'wire', only Norway, Sweden"
    ]


def test_the_main_country_of_a_page_always_passes() -> None:
    stockholm = "{} was there, some in Stockholm claimed [@wire, para. 6]."
    assert messages(stockholm.format("Norway"), "country-not-in-source") == []
    assert len(messages(stockholm.format("Sweden"), "country-not-in-source")) == 1


def test_a_definition_has_no_figures_at_all() -> None:
    files = {
        **site_files(),
        "glossary.yaml": b"- {id: zone, term: {en: zone}, means: {en: A strip of 15 kilometres.}}\n",
    }
    (problem,) = (one for one in found(files).problems if one.code == "figure-not-in-source")
    assert problem.message == "a definition has no figures and no dates: '15' would need a source"


@pytest.mark.parametrize(
    ("since", "missing"),
    [("1905-09", []), ("1905", []), ("1905-09~", []), ("1905-09-22", ["1905-09-22"]), ("1904/1905", ["1904"])],
)
def test_each_end_of_a_date_stands_in_the_source_in_whole_or_in_part(since: str, missing: list[str]) -> None:
    files = with_keys(site_files(), f'since: {since}\ncite: "[@wire, para. 1]"', "relations/norway-sweden.md")
    told = [one for one in found(files).problems if one.code == "figure-not-in-source"]
    assert [one.message.split("'")[1] for one in told] == missing
