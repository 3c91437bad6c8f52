"""A day counts from its first moment on: what has not come yet, and what is over."""

from __future__ import annotations

import pytest

from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import DAY, PAGE, found, site_files, with_keys

RELATION = "relations/norway-sweden.md"


@each_case("time")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


def test_a_page_may_have_a_later_date_where_the_site_publishes_by_date() -> None:
    files = {path: data.replace(b"2023-11-24", b"2024-02-24") for path, data in site_files().items()}
    assert "future-date" in found(files).codes
    assert "future-date" not in found(files, by_date=True).codes


def test_a_page_is_overdue_from_the_day_after_its_review_was_due() -> None:
    page = site_files()[PAGE].replace(b"date: 2023-11-24", b"date: 2023-11-24\nreview_by: 2024-01-01")
    files = {**site_files(), PAGE: page}
    assert DAY == "2024-01-01"
    assert "review-overdue" not in found(files).codes
    assert "review-overdue" in found(files, day="2024-01-02").codes


@pytest.mark.parametrize(
    ("path", "keys", "code"),
    [
        (PAGE, "modified: 2024-01-01", None),
        (PAGE, "modified: 2024-01-02", "future-date"),
        (PAGE, "modified: 2023-11-23", "event-out-of-order"),
        (PAGE, "review_by: 2023-11-23", "event-out-of-order"),
        (RELATION, "as_of: 2024-01-02", "as-of-in-future"),
        (RELATION, "since: 2024-01-02", "event-out-of-order future-date"),
        (RELATION, "since: 1905-10\nas_of: 1905-09-23", "event-out-of-order"),
        (RELATION, "since: 1905-09\nas_of: 1905-09-23", None),
        ("events.yaml", "when: 2024-01-02", "future-date"),
        ("events.yaml", "when: 2024-01-02\nkind: planned", None),
        ("events.yaml", "when: ../2024", None),
    ],
)
def test_dates_that_can_not_be_are_told(path: str, keys: str, code: str | None) -> None:
    codes = found(with_keys(site_files(), keys, path)).codes
    assert codes & {"future-date", "event-out-of-order", "as-of-in-future"} == set((code or "").split())


def test_an_undated_word_in_a_page_that_is_not_an_explainer_is_let_be() -> None:
    about = b"---\ntitle: About\nsummary: Who we are now.\n---\n\nWe recently began.\n"
    assert "undated-word" not in found({**site_files(), "pages/about.md": about}).codes
    assert "undated-word" in found(with_keys(site_files(), "summary: How they met recently.")).codes
