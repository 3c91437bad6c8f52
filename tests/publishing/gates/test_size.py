"""The release is about as large as the live one."""

from __future__ import annotations

import pytest

from explainers.publishing.gates.size import odd_page_bytes, odd_page_count


def test_page_counts_may_differ_by_thirty_percent() -> None:
    assert not odd_page_count(70, 100)
    assert not odd_page_count(130, 100)
    assert odd_page_count(69, 100)
    assert odd_page_count(131, 100)


@pytest.mark.parametrize(
    ("pages", "live", "is_odd"), [(4, 3, False), (12, 2, False), (13, 2, True), (1, 11, False), (1, 12, True)]
)
def test_a_small_site_may_win_or_lose_ten_pages(pages: int, live: int, is_odd: bool) -> None:
    assert bool(odd_page_count(pages, live)) == is_odd


@pytest.mark.parametrize(("pages", "live", "is_odd"), [(0, 0, False), (5, 0, False), (0, 1, True)])
def test_only_an_empty_release_is_odd_whatever_was_live(pages: int, live: int, is_odd: bool) -> None:
    assert bool(odd_page_count(pages, live)) == is_odd


def test_both_numbers_and_the_way_on_are_told() -> None:
    (problem,) = odd_page_count(30, 100)
    assert (problem.path, problem.code) == ("index.html", "page-count")
    assert problem.message.startswith("30 pages where 100 are live")
    assert "--allow-shrink" in problem.message


@pytest.mark.parametrize(
    ("size", "live", "is_odd"),
    [(700_000, 1_000_000, False), (699_999, 1_000_000, True), (1_300_001, 1_000_000, True), (1, 100_000, False)],
)
def test_the_bytes_of_all_pages_may_differ_by_thirty_percent_or_a_hundred_kilobytes(
    size: int, live: int, is_odd: bool
) -> None:
    assert bool(odd_page_bytes(size, live)) == is_odd
