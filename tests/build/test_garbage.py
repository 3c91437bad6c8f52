"""Looking for garbage seldom, in processes that only build."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from explainers.build.garbage import look_seldom
from explainers.cli import main
from tests.building_sites import ROOT


@pytest.fixture(autouse=True)
def python_as_it_was() -> Iterator[None]:
    """Let Python look as often as before afterwards."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


class Held:
    """Something that may hold itself."""

    itself: object = None


def test_garbage_in_circles_is_still_found() -> None:
    look_seldom()
    one = Held()
    one.itself = one
    gone = weakref.ref(one)
    del one
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]  # new objects, as a build makes them
    assert kept
    assert gone() is None


@pytest.mark.parametrize("command", [["build"], ["check"]])
def test_commands_that_end_with_what_they_make_look_seldom(command: list[str], tmp_path: Path) -> None:
    gc.set_threshold(700, 10, 10)
    with chdir(ROOT), redirect_stderr(StringIO()):
        main([*command, "--content", str(tmp_path / "none")])
    assert gc.get_threshold()[0] > 700
