"""Which old releases go, and what is said where they can't."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from explainers.publishing.history import LogLine
from explainers.publishing.retention import clear_up, old_releases

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NAMES = ("a", "b", "c", "d")


def target(remove: Callable[[Any], None] = lambda _: None, live: str | None = "d") -> Any:
    """A target with four releases, each live for a day a year ago; the last one is live."""
    log = tuple(
        LogLine(NOW - timedelta(days=365 - day), "deploy", name, before, "", "desk")
        for day, (name, before) in enumerate(zip(NAMES, (None, *NAMES), strict=False))
    )
    return SimpleNamespace(live_id=lambda: live, log=lambda: log, complete=lambda: NAMES, remove=remove)


def context(said: list[str]) -> Any:
    return SimpleNamespace(clock=lambda: NOW, tell=lambda phase, text, **_: said.append(f"{phase}: {text}"))


def test_the_oldest_go_and_the_live_one_and_the_one_before_it_stay() -> None:
    removed, said = list[tuple[str, ...]](), list[str]()
    assert clear_up(target(removed.append), "d", 1, context(said)) == ("a", "b")
    assert removed == [("a", "b")]
    assert said == ["gc: 2 old releases are removed: a, b"]


def test_what_can_not_be_removed_is_said_and_stops_nothing() -> None:
    def fails(_: Any) -> None:
        raise PermissionError(13, "Permission denied", "a")

    said: list[str] = []
    clear_up(target(fails), "d", 1, context(said))
    assert len(said) == 1
    assert said[0].startswith("gc: old releases could not be removed")


def test_nothing_goes_before_the_first_release() -> None:
    assert old_releases(target(live=None), 1, context([])) == ()
