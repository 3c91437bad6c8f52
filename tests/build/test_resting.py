"""A change leads to all that rests on it."""

from __future__ import annotations

from explainers.build.resting import Resting


def test_who_rests_on_something_is_found_by_it() -> None:
    resting = Resting([("home", [1, 2]), ("map", [2]), ("data", [])])
    assert list(resting.on([2])) == ["home", "map"]
    assert list(resting.on([1, 2])) == ["home", "map"]
    assert list(resting.on([3])) == []


def test_what_somebody_rests_on_from_now_on_is_found_too_and_once() -> None:
    resting = Resting([("home", [1])])
    for _ in range(3):
        resting.add("home", [1, 2], before=[1, 2])
    assert list(resting.on([2])) == []
    resting.add("home", [1, 2], before=[1])
    assert list(resting.on([1, 2])) == ["home"]
