"""What differs between two readings is told by name, so that a build looks for no other answers."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from explainers.build.bundles import Bundle, KeptContent, ReadFile, encoded
from explainers.build.content import Change, Content
from explainers.checks.run import Found
from explainers.model import Corpus
from explainers.problems import Lines, Place, Problem
from explainers.reading.documents import Outline
from explainers.site.about import about
from tests.pages.corpora import explainer

BEFORE = Bundle("explainer", "herring", (), (), encoded(()), (), "one", about(explainer()))
RETITLED = replace(BEFORE, digest="two", about=about(explainer(title="Who fished?")))
OUTLINE = Outline(
    "content/explainers/herring.md", "explainer", "herring", "en", original=True, is_read=True, status="published",
    date="2026-01-01", countries=(), ids=(),
)  # fmt: skip
SOURCE = Bundle("source", "gazette", (), (), encoded(()), (), "one")


def content(*changes: Change, **fields: Any) -> Content:
    values = {
        "problems": (), "corpus": Corpus({}, {}, {}, {}, {}, {}, {}, {}), "known": {}, "digests": {},
        "bundles": {}, "changes": changes, "unkept": frozenset(), "records": {}, "kept": KeptContent(),
        "attached_changed": False, "day_before": "2024-01-01", "read": 0,
    }  # fmt: skip
    return Content(**{**values, **fields})


def reads(before: Bundle | None, after: Bundle | None) -> set[str]:
    key = (before or after or BEFORE).key
    return set(content(Change(key, before, after)).changed.reads)


def test_of_an_explainer_it_is_told_which_of_its_fields_read_differently() -> None:
    assert reads(BEFORE, replace(BEFORE, digest="two")) == {"record explainer herring"}
    retitled = reads(BEFORE, RETITLED)
    assert "each explainer's titles" in retitled
    assert "each explainer's date" not in retitled


@pytest.mark.parametrize(
    ("before", "after"), [(None, BEFORE), (BEFORE, None), (BEFORE, replace(BEFORE, left_out=True))]
)
def test_one_that_comes_or_goes_or_is_left_out_changes_all_of_them(before: Bundle | None, after: Bundle | None) -> None:
    assert {"record explainer herring", "each explainer's titles", "each explainer's date"} <= reads(before, after)


def test_other_records_are_asked_for_one_by_one_or_all_together() -> None:
    assert reads(SOURCE, replace(SOURCE, digest="two")) == {"record source gazette", "every source"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, replace(BEFORE, reads_kept=encoded(("book",)))),
        (replace(BEFORE, left_out=True), None),
        (replace(BEFORE, left_out=True), replace(RETITLED, left_out=True)),
    ],
)
def test_what_no_page_shows_is_no_change(before: Bundle | None, after: Bundle | None) -> None:
    assert reads(before, after) == set()


def test_pictures_and_the_day_are_told_too() -> None:
    changed = content(attached_changed=True).changed
    assert (changed.reads, changed.day) == ({"attached"}, "2024-01-01")


def test_what_could_not_be_checked_is_told_when_anything_was_read() -> None:
    where = Lines("content/explainers/herring.md", (1,))
    file = ReadFile(0, 0, "", OUTLINE)
    bundles = {BEFORE.key: replace(BEFORE, files=(file,), found=(Found((), (("gazette", where),)),))}
    told = [content(bundles=bundles, read=count).new_unchecked for count in (0, 1)]
    assert [[one.where for one in ones] for ones in told] == [[], [(where,)]]


def test_an_error_fails_and_a_warning_or_a_drafts_error_does_not() -> None:
    error = Problem("a", Place(1, 1, 1, 1), "uncited", "")
    found = [error, replace(error, severity="warning"), replace(error, draft=True)]
    assert [content(problems=(one,)).failed for one in found] == [True, False, False]
