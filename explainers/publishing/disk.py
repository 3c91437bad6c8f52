"""Every change that publishing makes to a disk, one method each, and the reading of digests.

The methods are small on purpose: between any two of them, and in the middle of each, the process may be
killed, and tests do kill it there. Files become readable by everybody whatever the umask says, for a web
server is somebody else. Nothing here knows what a release is.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from explainers.failures import naming
from explainers.publishing.manifest import Scanned

__all__ = ["Disk", "scanned_file", "walk"]

_FILE_MODE: Final = 0o644
_FOLDER_MODE: Final = 0o755
_NO_LINK: Final = frozenset({errno.EMLINK, errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.ENOSYS})
_BLOCK: Final = 1 << 20


class Disk:
    """The disk as publishing changes it. Every method raises `OSError` when the disk can't."""

    def make_folder(self, path: Path) -> None:
        """Make a folder and the missing ones above it."""
        if path.is_dir():
            return
        self.make_folder(path.parent)
        path.mkdir(exist_ok=True)
        path.chmod(_FOLDER_MODE)

    def copy(self, source: Path, path: Path, mtime_ns: int) -> None:
        """Make a new file of a plain file's bytes; refuses a name that is taken and a symbolic link."""
        with naming(path), _plain_file(source) as read, path.open("xb") as write:
            shutil.copyfileobj(read, write, _BLOCK)
            os.fchmod(write.fileno(), _FILE_MODE)
        os.utime(path, ns=(mtime_ns, mtime_ns))

    def link(self, source: Path, path: Path) -> None:
        """Give a file a second name; where the disk can't, copy it with its modification time."""
        try:
            os.link(source, path, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            self.copy(source, path, source.stat().st_mtime_ns)

    def write(self, path: Path, data: bytes) -> None:
        """Give a file its whole new content: another file, flushed, renamed over it."""
        beside = path.with_name(path.name + ".new")
        with naming(path), beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _FILE_MODE)
            os.fsync(file.fileno())
        self.rename(beside, path)

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file in one write, after the rest of a line that was cut short, if there is one."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, _FILE_MODE)
        try:
            with naming(path):
                size = os.fstat(handle).st_size
                torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
                os.write(handle, (b"\n" if torn else b"") + line + b"\n")
                os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Give something its new name in one step, in place of what had it."""
        old.rename(new)
        self.flush(new.parent)

    def symlink(self, target: str, path: Path) -> None:
        """Make a symbolic link."""
        path.symlink_to(target)

    def set_mtime(self, path: Path, mtime_ns: int) -> None:
        """Set a file's modification time, in nanoseconds since 1970."""
        os.utime(path, ns=(mtime_ns, mtime_ns))

    def remove(self, path: Path) -> None:
        """Remove a file, a link or a whole folder; something that isn't there is fine."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def flush(self, path: Path) -> None:
        """Have the disk keep a file's bytes or a folder's names through a power cut."""
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            os.fsync(handle)
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


def scanned_file(path: Path) -> Scanned:
    """Return digest and size of a plain file; raises `OSError` for a link, a device, or nothing."""
    with _plain_file(path) as file:
        digest, size = sha256(), 0
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return Scanned(digest.hexdigest(), size)


def _plain_file(path: Path) -> BinaryIO:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a plain file", path.name)
    return os.fdopen(handle, "rb", buffering=0)
