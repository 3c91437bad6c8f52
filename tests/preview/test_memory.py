"""What is held between two builds is what the store has: of one that failed, or was written to by others, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from explainers.build.store import KeptPage, Store, opened_store
from explainers.preview.memory import Memory


class Row(Struct, frozen=True, array_like=True):
    """A bundle as far as the store cares."""

    kind: str
    slug: str

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.slug


A, B = Row("page", "a"), Row("page", "b")


def _page(key: str) -> KeptPage:
    return KeptPage(key, "view", (), ())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path / "s.sqlite", "out") as opened:
        yield opened


def _rows(store: Store) -> tuple[dict[str, KeptPage], list[Any]]:
    return store.pages(), store.bundles(Row)


def _build(memory: Memory, store: Store, name: str) -> None:
    """Write a page and a bundle, as a build does once it has read what there is."""
    with memory.of(store) as held:
        _rows(held)
        held.replace({name: _page(name)}, ())
        held.keep_bundles([("page", name, Row("page", name))], {("page", name): name.encode()})


def _read(memory: Memory, store: Store) -> tuple[dict[str, KeptPage], list[Any]]:
    with memory.of(store) as held:
        return _rows(held)


def test_the_next_build_has_what_the_store_has_without_asking_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    _build(memory, store, "a")
    _build(memory, store, "b")
    assert _rows(store) == ({"a": _page("a"), "b": _page("b")}, [A, B])

    def asked(*_: object) -> None:
        raise AssertionError("the store was asked")

    monkeypatch.setattr(Store, "pages", asked)
    monkeypatch.setattr(Store, "bundles", asked)
    assert _read(memory, store) == ({"a": _page("a"), "b": _page("b")}, [A, B])


def test_what_goes_from_the_store_goes_from_memory(store: Store) -> None:
    memory = Memory()
    _build(memory, store, "a")
    _build(memory, store, "b")
    with memory.of(store) as held:
        held.replace({}, iter(["a", "none"]))
        held.keep_bundles([("page", "a", None), ("page", "none", None)], {})
    assert _read(memory, store) == ({"b": _page("b")}, [B]) == _rows(store)
    with memory.of(store) as held:
        held.forget()
    assert _read(memory, store) == ({"b": _page("b")}, []) == _rows(store)


def test_a_caller_who_changes_what_it_was_given_changes_nothing_of_it(store: Store) -> None:
    memory = Memory()
    _build(memory, store, "a")
    pages, bundles = _read(memory, store)
    pages.clear()
    bundles.clear()
    assert _read(memory, store) == ({"a": _page("a")}, [A])


def test_where_another_process_wrote_meanwhile_its_rows_count(store: Store) -> None:
    memory, other = Memory(), Memory()
    _build(memory, store, "a")
    _build(other, store, "b")
    assert _read(memory, store) == ({"a": _page("a"), "b": _page("b")}, [A, B])


def test_a_build_that_fails_leaves_nothing_in_memory(store: Store) -> None:
    memory = Memory()
    _build(memory, store, "a")

    def failing() -> None:
        with memory.of(store) as held:
            held.replace({"b": _page("b")}, ())
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        failing()
    store.replace({}, ["b"])  # as the store does of itself when a build fails
    assert _read(memory, store) == ({"a": _page("a")}, [A])
