"""A disk in memory that shows every state between two changes of it, and in the middle of each, and that can stop."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath

from explainers.publishing.manifest import Scanned
from explainers.publishing.targets.protocol import EntryKind


class Stop(BaseException):
    """What a kill is: nothing more happens."""


class Inode:
    """The bytes of a file, which may have several names."""

    def __init__(self, data: bytes, mtime_ns: int = 0) -> None:
        self.data, self.mtime_ns = data, mtime_ns


Node = Inode | str | None
"""A file, where a link leads, or a folder."""


class MemoryDisk:
    """`nodes` has everything by path. After each change, and in the middle of those that aren't one step for a disk,
    `look` is called; when `left` changes are done, everything stops.
    """

    def __init__(self, built: Mapping[Path, Mapping[str, bytes]], look: Callable[[], None]) -> None:
        self.base: Path | None = None
        self.shared = False
        self.nodes: dict[Path, Node] = {Path("/"): None, Path("/srv"): None}
        self.built, self.look, self.left, self.changes = built, look, -1, 0

    def _change(self, path: Path, node: Node) -> None:
        self._tick()
        self.nodes[path] = node
        self.look()

    def _tick(self) -> None:
        if self.left == 0:
            raise Stop
        self.left -= 1
        self.changes += 1

    # What changes it.

    def make_folder(self, path: Path) -> None:
        if self.kind(path) != "folder":
            self.make_folder(path.parent)
            self._change(path, None)

    def make_folders(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self.make_folder(path)

    def _put(self, path: Path, data: bytes, mtime_ns: int) -> None:
        self.make_folder(path.parent)
        self._change(path, Inode(data[: len(data) // 2], mtime_ns))  # half of it is there
        self._change(path, Inode(data, mtime_ns))

    def put_all(self, root: Path, folder: Path, times: Mapping[str, int]) -> None:
        for path, mtime_ns in times.items():
            self._put(folder / path, self.built[root][path], mtime_ns)

    def keep_all(self, source: Path, folder: Path, paths: Iterable[str]) -> None:
        for path in paths:
            node = self._at(source / path)
            if isinstance(node, Inode) and folder / path not in self.nodes:
                self.make_folder((folder / path).parent)
                self._change(folder / path, node)

    def copy_all(self, source: Path, folder: Path, names: Mapping[str, str]) -> None:
        for path, name in names.items():
            node = self._at(source / path)
            if isinstance(node, Inode) and folder / name not in self.nodes:
                self._put(folder / f"{name}.new", node.data, node.mtime_ns)
                self.rename(folder / f"{name}.new", folder / name)

    def write(self, path: Path, data: bytes) -> None:
        self._put(path.with_name(f"{path.name}.new"), data, 0)
        self.rename(path.with_name(f"{path.name}.new"), path)

    def append(self, path: Path, line: bytes) -> None:
        before = self.read(path) if path in self.nodes else b""
        before += b"\n" * (bool(before) and not before.endswith(b"\n"))
        self._change(path, Inode(before + line[: len(line) // 2]))
        self._change(path, Inode(before + line + b"\n"))

    def rename(self, old: Path, new: Path) -> None:
        self._tick()
        moved = {path: node for path, node in self.nodes.items() if path == old or old in path.parents}
        if not moved:
            raise FileNotFoundError(errno.ENOENT, "No such file", str(old))
        for path in moved:
            del self.nodes[path]
        self.nodes |= {new / path.relative_to(old): node for path, node in moved.items()}
        self.look()

    def symlink(self, target: str, path: Path) -> None:
        self._change(path, target)

    def try_link(self, path: Path) -> None:
        self.remove(path)
        self.symlink("releases", path)
        self.remove(path)

    def renew(self, folder: Path, times: Mapping[str, int]) -> None:
        for path, mtime_ns in times.items():
            if isinstance(node := self._at(folder / path), Inode):
                self._tick()
                node.mtime_ns = mtime_ns
                self.look()

    def remove(self, path: Path) -> None:
        # The deepest first, as disks do.
        for each in sorted((p for p in self.nodes if p == path or path in p.parents), reverse=True):
            self._tick()
            del self.nodes[each]
            self.look()

    def remove_all(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self.remove(path)

    def flush_all(self, folder: Path, paths: Iterable[str]) -> None:
        pass

    # What only reads.

    def _at(self, path: Path) -> Node:
        """What is at a path, links on the way followed, as a server follows them."""
        found = Path("/")
        for part in path.parts[1:]:
            found /= part
            if isinstance(leads := self.nodes.get(found), str) and found != path:
                found = found.parent / leads
        return self.nodes.get(found, "")

    def kind(self, path: Path) -> EntryKind | None:
        if path not in self.nodes:
            return None
        node = self.nodes[path]
        return "folder" if node is None else "link" if isinstance(node, str) else "file"

    def kinds(self, paths: Iterable[Path]) -> tuple[EntryKind | None, ...]:
        return tuple(map(self.kind, paths))

    def leads_to(self, path: Path) -> str:
        return leads if isinstance(leads := self.nodes.get(path), str) else ""

    def names(self, folder: Path) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self.nodes if path.parent == folder and path != folder))

    def names_in(self, folders: Iterable[Path]) -> tuple[tuple[str, ...], ...]:
        return tuple(map(self.names, folders))

    def files(self, folder: Path) -> tuple[str, ...]:
        below = (path for path, node in self.nodes.items() if folder in path.parents and node is not None)
        return tuple(sorted(str(PurePosixPath(path.relative_to(folder))) for path in below))

    def read(self, path: Path) -> bytes:
        if not isinstance(node := self._at(path), Inode):
            raise FileNotFoundError(errno.ENOENT, "No such file", str(path))
        return node.data

    def scanned(self, folder: Path, paths: Iterable[str]) -> dict[str, Scanned]:
        found = {path: self._at(folder / path) for path in paths}
        return {
            path: Scanned(sha256(node.data).hexdigest(), len(node.data))
            for path, node in found.items()
            if isinstance(node, Inode)
        }

    def mtimes(self, folder: Path, paths: Iterable[str]) -> dict[str, int]:
        found = {path: self._at(folder / path) for path in paths}
        return {path: node.mtime_ns for path, node in found.items() if isinstance(node, Inode)}

    def room(self, path: Path) -> int:
        return 1 << 30

    def shares(self, path: Path) -> bool:
        return False

    @contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        if path not in self.nodes:
            self._change(path, Inode(b""))
        yield  # the dead hold no lock
