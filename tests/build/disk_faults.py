"""What may happen to a build, in a process of its own: it is killed, or its disk is full, at any of its steps on disk.

Between two such steps nothing on disk changes, so that a kill at any time is one at a step.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

_LONGEST: Final = 120.0  # seconds
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
RAISED: Final = 99
"""The exit code of work that raised something."""
INTERRUPTED: Final = 130
_CHANGES: Final = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")


class Fault:
    """What happens at the step `at`: the process is killed; or it is killed with the new file half written; or it is
    interrupted; or from then on the disk is full. Steps are counted from the first; or, where a file is named, from
    when that is there.
    """

    def __init__(self, how: str, at: int, after: Path | None = None) -> None:
        self.how, self.at, self.after, self.steps = how, at, after, 0

    def __repr__(self) -> str:
        return f"Fault({self.how!r}, {self.at})"

    def begin(self) -> None:
        """Let it happen in this process, for good."""
        if self.how == "small disk":
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.at, self.at))
            return
        fault = self

        class Connection(sqlite3.Connection):
            def commit(self) -> None:
                fault.step("commit")
                super().commit()
                fault.step("committed")

            def close(self) -> None:
                super().close()
                fault.step("closed")

        connect: Any = sqlite3.connect
        patch.object(sqlite3, "connect", lambda *a, **named: connect(*a, factory=Connection, **named)).start()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            _, mode, flags = arguments
            if (isinstance(mode, str) and set(mode) & set("wax+")) or (not mode and flags & _WRITES):
                self.step(event)
        elif event in _CHANGES:
            self.step(event, *arguments)

    def step(self, event: str, *arguments: Any) -> None:
        if self.after and not self.after.exists():
            return
        self.steps += 1
        if self.how == "full disk":
            if self.steps < self.at or event in ("os.remove", "os.rmdir", "committed", "closed"):
                return
            if event == "commit":
                full = sqlite3.OperationalError("database or disk is full")
                full.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise full
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.steps == self.at:
            if self.how == "half" and event == "os.rename" and Path(arguments[0]).is_file():
                os.truncate(arguments[0], Path(arguments[0]).stat().st_size // 2)
            os.kill(os.getpid(), signal.SIGINT if self.how == "interrupt" else signal.SIGKILL)


def begun(work: Callable[[], int], fault: Fault | None = None) -> int:
    """Begin some work in a process of its own, and return that."""
    child = os.fork()
    if child:
        return child
    code = RAISED
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        if fault:
            fault.begin()
        code = work()
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a process; return its exit code, or minus the signal that ended it."""
    late = time.monotonic() + _LONGEST
    while time.monotonic() < late:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("a build did not end")


def by_pelican(site: Path, day: str) -> int:
    """Build a site by Pelican's command, in this process; return its exit code."""
    from pelican import main

    os.chdir(site)
    os.environ["SOURCE_DATE_EPOCH"] = str(_noon(day))
    sys.argv = ["pelican"]
    sys.dont_write_bytecode = True  # Pelican would take what Python kept of settings for the settings
    try:
        main(["content", "-s", "pelicanconf.py", "-o", "output"])
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def _noon(day: str) -> int:
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp())
