"""Room for calls within calls: what a command does lies in one piece of memory.

Python takes memory for the frames of its functions from the system in pieces of 16 KB, and gives a piece back when the
first function in it returns. A loop whose calls begin where a piece ends takes and gives back one with each of them,
for the price of ten calls. That is not rare: modules that import each other are a hundred calls deep, and compile
patterns down there.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes time to load
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Function = TypeVar("Function", bound=Callable[..., Any])

__all__ = ["with_room"]

_WORDS = 40_000
"""Words of memory that a frame asks for. Python doubles its piece until this and 1,000 more have room: beside it lie
200 KB, for about as many calls as it allows within each other. What nobody touches is never there."""


def with_room(function: Function) -> Function:
    """Let all that a function calls have one piece of memory."""
    function.__code__ = function.__code__.replace(co_stacksize=_WORDS)
    return function
