"""The list of what builds have written into an output folder, kept in that folder: a line is added before each file.

The store says which files the last build that ended well has. What a killed build wrote, nothing in the store knows;
of a store that is damaged, nothing does. This list tells such files from those of others, so that a build replaces
nothing that others have put there, and the next one can remove what it doesn't make itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from explainers.build.output import Output
from explainers.build.store import KeptFile, Store
from explainers.digest import digest_of_bytes
from explainers.failures import naming
from explainers.ownership import LIST_NAME, NEW_FILE, list_bytes, list_line, listed_files, owned_files, owns_file

__all__ = ["FileList", "WriteLog"]

_NOTE: Final = "made"
_NEEDED: Final = "made needs"  # bytes: how long the list was when it had nothing twice
_FEW: Final = 8  # files that are looked for in the list's bytes
_ROOM: Final = 65_536  # bytes that a list may have more than twice what it needs


class FileList:
    """The list of an output folder, by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / LIST_NAME
        self._opened: int | None = None
        self._owned: set[str] | None = None
        self._added: set[str] = set()  # by this build
        self._listing: bytes | None = None
        self._asked = 0

    def add(self, file: str, digest: str) -> None:
        """Note that a file of these bytes is about to be written. Raises `OSError`."""
        if self._opened is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._path.is_symlink():
                self._path.unlink()
            self._opened = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o666)
            self._added.add(NEW_FILE)
        with naming(self._path):
            os.write(self._opened, list_line(file, digest))
        self._added.add(file)

    def owns(self, file: str) -> bool:
        """Whether a build of ours has written a file there, by its path. The store doesn't count: the folder that it
        knows may be gone, and another in its place. Raises `OSError`.
        """
        if file in self._added:
            return True
        self._asked += 1
        if self._owned is None and self._asked > _FEW:
            self._owned = owned_files(self._folder)
        if self._owned is not None:
            return file in self._owned
        if self._listing is None:
            self._listing = list_bytes(self._folder)
        return owns_file(self._listing, file)

    def close(self) -> None:
        """Close the file; adding opens it again."""
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None


class WriteLog(FileList):
    """The list of an output folder, for one build with its store; see `opened`."""

    def __init__(self, folder: Path, store: Store) -> None:
        super().__init__(folder)
        self._stores = (store, store.beside("finished"))
        self._state = self._now()

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, store: Store) -> Iterator[WriteLog]:
        """Open the list of an output folder, and close it at the end."""
        made = cls(folder, store)
        try:
            yield made
        finally:
            made.close()

    def tidy(self, output: Output, files: Callable[[], Iterable[KeptFile]]) -> None:
        """Remove from the output folder what builds have written that the store does not know of; `files` returns those
        of this build, if they are needed. Then let the store know the list, which is written again where it has too
        much or too little. Where the store knows the list already, nothing is looked at. Raises `OSError`.
        """
        if not self._is_known():
            own = {one.file for one in files()}
            for file, digests in listed_files(self._folder).items():
                if file not in own and (data := output.bytes_of(file)) is not None and digest_of_bytes(data) in digests:
                    output.remove(file)
        self._keep(output, files)

    def _keep(self, output: Output, files: Callable[[], Iterable[KeptFile]]) -> None:
        store = self._stores[0]
        needed = store.note(_NEEDED, int)
        if needed is None or not self._is_known() or self._size() > 2 * needed + _ROOM:
            listing = b"".join([list_line(one.file, one.digest) for one in files()])
            self.close()
            output.replace(LIST_NAME, listing)
            output.sweep()
            store.keep_note(_NEEDED, len(listing))
        self.close()
        now = self._now()
        for store in self._stores:
            store.keep_note(_NOTE, now)

    def _is_known(self) -> bool:
        return all(store.note(_NOTE, tuple[int, int]) == self._state for store in self._stores)

    def _now(self) -> tuple[int, int]:
        return self._size(), sum(store.count_pages() for store in self._stores)

    def _size(self) -> int:
        return self._path.lstat().st_size if self._path.exists() else 0
