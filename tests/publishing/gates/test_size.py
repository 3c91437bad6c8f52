"""The release is about as large as the live one."""

from __future__ import annotations

import pytest

from explainers.publishing.gates.size import odd_page_count


def test_page_counts_may_differ_by_thirty_percent() -> None:
    assert not odd_page_count(7, 10)
    assert not odd_page_count(13, 10)
    assert odd_page_count(6, 10)
    assert odd_page_count(14, 10)
    assert odd_page_count(0, 1)


@pytest.mark.parametrize(("pages", "live", "is_odd"), [(0, 0, False), (5, 0, True), (69, 100, True), (131, 100, True)])
def test_the_first_release_has_no_pages_before_it_and_an_empty_one_is_odd(pages: int, live: int, is_odd: bool) -> None:
    assert bool(odd_page_count(pages, live)) == is_odd


def test_both_numbers_and_the_way_on_are_told() -> None:
    (problem,) = odd_page_count(3, 10)
    assert (problem.path, problem.code) == ("index.html", "page-count")
    assert problem.message.startswith("3 pages where 10 are live")
    assert "--allow-shrink" in problem.message
