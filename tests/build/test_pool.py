"""Parts of work that others do: each done once, whatever becomes of a worker, and nobody left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from explainers.build.pool import Pool, Work, opened_pool
from tests.building_sites import ROOT
from tests.working import (
    dies,
    doubled,
    ends_when_asked,
    fails_there,
    hears_interrupts,
    lists_files,
    measures_pipes,
    work,
)  # fmt: skip

METHODS = ("fork", "forkserver", "spawn")
PARTS = [bytes([number]) for number in range(65, 91)]


def nobody(trouble: str) -> None:
    raise AssertionError(trouble)


@pytest.mark.parametrize("method", METHODS)
def test_each_part_is_done_once(method: str) -> None:
    with opened_pool(2, nobody, method=method) as pool:
        assert pool is not None
        done = sorted(pool.results(work(doubled), iter(PARTS)))
    assert done == [b"on " + part + part for part in PARTS]


def test_no_more_is_asked_for_than_workers_can_do_soon() -> None:
    asked = []

    def parts() -> Iterator[bytes]:
        for part in PARTS:
            asked.append(part)
            yield part

    pool = Pool(_Here, 2, nobody)
    results = pool.results(work(doubled), parts())
    next(results)
    assert len(asked) <= 12


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        done: Future[object] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class _Busy(Executor):
    """Is never done with anything before somebody waits for it."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        class WhenWaitedFor(Future[object]):
            def result(self, timeout: float | None = None) -> object:
                return fn(*args, **kwargs)

        return WhenWaitedFor()


def test_while_workers_are_busy_parts_are_done_here_and_first_those_that_nobody_else_can_do() -> None:
    here: list[bytes] = []

    def noted(part: bytes) -> bytes:
        here.append(part)
        return b"on " + part + part

    shared: Work[bytes, bytes] = work(doubled)._replace(here=noted)
    own = [b"mine", b"too"]
    done = list(Pool(_Busy, 1, nobody).results(shared, iter(PARTS), own))
    assert sorted(done) == sorted(b"on " + part + part for part in (*own, *PARTS))
    assert here == [*own, *PARTS[24:]], "others have all parts that they can be busy with"


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
    parts = [b"die", *PARTS]
    with opened_pool(2, told.append, method=method) as pool:
        assert pool is not None
        assert sorted(pool.results(work(dies), parts)) == sorted(b"on " + part for part in parts)
    assert told == ["a worker process has ended before its time: the rest is done without the others"]


def test_a_part_that_a_worker_cannot_do_is_done_here_and_told() -> None:
    told: list[str] = []
    with opened_pool(2, told.append) as pool:
        assert pool is not None
        assert sorted(pool.results(work(fails_there, b""), PARTS)) == PARTS
    assert set(told) == {"a worker could not do its part, which was done here instead: it has another version"}


def test_what_fails_here_too_is_raised() -> None:
    def bad(name: str, ground: bytes | None, part: bytes) -> bytes:
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        list(Pool(_Here, 2, nobody).results(work(bad), PARTS))


@pytest.mark.server
@pytest.mark.parametrize("method", METHODS)
def test_no_worker_outlives_a_killed_build(method: str) -> None:
    script = (
        "import sys; from explainers.build.pool import opened_pool; from tests.working import sleeps, work\n"
        "if __name__ == '__main__':\n"
        f"    with opened_pool(3, print, method={method!r}) as pool:\n"
        "        parts = (print('part', flush=True) or one for one in (b'1', b'2'))\n"
        "        list(pool.results(work(sleeps), parts))\n"
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


@pytest.mark.parametrize("method", ["fork", "forkserver"])
def test_workers_never_hear_of_an_interruption(method: str) -> None:
    with opened_pool(2, nobody, method=method) as pool:
        assert pool is not None
        assert list(pool.results(work(hears_interrupts, b""), iter(PARTS[:1]))) == [b"no"]


@pytest.mark.parametrize("method", METHODS)
def test_workers_have_nothing_open_that_their_parent_had_open_before(method: str, tmp_path: Path) -> None:
    with (tmp_path / "store").open("wb"), opened_pool(2, nobody, method=method) as pool:
        assert pool is not None
        (opened,) = pool.results(work(lists_files, b""), iter(PARTS[:1]))
    assert b"/" in opened
    assert bytes(tmp_path) not in opened


@pytest.mark.parametrize("method", METHODS)
def test_workers_end_at_a_polite_request_whatever_their_parent_does(method: str) -> None:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with opened_pool(2, nobody, method=method) as pool:
            assert pool is not None
            assert list(pool.results(work(ends_when_asked, b""), iter(PARTS[:1]))) == [b"yes"]
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a pipe is as wide as the system makes it")
def test_a_worker_never_waits_until_a_part_of_a_megabyte_is_taken_out_of_its_pipe() -> None:
    before = sys.getswitchinterval()
    with opened_pool(2, nobody) as pool:
        assert pool is not None
        assert sys.getswitchinterval() < before
        assert list(pool.results(work(measures_pipes, b""), iter(PARTS[:1]))) == [b"1048576"]
    assert sys.getswitchinterval() == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked off one that has run for a while")
@pytest.mark.parametrize(("threads", "loads"), [(0, False), (1, True)])
def test_workers_of_a_process_with_one_thread_load_nothing_again(threads: int, *, loads: bool) -> None:
    script = (
        "import sys, threading; from explainers.build.pool import opened_pool; from tests import working\n"
        "working.LOADED = b'here'\n"
        "if __name__ == '__main__':\n"
        f"    for _ in range({threads}): threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "    with opened_pool(2, print) as pool:\n"
        "        print(*pool.results(working.work(working.loaded), [b'1']))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == ("b'there'\n" if loads else "b'here'\n")
