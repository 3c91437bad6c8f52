"""The disk's own clock: which times of change tell that a file is as it was, and which don't.

A file may be written twice within one tick of the clock, with the same size. As git does, what was changed at the very
moment of looking, or after it by a clock that has been set, is looked at again the next time.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["UNSURE", "Clock"]

UNSURE: Final = -1
"""A time of change that no file has."""

_TICK: Final = 50_000_000  # ns: clocks of kernels tick each 1 to 10 ms
_SECOND: Final = 1_000_000_000


class Clock:
    """The moment of looking, `now`, in nanoseconds by the clock of the disk."""

    def __init__(self, now: int) -> None:
        self.now = now

    @classmethod
    def of(cls, folder: Path) -> Clock:
        """Return the clock of the disk that a folder is on. Raises `OSError`."""
        file = folder / "clock"
        file.write_bytes(b"")
        return cls(os.stat(file).st_mtime_ns)  # noqa: PTH116

    def kept(self, mtime: int) -> int:
        """Return a time of change as it is kept: itself, or `UNSURE` where it may stand for two states of a file."""
        coarse = mtime % _SECOND == 0  # a disk that counts seconds, or two at a time
        return mtime if mtime < self.now - (2 * _SECOND if coarse else _TICK) else UNSURE
