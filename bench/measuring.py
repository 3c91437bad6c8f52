"""Measuring a command: seconds on the clock, seconds of CPU of all its processes, and the most memory they had.

Memory is the proportional set size (what several processes share is counted once), looked at every 20 ms in a run of
its own, since looking costs time too. Linux only.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import shutil
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

__all__ = ["Cost", "conditions", "cpu_of", "delete_aside", "measured", "memory_of", "peak_memory", "set_aside"]

_EVERY: Final = 0.02
_SET_CHILD_SUBREAPER: Final = 36
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_ASIDE: Final = "set-aside"


def conditions(rounds: int) -> dict[str, Any]:
    """Return what results are measured under: day, cores, load (processes that want to run), rounds, Python."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "rounds": rounds,
        "python": platform.python_version(),
    }


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: seconds on the clock, seconds of CPU (user and system), and what it printed."""

    wall: float
    cpu: float
    said: str


def measured(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Cost:
    """Run a command in a folder, and return what it cost. Raises `RuntimeError` where it fails."""
    _adopt()
    before, started = _children(), time.perf_counter()
    ended = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    wall = time.perf_counter() - started
    _wait_for_adopted()
    after = _children()
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    return Cost(wall, after - before, ended.stdout)


def _adopt() -> None:
    """Become the parent of what a command leaves behind when it ends, such as the process that forks its workers: else
    nobody would count what they used (`man 2 prctl`).
    """
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_adopted() -> None:
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def set_aside(folder: Path, names: Iterable[str]) -> None:
    """Move what builds made in a folder out of their way, to be deleted by `delete_aside` when all is measured.

    Deleting it here would be charged to the next build: ext4 gives no inode away again for some minutes after it was
    deleted, and looks through all of these for each new file (3 of 34 s of CPU for a site of 1,000 explainers).
    """
    aside = folder / _ASIDE
    aside.mkdir(exist_ok=True)
    place = next(place for number in count() if not (place := aside / str(number)).exists())
    place.mkdir()
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(place / name)


def delete_aside(folder: Path) -> None:
    """Delete all that was set aside in a folder and in those below it."""
    for aside in list(folder.rglob(_ASIDE)):
        shutil.rmtree(aside, ignore_errors=True)


def peak_memory(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> int:
    """Run a command; return the most bytes that its processes had together. Raises `RuntimeError` where it fails."""
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(_EVERY):
            most[0] = max(most[0], memory_of(process.pid))

    looking = threading.Thread(target=look)
    looking.start()
    code = process.wait()
    ended.set()
    looking.join()
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return most[0]


def memory_of(pid: int) -> int:
    """Return how many bytes a process and its children have; 0 when it has ended."""
    return sum(_proportional(one) for one in _tree(pid))


def cpu_of(pid: int) -> float:
    """Return the seconds of CPU that a running process and its children have used."""
    used = 0
    for one in _tree(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        used += sum(map(int, fields[11:15]))
    return used / _TICKS


def _tree(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        for children in Path(f"/proc/{found[-1]}/task").glob("*/children"):
            try:
                todo += map(int, children.read_text(encoding="utf-8").split())
            except OSError:
                continue
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
