"""The list of what builds have written into an output folder, kept beside the store: a line is added before each file.

The store says which files the last build that ended well has. What a killed build wrote, nothing in the store knows;
of a store that is damaged, nothing does. This list tells such files from those of others, by path and digest, so that
the next build can remove what it does not make itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from explainers.building.output import Output
from explainers.building.store import KeptFile, Store
from explainers.digest import digest_of_bytes

__all__ = ["MadeFiles"]

_NOTE: Final = "made"
_ROOM: Final = 65_536  # bytes that a list may have more than twice what it needs


class MadeFiles:
    """The list in a file, for one build with its store; see `opened`."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path, self._stores = path, (store, store.beside("finished"))
        self._state = self._now()
        self._opened: int | None = None

    @classmethod
    @contextmanager
    def opened(cls, path: Path, store: Store) -> Iterator[MadeFiles]:
        """Have the list of one site in a store for a while."""
        made = cls(path, store)
        try:
            yield made
        finally:
            made._close()

    def add(self, file: str, digest: str) -> None:
        """Note that a file of these bytes is about to be written. Raises `OSError`."""
        if self._opened is None:
            self._opened = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        os.write(self._opened, _line(file, digest))

    def tidy(self, output: Output, files: Sequence[KeptFile]) -> None:
        """Remove from the output folder what builds have written that the store does not know of; `files` are those of
        this build. Then let the store know the list, which is written anew where it has too much or too little. Where
        the store knows the list already, nothing is looked at. Raises `OSError`.
        """
        if not self._is_known():
            own = {one.file for one in files}
            for file, digests in self._listed().items():
                if file not in own and (data := output.bytes_of(file)) is not None and digest_of_bytes(data) in digests:
                    output.remove(file)
        self._keep(files)

    def _keep(self, files: Iterable[KeptFile]) -> None:
        lines = [_line(one.file, one.digest) for one in files]
        if not self._is_known() or self._size() > 2 * sum(map(len, lines)) + _ROOM:
            self._close()
            new = self._path.with_name(f"{self._path.name}.new")
            new.write_bytes(b"".join(lines))
            new.replace(self._path)
        self._close()
        for store in self._stores:
            store.keep_note(_NOTE, self._now())

    def _is_known(self) -> bool:
        return all(store.note(_NOTE, tuple[int, int]) == self._state for store in self._stores)

    def _now(self) -> tuple[int, int]:
        return self._size(), sum(store.count_pages() for store in self._stores)

    def _size(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0

    def _listed(self) -> dict[str, set[str]]:
        listed: dict[str, set[str]] = {}
        text = self._path.read_bytes().decode("utf-8", "replace") if self._path.exists() else ""
        for line in text.split("\n"):
            digest, _, file = line.partition(" ")
            listed.setdefault(file, set()).add(digest)
        return listed

    def _close(self) -> None:
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None


def _line(file: str, digest: str) -> bytes:
    """Return a line; it begins with its end, so that one which was cut short does not spoil the next."""
    return f"\n{digest} {file}".encode()
