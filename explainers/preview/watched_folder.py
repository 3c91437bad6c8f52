"""What is in the content folder, by what the watcher tells: a save costs a look at the files that were saved, however
many others there are. Where what was told doesn't say enough, the folder is looked through as a whole.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from explainers.build.content import Key
from explainers.build.folder import Folder, folder_of
from explainers.build.output import file_at
from explainers.reading.scan import ContentFile, scan
from explainers.strays import is_stray

__all__ = ["WatchedFolder"]

_MANY: Final = 64
"""Of more files at once than these, some may be missing: systems have only so much room for what they tell."""


class WatchedFolder:
    """A content folder between the builds of one process."""

    def __init__(self) -> None:
        self._root = ""
        self._languages: tuple[str, ...] = ()
        self._folder: Folder | None = None  # `None`: to be looked through
        self._at: dict[str, Key | None] = {}  # what lies where; pictures belong to nothing
        self._above: frozenset[str] = frozenset()
        self._told: set[str] = set()
        self._saved: set[Key] | None = None  # since the last build that ended well

    def tell(self, files: frozenset[str] | None) -> None:
        """Take note of files that were saved, as absolute paths (`None`: any may have been)."""
        if files is None or len(files) > _MANY:
            self.forget()
        else:
            self._told |= files

    def forget(self) -> None:
        """Look through the whole folder next time, and compare each file with what is kept of it."""
        self._folder = self._saved = None

    def has_built(self) -> None:
        """Note that all that was found so far is kept: what is saved from here on is news."""
        self._saved = set()

    def found(self, content: Path, languages: Sequence[str]) -> Folder:
        """Return what is in the folder now. Raises `OSError`."""
        told, self._told = self._told, set()
        place = os.path.abspath(content), tuple(languages)  # noqa: PTH100 - as `scan` names files
        if (self._root, self._languages) != place:  # the settings are others
            self.forget()
            self._root, self._languages = place
        if self._folder is None or not all(self._is_noted(location) for location in told):
            self._folder = self._saved = None
            listing = scan(content)
            found = folder_of(listing, languages)
            self._at = {file.location: key for key, files in found.pages.items() for file in files}
            self._at.update((file.location, None) for file in found.others.values())
            self._above = frozenset(map(os.path.dirname, self._at))
            if not any(file.linked for file in (*listing.files, *listing.others)):
                self._folder = found
            return found
        return replace(self._folder, saved=None if self._saved is None else frozenset(self._saved))

    def _is_noted(self, location: str) -> bool:
        """Take note of a save; return whether that was all that there is to know of it."""
        inside = location.removeprefix(f"{self._root}/")
        if inside == location or location in self._above or self._folder is None:
            return False
        if any(map(is_stray, inside.split("/"))):
            return True
        file = file_at(location)
        if location not in self._at:  # an editor's own, which came and went
            return file is None and location.isascii()
        if file is None or not stat.S_ISREG(file.st_mode):
            return False
        self._renew(self._folder, location, file)
        return True

    def _renew(self, folder: Folder, location: str, found: os.stat_result) -> None:
        key = self._at[location]

        def renewed(file: ContentFile) -> ContentFile:
            as_it_is = replace(file, size=found.st_size, mtime_ns=found.st_mtime_ns)
            return as_it_is if file.location == location else file

        if key is not None:
            pages = {**folder.pages, key: [renewed(file) for file in folder.pages[key]]}
            self._folder = replace(folder, pages=pages)
            if self._saved is not None:
                self._saved.add(key)
        else:
            others = {path: renewed(file) for path, file in folder.others.items()}
            self._folder = replace(folder, others=others)
