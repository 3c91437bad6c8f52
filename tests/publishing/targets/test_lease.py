"""The right to write to an object store: held by one, ended by time, broken by its owner's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from obstore.store import MemoryStore

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.lease import Lease, ended_after, is_settled
from explainers.publishing.targets.store import Store


@pytest.fixture
def store() -> Store:
    return Store(MemoryStore())


@contextmanager
def holding(store: Store, owner: str, lasts: float = 60.0, paths: tuple[str, ...] = ()) -> Iterator[Lease]:
    lease = Lease(store, owner, lasts)
    with lease.held(store.found()):
        lease.write(paths)
        yield lease


def test_one_holds_it_and_the_other_is_told_who(store: Store) -> None:
    with holding(store, "first"):
        with pytest.raises(PublishError, match="by first") as refused, holding(store, "second"):
            pass
        assert refused.value.exitcode == ExitCode.BUSY
        holder = Lease(store, "second").holder()
        assert holder
        assert holder[0] == "first"
    with holding(store, "second"):
        pass


def test_who_only_looks_holds_nothing_and_is_told_when_another_was_faster(store: Store) -> None:
    slow = Lease(store, "slow")
    with slow.held(store.found()):
        assert not store.found()
        with holding(store, "fast"):
            pass
        with pytest.raises(PublishError, match="by fast") as refused:
            slow.write()
        assert refused.value.exitcode == ExitCode.BUSY
        before = store.found()
    assert store.found() == before, "who didn't get it ends nobody's"


def test_what_a_dead_holder_had_begun_is_in_doubt_until_it_is_settled(store: Store) -> None:
    with holding(store, "dead", paths=("a", "b")):
        pass  # it never said that these are done
    assert not is_settled(store.found())
    with holding(store, "next", paths=("c",)) as lease:
        assert lease.doubtful == {"a", "b", "c"}
        lease.write(("d",))
    assert lease.left_behind(store.found()) == {"a", "b", "c", "d"}
    with holding(store, "last") as lease:
        lease.newest = 7
        lease.settle()
    assert is_settled(store.found())
    assert lease.left_behind(store.found()) == frozenset()
    assert ended_after(store.found()) == 7


def test_a_dead_holder_keeps_it_no_longer_than_it_lasts(store: Store) -> None:
    store.create("_publish/lease/00000001", b"dead")
    assert Lease(store, "other").holder()
    assert Lease(store, "other", lasts=0.0).holder() is None
    with Lease(store, "other", lasts=0.0).held(store.found()):
        pass


def test_it_is_broken_only_in_the_name_of_its_holder(store: Store) -> None:
    with holding(store, "first"):
        other = Lease(store, "second")
        other.break_open("somebody else")
        assert other.holder()
        other.break_open("first")
        assert other.holder() is None


def test_who_was_held_up_for_too_long_stops(store: Store) -> None:
    with pytest.raises(PublishError, match="Run it again"), holding(store, "late", lasts=0.0):
        pass


def test_old_ones_are_swept_when_there_are_many(store: Store) -> None:
    for _ in range(60):
        with holding(store, "busy"):
            pass
    assert len(store.found()) <= 104


def test_a_store_that_creates_an_object_twice_is_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Lease(store, "one").honours_conditions()
    monkeypatch.setattr(store, "create", lambda key, data: bool(store.put(key, data, {})))
    assert not Lease(store, "one").honours_conditions()
    with pytest.raises(PublishError, match="If-None-Match"), holding(store, "one"):
        pass
