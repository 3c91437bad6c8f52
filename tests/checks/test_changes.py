"""What was published and is changed, readers are told: `--against`."""

from __future__ import annotations

import pytest

from explainers.problems import Problem
from tests.checks.examples import PAGE, Files, found, site_files, with_body, with_keys

PUBLISHED = """\
Norway and Sweden agreed on a zone of 15 kilometres, the ministry said [@wire, para. 2]. The ministry called it “a step
towards lasting peace” [@wire, para. 3].

Stockholm pledged to send free wood [@wire, para. 4, pledged]."""
ENTRY = """changes:
  - date: 2023-12-01
    kind: correction
    was: An earlier version had another width.
    now: The zone was 10 kilometres wide in the south, the ministry said [@wire, para. 2]."""


def _unlisted(files: Files, published: Files) -> list[Problem]:
    return [one for one in found(files, published=published).problems if one.code == "change-unlisted"]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("15 kilometres", "10 kilometres", "10"),
        ("a zone of 15 kilometres", "a zone", "Norway"),
        ("agreed on a zone", "agreed in 1905 on a zone", "1905"),
        ("Norway and Sweden agreed", "Norway and Denmark agreed", "Norway"),
        ("“a step\ntowards lasting peace”", "“lasting peace”", "lasting"),
        ("para. 4, pledged]", "para. 4, stated]", "[@wire"),
    ],
)
def test_a_changed_figure_name_quotation_or_care_word_has_to_be_listed(old: str, new: str, at: str) -> None:
    published = with_body(site_files(), PUBLISHED)
    assert old in PUBLISHED
    files = with_body(site_files(), PUBLISHED.replace(old, new))
    told = _unlisted(files, published)
    assert len(told) == 1, told
    place = told[0].place
    assert files[PAGE].decode().split("\n")[place.line - 1][place.column - 1 :].startswith(at)
    assert _unlisted(with_keys(files, ENTRY), published) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("agreed on a zone of", "settled on a zone that measured"),
        ("the ministry said", "according to the ministry"),
        ("zone of 15 kilometres", "zone of fifteen kilometres"),
        ("Stockholm pledged to send", "Stockholm promised"),
        ("[@wire, para. 3].", "[@wire, para. 3].\n\nThe envoys met in Karlstad in 1905 [@wire, para. 1]."),
    ],
)
def test_rewording_and_new_statements_need_no_entry(old: str, new: str) -> None:
    assert old in PUBLISHED
    published = with_body(site_files(), PUBLISHED)
    assert _unlisted(with_body(site_files(), PUBLISHED.replace(old, new)), published) == []


def test_statements_may_change_places() -> None:
    first, second = PUBLISHED.split("\n\n")
    published = with_body(site_files(), PUBLISHED)
    assert _unlisted(with_body(site_files(), f"{second}\n\n{first}"), published) == []


def test_a_statement_that_is_taken_out_with_its_figure_has_to_be_listed() -> None:
    published = with_body(site_files(), PUBLISHED)
    told = _unlisted(
        with_body(site_files(), "Stockholm pledged to send free wood [@wire, para. 4, pledged]."), published
    )
    assert told
    assert all("stood on this page" in one.message for one in told)


def test_titles_summaries_and_key_points_count_too() -> None:
    published = site_files()
    files = with_keys(published, "summary: How Norway and Sweden kept their border quiet.")
    assert len(_unlisted(files, published)) == 1


def test_a_draft_was_not_published() -> None:
    published = with_keys(with_body(site_files(), PUBLISHED), "status: draft")
    assert _unlisted(with_body(site_files(), PUBLISHED.replace("15", "10")), published) == []


def test_the_status_of_a_relation_is_listed_under_an_explainer_on_its_countries() -> None:
    published = site_files()
    files = with_keys(published, "status: closer", "relations/norway-sweden.md")
    told = _unlisted(files, published)
    assert [(one.path, "steady" in one.message) for one in told] == [("content/relations/norway-sweden.md", True)]
    assert _unlisted(with_keys(files, ENTRY), published) == []


def test_the_date_of_an_event_is_listed_under_an_explainer_on_its_country() -> None:
    published = site_files()
    files = with_keys(published, "when: 1905", "events.yaml")
    assert len(_unlisted(files, published)) == 1
    assert _unlisted(with_keys(files, ENTRY), published) == []


def test_an_old_entry_is_no_new_one() -> None:
    published = with_keys(with_body(site_files(), PUBLISHED), ENTRY)
    files = with_keys(with_body(site_files(), PUBLISHED.replace("15", "10")), ENTRY)
    assert len(_unlisted(files, published)) == 1


def test_nothing_is_compared_where_nobody_asks() -> None:
    files = with_body(site_files(), PUBLISHED.replace("15", "10"))
    assert "change-unlisted" not in found(files).codes
