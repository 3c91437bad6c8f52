"""The output folder: files are written only where their bytes differ, each replaced in one step; nothing is
touched that no build of ours has made.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import structs

from explainers.build.store import KeptFile, KeptPage
from explainers.digest import digest_of_bytes
from explainers.failures import naming
from explainers.ownership import NEW_FILE, NotOurs, refuse_foreign

__all__ = ["Output", "file_at"]

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NEW_FOLDER: Final = NEW_FILE.rpartition("/")[0]
_NOWHERE: Final = frozenset(("", "."))  # parts of a path that lead nowhere


class Output:
    """An output folder. `written` counts the files that were written, `removed` those that were taken away. `note` is
    told of each file, with the digest of its bytes, before it is written; `owns` says of a file that is there whether
    a build has written it. `is_undisturbed`: nobody but this process can have touched it since its last build.
    `stands`: all files were found to be as the last build left them; `changed` then has those that are not so any more,
    as they are now (`None`: gone).
    """

    is_undisturbed = False
    stands = False

    def __init__(
        self,
        folder: Path,
        note: Callable[[str, str], None] = lambda _, __: None,
        owns: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self.folder, self._note, self._owns = folder, note, owns
        self._prefix = f"{folder}/"
        self.written = 0
        self.removed = 0
        self.changed: dict[str, KeptFile | None] = {}
        self._made: set[str] = set()  # folders, by their paths in this one
        self._own: set[str] = set()  # files that were found to be a build's

    def sweep(self) -> None:
        """Remove what an interrupted build left behind, and this build's own place for new files."""
        new = self._new
        with suppress(OSError):
            if os.path.lexists(new.parent) and not new.parent.is_symlink() and self._owns(NEW_FILE):
                new.unlink(missing_ok=True)
                new.parent.rmdir()
        self._made.discard(_NEW_FOLDER)

    def check(self, files: Iterable[str]) -> None:
        """Raise `NotOurs` where files that are to be written, or the one that each is written as first, would replace
        somebody else's.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise NotOurs(f"'{self.folder.name}' is a file, not an output folder: move it away, or name another folder")
        there = [file for file in (NEW_FILE, *files) if os.path.lexists(self._prefix + file)]
        self._refuse(file for file in there if not self._owns(file))
        self._own.update(there)

    def _refuse(self, foreign: Iterable[str]) -> None:
        refuse_foreign(f"the output folder '{self.folder.name}'", foreign)

    def is_intact(self, kept: KeptFile) -> bool:
        """Whether a file is as it was left: same size, same modification time."""
        if self.stands and kept.file not in self.changed:
            return True
        found = file_at(self._prefix + kept.file)
        return found is not None and (found.st_size, found.st_mtime_ns) == (kept.size, kept.mtime)

    def current(self, row: KeptPage) -> KeptPage | None:
        """Return a row whose files have the bytes that were written, with their modification times as they are now: in
        a copy of a site's folder they may be others. `None` where a file was changed or is gone.
        """
        if all(map(self.is_intact, row.files)):
            return row
        files = [self._renewed(kept) for kept in row.files]
        return None if None in files else structs.replace(row, files=tuple(filter(None, files)))

    def _renewed(self, kept: KeptFile) -> KeptFile | None:
        found = file_at(self._prefix + kept.file)
        if found is None or found.st_size != kept.size or (data := self.bytes_of(kept.file)) is None:
            return None
        return structs.replace(kept, mtime=found.st_mtime_ns) if digest_of_bytes(data) == kept.digest else None

    def put(self, file: str, data: bytes) -> KeptFile:
        """Make a file have these bytes. Raises `ValueError` for a path out of the folder, `NotOurs` where somebody
        else's file would be replaced, `OSError` where the disk is full or may not be written.
        """
        path, digest = self._place_of(file), digest_of_bytes(data)
        found = file_at(path)
        if found is None or not _has(path, found, data):
            if not self.written or (found is not None and file not in self._own):
                self.check((file,))
            self._note(file, digest)  # from here on what stands in the place for new files counts as ours
            found = self.replace(file, data)
            self.written += 1
        kept = KeptFile(file, digest, found.st_size, found.st_mtime_ns)
        if self.stands:  # else all rows are gone through
            self.changed[file] = kept
        return kept

    def replace(self, file: str, data: bytes) -> os.stat_result:
        """Make a file have these bytes in one step, whatever it had, and return how it stands. Raises as `put` does."""
        path, new = self._place_of(file), self._prefix + NEW_FILE
        for folder in (_NEW_FOLDER, file.rpartition("/")[0]):
            self._make_folder(folder)
        with naming(path):
            found = self._write_new(new, data)
        try:
            os.replace(new, path)  # noqa: PTH105
        except IsADirectoryError:
            self._remove_folder(Path(path))
            os.replace(new, path)  # noqa: PTH105
        return found

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
        if self.stands:
            self.changed[file] = None
        if any(parent.is_symlink() for parent in path.parents[: len(PurePosixPath(file).parts) - 1]):
            return  # it leads out of the folder
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
        return Path(self._place_of(file))

    def _place_of(self, file: str) -> str:
        # As text, which is several times as quick as a `Path`: builds ask twice for each file.
        parts = file.split("/")
        if _NOWHERE.issuperset(parts) or file.startswith("/") or ".." in parts or "\\" in file or "\0" in file:
            raise ValueError(f"'{file}' isn't a file of the output folder")
        return self._prefix + file

    @property
    def _new(self) -> Path:
        # New files are written here first, on the same disk.
        return self.folder / NEW_FILE

    def _make_folder(self, folder: str) -> None:
        """Make a folder, by its path in this one, and those above it. What leads out of here belongs to somebody
        else.
        """
        if folder in self._made:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
            try:
                os.mkdir(self._prefix + folder)  # noqa: PTH102
            except FileExistsError:
                path = self.folder / folder
                if path.is_symlink() or not path.is_dir():
                    self._refuse(() if self._owns(folder) else (folder,))
                    path.unlink()
                    path.mkdir()
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
        self._made.add(folder)

    def _write_new(self, path: str, data: bytes) -> os.stat_result:
        """Write a file in the place for new ones, where nothing else stands but what a build has left there."""
        try:
            opened = os.open(path, _NEW, 0o666)
        except FileExistsError:
            self.check(())
            os.unlink(path)  # noqa: PTH108
            opened = os.open(path, _NEW, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(opened, rest) :]
            return os.fstat(opened)
        finally:
            os.close(opened)

    def _remove_folder(self, path: Path) -> None:
        try:
            path.rmdir()
        except OSError:
            self._refuse([f"{path.relative_to(self.folder).as_posix()}/"])


def file_at(path: str) -> os.stat_result | None:
    """Return what stands in a place, no link followed; `None` where nothing does, or it can't be seen."""
    try:
        return os.lstat(path)
    except OSError:
        return None


def _has(path: str, found: os.stat_result, data: bytes) -> bool:
    """Whether a file, as it was found, is a plain one with these bytes."""
    if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
        return False
    try:
        with open(path, "rb") as opened:  # noqa: PTH123
            return opened.read() == data
    except OSError:
        return False
