"""What lies in an object store, listed once, and what was done to it since by whoever holds the listing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import md5
from typing import Final

from explainers.publishing.targets.store import Found, Store

__all__ = ["Listing"]

_UNKNOWN: Final = Found(-1, "", datetime.fromtimestamp(0, UTC))


class Listing:
    """The objects of a store by key. Until they are forgotten, nobody else is expected to change them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, Found] | None = None

    @property
    def found(self) -> dict[str, Found]:
        """The objects there are; asks the store where that isn't known."""
        if self._found is None:
            self._found = self._store.found()
        return self._found

    @property
    def is_known(self) -> bool:
        """Whether the store was asked, and what it said holds."""
        return self._found is not None

    def forget(self) -> None:
        """Ask the store again when anybody wants to know."""
        self._found = None

    def sent(self, key: str, data: bytes, tag: str) -> None:
        """Note that an object was given its content, and the tag that the store answered with.

        S3 answers with the MD5 of what it has written (but for what is encrypted with a key of one's own), which says
        that it lies there. Whether another store has it is asked again.
        """
        if self._found is None:
            return
        if tag.strip('"') == md5(data, usedforsecurity=False).hexdigest():
            self._found[key] = Found(len(data), tag, _UNKNOWN.time)
        else:
            self._found = None

    def add(self, key: str) -> None:
        """Note that an object is there, of which nobody will ask how large it is."""
        if self._found is not None:
            self._found[key] = _UNKNOWN

    def drop(self, keys: Iterable[str]) -> None:
        """Note that objects are gone."""
        if self._found is not None:
            for key in keys:
                self._found.pop(key, None)
