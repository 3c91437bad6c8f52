"""What a release needs: what to send, to keep, to carry, and what goes. Pure; the clock is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from explainers.publishing.manifest import Carried, FileEntry, Manifest

__all__ = ["GRACE", "KEPT", "Plan", "carried_into", "later_mtime_ns", "plan_of", "retired", "with_carried"]

GRACE: Final = timedelta(days=30)
KEPT: Final = 5  # releases, the live one included
_SECOND: Final = 1_000_000_000


class Plan(Struct, frozen=True):
    """How a release is made from the built site and the live release; paths are sorted.

    Fields: `sent`, whose bytes are new at their path; `kept`, whose bytes are live there; `removed`, live
    pages and files that the release lacks; `carried`, hashed assets that it keeps for open pages.
    """

    sent: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    carried: dict[str, Carried]


def plan_of(new: Manifest, live: Manifest | None, now: datetime, grace: timedelta = GRACE) -> Plan:
    """Return what to do so that `new` can take the place of `live`."""
    before = live.files if live else {}
    kept = tuple(path for path in sorted(new.files) if _same(new.files[path], before.get(path)))
    sent = tuple(sorted(new.files.keys() - set(kept)))
    carried = carried_into(new, live, now, grace)
    return Plan(sent, kept, tuple(sorted(before.keys() - new.files.keys() - carried.keys())), carried)


def carried_into(new: Manifest, live: Manifest | None, now: datetime, grace: timedelta = GRACE) -> dict[str, Carried]:
    """Return the hashed assets that `new` must go on answering when it takes the place of `live`.

    These are the ones that `live` names and `new` does not, dropped now, and the ones that `live` carries
    itself and that are still within their `grace`. The days count from when they were dropped: carrying an
    asset on does not lengthen its stay. Where the new release has a folder at an asset's path, or a file
    where its folder was, there is no room for the asset.
    """
    if live is None:
        return {}
    dropped = {path: _dropped(entry, now) for path, entry in live.files.items() if entry.kind == "asset"}
    older = {path: entry for path, entry in live.carried.items() if now - entry.dropped <= grace}
    taken = {*new.files, *(parent for path in new.files for parent in _parents(path))}
    return {
        path: entry
        for path, entry in sorted({**older, **dropped}.items())
        if path not in taken and new.files.keys().isdisjoint(_parents(path))
    }


def with_carried(manifest: Manifest, carried: dict[str, Carried]) -> Manifest:
    """Return the manifest of a release into which assets were carried; those it has already stay."""
    return replace(manifest, carried=dict(sorted({**manifest.carried, **carried}.items())))


def retired(
    last_live: Mapping[str, datetime],
    live: str,
    previous: str | None,
    keep: int,
    now: datetime,
    grace: timedelta = GRACE,
) -> tuple[str, ...]:
    """Return the releases that may go, oldest first: all but the live one, the one before it, the `keep` that were live
    last, and those that were live within the grace period. `last_live` has all releases, with when each last was.

    >>> from datetime import UTC
    >>> days = {name: datetime(2026, 1, day, tzinfo=UTC) for day, name in enumerate("abcde", 1)}
    >>> retired(days, "e", "a", 2, datetime(2026, 6, 1, tzinfo=UTC))
    ('b', 'c')
    """
    by_age = sorted(last_live, key=lambda release: (last_live[release], release))
    safe = {live, previous, *by_age[max(0, len(by_age) - keep) :]}
    return tuple(release for release in by_age if release not in safe and now - last_live[release] > grace)


def later_mtime_ns(now: datetime, before_ns: int | None) -> int:
    """Return a modification time, nanoseconds since 1970, for bytes that replace others.

    Servers make validators from the time in whole seconds (RFC 9110, 8.8.2: `Last-Modified`), some from time
    and size alone, so it is at least a second later than the time of the bytes before.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> later_mtime_ns(noon, None) == int(noon.timestamp()) * 10**9
    True
    >>> later_mtime_ns(noon, later_mtime_ns(noon, None)) - later_mtime_ns(noon, None)
    1000000000
    """
    seconds = int(now.timestamp())
    return max(seconds, seconds if before_ns is None else before_ns // _SECOND + 1) * _SECOND


def _same(entry: FileEntry, before: FileEntry | None) -> bool:
    # A store keeps headers with a file, and caches keep both: new headers are a change too.
    return before == entry


def _parents(path: str) -> tuple[str, ...]:
    return tuple(path[:at] for at, letter in enumerate(path) if letter == "/")


def _dropped(entry: FileEntry, now: datetime) -> Carried:
    return Carried(entry.sha256, entry.size, entry.headers, now)
