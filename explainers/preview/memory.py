"""What the store keeps, held in memory between the builds of one process, so that it need not be read again.

The store stays what counts: all is written to it as ever, and where another process has written to it meanwhile, what
is in memory is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from explainers.build.store import KeptAnswer, KeptPage, Store

__all__ = ["Memory"]

_T = TypeVar("_T")
_NOTE: Final = "preview"  # says which build wrote last
Key = tuple[str, str]


class Memory:
    """What is held: the rows of pages, bundles and answers, and the number of the build that wrote them. `stands`:
    what the store has is what the last build in this process has written.
    """

    def __init__(self) -> None:
        self._build = 0
        self._held = _Rows()
        self.stands = False

    @contextmanager
    def of(self, store: Store) -> Iterator[Store]:
        """Yield a store that answers from memory. A build that fails leaves nothing in memory."""
        wrote_last = store.note(_NOTE, int)
        self.stands = wrote_last == self._build
        held = _HeldStore(store, self._held if self.stands else _Rows())
        self._held = _Rows()
        yield held
        if held.has_written:
            self._build = (wrote_last or 0) + 1
            store.keep_note(_NOTE, self._build)
        self._held = held.rows


class _Rows:
    """Rows as the store has them; `None` where they have not been asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, KeptPage] | None = None
        self.bundles: dict[Key, Any] | None = None
        self.answers: dict[str, dict[str, KeptAnswer]] | None = None


class _HeldStore(Store):
    def __init__(self, store: Store, rows: _Rows) -> None:
        super().__init__(store.connection, store.site)
        self.rows = rows
        self.has_written = False

    def pages(self) -> dict[str, KeptPage]:
        if self.rows.pages is None:
            self.rows.pages = super().pages()
        return dict(self.rows.pages)

    def page_rows(self) -> dict[str, KeptPage]:
        return self.pages()

    def count_pages(self) -> int:
        return super().count_pages() if self.rows.pages is None else len(self.rows.pages)

    def replace(self, changed: Mapping[str, KeptPage], removed: Iterable[str]) -> None:
        removed = list(removed)
        super().replace(changed, removed)
        self.has_written = True
        if self.rows.pages is not None:
            for file in removed:
                self.rows.pages.pop(file, None)
            self.rows.pages.update(changed)

    def bundles(self, type: type[_T]) -> list[_T]:
        if self.rows.bundles is None:
            self.rows.bundles = {one.key: one for one in super().bundles(type)}  # type: ignore[attr-defined]
        return list(self.rows.bundles.values())

    def keep_bundles(self, bundles: Iterable[tuple[str, str, Any]], records: Mapping[Any, bytes]) -> None:
        rows = list(bundles)
        super().keep_bundles(rows, records)
        self.has_written = True
        if self.rows.bundles is not None:
            for kind, slug, row in rows:
                if row is None:
                    self.rows.bundles.pop((kind, slug), None)
                else:
                    self.rows.bundles[kind, slug] = row

    def forget(self) -> None:
        super().forget()
        self.has_written = True
        self.rows.bundles, self.rows.answers = {}, {}

    def answers(self) -> dict[str, dict[str, KeptAnswer]]:
        if self.rows.answers is None:
            self.rows.answers = super().answers()
        return {kind: dict(its) for kind, its in self.rows.answers.items()}

    def forget_answers(self) -> None:
        super().forget_answers()
        self.has_written = True
        self.rows.answers = {}

    def keep_answers(self, answers: Mapping[str, Mapping[str, KeptAnswer]]) -> None:
        super().keep_answers(answers)
        self.has_written = True
        if self.rows.answers is not None:
            self.rows.answers |= {kind: dict(its) for kind, its in answers.items()}
