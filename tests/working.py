"""Work for pools, which other processes find by its name."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from explainers.build.pool import Share, Work
from explainers.digest import digest_of_bytes

__all__ = [
    "LOADED", "dies", "doubled", "ends_when_asked", "fails_there", "hears_interrupts", "lists_files", "loaded",
    "measures_pipes", "sleeps", "work",
]  # fmt: skip

LOADED = b"there"
"""What a process has that loads this; one that is forked off another has what that one has put here."""


def work(share: Share, ground: bytes = b"on ") -> Work[bytes, bytes]:
    """Return work that this process does as others do."""
    name = digest_of_bytes(ground)
    return Work(lambda part: share("", ground, part) or b"", share, name, ground, bytes, lambda _, done: done)


def doubled(name: str, ground: bytes | None, part: bytes) -> bytes | None:
    """Gives what a part and the ground are together, in any process; the ground is needed each time."""
    return None if ground is None else ground + part + part


def dies(name: str, ground: bytes | None, part: bytes) -> bytes | None:
    """Ends the process that does it, if that is a worker and the part says so."""
    if part == b"die" and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return (ground or b"") + part


def fails_there(name: str, ground: bytes | None, part: bytes) -> bytes | None:
    """Can be done in the first process alone."""
    if multiprocessing.parent_process() is not None:
        raise RuntimeError("it has another version")
    return part


def sleeps(name: str, ground: bytes | None, part: bytes) -> bytes | None:
    """Takes long."""
    time.sleep(60)
    return part


def hears_interrupts(name: str, ground: bytes | None, part: bytes) -> bytes:
    """Say whether Ctrl-C reaches this process: from its beginning on it must not."""
    del name, ground, part
    return b"no" if signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()) else b"yes"


def measures_pipes(name: str, ground: bytes | None, part: bytes) -> bytes:
    """Say how many bytes the narrowest pipe of this process holds (Linux)."""
    import fcntl

    del name, ground, part
    sizes = []
    for file in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # it is no pipe
            if int(file.name) > 2:
                sizes.append(fcntl.fcntl(int(file.name), fcntl.F_GETPIPE_SZ))
    return str(min(sizes)).encode()


def lists_files(name: str, ground: bytes | None, part: bytes) -> bytes:
    """Say what this process has open, a line each."""
    del name, ground, part
    opened = []
    for file in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the list itself was open
            opened.append(bytes(file.readlink()))
    return b"\n".join(opened)


def ends_when_asked(name: str, ground: bytes | None, part: bytes) -> bytes:
    """Say whether a polite request ends this process at once."""
    del name, ground, part
    return b"yes" if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL else b"no"


def loaded(name: str, ground: bytes | None, part: bytes) -> bytes:
    """Give what stands in `LOADED` here."""
    del name, ground, part
    return LOADED
