"""The list of what builds have written into an output folder, kept beside the store: a line is added before each file.

The store says which files the last build that ended well has. What a killed build wrote, nothing in the store knows;
of a store that is damaged, nothing does. This list tells such files from those of others, by path and digest, so that
the next build can remove what it does not make itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from explainers.building.store import KeptFile, Store
from explainers.digest import digest_of_bytes

__all__ = ["MadeFiles"]

_NOTE: Final = "made"
_ROOM: Final = 65_536  # bytes that a list may have more than twice what it needs


class MadeFiles:
    """The list in a file, for one build with its store."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path, self._stores = path, (store, store.beside("finished"))
        self._state = self._now()
        self._opened: int | None = None

    def add(self, file: str, digest: str) -> None:
        """Note that a file of these bytes is about to be written. Raises `OSError`."""
        if self._opened is None:
            self._opened = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        os.write(self._opened, _line(file, digest))

    def leftovers(self, files: Iterable[KeptFile], bytes_of: Callable[[str], bytes | None]) -> Iterator[str]:
        """Yield the files in the output folder that only builds which did not end have written; `files` are those of
        this one. Nothing is looked at where the store says that the list holds no more.
        """
        if self._is_known():
            return
        own = {one.file for one in files}
        for file, digests in self._listed().items():
            if file not in own and (data := bytes_of(file)) is not None and digest_of_bytes(data) in digests:
                yield file

    def keep(self, files: Iterable[KeptFile]) -> None:
        """Let the store know the list, which is written anew where it has too much or too little. Raises `OSError`."""
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
