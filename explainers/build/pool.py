"""Work that is done by others: parts of it, in order, on whatever executor there is.

The seam is `concurrent.futures.Executor`: processes of this machine, or a Dask cluster. The work is a pure function of
bytes that can be imported by name, so that a part that a worker could not do is simply done here: a worker that dies
costs time, never the build.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from typing import Any, Final

from explainers.build.garbage import look_seldom
from explainers.digest import digest_of_bytes
from explainers.failures import OutsideError
from explainers.signals import unheard_by_children

__all__ = ["NoExecutor", "Pool", "Work", "cores", "opened_pool", "process_context"]

Work = Callable[[str, bytes | None, bytes], bytes | None]
"""Does a part. It is given a name for what all parts stand on, the bytes of that, and the part; without these bytes it
returns `None` if it does not have them from before.
"""

_CONNECTING: Final = 10  # seconds


class NoExecutor(OutsideError):
    """The executor that was asked for can't be had: a plain sentence."""


class Pool:
    """Executor and how many workers it has. `start` makes the executor when there is enough to do; `tell` is told, in
    plain sentences, what went wrong with a worker.
    """

    def __init__(self, start: Callable[[], Executor], workers: int, tell: Callable[[str], None]) -> None:
        self._start, self.workers, self._tell = start, workers, tell
        self._executor: Executor | None = None
        self._broken = False

    def results(self, work: Work, ground: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what comes of each part, in order. No more parts are asked for than workers can do at a time, and as
        many again. Raises what the work raises, and `NoExecutor`.
        """
        name = digest_of_bytes(ground)
        waiting: deque[tuple[bytes, Future[bytes | None] | None]] = deque()
        for number, part in enumerate(parts):
            waiting.append((part, self._submitted(work, name, ground if number < self.workers else None, part)))
            if len(waiting) > 2 * self.workers:
                yield self._result(work, name, ground, *waiting.popleft())
        while waiting:
            yield self._result(work, name, ground, *waiting.popleft())

    def let_go(self) -> None:
        """Let the workers go, which have done all that they were asked for; there are others if more is asked."""
        if self._executor:
            self._executor.shutdown(wait=True)
            self._executor = None

    def close(self) -> None:
        """Let the workers go; what they have not begun is not done."""
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def _submitted(self, work: Work, name: str, ground: bytes | None, part: bytes) -> Future[bytes | None] | None:
        if self._broken:
            return None
        if self._executor is None:
            self._executor = self._start()
        try:
            return self._executor.submit(work, name, ground, part)
        except (BrokenExecutor, RuntimeError):
            return None

    def _result(self, work: Work, name: str, ground: bytes, part: bytes, future: Future[bytes | None] | None) -> bytes:
        failure: BaseException | None = None
        try:
            done = future.result() if future else None
            if done is None and future:
                again = self._submitted(work, name, ground, part)
                done = again.result() if again else None
            if done is not None:
                return done
        except Exception as wrong:  # noqa: BLE001 - whatever it is: what is wrong with the part itself shows here
            failure = wrong
        done = work(name, ground, part)
        assert done is not None, "work that is given all that it stands on does its part"
        self._note(failure)
        return done

    def _note(self, failure: BaseException | None) -> None:
        """Tell that a worker could not do its part, once for each way of going wrong."""
        if failure is None or self._broken:
            return
        if isinstance(failure, BrokenExecutor):
            self._broken = True
            self._tell("a worker process has ended before its time: the rest is done without the others")
        else:
            self._tell(f"a worker could not do its part, which was done here instead: {failure}")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def opened_pool(
    jobs: int, tell: Callable[[str], None], *, cluster: str = "", method: str | None = None
) -> Iterator[Pool | None]:
    """Have a pool of `jobs` processes of this machine (of 1: none, everything is done here), or of the workers of the
    Dask `cluster` at an address. `method` is how processes are started (see `multiprocessing`).
    """
    if cluster:
        with _opened_cluster(cluster, tell) as pool:
            yield pool
        return
    if jobs < 2:
        yield None
        return
    pool = Pool(lambda: _processes(jobs, method), jobs, tell)
    try:
        yield pool
    finally:
        pool.close()


def process_context(preload: Sequence[str], method: str | None = None) -> Any:
    """Return how processes of this machine are started (see `multiprocessing`): each is forked off a clean one, which
    has loaded the modules `preload` and never hears of Ctrl-C; or as `method` says.
    """
    import multiprocessing

    # A process that is forked off a clean one has nothing of this one: no open store, no threads.
    offered = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context(method or ("forkserver" if "forkserver" in offered else "spawn"))
    if context.get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        context.set_forkserver_preload(list(preload))
        resource_tracker.ensure_running()  # it unblocks Ctrl-C, wherever it begins
        with unheard_by_children():
            forkserver.ensure_running()
    return context


def _processes(jobs: int, method: str | None) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    method = method or ("fork" if _can_be_forked() else None)
    context = process_context(["explainers.build.shares"], method)
    opened = tuple(_opened()) if method == "fork" else ()
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(opened,))
    if method == "fork":
        with unheard_by_children():
            executor.submit(os.getpid)  # they are all forked with the first that is asked of them
    return executor


def _can_be_forked() -> bool:
    """Whether workers may be forked off this process, which spares them the loading of modules, and the memory for
    these: it has one thread, so that nobody holds a lock that they would wait for.
    """
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        return False


def _opened() -> Iterator[int]:
    """Yield what this process has open, but for the three standard streams: stores, lists, locks."""
    for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208
        with suppress(OSError):  # the list itself was open
            os.fstat(number)
            if number > 2:
                yield number


def _begin(opened: Iterable[int]) -> None:
    """Begin the life of a worker: it ends when its parent does, however that ends, or at a polite request, and leaves
    Ctrl-C and a closed terminal to the parent. Of what it was born with, it closes what its parent has `opened`, and
    keeps no lock longer than its parent does.
    """
    import signal
    from threading import Thread

    for kind in (signal.SIGINT, signal.SIGHUP):
        signal.signal(kind, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for number in opened:
        with suppress(OSError):
            os.close(number)
    Thread(target=_end_with_parent, daemon=True).start()
    look_seldom()
    gc.freeze()  # looking for garbage there would copy what it shares with others


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _opened_cluster(address: str, tell: Callable[[str], None]) -> Iterator[Pool]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise NoExecutor("there is no Dask here: 'pip install distributed' brings it") from missing
    try:
        client: Any = Client(address, timeout=_CONNECTING)
    except (OSError, ValueError) as failed:
        raise NoExecutor(f"there is no Dask cluster at '{address}': {failed}") from failed
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise NoExecutor(f"the Dask cluster at '{address}' has no workers")
        yield Pool(lambda: client.get_executor(pure=False), workers, tell)
