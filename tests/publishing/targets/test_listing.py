"""A store is listed while other things are done, and what is known of the target comes first."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from explainers.publishing.targets.listing import Listing
from explainers.publishing.targets.store import Store
from tests.publishing.conftest import keys
from tests.publishing.servers import PATIENCE

pytest.importorskip("obstore")

OURS = ("_publish/gen/00000001.json.gz", "_publish/owner")
PAGES = [["404.html", *OURS, "a/index.html"], ["b/index.html"], ["c/index.html"]]


class Slow:
    """A store that gives its first answer at once, and each of the others when it may."""

    def __init__(self, pages: list[list[str]]) -> None:
        self.pages, self.may, self.given = pages, threading.Semaphore(0), 0

    def list(self, _: object, chunk_size: int = 50) -> Iterator[list[dict[str, object]]]:
        for number, page in enumerate(self.pages):
            if number:
                assert self.may.acquire(timeout=60)
            self.given += 1
            yield [{"path": key, "size": 1, "e_tag": '"x"', "last_modified": datetime.now(UTC)} for key in page]


def listing_of(pages: list[list[str]], *, in_order: bool = True) -> tuple[Listing, Slow]:
    slow = Slow(pages)
    return Listing(Store(slow, in_order=in_order)), slow  # type: ignore[arg-type]


def ended(threads_before: set[threading.Thread]) -> bool:
    for thread in set(threading.enumerate()) - threads_before:
        thread.join(60)
    return set(threading.enumerate()) <= threads_before


def test_what_is_ours_is_known_before_all_has_come() -> None:
    listing, slow = listing_of(PAGES)
    assert set(OURS) <= listing.own.keys()
    assert slow.given == 1
    slow.may.release(2)
    assert sorted(listing.found) == [key for page in PAGES for key in page]
    assert listing.own is listing.found


def test_what_lies_before_ours_alone_says_nothing_of_them() -> None:
    listing, slow = listing_of([["1.html"], ["_publish/blobs/0"], [*OURS], ["a.html"]])
    slow.may.release(3)
    assert set(OURS) <= listing.own.keys()
    assert slow.given == 4


def test_a_store_in_no_order_is_waited_for() -> None:
    listing, slow = listing_of([["a/index.html"], [*OURS]], in_order=False)
    slow.may.release()
    assert sorted(listing.own) == [*OURS, "a/index.html"]


def test_a_store_that_only_seems_to_be_in_order_is_found_out() -> None:
    listing, slow = listing_of([["a/index.html"], [*OURS]])
    assert list(listing.own) == ["a/index.html"]
    slow.may.release()
    with pytest.raises(OSError, match="changed while it was asked"):
        _ = listing.found


def test_nobody_goes_on_asking_for_what_is_forgotten() -> None:
    before = set(threading.enumerate())
    listing, slow = listing_of(PAGES)
    assert listing.own
    listing.forget()
    slow.may.release(2)
    assert ended(before)
    assert slow.given == 2


def test_a_fault_is_told_to_who_waits_and_the_store_asked_again() -> None:
    listing, slow = listing_of([["a.html"], [1]])  # type: ignore[list-item]
    slow.may.release()
    with pytest.raises(TypeError):
        _ = listing.found
    slow.pages = [[*OURS]]
    assert sorted(listing.found) == [*OURS]


def test_an_interruption_waits_for_no_answer() -> None:
    program = f"""import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell may have taken away
from explainers.publishing.targets.listing import Listing
from explainers.publishing.targets.store import open_store
Listing(open_store("s3://box/", os.environ, patience={10 * PATIENCE})).found"""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        environment = os.environ | keys(f"http://127.0.0.1:{silent.getsockname()[1]}")
        quiet = subprocess.DEVNULL
        with subprocess.Popen((sys.executable, "-c", program), env=environment, stderr=quiet) as running:
            asking, _ = silent.accept()
            running.send_signal(signal.SIGINT)
            assert running.wait(PATIENCE) == -signal.SIGINT
            asking.close()
