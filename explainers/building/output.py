"""The output folder: files are written only where their bytes differ, each replaced in one step; nothing is
touched that the build does not own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from explainers.building.store import KeptFile
from explainers.digest import digest_of_bytes

__all__ = ["Output"]

# New files are written here first, on the same disk; what a killed build left here is swept by the next one.
_NEW: Final = ".explainers-new"


class Output:
    """An output folder. `written` counts the files that were written, `removed` those that were taken away. `note` is
    told of each file, with the digest of its bytes, before it is written.
    """

    def __init__(self, folder: Path, note: Callable[[str, str], None] = lambda _, __: None) -> None:
        self.folder, self._note = folder, note
        self._prefix = f"{folder}/"
        self.written = 0
        self.removed = 0
        self._made: set[Path] = set()

    def sweep(self) -> None:
        """Remove what an interrupted build left behind, and this build's own place for new files."""
        shutil.rmtree(self.folder / _NEW, ignore_errors=True)
        self._made.discard(self.folder / _NEW)

    def is_intact(self, kept: KeptFile) -> bool:
        """Whether a file is as it was left: same size, same modification time, and a plain file."""
        try:
            found = os.lstat(self._prefix + kept.file)
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (kept.size, kept.mtime)

    def put(self, file: str, data: bytes) -> KeptFile:
        """Make a file have these bytes. Raises `ValueError` for a path out of the folder, `OSError` where the
        disk is full or may not be written.
        """
        path, digest = self.path_of(file), digest_of_bytes(data)
        if not self._has(path, data):
            self._note(file, digest)
            self._replace(path, data)
            self.written += 1
        found = os.lstat(path)
        return KeptFile(file, digest, found.st_size, found.st_mtime_ns)

    def bytes_of(self, file: str) -> bytes | None:
        """Return the bytes of a plain file in the folder; `None` where there is none."""
        try:
            path = self.path_of(file)
            return None if path.is_symlink() else path.read_bytes()
        except (OSError, ValueError):
            return None

    def remove(self, file: str) -> None:
        """Remove a file that the build owns, and the folders that are empty then."""
        path = self.path_of(file)
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            return
        self.removed += 1
        for folder in path.parents:
            if folder == self.folder:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def path_of(self, file: str) -> Path:
        """Return where a file of the output lives. Raises `ValueError` for one out of the folder."""
        parts = PurePosixPath(file).parts
        if not parts or file.startswith("/") or ".." in parts or "\\" in file or "\0" in file:
            raise ValueError(f"'{file}' is no file of the output folder")
        return self.folder.joinpath(*parts)

    def _has(self, path: Path, data: bytes) -> bool:
        try:
            if path.is_symlink() or path.stat().st_size != len(data):
                return False
            return path.read_bytes() == data
        except OSError:
            return False

    def _replace(self, path: Path, data: bytes) -> None:
        new = self.folder / _NEW / "file"
        for folder in (new.parent, path.parent):
            if folder not in self._made:
                folder.mkdir(parents=True, exist_ok=True)
                self._made.add(folder)
        new.write_bytes(data)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        new.replace(path)
