"""Measuring the live preview: from a save to the file on disk, and its memory over many edits."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Final

from bench.edits import body_edit
from bench.measuring import cpu_of, memory_of
from bench.programs import Program

__all__ = ["watched"]

_EARLY, _LATE = 5, 50
_LONGEST: Final = 1800.0  # seconds that the first build may take
_SLOWEST: Final = 120.0  # seconds that an edit may take


def watched(program: Program, slugs: list[str], variables: Mapping[str, str]) -> dict[str, float]:
    """Return what fifty edits in the live preview cost: `latency` and `latency_95` (seconds from the save to the page
    on disk, the median and what 95 of 100 stay below), `cpu` (seconds an edit), `memory_5` and `memory_50` (bytes).
    """
    output = program.folder / "output"
    command = [sys.executable, "-m", "explainers.cli", "serve", "--port", "0", "--output", str(output)]
    server = subprocess.Popen(
        command,
        cwd=program.folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for_start(server)
        return _edited(program, slugs, server.pid, output)
    finally:
        server.kill()
        server.wait()


def _wait_for_start(server: subprocess.Popen[str]) -> None:
    started = threading.Event()
    said: list[str] = []

    def listen() -> None:
        assert server.stdout is not None
        for line in server.stdout:
            said.append(line)
            if line.startswith("serving "):
                started.set()

    threading.Thread(target=listen, daemon=True).start()
    if not started.wait(_LONGEST):
        raise RuntimeError(f"the preview did not start: {''.join(said)[-2000:]}")


def _edited(program: Program, slugs: list[str], pid: int, output: Path) -> dict[str, float]:
    latencies, memory, cpu = [], {}, cpu_of(pid)
    for number in range(1, _LATE + 1):
        slug = slugs[number % len(slugs)]
        latencies.append(_latency(program.pages / f"{slug}.md", output / slug / "index.html"))
        time.sleep(0.3)  # an editor's pause: what the build does after the file belongs to it too
        if number in (_EARLY, _LATE):
            memory[number] = memory_of(pid)
    used = (cpu_of(pid) - cpu) / _LATE
    ordered = sorted(latencies)
    return {
        "latency": median(latencies), "latency_95": ordered[int(0.95 * len(ordered))], "cpu": used,
        "memory_5": memory[_EARLY], "memory_50": memory[_LATE],
    }  # fmt: skip


def _latency(text: Path, page: Path) -> float:
    before = _stamp(page)
    started = time.perf_counter()
    body_edit(text)
    while _stamp(page) == before:
        if time.perf_counter() - started > _SLOWEST:
            raise RuntimeError(f"{text.name} was saved, and its page did not change")
        time.sleep(0.0005)
    return time.perf_counter() - started


def _stamp(page: Path) -> tuple[int, int]:
    try:
        found = page.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)
