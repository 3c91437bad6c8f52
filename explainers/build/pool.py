"""Work that is shared out: parts of it are done here, and by others on whatever executor there is.

The seam is `concurrent.futures.Executor`: processes of this machine, or a Dask cluster. What they do is a pure function
of bytes that can be imported by name. This process does parts too, instead of waiting, and those that a worker could
not do: a worker that dies costs time, never the build.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from typing import Any, Final, Generic, NamedTuple, TypeVar

from explainers.build.garbage import look_seldom
from explainers.failures import OutsideError
from explainers.signals import unheard_by_children

__all__ = ["NoExecutor", "Pool", "Share", "Work", "cores", "opened_pool", "process_context"]

_Part = TypeVar("_Part")
_Done = TypeVar("_Done")

Share = Callable[[str, bytes | None, bytes], bytes | None]
"""Does a part anywhere. It is given a name for what all parts stand on, the bytes of that, and the part; without these
bytes it returns `None` if it does not have them from before.
"""

_CONNECTING: Final = 10  # seconds
_SWITCH: Final = 0.0002  # seconds that a thread which takes in what a worker sends waits for the one that works
_PIPE: Final = 1 << 20  # bytes: as much as Linux gives anybody
_AHEAD: Final = 3  # parts a worker that it has or will have, so that it never waits for one
_AHEAD_OF_OWN: Final = 24  # while this process does its own, some of which take as long as that


class Work(NamedTuple, Generic[_Part, _Done]):
    """Work in parts. `here` does one in this process, `there` anywhere, on the `ground` of all parts, which has a
    `name`; `sent` gives a part as bytes, and `received` what came of it from bytes.
    """

    here: Callable[[_Part], _Done]
    there: Share
    name: str
    ground: bytes
    sent: Callable[[_Part], bytes]
    received: Callable[[_Part, bytes], _Done]


class NoExecutor(OutsideError):
    """The executor that was asked for can't be had: a plain sentence."""


class _Away(NamedTuple, Generic[_Part]):
    """A part that a worker does, or would do if it could (`None`)."""

    part: _Part
    future: Future[bytes | None] | None

    @property
    def is_back(self) -> bool:
        """Whether nobody has to wait for it."""
        return self.future is None or self.future.done()


class Pool:
    """Executor and how many workers it has. `start` makes the executor when there is enough to do; `tell` is told, in
    plain sentences, what went wrong with a worker.
    """

    def __init__(self, start: Callable[[], Executor], workers: int, tell: Callable[[str], None]) -> None:
        self._start, self.workers, self._tell = start, workers, tell
        self._executor: Executor | None = None
        self._broken = False

    def results(self, work: Work[_Part, _Done], parts: Iterable[_Part], own: Iterable[_Part] = ()) -> Iterator[_Done]:
        """Yield what comes of each part, in no order: of `parts`, and of those that none but this process can do, its
        `own`. No more parts are asked for than workers can do soon. Raises what the work raises, and `NoExecutor`.
        """
        left, mine = enumerate(parts), deque(own)
        away: deque[_Away[_Part]] = deque()
        while True:
            while len(away) < (_AHEAD_OF_OWN if mine else _AHEAD) * self.workers and (numbered := next(left, None)):
                away.append(self._sent(work, *numbered))
            if away and away[0].is_back:
                yield self._result(work, away.popleft())
                if mine:  # in turns, so that none of it is left when the workers are done
                    yield work.here(mine.popleft())
            elif mine:
                yield work.here(mine.popleft())
            elif numbered := next(left, None):
                yield work.here(numbered[1])
            elif away:
                yield self._result(work, away.popleft())
            else:
                return

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

    def _sent(self, work: Work[_Part, _Done], number: int, part: _Part) -> _Away[_Part]:
        return _Away(part, self._submitted(work, part, with_ground=number < self.workers))

    def _submitted(self, work: Work[_Part, _Done], part: _Part, *, with_ground: bool) -> Future[bytes | None] | None:
        if self._broken:
            return None
        if self._executor is None:
            self._executor = self._start()
        try:
            return self._executor.submit(work.there, work.name, work.ground if with_ground else None, work.sent(part))
        except (BrokenExecutor, RuntimeError):
            return None

    def _result(self, work: Work[_Part, _Done], one: _Away[_Part]) -> _Done:
        failure: BaseException | None = None
        try:
            done = one.future.result() if one.future else None
            if done is None and one.future:
                again = self._submitted(work, one.part, with_ground=True)
                done = again.result() if again else None
            if done is not None:
                return work.received(one.part, done)
        except Exception as wrong:  # noqa: BLE001 - whatever it is: what is wrong with the part itself shows here
            failure = wrong
        result = work.here(one.part)
        self._note(failure)
        return result

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
    """Have a pool of workers that make, with this process, `jobs` processes of this machine (of 1: none, everything is
    done here), or of the workers of the Dask `cluster` at an address. `method` is how processes are started (see
    `multiprocessing`).
    """
    if cluster:
        with _opened_cluster(cluster, tell) as pool:
            yield pool
        return
    if jobs < 2:
        yield None
        return
    pool = Pool(lambda: _processes(jobs - 1, method), jobs - 1, tell)
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        yield pool
    finally:
        pool.close()
        sys.setswitchinterval(before)


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
    _widen_pipes()
    look_seldom()
    gc.freeze()  # looking for garbage there would copy what it shares with others


def _widen_pipes() -> None:
    """Have room for a whole part in the pipes to the parent, where the system lets us (Linux): else a worker stands
    still while the parent, which has work of its own, takes a part out of a pipe piece by piece.
    """
    if sys.platform != "linux":
        return
    import fcntl

    for number in _opened():
        with suppress(OSError):  # it is no pipe, or there are many pipes already
            fcntl.fcntl(number, fcntl.F_SETPIPE_SZ, _PIPE)


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
