"""Looking for garbage seldom, in processes that only build."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from explainers.build import garbage
from explainers.build.garbage import look_afterwards, look_seldom, set_apart
from explainers.cli import main
from tests.building_sites import ROOT


@pytest.fixture(autouse=True)
def python_as_it_was() -> Iterator[None]:
    """Let Python look as often and at as much as before afterwards."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Held:
    """Something that may hold itself."""

    itself: object = None


def _in_a_circle() -> weakref.ref[Held]:
    """Return what leads to something that only itself holds."""
    one = Held()
    one.itself = one
    return weakref.ref(one)


def test_garbage_in_circles_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "_NEW_OBJECTS", 10_000)
    look_seldom()
    gone = _in_a_circle()
    kept = [[number] for number in range(20_000)]  # new objects, as a build makes them
    assert kept
    assert gone() is None


@pytest.mark.parametrize("command", [["build"], ["check"]])
def test_commands_that_end_with_what_they_make_look_seldom(command: list[str], tmp_path: Path) -> None:
    gc.set_threshold(700, 10, 10)
    with chdir(ROOT), redirect_stderr(StringIO()):
        main([*command, "--content", str(tmp_path / "none")])
    assert gc.get_threshold()[0] > 700


def test_a_build_of_the_preview_is_not_stopped_by_looking_and_what_it_leaves_is_found() -> None:
    gc.set_threshold(10, 1, 1)
    with look_afterwards():
        gone = _in_a_circle()
        kept = [[number] for number in range(1000)]
        assert kept
        assert gone() is not None
    assert gone() is None
    assert gc.isenabled()


def test_what_was_set_apart_is_let_go_when_it_is_not_needed_any_more() -> None:
    held = Held()
    held.itself = held
    gone = weakref.ref(held)
    set_apart()
    del held
    gc.collect()
    assert gone() is not None, "nothing looks there"
    set_apart()
    assert gone() is None
