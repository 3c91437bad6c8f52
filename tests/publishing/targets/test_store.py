"""A store of objects: what it answers, and what it is asked again."""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.lease import Lease
from explainers.publishing.targets.store import PATIENCE, Store, open_store
from tests.publishing.conftest import keys, made_bucket
from tests.publishing.faulty import between
from tests.publishing.google import lead_to_google
from tests.publishing.servers import moto

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
            return {"e_tag": f'"{key}"'}

    line = Line()
    store = Store(line)  # type: ignore[arg-type]
    sizes = [3 << 20, *[300 << 10] * 9]
    with ThreadPoolExecutor(len(sizes)) as pool:
        made = [pool.submit(store.put, str(number), bytes(size), {}) for number, size in enumerate(sizes)]
        assert line.begun.acquire(timeout=60)
        assert store.put("beat", b"", {}) == '"beat"'
        line.go.set()
        assert [each.result(60) for each in made] == [f'"{number}"' for number in range(10)]
    assert line.most == 3 << 20, "the large one goes alone, and no more than a mebibyte of the others"


def test_a_tag_is_the_same_in_an_answer_and_in_a_list() -> None:
    class Azure:
        """Its answers have quotation marks around a tag, its lists have none."""

        def put(self, *_: object, **__: object) -> dict[str, str]:
            return {"e_tag": '"0x8DC"'}

        def list(self, _: object, chunk_size: int = 50) -> list[list[dict[str, object]]]:
            return [[{"path": "a", "size": 1, "e_tag": "0x8DC", "last_modified": None}]]

    store = Store(Azure())  # type: ignore[arg-type]
    assert store.put("a", b"1", {}) == store.found()["a"].tag == '"0x8DC"'


def test_what_is_not_there_keeps_no_other_object_from_being_removed() -> None:
    class Azure:
        """Ends with the first object that isn't there."""

        def __init__(self) -> None:
            self.there = {"a", "c", "d"}

        def delete(self, keys: list[str]) -> None:
            for key in keys:
                if key not in self.there:
                    raise FileNotFoundError(key)
                self.there.remove(key)

    azure = Azure()
    store = Store(azure)  # type: ignore[arg-type]
    store.remove(("a", "b", "c"))
    assert azure.there == {"d"}
    store.remove(("x",))
    store.remove(())


class Hasty:
    """A store that is too late with more than a mebibyte at once."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.asked = inner, 0

    def get(self, key: str, options: Any = None) -> Any:
        self.asked += 1
        got = self.inner.get(key, options=options)

        def body() -> bytes:
            start, end = got.range
            if end - start > 1 << 20:
                raise obstore.exceptions.GenericError(LATE)
            return bytes(got.bytes())

        return SimpleNamespace(meta=got.meta, bytes=body)


@pytest.mark.parametrize(("size", "asked"), [(0, 1), (1 << 20, 1), ((1 << 20) + 1, 3), (5 << 19, 4)])
def test_a_large_object_is_read_in_pieces_that_arrive_in_time(size: int, asked: int) -> None:
    inner = obstore.store.MemoryStore()
    data = random.Random(1).randbytes(size)
    inner.put("a", data)
    hasty = Hasty(inner)
    assert Store(hasty).read("a") == data  # type: ignore[arg-type]
    assert hasty.asked == asked


def test_an_object_that_is_written_to_while_it_is_read_is_no_object() -> None:
    inner = obstore.store.MemoryStore()
    inner.put("a", bytes(3 << 20))
    hasty = Hasty(inner)
    real = hasty.get

    def get(key: str, options: Any = None) -> Any:
        got = real(key, options)
        if hasty.asked == 2:
            inner.put("a", b"1" * (3 << 20))
        return got

    hasty.get = get  # type: ignore[method-assign]
    with pytest.raises(OSError, match="'a' in the store was written to while it was read"):
        Store(hasty).read("a")  # type: ignore[arg-type]


def test_each_part_of_a_large_object_is_sent_only_while_that_is_allowed() -> None:
    inner = obstore.store.MemoryStore()
    store, looks = Store(inner), 0
    data = random.Random(1).randbytes((10 << 20) + 1)

    def allow() -> None:
        nonlocal looks
        looks += 1
        if looks == stop:
            raise PublishError(ExitCode.BUSY, "another one may have begun")

    store.allow = allow
    for stop in range(1, 6):  # at first, before each of three parts, and before they become an object
        looks = 0
        with pytest.raises(PublishError, match="another one may have begun"):
            store.put("a", data, {})
        assert (looks, inner.list().collect()) == (stop, [])
    stop, looks = 0, 0
    store.put("a", data, {"content-type": "video/mp4"})
    assert (looks, store.read("a"), inner.get("a").attributes) == (5, data, {"Content-Type": "video/mp4"})


@pytest.mark.server
def test_what_was_sent_of_an_object_that_may_not_be_finished_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with moto() as near, between(near) as (far, net):
        bucket = made_bucket(near)
        for name, value in keys(far).items():
            monkeypatch.setenv(name, value)
        store = open_store(f"s3://{bucket}/", dict(os.environ))
        allowed = iter((True, True, True))

        def allow() -> None:
            if not next(allowed, False):
                raise PublishError(ExitCode.BUSY, "another one may have begun")

        store.allow = allow
        with pytest.raises(PublishError, match="another one may have begun"):
            store.put("a", bytes(11 << 20), {})
        begun, *parts, ended = (method for method, _ in net.asked)
        assert (begun, set(parts), ended) == ("POST", {"PUT"}, "DELETE")
        store.allow = lambda: None
        assert store.found() == {}


@pytest.fixture
def silent() -> Iterator[tuple[int, list[bytes]]]:
    """A server that takes requests and answers none: its port, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            with suppress(OSError):
                while True:
                    taken.append(server.accept()[0])
                    asked.append(taken[-1].recv(1000).partition(b" HTTP/")[0])

        threading.Thread(target=take, daemon=True).start()
        yield server.getsockname()[1], asked
        for each in taken:
            each.close()


@pytest.mark.parametrize("url", ["s3://box/", "gs://box/", "az://box/"])
def test_every_kind_of_store_is_given_up_when_it_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, silent: tuple[int, list[bytes]], url: str
) -> None:
    port, asked = silent
    here = f"http://127.0.0.1:{port}"
    lead_to_google(here, monkeypatch)
    for name, value in {
        **keys(here),
        "AZURE_STORAGE_USE_EMULATOR": "true",
        "AZURITE_BLOB_STORAGE_URL": here,
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(OSError, match="took too long to answer, each time"):
        open_store(url, dict(os.environ), patience=0.5).found()
    assert len(asked) == 5
    assert all(b"box" in each for each in asked)
