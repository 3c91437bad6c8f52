"""The releases that were live in a store: numbered, made by one at a time, and read as they were written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from obstore.store import MemoryStore

from explainers.publishing.manifest import VERSION, Manifest, NotReadable
from explainers.publishing.targets.generations import GENERATIONS, Generation, Generations
from explainers.publishing.targets.store import Store


@pytest.fixture
def store() -> Store:
    return Store(MemoryStore())


def generation(digit: str, who: str = "test 1") -> Generation:
    """Return a generation of the release whose id has one digit only."""
    made = Manifest(VERSION, digit * 20, "news", "https://news.alt", "", datetime(2026, 1, 1, tzinfo=UTC), 0, who, {})
    return Generation(made, {"index.html": f"tag-{digit}"})


def test_the_newest_counts_and_a_release_may_have_several(store: Store) -> None:
    known = Generations(store)
    assert known.newest() is None
    for made in (generation("a"), generation("b"), generation("a", "test 2")):
        assert known.add(made)
    assert Generations(store).all() == [generation("a"), generation("b"), generation("a", "test 2")]
    assert Generations(store).newest() == Generations(store).of("a" * 20) == generation("a", "test 2")
    known.remove({"a" * 20})
    assert Generations(store).all() == [generation("b")]
    with pytest.raises(FileNotFoundError):
        known.of("a" * 20)


def test_of_two_who_make_the_next_one_the_slower_is_told(store: Store) -> None:
    slow = Generations(store)
    slow.hold()
    assert Generations(store).add(generation("a"))
    assert not slow.add(generation("b"))
    slow.let_go()
    assert slow.newest() == generation("a")


def test_one_whose_answer_was_lost_was_made_all_the_same(store: Store) -> None:
    held = Generations(store)
    held.hold()
    assert Generations(store).add(generation("a"))
    assert held.add(generation("a"))


def test_a_damaged_one_is_told_by_its_number(store: Store) -> None:
    Generations(store).add(generation("a"))
    store.put(f"{GENERATIONS}/00000001.json.gz", b"\x1f\x8b no", {})
    with pytest.raises(NotReadable, match="generation 1 is damaged"):
        Generations(store).newest()
