"""A file as the rules see it: what it states, what each statement stands on, and what in it is not its own words."""

from __future__ import annotations

import pytest

from explainers.problems import START, Place
from tests.checks.examples import PAGE, page_of, pages, site_files, with_keys

FRENCH = "explainers/neutral-zone.fr.md"


def test_a_statement_stands_on_its_citations_and_a_heading_on_all_of_the_page() -> None:
    page = page_of("## The zone\n\nOne [@wire, para. 2]. Two [@gazette].")
    body = [one for one in page.statements if one.block.kind in ("heading", "paragraph")]
    found = [(one.block.text[one.start : one.end], one.wide, [cite.source for cite in one.citations]) for one in body]
    assert found == [
        ("The zone", True, ["wire", "wire", "wire", "gazette"]),
        ("One.", False, ["wire"]),
        ("Two.", False, ["gazette"]),
    ]


def test_the_editors_own_thought_stands_on_all_of_the_page() -> None:
    page = page_of("One [@gazette]. We think so [analysis].")
    own = [one for one in page.statements if one.block.kind == "paragraph" and one.wide]
    assert [one.block.text[one.start : one.end] for one in own] == ["We think so."]
    assert own[0].citations == page.cited


def test_what_needs_a_citation_and_has_none_states_nothing_yet() -> None:
    page = page_of("One [@gazette]. Two 400.")
    assert [one.block.text[one.start : one.end] for one in page.statements if one.block.kind == "paragraph"] == ["One."]
    assert "400" not in [figure.value for _, its in page.with_figures for figure in its]


def test_a_statement_is_told_without_the_full_stop_behind_its_citation() -> None:
    (statement,) = (one for one in page_of("One two [@wire].").statements if one.block.kind == "paragraph")
    assert (statement.place.column, statement.place.end_column) == (1, 8)


def test_figures_and_names_that_are_quoted_are_somebody_elses() -> None:
    page = page_of("In 1905 Karlstad was “a 12 of Bergen”, as `[@x, para. 7]` shows [@wire].")
    figures = [figure for one, its in page.with_figures for figure in its if one.block.kind == "paragraph"]
    names = [name for one, its in page.with_names for name in its if one.block.kind == "paragraph"]
    assert [figure.value for figure in figures] == ["1905"]
    assert [name.text for name in names] == ["Karlstad"]


def test_what_is_quoted_is_blank_outside_of_it_and_offsets_stay() -> None:
    page = page_of("One “two” three “four [@wire].")
    (block,) = (one for one in page.blocks if one.kind == "paragraph")
    assert page.outside(block) == "One “   ” three “four."
    assert len(page.outside(block)) == len(block.text)


def test_translations_and_original_know_each_other() -> None:
    known = pages(site_files())
    original, translation = known[PAGE], known[FRENCH]
    assert (original.original, original.translations) == (None, {"fr"})
    assert translation.original is original.document
    assert translation.mains == original.mains == {"country:NO"}


@pytest.mark.parametrize(
    ("path", "mains"),
    [
        ("relations/norway-sweden.md", {"country:NO", "country:SE"}),
        ("countries/norway.md", {"country:NO"}),
        ("sources/wire.yaml", set()),
    ],
)
def test_a_country_page_is_about_its_own_and_a_relation_about_both(path: str, mains: set[str]) -> None:
    assert pages(site_files())[path].mains == mains


def test_a_value_that_is_a_statement_has_a_block_by_its_key() -> None:
    page = pages(site_files())["relations/norway-sweden.md"]
    status, since = page.value("status"), page.value("nothing")
    assert status is not None
    assert (status.text, since) == ("steady", None)


@pytest.mark.parametrize(
    ("lines", "key", "value", "place"),
    [
        ("modified: 2023-11-25", "modified", "2023-11-25", Place(2, 11, 2, 21)),
        ("'modified': \"2023-11-25\"", "modified", "2023-11-25", Place(2, 14, 2, 24)),
        ("changes:\n  - {date: 2023-11-25, modified: 2023-11-25}", "modified", "2023-11-25", Place(3, 34, 3, 44)),
        ("tags: [modified]\nmodified: 2023-11-25", "modified", "2023-11-25", Place(3, 11, 3, 21)),
        ("summary: |\n  modified: 2023-11-25\nmodified: 2023-11-25", "modified", "2023-11-25", Place(4, 11, 4, 21)),
        ("modified: 2023-11-251", "modified", "2023-11-25", START),
        ("modified: 2023-11-25", "modified", "2023-11-26", START),
        ("modified: 2023-11-25", "review_by", "2023-11-25", START),
    ],
)
def test_a_value_is_found_by_its_key(lines: str, key: str, value: str, place: Place) -> None:
    files = site_files()
    files[PAGE] = files[PAGE].replace(b"---\n", f"---\n{lines}\n".encode(), 1)
    assert pages(files)[PAGE].key_place(key, value) == place


def test_a_byte_order_mark_moves_no_value() -> None:
    files = with_keys(site_files(), "modified: 2023-11-25")
    files[PAGE] = b"\xef\xbb\xbf" + files[PAGE].replace(b"---\nmodified", b"--- \nmodified")
    assert pages(files)[PAGE].key_place("modified", "2023-11-25") == Place(2, 11, 2, 21)


def test_a_code_that_only_warns_makes_warnings_and_others_errors() -> None:
    page = page_of("One [@wire].")
    severities = [page.problem(code, START, "").severity for code in ("review-overdue", "misquoted")]
    assert severities == ["warning", "error"]
