"""What lies in an object store, listed once, and what was done to it since by whoever holds the listing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from datetime import UTC, datetime
from hashlib import md5
from typing import Final

from explainers.publishing.targets.protocol import OWN_FOLDER
from explainers.publishing.targets.store import Found, Store

__all__ = ["Listing"]

_UNKNOWN: Final = Found(-1, "", datetime.fromtimestamp(0, UTC))
_LOOK: Final = 1.0  # seconds: a signal that comes just before the main thread begins to wait doesn't wake it
_BEHIND_OWN: Final = OWN_FOLDER.replace("/", "0")  # the first key behind all of ours, where keys come in order


class Listing:
    """The objects of a store by key, or those below a folder of it. Until they are forgotten, nobody else is expected
    to change them.
    """

    def __init__(self, store: Store, folder: str = "") -> None:
        self._store, self._folder = store, folder
        self._coming: _Coming | None = None

    def begin(self) -> None:
        """Ask the store, unless it was asked; nobody has to wait yet."""
        if self._coming is None:
            self._coming = _Coming(self._store, self._folder)

    @property
    def found(self) -> dict[str, Found]:
        """The objects there are; asks the store where that isn't known, and waits until all have come."""
        return self._come(_Coming.all)

    @property
    def own(self) -> dict[str, Found]:
        """At least the objects that we keep for ourselves. Large stores list them long before the last."""
        return self._come(_Coming.ours)

    @property
    def is_known(self) -> bool:
        """Whether the store was asked, and what it says holds."""
        return self._coming is not None

    def forget(self) -> None:
        """Ask the store again when anybody wants to know."""
        if self._coming:
            self._coming.is_wanted = False
        self._coming = None

    def sent(self, key: str, data: bytes, tag: str) -> None:
        """Note that an object was given its content, and the tag that the store answered with.

        S3 answers with the MD5 of what it has written (but for what is encrypted with a key of one's own), which says
        that it lies there. Whether another store has it is asked again.
        """
        if self._coming is None:
            return
        if tag.strip('"') == md5(data, usedforsecurity=False).hexdigest():
            self.found[key] = Found(len(data), tag, _UNKNOWN.time)
        else:
            self.forget()

    def add(self, key: str) -> None:
        """Note that an object is there, of which nobody will ask how large it is."""
        if self._coming:
            self.found[key] = _UNKNOWN

    def drop(self, keys: Iterable[str]) -> None:
        """Note that objects are gone."""
        if self._coming:
            for key in keys:
                self.found.pop(key, None)

    def _come(self, awaited: Callable[[_Coming], dict[str, Found]]) -> dict[str, Found]:
        self.begin()
        assert self._coming
        try:
            return awaited(self._coming)
        except BaseException:
            self.forget()
            raise


class _Coming:
    """A list that is on its way. A thread asks for it where the store lists in order: what is known of the target and
    its last release then has come with the first answer, and there is much to do meanwhile.
    """

    def __init__(self, store: Store, folder: str) -> None:
        self.is_wanted = True
        self._store, self._folder = store, folder
        self._ours: Future[dict[str, Found]] = Future()
        self._all: Future[dict[str, Found]] = Future()
        if store.in_order:
            threading.Thread(target=self._ask, daemon=True).start()  # an interrupted run doesn't wait for it
        else:
            self._ask()

    def ours(self) -> dict[str, Found]:
        """Return the objects that are ours at least, and all as soon as they have come."""
        return self.all() if self._all.done() else _result(self._ours)

    def all(self) -> dict[str, Found]:
        """Return all objects."""
        return _result(self._all)

    def _ask(self) -> None:
        try:
            found = self._store.found(self._folder, self._take)
            early = self._ours.result() if self._ours.done() else found
            if any(key.startswith(OWN_FOLDER) and key not in early for key in found):
                raise OSError(None, "what the store lists changed while it was asked")
        except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits
            for future in (self._all, self._ours):
                if not future.done():
                    future.set_exception(error)
        else:
            self._all.set_result(found)
            if not self._ours.done():
                self._ours.set_result(found)

    def _take(self, found: dict[str, Found]) -> None:
        if not self.is_wanted:
            raise _Unwanted
        if self._store.in_order and found and next(reversed(found)) >= _BEHIND_OWN and not self._ours.done():
            self._ours.set_result(dict(found))


def _result(future: Future[dict[str, Found]]) -> dict[str, Found]:
    while not wait((future,), _LOOK).done:
        pass
    return future.result()


class _Unwanted(Exception):
    """Nobody waits for the list any more."""
