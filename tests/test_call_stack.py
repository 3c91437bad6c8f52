"""Calls within calls have room: at no depth does each call of a loop take memory from the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

from explainers.call_stack import with_room
from tests.building_sites import ROOT

_DEPTHS = 400
_CALLS = 200


def _nothing() -> None:
    """Do nothing."""


def most_taken() -> int:
    """Return how many pages of memory the system gave for a loop of calls: the most, of loops at all depths from here
    on.
    """
    import resource

    def taken() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    def deeper(depth: int) -> int:
        before = taken()
        for _ in range(_CALLS):
            _nothing()
        return max(taken() - before, deeper(depth - 1) if depth else 0)

    return deeper(_DEPTHS)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux counts what a process takes")
def test_no_loop_takes_memory_with_each_call() -> None:
    code = (
        "from explainers.call_stack import with_room\nfrom tests.test_call_stack import most_taken\n"
        "print(with_room(most_taken)())"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert int(found) < _CALLS // 4


def test_a_function_with_room_is_the_same_function() -> None:
    def sum_of(first: int, *, second: int = 2) -> int:
        """Add."""
        return first + second

    roomy = with_room(sum_of)
    assert (roomy(1), roomy(1, second=5), roomy.__doc__, roomy is sum_of) == (3, 6, "Add.", True)
