"""The releases that were live in a store: numbered, made by one at a time, and read as they were written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from obstore.store import MemoryStore

from explainers.publishing.manifest import VERSION, Manifest, NotReadable
from explainers.publishing.targets.generations import GENERATIONS, Generations
from explainers.publishing.targets.listing import Listing
from explainers.publishing.targets.store import Store

_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    return Store(MemoryStore())


def of(store: Store) -> Generations:
    """Return the generations of a store, as a process sees them that has just begun."""
    return Generations(store, Listing(store))


def release(digit: str, tool: str = "test 1") -> Manifest:
    """Return the manifest of the release whose id has one digit only."""
    return Manifest(VERSION, digit * 20, "news", "https://news.alt", "", _DAY, 0, tool, {})


def test_the_newest_counts_and_a_release_may_have_several(store: Store) -> None:
    known = of(store)
    assert known.newest() is None
    for made in (release("a"), release("b"), release("a", "test 2")):
        assert known.add(made, {"index.html": made.tool}, ())
    newest = of(store).newest()
    assert newest == of(store).of("a" * 20)
    assert newest
    assert (newest.manifest, newest.tags) == (release("a", "test 2"), {"index.html": "test 2"})
    assert of(store).releases() == {"a" * 20, "b" * 20}
    known.remove({"a" * 20})
    assert [of(store).releases(), known.releases()] == [{"b" * 20}] * 2
    with pytest.raises(FileNotFoundError):
        known.of("a" * 20)


def test_of_two_who_make_the_next_one_the_slower_is_told(store: Store) -> None:
    slow = of(store)
    assert slow.next_number() == 1
    assert of(store).add(release("a"), {}, ())
    assert not slow.add(release("b"), {}, ())
    newest = of(store).newest()
    assert newest
    assert newest.manifest == release("a")


def test_one_whose_answer_was_lost_was_made_all_the_same(store: Store) -> None:
    unsure = of(store)
    assert unsure.next_number() == 1
    assert of(store).add(release("a"), {}, ())
    assert unsure.add(release("a"), {}, ())


def test_a_damaged_one_is_told_by_its_number(store: Store) -> None:
    of(store).add(release("a"), {}, ())
    store.put(f"{GENERATIONS}/00000001.json.gz", b"\x1f\x8b no", {})
    with pytest.raises(NotReadable, match="generation 1 is damaged"):
        of(store).newest()
