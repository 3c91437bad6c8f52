"""The drawings that a store keeps from one build to the next, so that an edit draws no map that has been drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from explainers.build.store import Store

__all__ = ["KeptDrawings"]

_KIND: Final = "drawing"
_MOST: Final = 4096
_MOST_SENT: Final = 256


class KeptDrawings:
    """A store's drawings (see `Drawings`). Nobody says when one is no longer shown: more than some thousands are
    forgotten, and those that are shown drawn again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._has_room = False
        self._asked: list[str] | None = None

    def get(self, name: str, /) -> str | None:
        """Return a drawing; `None` where there is none, or not whole."""
        if self._asked is not None:
            self._asked.append(name)
        return self._store.part(_KIND, name, str)

    def newest(self) -> dict[str, str]:
        """Return the newest drawings, as many as workers are sent: what they don't know they draw."""
        return self._store.newest_parts(_KIND, str, _MOST_SENT)

    @contextmanager
    def asked(self) -> Iterator[list[str]]:
        """Note the names of the drawings that are asked for meanwhile."""
        names: list[str] = []
        self._asked = names
        try:
            yield names
        finally:
            self._asked = None

    def __setitem__(self, name: str, drawing: str, /) -> None:
        if not self._has_room:
            self._has_room = True
            self._store.forget_parts(_KIND, _MOST)
        self._store.keep_part(_KIND, name, drawing)
