"""Folders as they were at a time, held open meanwhile: whether others have come to their places since."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

__all__ = ["HeldFolders"]


class HeldFolders:
    """Some folders as they are now; `there` are those that there are. File systems give the number of a folder that is
    gone to the next one, but not while it is held open.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._before = [_identity(folder) for folder in self._folders]
        self.there = [folder for folder, found in zip(self._folders, self._before, strict=True) if found]
        self._held: list[int] = []
        for folder in self.there:
            with suppress(OSError):  # who uses it is told what is wrong with it
                self._held.append(os.open(folder, os.O_RDONLY))

    @property
    def are_same(self) -> bool:
        """Whether the same folders stand in the same places, and nothing where nothing was."""
        return [_identity(folder) for folder in self._folders] == self._before

    def let_go(self) -> None:
        """Hold them no longer."""
        while self._held:
            os.close(self._held.pop())


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return which folder this is, whatever its name."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
