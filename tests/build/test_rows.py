"""Rows in bytes: decoded when they are asked for, the same however that is."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.build.rows import Rows, checked, encoded
from explainers.build.store import KeptFile, KeptPage

FILES = (KeptFile("a.html", "d", 1, 2),)


def pages(count: int) -> dict[str, KeptPage]:
    """Return so many pages, each of which rests on answers of its own."""
    return {
        f"{number}.html": KeptPage(f"key {number}", "view", (number, 10_000 + number), FILES) for number in range(count)
    }


def kept(rows: dict[str, KeptPage]) -> Rows[KeptPage]:
    """Return pages as they are kept."""
    return Rows({name: encoded(row, name) for name, row in rows.items()}, KeptPage)


@given(count=st.integers(0, 400), asked=st.lists(st.integers(0, 399), max_size=100))
def test_rows_are_the_same_by_one_and_all_together(count: int, asked: list[int]) -> None:
    expected = pages(count)
    rows = kept(expected)
    for number in asked:
        assert rows.get(f"{number}.html") == expected.get(f"{number}.html")
    assert dict(rows) == expected
    assert list(rows) == list(expected)
    assert len(rows) == count


def test_a_row_that_makes_no_sense_matters_only_to_those_who_ask_for_it() -> None:
    rows = Rows({"wrong": checked(b"\xc1", "wrong"), "1.html": encoded(pages(2)["1.html"], "1.html")}, KeptPage)
    assert rows["1.html"].key == "key 1"
    with pytest.raises(msgspec.MsgspecError):
        rows["wrong"]
    del rows["wrong"]
    assert dict(rows) == {"1.html": pages(2)["1.html"]}


@pytest.mark.parametrize("asked", [0, 3, 100])
def test_a_copy_is_changed_by_itself(asked: int) -> None:
    before, new = pages(100), KeptPage("new", "", (), ())
    rows = kept(before)
    assert [rows[f"{number}.html"] for number in range(asked)] == list(before.values())[:asked]
    other = rows.copy()
    other.update({"new.html": new, "4.html": new})
    del other["5.html"]
    assert "5.html" not in other
    assert dict(rows) == before
    assert dict(other) == {name: one for name, one in before.items() if name != "5.html"} | {
        "new.html": new,
        "4.html": new,
    }


@given(numbers=st.sets(st.integers(0, 10_400), min_size=1, max_size=5))
def test_rows_that_have_a_value_are_among_those_that_may(numbers: set[int]) -> None:
    expected = pages(300)
    found = kept(expected).that_may_have(numbers)
    assert {name for name, row in expected.items() if not numbers.isdisjoint(row.reads)} <= set(found)
    if min(numbers) > 255:
        assert set(found) == {name for name, row in expected.items() if not numbers.isdisjoint(row.reads)}


def test_rows_know_which_names_they_have() -> None:
    rows = kept(pages(3))
    assert rows.has_all(["0.html", "2.html"])
    assert not rows.has_all(["0.html", "3.html"])
