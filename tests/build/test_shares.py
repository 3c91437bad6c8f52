"""The same bytes, whoever does the work: this process, others, a Dask cluster, workers that see none of our files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from explainers import pipeline
from explainers.build import engine, pool, shares
from explainers.build.pool import Pool
from explainers.build.shares import make_share
from explainers.pages.plan import PlannedPage
from explainers.pages.render import WantedPage
from tests.building_sites import ROOT, build, edit, site_copy, tree

SITE = "complete"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small site is work for many."""
    monkeypatch.setattr(shares, "FEWEST", 2)
    monkeypatch.setattr(shares, "_PART_TO_READ", 2)
    monkeypatch.setattr(shares, "_PART_TO_MAKE", 2)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = site_copy(SITE, tmp_path_factory.mktemp("alone"))
    assert build(site, "--jobs", "1").returncode == 0
    return tree(site / "output")


def use(monkeypatch: pytest.MonkeyPatch, opened: Callable[..., Any]) -> None:
    monkeypatch.setattr(pipeline, "opened_pool", opened)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_make_the_same_bytes(
    method: str, tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, lambda jobs, tell, cluster: pool.opened_pool(jobs, tell, method=method))
    site = site_copy(SITE, tmp_path)
    assert "explainers: " not in build(site, "--jobs", "2").stderr
    assert tree(site / "output") == expected


def test_the_next_build_goes_on_from_a_shared_one(tmp_path: Path, expected: dict[str, bytes]) -> None:
    site = site_copy(SITE, tmp_path)
    edit(site, "content/explainers/quiet-year.md", "title: ", "title: Still ")
    build(site, "--jobs", "2")
    assert "0 rendered" in build(site, "--jobs", "2").stdout
    edit(site, "content/explainers/quiet-year.md", "title: Still ", "title: ")
    build(site, "--jobs", "2")
    assert tree(site / "output") == expected


def test_problems_are_the_same(tmp_path: Path) -> None:
    told = []
    for jobs in ("1", "2"):
        site = site_copy(SITE, tmp_path / jobs)
        edit(site, "content/explainers/quiet-year.md", "countries:", "counties:")
        edit(site, "content/explainers/herring-talks.md", "[@", "[@no")
        ended = build(site, "--jobs", jobs)
        assert ended.returncode == 1
        assert not (site / "output").exists()
        told.append(ended.stderr)
    assert told[0] == told[1]


