"""Whether anything has changed since the last build, decided by looking at times and sizes alone.

All inputs and all outputs are looked at: content, theme, this package, the libraries' versions, what the settings say,
the day, and each file that the build owns. What the gate lets through has not changed; what it stops is looked at
properly. It imports nothing but Python's own modules, so that it answers before anything else is loaded.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from explainers.failures import naming

__all__ = ["Gate", "GateFolders", "Left", "Seen", "files_below", "metadata_folders"]

_VERSION = "explainers gate 3"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - no more imports than needed
_PART = "\0"


class GateFolders(NamedTuple):
    """The folders of a site, as absolute paths: its content, theme and output, and where its store is."""

    content: str
    theme: str
    output: str
    store: str


Seen = tuple[str, int, int]
"""A file as it was seen: its path, its size in bytes, its time of change in nanoseconds."""


class Left:
    """Files of an output folder as a build left them: three texts of paths, of sizes and of times of change."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._paths = parts[0].split("\n") if parts[0] else []
        self._sizes, self._mtimes = parts[1].split(), parts[2].split()

    @classmethod
    def of(cls, files: Iterable[Seen]) -> Left:
        """Return it of files: paths in the output folder, sizes in bytes, times in nanoseconds."""
        made = cls(("", "", ""))
        made.note({path: (size, mtime) for path, size, mtime in files})
        return made

    def is_in(self, folder: str) -> bool:
        """Whether all of them are so in a folder. Raises `OSError` where one isn't there."""
        prefix, look = f"{os.path.relpath(folder)}/", os.lstat  # which the system follows sooner than a long path
        for path, size, mtime in zip(self._paths, map(int, self._sizes), map(int, self._mtimes), strict=True):
            found = look(prefix + path)
            if found.st_mtime_ns != mtime or found.st_size != size:
                return False
        return True

    def note(self, changed: Mapping[str, tuple[int, int] | None]) -> None:
        """Note files that are other ones now, by their sizes and times (`None`: gone)."""
        at = {path: number for number, path in enumerate(self._paths)}
        for path, like in changed.items():
            if path in at:
                self._sizes[at[path]], self._mtimes[at[path]] = map(str, like or ("", ""))
            elif like:
                self._paths.append(path)
                self._sizes.append(str(like[0]))
                self._mtimes.append(str(like[1]))
        gone = {at[path] for path, like in changed.items() if like is None and path in at}
        for column in (self._paths, self._sizes, self._mtimes) if gone else ():
            column[:] = [one for number, one in enumerate(column) if number not in gone]

    def parts(self) -> tuple[str, str, str]:
        """Return the texts."""
        return "\n".join(self._paths), " ".join(self._sizes), " ".join(self._mtimes)


class Gate:
    """The gate of one site. `ground` stands for all that isn't a file: what settings say, the day, the options."""

    def __init__(self, folders: GateFolders, ground: str) -> None:
        self._folders, self._ground = folders, ground
        name = os.path.relpath(folders.output, folders.store).replace("%", "%25").replace("/", "%2F")
        self._file = f"{folders.store}/unchanged-{name}"
        self._inputs: list[Seen] | None = None
        self._left: Left | None = None
        self._mark = ""
        self._are_so: bool | None = None

    def unchanged(self) -> str | None:
        """Return the report of the last build if nothing has changed since; `None` if something may have."""
        try:
            with open(self._file, "rb") as file:  # noqa: PTH123
                data = file.read()
            parts = data[:-4].decode("utf-8", "surrogateescape").split(_PART)
            if len(parts) != 7 or parts[0] != _VERSION or data[-4:] != _check(data[:-4]):
                return None
            self._left, self._mark = Left(parts[3:6]), _mark(data)
            if parts[1] != self._head() or parts[2] != _text(self.inputs()) or not self._stands():
                return None
        except (OSError, ValueError):
            return None
        return parts[6]

    def left(self, mark: str | None) -> Left | None:
        """Return the outputs as the last build left them, if all are so still; `mark` is what `open` returned then, so
        that no other build can be meant. `None` where that isn't known.
        """
        return self._left if self._left and self._mark == mark and self._stands() else None

    def _stands(self) -> bool:
        if self._are_so is None:
            self._are_so = False
            with suppress(OSError):
                self._are_so = bool(self._left and self._left.is_in(self._folders.output))
        return self._are_so

    def inputs(self) -> list[Seen]:
        """Return what the inputs are like; looked at once. Raises `OSError`."""
        if self._inputs is None:
            found = [*files_below(self._folders.content), *files_below(self._folders.theme), *files_below(_PACKAGE)]
            self._inputs = sorted([one for one in found if not one[0].endswith(".pyc")])
        return self._inputs

    def content(self) -> dict[str, tuple[int, int]]:
        """Return what the files of the content folder are like, by their places, as in `inputs`. Raises `OSError`."""
        prefix = f"{self._folders.content}/"
        return {path: (size, mtime) for path, size, mtime in self.inputs() if path.startswith(prefix)}

    def shut(self) -> None:
        """Forget the last build, so that none is skipped any more: one has begun."""
        with suppress(FileNotFoundError):
            os.unlink(self._file)  # noqa: PTH108

    def open(self, kept: Callable[[int], int], outputs: Left, report: str) -> str:
        """Let the next build be skipped if inputs are as they were when this one read them, and outputs as it left
        them. `kept` returns which modification times can be relied on. Return what tells this list from all others.
        """
        inputs = _text((path, size, kept(mtime)) for path, size, mtime in self.inputs())
        parts = (_VERSION, self._head(), inputs, *outputs.parts(), report)
        new = f"{self._file}.new"
        data = _PART.join(parts).encode("utf-8", "surrogateescape")
        data += _check(data)
        with naming(new), open(new, "wb") as file:  # noqa: PTH123
            file.write(data)
        os.replace(new, self._file)  # noqa: PTH105
        return _mark(data)

    def _head(self) -> str:
        return f"{self._ground}\n{sys.version}\n{' '.join(sorted(set(metadata_folders())))}".replace(_PART, "")


def _check(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "little")


def _mark(data: bytes) -> str:
    return f"{len(data)} {data[-4:].hex()}"


def _text(seen: Iterable[Seen]) -> str:
    return "\n".join([f"{size} {mtime} {path}" for path, size, mtime in seen])


def files_below(folder: str) -> Iterator[Seen]:
    """Yield all files below a folder, with their sizes and times of change (nanoseconds); hidden ones and those that
    editors leave don't count. Raises `ValueError` for links to folders, which may lead in circles.
    """
    todo = [folder]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith("~") or entry.name == "__pycache__":
                    continue
                if entry.is_dir():
                    if entry.is_symlink():
                        raise ValueError(entry.path)
                    todo.append(entry.path)
                else:
                    stat = entry.stat()
                    yield entry.path, stat.st_size, stat.st_mtime_ns


def metadata_folders() -> Iterator[str]:
    """Yield the names of the folders that libraries have their metadata in, ``markupsafe-3.0.3.dist-info`` (PyPA's
    specification "Recording installed projects"), in the order in which Python looks for modules. To look into them
    would take a tenth of a second.
    """
    for path in sys.path:
        if path.endswith("-packages") and os.path.isdir(path):  # noqa: PTH112
            yield from (name for name in os.listdir(path) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
