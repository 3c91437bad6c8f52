"""The right to write to an object store: held by one, ended by time, broken by its owner's name."""

from __future__ import annotations

import pytest
from obstore.store import MemoryStore

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.lease import Lease
from explainers.publishing.targets.store import Store


@pytest.fixture
def store() -> Store:
    return Store(MemoryStore())


def test_one_holds_it_and_the_other_is_told_who(store: Store) -> None:
    with Lease(store, "first").held():
        with pytest.raises(PublishError, match="by first") as refused, Lease(store, "second").held():
            pass
        assert refused.value.exitcode == ExitCode.BUSY
        holder = Lease(store, "second").holder()
        assert holder
        assert holder[0] == "first"
    with Lease(store, "second").held():
        pass


def test_a_dead_holder_keeps_it_no_longer_than_it_lasts(store: Store) -> None:
    with Lease(store, "dead", lasts=0.0).held():
        assert Lease(store, "other", lasts=0.0).holder() is None
        with Lease(store, "other", lasts=0.0).held():
            pass


def test_it_is_broken_only_in_the_name_of_its_holder(store: Store) -> None:
    with Lease(store, "first").held():
        other = Lease(store, "second")
        other.break_open("somebody else")
        assert other.holder()
        other.break_open("first")
        assert other.holder() is None


def test_who_was_held_up_for_too_long_stops(store: Store) -> None:
    late = Lease(store, "late", lasts=0.0)
    with late.held(), pytest.raises(PublishError, match="Run it again"):
        late.check()


def test_a_store_that_creates_an_object_twice_is_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Lease(store, "one").honours_conditions()
    monkeypatch.setattr(store, "create", lambda key, data: bool(store.put(key, data, {})))
    assert not Lease(store, "one").honours_conditions()
    with pytest.raises(PublishError, match="If-None-Match"), Lease(store, "one").held():
        pass
