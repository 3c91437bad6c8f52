"""What can be tried of a target without changing what is published: rights, links, room, clocks, conditions. Each trial
is a word and a sentence; what it makes, it removes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.lease import Lease
from explainers.publishing.targets.protocol import TargetDisk

__all__ = ["trials_of_disk", "trials_of_store"]

_SLOW_CLOCK: Final = 60  # seconds that two machines' clocks may differ before it is told
_MEBIBYTE: Final = 1 << 20


def trials_of_disk(disk: TargetDisk, private: Path, probe: Path) -> Iterator[tuple[str, str]]:
    """Yield what was tried in a target's own folder. Raises `OSError` where the disk can't."""
    disk.try_link(probe)
    yield "rights", "files and links can be made and removed there"
    yield "room", f"{disk.room(private) // _MEBIBYTE} MiB are free"


def trials_of_store(lease: Lease, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what was tried of an object store; raises `PublishError` for one that honours no conditions."""
    if not lease.honours_conditions():
        raise PublishError(
            ExitCode.UNSUITABLE, "this store lets two publications create the same object: choose another"
        )
    yield "rights", "objects can be made and removed there, and none is made twice"
    with suppress(OSError):
        off = (lease.store_time() - now).total_seconds()
        said = "the clocks agree" if abs(off) < _SLOW_CLOCK else f"the store's clock is {off:+.0f} s off: set yours"
        yield "clock", said
