"""Who may write to an object store: a lease, held by creating a numbered object that nobody else could create.

    _publish/lease/<n>            who holds the n-th lease, and the paths that are about to change
    _publish/lease/<n>.paths      the same paths, where they became known later
    _publish/lease/<n>.beat       written now and then by a holder who is alive
    _publish/lease/<n>.end-<g>    it is over, and all that was begun is done; the newest generation is g
    _publish/lease/<n>.stop       it is over, and its paths are in doubt

It is taken with the first change and not before. Who creates the next number knows by that that nobody has held one
since the store was listed, so nothing needs to be asked again. The store has to refuse a second creation; that is tried
each time. A holder who hasn't been able to write a beat for half the time that a lease lasts stops writing by itself.
All ages are by the store's own clock.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.protocol import OWN_FOLDER
from explainers.publishing.targets.store import Found, Store

__all__ = ["LEASES", "Lease", "ended_after", "is_settled"]

LEASES: Final = f"{OWN_FOLDER}lease"
_NONE: Final = "0"
_KEPT: Final = 100  # objects of old leases, before they are swept
_JSON: Final = {"content-type": "application/json"}


class _Held(Struct, frozen=True):
    owner: str
    paths: list[str] = []


class Lease:
    """The right to write, while it is `held`. `owner` names this process and no other; `lasts` is in seconds."""

    def __init__(self, store: Store, owner: str, lasts: float = 60.0) -> None:
        self.owner, self.lasts = owner, lasts
        self.doubtful: frozenset[str] = frozenset()
        """The paths that this holder, or a dead one before it, has begun to change."""
        self.newest = 0
        """The newest generation that the holder knows of."""
        self._store = store
        store.allow = self.allow
        self._found: Mapping[str, Found] = {}
        self._number = 0
        self._beaten = 0.0
        self._ended = threading.Event()
        self._beating = threading.Thread()

    @contextmanager
    def held(self, found: Mapping[str, Found]) -> Iterator[None]:
        """Be ready to take the lease, with the first change, where the store has these objects; raises `PublishError`
        (busy) where another process holds it.
        """
        last = _last(found)
        if not _is_over(found, last) and self._is_alive(found, last):
            raise PublishError(ExitCode.BUSY, self._busy(last))
        self._number, self._found = 0, found
        self.doubtful = self.left_behind(found)
        self._ended.clear()
        try:
            yield
        finally:
            self._ended.set()
            if self._number:
                self._beating.join()
                if self._is_ours():
                    with suppress(OSError, PublishError):  # it ends by itself
                        self._store.put(f"{self._key}.{self._mark()}", b"", {})
                self._number = 0

    def write(self, paths: Iterable[str] = ()) -> None:
        """Hold the lease from now on, and say which paths are about to change. Raises `PublishError`: busy where
        another process was faster, or may have begun since; unsuitable where the store lets two create one object.
        """
        coming = sorted({*self.doubtful, *paths})
        if not self._number:
            self._take(coming)
        elif len(coming) > len(self.doubtful):
            self.check()
            self._store.put(f"{self._key}.paths", self._said(coming), _JSON)
        self.doubtful = frozenset(coming)
        self.check()

    def settle(self) -> None:
        """Take back what was said to be in doubt: all of it is done."""
        self.doubtful = frozenset()

    def left_behind(self, found: Mapping[str, Found]) -> frozenset[str]:
        """Return the paths that the last holder had begun to change when it stopped."""
        if is_settled(found):
            return frozenset()
        key = f"{LEASES}/{_last(found)}"
        with suppress(FileNotFoundError, msgspec.MsgspecError):
            data = self._store.read(f"{key}.paths" if f"{key}.paths" in found else key)
            return frozenset(msgspec.json.decode(data, type=_Held).paths)
        return frozenset()

    def holder(self) -> tuple[str, float] | None:
        """Return who holds the lease, and how many seconds ago that one was last heard of by the store's clock;
        nothing where nobody does, or a dead one's time is over.
        """
        found = self._store.found(LEASES)
        last = _last(found)
        if _is_over(found, last) or not self._is_alive(found, last):
            return None
        return self._owner_of(last), self._silence(found, last)

    def break_open(self, owner: str) -> None:
        """End the lease of the `owner` that holds it, who stops at the next beat if that one is alive after all."""
        last = _last(self._store.found(LEASES))
        if self._owner_of(last) == owner:
            self._store.put(f"{LEASES}/{last}.stop", b"", {})

    def check(self) -> None:
        """Raise `PublishError` (busy) where the lease may have run out: another process may be writing by now."""
        if not self._is_ours():
            said = "this publication was held up for so long that another one may have begun: it stopped"
            raise PublishError(ExitCode.BUSY, f"{said}. Run it again")

    def allow(self) -> None:
        """Raise `PublishError` (busy) where it was taken, and may have run out."""
        if self._number:
            self.check()

    @property
    def is_taken(self) -> bool:
        """Whether it was taken since it is `held`."""
        return self._number > 0

    @property
    def _key(self) -> str:
        return f"{LEASES}/{self._number:08}"

    def _is_ours(self) -> bool:
        return time.monotonic() - self._beaten < self.lasts / 2

    def _take(self, paths: list[str]) -> None:
        last, data = _last(self._found), self._said(paths)
        name = f"{int(last) + 1:08}"
        asked = time.monotonic()
        # Where an answer was lost, it was created all the same: no other process has our name.
        if not self._store.create(f"{LEASES}/{name}", data) and self._owner_of(name) != self.owner:
            raise PublishError(ExitCode.BUSY, self._busy(name))
        if self._store.create(f"{LEASES}/{name}", data):
            said = "this store lets two publications create the same object, so neither can be sure to be alone"
            raise PublishError(ExitCode.UNSUITABLE, f"{said}: choose one that honours If-None-Match")
        self._number, self._beaten = int(name), asked
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self._beating.start()
        old = [key for key in self._found if key.startswith(f"{LEASES}/") and not _belongs(key, last)]
        if len(old) > _KEPT:
            with suppress(OSError):
                self._store.remove(old)

    def _said(self, paths: list[str]) -> bytes:
        return msgspec.json.encode(_Held(self.owner, paths))

    def _mark(self) -> str:
        return "stop" if self.doubtful else f"end-{self.newest}"

    def _is_alive(self, found: Mapping[str, Found], last: str) -> bool:
        return self._silence(found, last) < self.lasts

    def _silence(self, found: Mapping[str, Found], last: str) -> float:
        beats = [one.time for key, one in found.items() if _belongs(key, last)]
        return (self.store_time() - max(beats)).total_seconds()

    def _owner_of(self, last: str) -> str:
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._store.read(f"{LEASES}/{last}"), type=_Held).owner
        return ""

    def _busy(self, last: str) -> str:
        who = self._owner_of(last)
        return f"another publication to this target is under way{f', by {who}' if who else ''}"

    def honours_conditions(self) -> bool:
        """Whether the store refuses to create an object a second time. Nothing of the trial stays."""
        key = f"{LEASES}/trial-{self.owner}"
        self._store.remove((key,))
        self._store.create(key, b"")  # where its answer was lost, it says no
        made = key in self._store.found(LEASES)
        again = self._store.create(key, b"")
        self._store.remove((key,))
        return made and not again

    def store_time(self) -> datetime:
        """Return the time by the store's own clock."""
        key = f"{LEASES}/clock"
        self._store.put(key, b"", {})
        return self._store.found(LEASES)[key].time

    def _beat(self) -> None:
        while not self._ended.wait(self.lasts / 4):
            asked = time.monotonic()
            if not self._is_ours():
                return
            with suppress(OSError, PublishError):
                if f"{self._key}.stop" in self._store.found(LEASES):  # somebody has broken it
                    self._beaten = -self.lasts
                    return
                self._store.put(f"{self._key}.beat", b"", {})
                self._beaten = asked


def is_settled(found: Iterable[str]) -> bool:
    """Whether the last lease is over, and nothing that was begun under it is in doubt."""
    return _last(found) == _NONE or ended_after(found) is not None


def ended_after(found: Iterable[str]) -> int | None:
    """Return the newest generation that the last holder left, if that one has ended well."""
    last = _last(found)
    marks = (key.partition(".end-")[2] for key in found if _belongs(key, last))
    return next((int(mark) for mark in marks if mark.isdecimal()), None)


def _last(found: Iterable[str]) -> str:
    """Return the name of the lease that was made last, among the keys of all; zero where there is none."""
    names = (key.removeprefix(f"{LEASES}/") for key in found if key.startswith(f"{LEASES}/"))
    return max((name for name in names if name.isdecimal()), default=_NONE)


def _is_over(found: Iterable[str], last: str) -> bool:
    """Whether a lease has ended, well or not; one that never was has."""
    marks = {key.removeprefix(f"{LEASES}/{last}.") for key in found if _belongs(key, last)}
    return last == _NONE or any(mark.startswith(("end", "stop")) for mark in marks)


def _belongs(key: str, last: str) -> bool:
    return key.partition(".")[0] == f"{LEASES}/{last}"
