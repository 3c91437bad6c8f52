"""A store of objects: what it answers, and what it is asked again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from explainers.publishing.errors import PublishError
from explainers.publishing.targets.lease import Lease
from explainers.publishing.targets.store import PATIENCE, Store

obstore = pytest.importorskip("obstore", reason="obstore is not installed")


class Cut:
    """A store whose first answer, once it has done what it was asked, is cut in its middle."""

    def __init__(self, inner: object) -> None:
        self.inner, self.asked = inner, 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: object, **more: object) -> object:
            self.asked += 1
            answer = getattr(self.inner, name)(*arguments, **more)
            if self.asked == 1:
                asked = f"Error performing PUT http://store.alt/{'long/' * 60}"
                raise obstore.exceptions.GenericError(f"{asked} - HTTP error: request or response body error")
            return answer

        return ask


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.read("a"),
        lambda store: store.put("a", b"2", {}),
        lambda store: store.copy("a", "b"),
        lambda store: store.found(),
        lambda store: store.remove(("a",)),
        lambda store: store.create("c", b"2"),
    ],
    ids=["read", "put", "copy", "found", "remove", "create"],
)
def test_what_is_answered_by_halves_is_asked_again(ask: Callable[[Store], object]) -> None:
    inner = obstore.store.MemoryStore()
    inner.put("a", b"1")
    cut = Cut(inner)
    ask(Store(cut))  # type: ignore[arg-type]
    assert cut.asked == 2


LATE = "HTTP error: error sending request\n inner: Http(HttpError { kind: Timeout, source: TimedOut })"


class Late(Cut):
    """A store none of whose answers comes in time."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: object, **more: object) -> object:
            del arguments, more
            self.asked += 1
            raise obstore.exceptions.GenericError(LATE)

        return ask


def test_what_is_late_each_time_is_asked_for_five_times_and_told() -> None:
    late = Late(None)
    with pytest.raises(OSError, match="took too long to answer, each time"):
        Store(late).found()  # type: ignore[arg-type]
    assert late.asked == 5


def test_nothing_is_asked_again_by_whom_it_is_not_allowed_to_any_more() -> None:
    late = Late(None)
    store = Store(late)  # type: ignore[arg-type]
    lease = Lease(store, "desk-1")
    lease._number, lease._beaten = 1, time.monotonic()

    def ran_out() -> None:
        lease._beaten -= lease.lasts
        raise obstore.exceptions.GenericError(LATE)

    late.copy = lambda *_: ran_out()  # type: ignore[attr-defined]
    with pytest.raises(PublishError, match="another one may have begun"):
        store.copy("a", "b")
    with pytest.raises(PublishError, match="another one may have begun"):
        store.put("a", b"1", {})
    assert late.asked == 0


def test_a_request_that_was_allowed_is_over_when_another_may_hold_the_lease() -> None:
    # Its last try in quick succession begins after half of the patience, and goes on for all of it.
    assert Lease(Store(obstore.store.MemoryStore()), "desk-1").lasts / 2 >= PATIENCE * 1.5


def test_what_is_on_the_way_at_once_fits_a_slow_line_and_beats_pass_by() -> None:
    class Line:
        def __init__(self) -> None:
            self.now, self.most, self.begun = 0, 0, threading.Semaphore(0)
            self.go = threading.Event()

        def put(self, key: str, data: bytes, **_: object) -> dict[str, str]:
            self.now += len(data)
            self.most = max(self.most, self.now)
            self.begun.release()
            assert not data or self.go.wait(60)
            self.now -= len(data)
            return {"e_tag": key}

    line = Line()
    store = Store(line)  # type: ignore[arg-type]
    sizes = [3 << 20, *[300 << 10] * 9]
    with ThreadPoolExecutor(len(sizes)) as pool:
        made = [pool.submit(store.put, str(number), bytes(size), {}) for number, size in enumerate(sizes)]
        assert line.begun.acquire(timeout=60)
        assert store.put("beat", b"", {}) == "beat"
        line.go.set()
        assert [each.result(60) for each in made] == [str(number) for number in range(10)]
    assert line.most == 3 << 20, "the large one goes alone, and no more than a mebibyte of the others"
