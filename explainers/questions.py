"""The record of who asked what: what a result rests on is noted where it is read, never listed by hand.

Whoever keeps a result keeps with it the names of what was read on the way to it. Where all of that is as it was, the
result stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, TypeVar, cast

__all__ = ["HAS_COME", "HAS_PASSED", "TODAY", "Questions", "changed_by_day", "derived"]

HAS_COME: Final = "has-come"
HAS_PASSED: Final = "has-passed"
TODAY: Final = "today"

_Answer = TypeVar("_Answer", bound=Callable[..., Any])
Reads = dict[str, None]


class Questions:
    """Something that can be asked, on a `day` (an ISO date). `note` says what is read; `recording` tells it."""

    def __init__(self, day: str) -> None:
        self._day = day
        self._frames: list[Reads] = [{}]
        self._held: dict[tuple[object, ...], tuple[object, Reads]] = {}

    @contextmanager
    def recording(self) -> Iterator[Reads]:
        """Collect the names of what is read meanwhile, in the order in which it is read."""
        reads: Reads = {}
        self._frames.append(reads)
        try:
            yield reads
        finally:
            self._frames.pop()

    def note(self, name: str) -> None:
        """Note that something is read."""
        self._frames[-1][name] = None

    # ---- the day: asked like anything else, so that a result stands for as long as the answers do ----

    def has_come(self, date: str) -> bool:
        """Return whether a day (ISO date) has come."""
        self.note(f"{HAS_COME} {date}")
        return date <= self._day

    def has_passed(self, date: str) -> bool:
        """Return whether a day (ISO date) is over."""
        self.note(f"{HAS_PASSED} {date}")
        return date < self._day

    def today(self) -> str:
        """Return the day itself: for words that show it, which are other words tomorrow."""
        self.note(TODAY)
        return self._day


def derived(answer: _Answer) -> _Answer:
    """Keep a method's answers by its arguments; whoever gets one rests on all that was read to find it."""

    @wraps(answer)
    def ask(self: Questions, *arguments: Any) -> Any:
        key = (answer.__name__, *arguments)
        if key not in self._held:
            with self.recording() as reads:
                self._held[key] = (answer(self, *arguments), reads)
        value, reads = self._held[key]
        self._frames[-1].update(reads)
        return value

    return cast("_Answer", ask)


def changed_by_day(name: str, before: str, now: str) -> bool:
    """Return whether the answer to a question about the day differs between two days (ISO dates).

    >>> changed_by_day("has-come 2027-05-25", "2027-05-24", "2027-05-25")
    True
    >>> changed_by_day("has-passed 2027-05-25", "2027-05-24", "2027-05-25")
    False
    """
    kind, _, date = name.partition(" ")
    if kind == HAS_COME:
        return (date <= before) != (date <= now)
    if kind == HAS_PASSED:
        return (date < before) != (date < now)
    return kind == TODAY and before != now
