"""How far long work is, for callers that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Any, TypeVar

__all__ = ["Tell", "counting", "silent", "with_progress"]

_T = TypeVar("_T")


Tell = Callable[[str, int, int], None]
"""Is told what is being done, how many things of it are done, and of how many."""


def silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def counting(tell: Tell, what: str, items: Iterable[_T], total: int) -> Iterator[_T]:
    """Yield items; tell of each, when it has come, how many there are by now."""
    for done, one in enumerate(items, start=1):
        tell(what, done, total)
        yield one


def with_progress(tell: Tell, what: str, work: Callable[..., Iterable[_T]]) -> Callable[..., Iterator[_T]]:
    """Return work (on the things that are its last argument) that tells how far it is."""

    def done(*arguments: Any) -> Iterator[_T]:
        things: Sized = arguments[-1]
        return counting(tell, what, work(*arguments), len(things))

    return done
