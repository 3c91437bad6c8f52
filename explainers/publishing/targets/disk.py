"""A disk of this machine: every change that publishing makes to it, one method each, and the reading of digests.

The methods are small on purpose: between any two of them, and in the middle of each, the process may be
killed, and tests do kill it there. Files become readable by everybody whatever the umask says, for a web
server is somebody else. Below `base` no folder is reached through a link: each one on the way is opened by
itself. Nothing here knows what a release is.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from explainers.failures import naming
from explainers.publishing.manifest import Scanned
from explainers.publishing.targets.protocol import EntryKind

__all__ = ["Disk", "scanned_file", "walk"]

_NO_LINK: Final = frozenset({errno.EMLINK, errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.ENOSYS})
_NOT_THERE: Final = (FileNotFoundError, NotADirectoryError)
_BLOCK: Final = 1 << 20
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_GROUP: Final = stat.S_ISGID | stat.S_IWGRP


class Disk:
    """The disk as publishing changes it. Every method raises `OSError` when the disk can't.

    `base` is the folder below which no link is followed; without one, links are followed as everywhere. `shared`:
    whether a group of users writes there together, so that its members may change one another's files.
    """

    base: Path | None = None
    shared: bool = False

    def make_folder(self, path: Path) -> None:
        """Make a folder and the missing ones above it."""
        if path.is_dir() if self._is_free(path) else self.kind(path) == "folder":
            return
        self.make_folder(path.parent)
        with self._at(path) as (folder, name):
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=folder)
            handle = os.open(name, _FOLDER, dir_fd=folder)
            try:
                os.fchmod(handle, 0o2775 if self.shared else 0o755)
            finally:
                os.close(handle)

    def make_folders(self, paths: Iterable[Path]) -> None:
        """Make folders and the missing ones above them."""
        for path in paths:
            self.make_folder(path)

    def put_all(self, root: Path, folder: Path, times: Mapping[str, int]) -> None:
        """Make new files of a built site's, below a folder, with their modification times in nanoseconds since 1970."""
        for path, mtime_ns in times.items():
            self.make_folder((folder / path).parent)
            self.copy(root / path, folder / path, mtime_ns)

    def keep_all(self, source: Path, folder: Path, paths: Iterable[str]) -> None:
        """Give files of one folder a second name in another; those that the other has, or the first lacks, are left."""
        for path in paths:
            if self.kind(source / path) == "file" and self.kind(folder / path) is None:
                self.make_folder((folder / path).parent)
                self.link(source / path, folder / path)

    def copy_all(self, source: Path, folder: Path, names: Mapping[str, str]) -> None:
        """Copy files of one folder, by path, to new names in another; names that are taken are left."""
        for path, name in names.items():
            if self.kind(folder / name) is None:
                beside = folder / f"{name}.new"
                self.make_folder(beside.parent)
                self.remove(beside)
                self.copy(source / path, beside, (source / path).stat().st_mtime_ns)
                with self._at(beside) as (handle, old):
                    os.rename(
                        old, (folder / name).name if handle else folder / name, src_dir_fd=handle, dst_dir_fd=handle
                    )

    def copy(self, source: Path, path: Path, mtime_ns: int) -> None:
        """Make a new file of a plain file's bytes; refuses a name that is taken and a symbolic link."""
        with self._at(path) as (folder, name), naming(path), os.fdopen(_plain_file(source), "rb", buffering=0) as read:
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, self._mode, dir_fd=folder)
            with os.fdopen(handle, "wb") as write:
                shutil.copyfileobj(read, write, _BLOCK)
                os.fchmod(write.fileno(), self._mode)
            os.utime(name, ns=(mtime_ns, mtime_ns), dir_fd=folder, follow_symlinks=False)

    def link(self, source: Path, path: Path) -> None:
        """Give a file a second name; where the disk can't, copy it with its modification time."""
        try:
            with self._at(source) as (old, file), self._at(path) as (new, name):
                os.link(file, name, src_dir_fd=old, dst_dir_fd=new, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            self.copy(source, path, source.stat().st_mtime_ns)

    def write(self, path: Path, data: bytes) -> None:
        """Give a file its whole new content: another file, flushed, renamed over it."""
        beside = path.with_name(path.name + ".new")
        with self._at(beside) as (folder, name), naming(path):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
            with os.fdopen(os.open(name, flags, self._mode, dir_fd=folder), "wb") as file:
                file.write(data)
                file.flush()
                os.fchmod(file.fileno(), self._mode)
                os.fsync(file.fileno())
        self.rename(beside, path)

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file in one write, after the rest of a line that was cut short, if there is one."""
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        with self._at(path) as (folder, name):
            handle = os.open(name, flags, self._mode, dir_fd=folder)
            try:
                with naming(path):
                    size = os.fstat(handle).st_size
                    torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
                    os.write(handle, (b"\n" if torn else b"") + line + b"\n")
                    if not size:
                        os.fchmod(handle, self._mode)
                    os.fsync(handle)
            finally:
                os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Give something its new name in one step, in place of what had it."""
        with self._at(old) as (source, name), self._at(new) as (folder, goal):
            os.rename(name, goal, src_dir_fd=source, dst_dir_fd=folder)
        self.flush(new.parent)

    def symlink(self, target: str, path: Path) -> None:
        """Make a symbolic link."""
        with self._at(path) as (folder, name):
            os.symlink(target, name, dir_fd=folder)

    def try_link(self, path: Path) -> None:
        """Make a symbolic link where nothing, or what such a trial left, is, and remove it."""
        self.remove(path)
        self.symlink("releases", path)
        self.remove(path)

    def renew(self, folder: Path, times: Mapping[str, int]) -> None:
        """Give files of a folder their modification times, in nanoseconds since 1970."""
        for path, mtime_ns in times.items():
            self.set_mtime(folder / path, mtime_ns)

    def set_mtime(self, path: Path, mtime_ns: int) -> None:
        """Set a file's modification time; another member of the group's file is replaced by a copy that is ours."""
        try:
            with self._at(path) as (folder, name):
                os.utime(name, ns=(mtime_ns, mtime_ns), dir_fd=folder, follow_symlinks=False)
        except PermissionError:
            beside = path.with_name(f"{path.name}.new")
            self.remove(beside)
            self.copy(path, beside, mtime_ns)
            self.rename(beside, path)

    def remove(self, path: Path) -> None:
        """Remove a file, a link or a whole folder; something that isn't there is fine."""
        with suppress(*_NOT_THERE), self._at(path) as (folder, name):
            if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                shutil.rmtree(name, dir_fd=folder)
            else:
                os.unlink(name, dir_fd=folder)

    def remove_all(self, paths: Iterable[Path]) -> None:
        """Remove several of these, in this order."""
        for path in paths:
            self.remove(path)

    def flush_all(self, folder: Path, paths: Iterable[str]) -> None:
        """Have the disk keep files, and every folder below `folder`, through a power cut."""
        for path in paths:
            self.flush(folder / path)
        for place, _, _ in os.walk(folder, topdown=False):
            self.flush(Path(place))

    def flush(self, path: Path) -> None:
        """Have the disk keep a file's bytes or a folder's names through a power cut."""
        flags = os.O_RDONLY | (0 if path == self.base else os.O_NOFOLLOW)
        with self._at(path) as (folder, name):
            handle = os.open(name, flags, dir_fd=folder)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    # What is there. Nothing below changes anything but the lock.

    def kind(self, path: Path) -> EntryKind | None:
        """Return what is at a path, following no link at its end; `None` for nothing."""
        try:
            mode = path.lstat().st_mode
        except _NOT_THERE:
            return None
        tests: tuple[tuple[bool, EntryKind], ...] = (
            (stat.S_ISREG(mode), "file"), (stat.S_ISDIR(mode), "folder"), (stat.S_ISLNK(mode), "link"),
        )  # fmt: skip
        return next((kind for is_one, kind in tests if is_one), "other")

    def kinds(self, paths: Iterable[Path]) -> tuple[EntryKind | None, ...]:
        """Return what is at each of some paths."""
        return tuple(map(self.kind, paths))

    def leads_to(self, path: Path) -> str:
        """Return where a symbolic link leads; nothing for what isn't one."""
        return str(path.readlink()) if path.is_symlink() else ""

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none where there is no such folder."""
        return tuple(sorted(one.name for one in folder.iterdir())) if folder.is_dir() else ()

    def names_in(self, folders: Iterable[Path]) -> tuple[tuple[str, ...], ...]:
        """Return the names in each of some folders."""
        return tuple(map(self.names, folders))

    def files(self, folder: Path) -> tuple[str, ...]:
        """Return the paths below a folder of all that isn't a folder, sorted."""
        return tuple(sorted(path for path, _ in walk(folder))) if folder.is_dir() else ()

    def read(self, path: Path) -> bytes:
        """Return a file's bytes; raises `FileNotFoundError`."""
        return path.read_bytes()

    def scanned(self, folder: Path, paths: Iterable[str]) -> dict[str, Scanned]:
        """Return digest and size of plain files; those that are missing, or aren't plain, are left out."""
        found: dict[str, Scanned] = {}
        for path in paths:
            with suppress(OSError):
                found[path] = scanned_file(f"{folder}/{path}")
        return found

    def mtimes(self, folder: Path, paths: Iterable[str]) -> dict[str, int]:
        """Return the modification times of files, nanoseconds since 1970; those that are missing are left out."""
        found: dict[str, int] = {}
        for path in paths:
            with suppress(*_NOT_THERE):
                found[path] = (folder / path).stat().st_mtime_ns
        return found

    def room(self, path: Path) -> int:
        """Return how many bytes are free where a path is."""
        return shutil.disk_usage(path).free

    def shares(self, path: Path) -> bool:
        """Whether a folder is one that a group of users writes to (set-group-ID, writable by its group)."""
        return path.is_dir() and path.stat().st_mode & _GROUP == _GROUP

    @contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Hold a lock that the system drops when its holder dies; `BlockingIOError` at once if another has it."""
        with self._at(path) as (folder, name):
            handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, self._mode, dir_fd=folder)
        try:
            if self.shared:
                with suppress(PermissionError):  # it is another member's, who has done so
                    os.fchmod(handle, self._mode)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(handle)

    @property
    def _mode(self) -> int:
        return 0o664 if self.shared else 0o644

    def _is_free(self, path: Path) -> bool:
        """Whether links are followed on the way to a path."""
        return self.base is None or path == self.base or not path.is_relative_to(self.base)

    @contextmanager
    def _at(self, path: Path) -> Iterator[tuple[int | None, str]]:
        """Open the folder that a path lies in, and yield it with the path's name. Below `base`, each folder on the way
        is opened by itself, following no link.
        """
        base = self.base
        if base is None or self._is_free(path):
            yield None, os.fspath(path)
            return
        *parents, name = path.relative_to(base).parts
        handle = os.open(base, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for parent in parents:
                with naming(path):
                    below = os.open(parent, _FOLDER, dir_fd=handle)
                os.close(handle)
                handle = below
            yield handle, name
        finally:
            os.close(handle)


def walk(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (path below `root`, with ``/``; entry) of all that isn't a folder, following no link."""
    pending = [(root, "")]
    while pending:
        folder, prefix = pending.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    pending.append((folder / entry.name, f"{prefix}{entry.name}/"))
                else:
                    yield prefix + entry.name, entry


def scanned_file(path: str | Path) -> Scanned:
    """Return digest and size of a plain file; raises `OSError` for a link, a device, or nothing."""
    handle = _plain_file(path)
    try:
        digest, size = sha256(), 0
        while block := os.read(handle, _BLOCK):
            digest.update(block)
            size += len(block)
    finally:
        os.close(handle)
    return Scanned(digest.hexdigest(), size)


def _plain_file(path: str | Path) -> int:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a plain file", Path(path).name)
    return handle
