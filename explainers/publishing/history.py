"""The target's log: a line for each change of the live release, and what can be undone by it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

__all__ = ["LogLine", "last_live", "live_before", "log_lines", "log_text"]


class LogLine(Struct, frozen=True):
    """One change: when (UTC) which release became live instead of which, by whom, from which commit."""

    time: datetime
    action: Literal["deploy", "rollback"]
    id: str
    previous: str | None
    commit: str
    who: str


def log_text(line: LogLine) -> bytes:
    """Return a line as it stands in the log, without its end."""
    return msgspec.json.encode(line)


def log_lines(data: bytes) -> tuple[LogLine, ...]:
    """Return the lines of a log. A line that was cut short by a crash says nothing and is left out."""

    def read(text: bytes) -> LogLine | None:
        try:
            return msgspec.json.decode(text, type=LogLine)
        except msgspec.MsgspecError:
            return None

    return tuple(line for line in map(read, data.splitlines()) if line)


def live_before(lines: Iterable[LogLine], live: str | None) -> tuple[str, ...]:
    """Return the releases that a rollback without a name goes back to, nearest first.

    A deploy lays its release on the pile, a rollback takes off what lies above its release; so two rollbacks
    go back two releases and not back and forth. `live` is what really is live: a crash right after the switch
    may have kept it out of the log.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 24, tzinfo=UTC)
    >>> deploys = [LogLine(day, "deploy", name, None, "", "") for name in "abc"]
    >>> live_before(deploys, "c")
    ('b', 'a')
    >>> live_before([*deploys, LogLine(day, "rollback", "b", "c", "", "")], "b")
    ('a',)
    """
    pile: list[str] = []
    for line in lines:
        if line.action == "rollback" and line.id in pile:
            del pile[_last(pile, line.id) + 1 :]
        elif pile[-1:] != [line.id]:
            pile.append(line.id)
    if live in pile:
        pile = pile[: _last(pile, live)]
    return tuple(reversed(pile))


def last_live(lines: Iterable[LogLine], releases: Iterable[str], unknown: datetime) -> dict[str, datetime]:
    """Return when each release last was the live one; `unknown` for those that the log doesn't know."""
    times: dict[str, datetime] = {}
    for line in lines:
        times[line.id] = line.time
        if line.previous:
            times[line.previous] = line.time
    return {release: times.get(release, unknown) for release in releases}


def _last(pile: Sequence[str], release: str | None) -> int:
    return max(place for place, each in enumerate(pile) if each == release)
