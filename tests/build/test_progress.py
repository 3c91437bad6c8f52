"""Whoever wants to show how far long work is hears of each thing that is done."""

from __future__ import annotations

from collections.abc import Iterator

from explainers.build.progress import counting, with_progress


def test_each_thing_that_is_done_is_told() -> None:
    heard: list[tuple[str, int, int]] = []
    items = list(counting(lambda *one: heard.append(one), "reading", iter("abc"), 3))
    assert items == ["a", "b", "c"]
    assert heard == [("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3)]


def test_nothing_to_do_is_not_told() -> None:
    heard: list[tuple[str, int, int]] = []
    assert list(with_progress(lambda *one: heard.append(one), "reading", iter)([])) == []
    assert heard == []


def test_work_is_told_by_the_number_of_the_things_that_it_is_given_last() -> None:
    heard: list[tuple[str, int, int]] = []

    def doubled(factor: int, items: list[int]) -> Iterator[int]:
        return (factor * item for item in items)

    assert list(with_progress(lambda *one: heard.append(one), "doubling", doubled)(2, [3, 4])) == [6, 8]
    assert heard == [("doubling", 1, 2), ("doubling", 2, 2)]


def test_what_nobody_takes_is_not_told() -> None:
    heard: list[tuple[str, int, int]] = []
    items = counting(lambda *one: heard.append(one), "reading", iter("abc"), 3)
    assert heard == []
    assert next(items) == "a"
    assert heard == [("reading", 1, 3)]
