"""Parts of work that others do: in order, each done once, whatever becomes of a worker, and nobody left behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from explainers.build.pool import Pool, opened_pool
from tests.building_sites import ROOT
from tests.working import dies, doubled, fails_there, hears_interrupts

METHODS = ("fork", "forkserver", "spawn")
PARTS = [bytes([number]) for number in range(65, 91)]


def nobody(trouble: str) -> None:
    raise AssertionError(trouble)


@pytest.mark.parametrize("method", METHODS)
def test_parts_come_back_in_order(method: str) -> None:
    with opened_pool(2, nobody, method=method) as pool:
        assert pool is not None
        done = list(pool.results(doubled, b"on ", iter(PARTS)))
    assert done == [b"on " + part + part for part in PARTS]


def test_no_more_is_asked_for_than_workers_can_do_soon() -> None:
    asked = []

    def parts() -> Iterator[bytes]:
        for part in PARTS:
            asked.append(part)
            yield part

    pool = Pool(_Here, 2, nobody)
    results = pool.results(doubled, b"on ", parts())
    next(results)
    assert len(asked) == 5


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        done: Future[object] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def test_one_job_needs_no_pool() -> None:
    with opened_pool(1, nobody) as pool:
        assert pool is None


def test_workers_are_started_only_when_there_is_work() -> None:
    with opened_pool(2, nobody) as pool:
        assert pool is not None
        assert pool._executor is None


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_dies_is_told_and_its_part_done_here(method: str) -> None:
    told: list[str] = []
    parts = [*PARTS[:5], b"die", *PARTS[5:]]
    with opened_pool(2, told.append, method=method) as pool:
        assert pool is not None
        assert list(pool.results(dies, b"on ", parts)) == [b"on " + part for part in parts] or told
    assert told == ["a worker process has ended before its time: the rest is done without the others"]


def test_a_part_that_a_worker_cannot_do_is_done_here_and_told() -> None:
    told: list[str] = []
    with opened_pool(2, told.append) as pool:
        assert pool is not None
        assert list(pool.results(fails_there, b"", PARTS)) == PARTS
    assert set(told) == {"a worker could not do its part, which was done here instead: it has another version"}


def test_what_fails_here_too_is_raised() -> None:
    def bad(name: str, ground: bytes | None, part: bytes) -> bytes:
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        list(Pool(_Here, 2, nobody).results(bad, b"", PARTS))


@pytest.mark.server
@pytest.mark.parametrize("method", METHODS)
def test_no_worker_outlives_a_killed_build(method: str) -> None:
    script = (
        "import sys; from explainers.build.pool import opened_pool; from tests.working import sleeps\n"
        "if __name__ == '__main__':\n"
        f"    with opened_pool(2, print, method={method!r}) as pool:\n"
        "        parts = (print('part', flush=True) or one for one in (b'1', b'2'))\n"
        "        list(pool.results(sleeps, b'', parts))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == ["part\n", "part\n"]
    assert _until(lambda: len(_group(process.pid)) >= 3), "the workers have begun"
    process.kill()
    process.wait()
    assert _until(lambda: not _group(process.pid)), _group(process.pid)


def _group(leader: int) -> list[int]:
    """Return the processes of a group that are still there."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            state, _, group = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if folder.name.isdigit() and int(group) == leader and state != "Z":
            found.append(int(folder.name))
    return found


def _until(is_so, seconds: float = 20) -> bool:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_workers_never_hear_of_an_interruption() -> None:
    with opened_pool(2, nobody, method="forkserver") as pool:
        assert pool is not None
        assert list(pool.results(hears_interrupts, b"", iter(PARTS[:1]))) == [b"no"]
