"""Who may write to an object store: a lease, held by creating a numbered object that nobody else could create.

The store has to refuse a second creation; that is tried each time. The holder writes a beat now and then; who hasn't
been able to for half the time that a lease lasts stops writing by itself. All ages are by the store's own clock.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.protocol import OWN_FOLDER
from explainers.publishing.targets.store import Found, Store

__all__ = ["LEASES", "Lease"]

LEASES = f"{OWN_FOLDER}lease"


class Lease:
    """The right to write, while it is `held`. `owner` names this process and no other; `lasts` is in seconds."""

    def __init__(self, store: Store, owner: str, lasts: float = 60.0) -> None:
        self.owner, self.lasts = owner, lasts
        self._store = store
        self._number = 0
        self._beaten = 0.0
        self._ended = threading.Event()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lease; raises `PublishError`: busy where another process does, unsuitable where the store lets two
        create the same object.
        """
        self._ended.clear()
        self._take()
        beating = threading.Thread(target=self._beat, daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._ended.set()
            beating.join()
            if self._is_ours():
                with suppress(OSError):  # it ends by itself
                    self._store.put(f"{self._key}.end", b"", {})

    def holder(self) -> tuple[str, float] | None:
        """Return who holds the lease, and how many seconds ago that one was last heard of by the store's clock;
        nothing where nobody does, or a dead one's time is over.
        """
        found = self._store.found(LEASES)
        last = _last(found)
        if not int(last) or f"{LEASES}/{last}.end" in found or not self._is_alive(found, last):
            return None
        return self._owner_of(last), self._silence(found, last)

    def break_open(self, owner: str) -> None:
        """End the lease of the `owner` that holds it, who stops at the next beat if that one is alive after all."""
        last = _last(self._store.found(LEASES))
        if self._owner_of(last) == owner:
            self._store.put(f"{LEASES}/{last}.end", b"", {})

    def check(self) -> None:
        """Raise `PublishError` (busy) where the lease may have run out: another process may be writing by now."""
        if not self._is_ours():
            said = "this publication was held up for so long that another one may have begun: it stopped"
            raise PublishError(ExitCode.BUSY, f"{said}. Run it again")

    @property
    def _key(self) -> str:
        return f"{LEASES}/{self._number:08}"

    def _is_ours(self) -> bool:
        return time.monotonic() - self._beaten < self.lasts / 2

    def _take(self) -> None:
        found = self._store.found(LEASES)
        last = _last(found)
        if int(last) and f"{LEASES}/{last}.end" not in found and self._is_alive(found, last):
            raise PublishError(ExitCode.BUSY, self._busy(last))
        self._number = int(last) + 1
        asked = time.monotonic()
        # Where an answer was lost, it was created all the same: no other process has our name.
        if (
            not self._store.create(self._key, self.owner.encode())
            and self._owner_of(f"{self._number:08}") != self.owner
        ):
            raise PublishError(ExitCode.BUSY, self._busy(f"{self._number:08}"))
        if self._store.create(self._key, self.owner.encode()):
            said = "this store lets two publications create the same object, so neither can be sure to be alone"
            raise PublishError(ExitCode.UNSUITABLE, f"{said}: choose one that honours If-None-Match")
        self._beaten = asked
        old = [key for key in found if key.rpartition("/")[2].partition(".")[0].isdecimal()]
        with suppress(OSError):
            self._store.remove(key for key in old if f"{LEASES}/{last}" not in key)

    def _is_alive(self, found: dict[str, Found], last: str) -> bool:
        return self._silence(found, last) < self.lasts

    def _silence(self, found: dict[str, Found], last: str) -> float:
        beats = [found[key].time for key in (f"{LEASES}/{last}", f"{LEASES}/{last}.beat") if key in found]
        return (self.store_time() - max(beats)).total_seconds()

    def _owner_of(self, last: str) -> str:
        with suppress(OSError):
            return self._store.read(f"{LEASES}/{last}").decode("utf-8", "replace")
        return ""

    def _busy(self, last: str) -> str:
        who = self._owner_of(last)
        return f"another publication to this target is under way{f', by {who}' if who else ''}"

    def honours_conditions(self) -> bool:
        """Whether the store refuses to create an object a second time. Nothing of the trial stays."""
        key = f"{LEASES}/trial-{self.owner}"
        self._store.remove((key,))
        made = self._store.create(key, b"")
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
            with suppress(OSError):
                if f"{self._key}.end" in self._store.found(LEASES):  # somebody has broken it
                    self._beaten = -self.lasts
                    return
                self._store.put(f"{self._key}.beat", b"", {})
                self._beaten = asked


def _last(found: Iterable[str]) -> str:
    """Return the name of the lease that was made last, among the keys of all; zero where there is none."""
    names = (key.rpartition("/")[2] for key in found)
    return max((name for name in names if name.isdecimal()), default="0")
