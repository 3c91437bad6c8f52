"""What the store keeps, held in memory between the builds of one process, so that it need not be read again.

The store stays what counts: all is written to it as ever, and where another process has written to it meanwhile, what
is in memory is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from explainers.build.store import KeptPage, Store

__all__ = ["Memory"]

_T = TypeVar("_T")
_NOTE: Final = "preview"  # says which build wrote last
Key = tuple[str, str]


class Memory:
    """What is held: the rows of pages and of bundles, and the number of the build that wrote them."""

    def __init__(self) -> None:
        self._build = 0
        self._pages: dict[str, KeptPage] | None = None
        self._bundles: dict[Key, Any] | None = None

    @contextmanager
    def of(self, store: Store) -> Iterator[Store]:
        """Yield a store that answers from memory. A build that fails leaves nothing in memory."""
        wrote_last = store.note(_NOTE, int)
        if wrote_last != self._build:
            self._pages = self._bundles = None
        held = _HeldStore(store, self._pages, self._bundles)
        self._pages = self._bundles = None
        yield held
        if held.has_written:
            self._build = (wrote_last or 0) + 1
            store.keep_note(_NOTE, self._build)
        self._pages, self._bundles = held.held_pages, held.held_bundles


class _HeldStore(Store):
    def __init__(self, store: Store, pages: dict[str, KeptPage] | None, bundles: dict[Key, Any] | None) -> None:
        super().__init__(store.connection, store.site)
        self.held_pages, self.held_bundles = pages, bundles
        self.has_written = False

    def pages(self) -> dict[str, KeptPage]:
        if self.held_pages is None:
            self.held_pages = super().pages()
        return dict(self.held_pages)

    def replace(self, changed: Mapping[str, KeptPage], removed: Iterable[str]) -> None:
        removed = list(removed)
        super().replace(changed, removed)
        self.has_written = True
        if self.held_pages is not None:
            for file in removed:
                self.held_pages.pop(file, None)
            self.held_pages.update(changed)

    def bundles(self, type: type[_T]) -> list[_T]:
        if self.held_bundles is None:
            self.held_bundles = {one.key: one for one in super().bundles(type)}  # type: ignore[attr-defined]
        return list(self.held_bundles.values())

    def keep_bundles(self, bundles: Iterable[tuple[str, str, Any]], records: Mapping[Any, bytes]) -> None:
        rows = list(bundles)
        super().keep_bundles(rows, records)
        self.has_written = True
        if self.held_bundles is not None:
            for kind, slug, row in rows:
                if row is None:
                    self.held_bundles.pop((kind, slug), None)
                else:
                    self.held_bundles[kind, slug] = row

    def forget(self) -> None:
        super().forget()
        self.has_written = True
        self.held_bundles = {}