class _Elsewhere(Executor):
    """Does the work as on another machine: while it is done, the site's content and theme are not there."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self.done: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        folders = [self._site / name for name in ("content", "theme")]
        for folder in folders:
            folder.rename(folder.with_suffix(".away"))
        before = Path.cwd()
        os.chdir("/")
        try:
            future.set_result(fn(*args, **kwargs))
            self.done.append(fn.__name__)
        except Exception as failed:  # noqa: BLE001
            future.set_exception(failed)
        finally:
            os.chdir(before)
            for folder in folders:
                folder.with_suffix(".away").rename(folder)
        return future


def test_workers_need_none_of_our_files(
    tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_copy(SITE, tmp_path)
    shutil.copytree(ROOT / "theme", site / "theme")
    edit(site, "pelicanconf.py", repr(str(ROOT / "theme")), '"theme"')
    executor, told = _Elsewhere(site), []

    @contextmanager
    def opened(jobs: int, tell: object, cluster: str) -> Iterator[Pool]:
        yield Pool(lambda: executor, 2, told.append)

    use(monkeypatch, opened)
    shares._GROUNDS.clear()
    ended = build(site, "--jobs", "2")
    assert ended.returncode == 0, ended.stderr
    assert tree(site / "output") == expected
    assert told == []
    assert set(executor.done) == {"analyse_share", "make_share"}


def test_a_worker_with_other_code_does_nothing(
    tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_copy(SITE, tmp_path)

    class Old(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            with pytest.MonkeyPatch.context() as old:
                old.setattr(shares, "code_digest", lambda: "of last week")
                shares._GROUNDS.clear()
                try:
                    future.set_result(fn(*args, **kwargs))
                except Exception as failed:  # noqa: BLE001
                    future.set_exception(failed)
            return future

    told: list[str] = []

    @contextmanager
    def opened(jobs: int, tell: object, cluster: str) -> Iterator[Pool]:
        yield Pool(Old, 2, told.append)

    use(monkeypatch, opened)
    build(site, "--jobs", "2")
    assert tree(site / "output") == expected
    assert told
    assert all("another version of explainers" in one for one in told)


def test_a_page_that_needs_all_explainers_is_left_to_the_first_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_copy(SITE, tmp_path)
    sent: list[tuple[str, bytes | None]] = []

    class Noting(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            if fn is make_share:
                sent.append(args[:2])
            future: Future[Any] = Future()
            future.set_result(fn(*args, **kwargs))
            return future

    @contextmanager
    def opened(jobs: int, tell: object, cluster: str) -> Iterator[Pool]:
        yield Pool(Noting, 2, print)

    use(monkeypatch, opened)
    build(site, "--jobs", "2")
    wanted = WantedPage(PlannedPage("corrections/index.html", "corrections", "en"))
    part = msgspec.msgpack.encode(shares._Pages((wanted,), {}))
    assert msgspec.msgpack.decode(make_share(*sent[0], part) or b"")[0] == [None]


def test_parts_become_smaller_so_that_nobody_waits_long_for_the_last_ones() -> None:
    sizes = [len(part) for part in shares._in_parts(range(1000), 32, 2)]
    assert sum(sizes) == 1000
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-4:]) == (32, [1, 1, 1, 1])


def test_a_worker_that_was_not_sent_the_ground_says_so() -> None:
    assert make_share("never heard of", None, b"") is None


# ---- a cluster -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Dask cluster with two workers, in processes of their own."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "address"
    script = (
        "import sys, time, pathlib\n"
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    made = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)\n"
        f"    with made: pathlib.Path({str(file)!r}).write_text(made.scheduler_address); sys.stdin.read()\n"
    )
    (folder / "start.py").write_text(script, encoding="utf-8")
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "start.py"], cwd=folder, env=variables, stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        end = time.monotonic() + 60
        while not file.exists() or not file.read_text(encoding="utf-8"):
            assert process.poll() is None, "the cluster has ended"
            assert time.monotonic() < end, "the cluster has not begun"
            time.sleep(0.05)
        yield file.read_text(encoding="utf-8")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.server
def test_a_cluster_makes_the_same_bytes(tmp_path: Path, expected: dict[str, bytes], cluster: str) -> None:
    site = site_copy(SITE, tmp_path)
    ended = build(site, "--executor", f"dask:{cluster}")
    assert ended.returncode == 0, ended.stderr
    assert "explainers: " not in ended.stderr
    assert tree(site / "output") == expected


@pytest.mark.server
def test_no_cluster_at_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_CONNECTING", 0.5)
    site = site_copy(SITE, tmp_path)
    ended = build(site, "--executor", "dask:tcp://127.0.0.1:9")
    assert ended.returncode == 3
    assert "there is no Dask cluster at 'tcp://127.0.0.1:9'" in ended.stderr
    assert not (site / "output").exists()


def test_workers_are_let_go_when_all_pages_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Noting(pool.Pool):
        def let_go(self) -> None:
            told.append("let go")
            super().let_go()

    @contextmanager
    def opened(jobs: int, tell: Callable[[str], None], cluster: str) -> Iterator[pool.Pool]:
        yield Noting(partial(ThreadPoolExecutor, 1), jobs, tell)

    def taken(*arguments: Any) -> Any:
        told.append("page")
        return real(*arguments)

    real = engine._Build._take
    monkeypatch.setattr(engine._Build, "_take", taken)
    use(monkeypatch, opened)
    assert build(site_copy(SITE, tmp_path), "--jobs", "2").returncode == 0
    assert told.count("page") > 2
    assert told.index("let go") == len(told) - 1
