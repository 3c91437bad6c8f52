"""Work for pools, which other processes find by its name."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

__all__ = ["dies", "doubled", "fails_there", "sleeps"]


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
