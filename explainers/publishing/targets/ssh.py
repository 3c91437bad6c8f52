"""A disk behind ssh, for releases beside each other: files go by `rsync`, everything else by one shell there.

The other machine needs a POSIX shell, GNU's coreutils and findutils, `flock`, `gzip` and `rsync`, as any Linux server
has.
"""

from __future__ import annotations

import errno
import gzip
import io
import os
import tarfile
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, cast

from explainers.publishing.manifest import Scanned
from explainers.publishing.targets.protocol import EntryKind
from explainers.publishing.targets.shell import Shell, word

__all__ = ["SshDisk"]

_MANY: Final = 20  # files, from which on it pays to do them at once
_FLUSHED: Final = 100  # files and folders, from which on the whole disk is flushed faster than each of them
_SHORT: Final = 1000  # bytes, from which on it pays to pack them
_SECOND: Final = 1_000_000_000
# Of the paths that `wanted` prints those of plain files: their sizes, and their digests.
_PLAIN: Final = """
plain() { wanted | xargs -0 -r sh -c 'print=$0; exec find "$@" -maxdepth 0 -type f -printf "$print"' "$1" 2>/dev/null; }
plain '=%s:%p\\0'
plain '%p\\0' | xargs -0 -r sha256sum -z -- 2>/dev/null
"""
_KIND: Final = (
    'kind() { if [ -L "$1" ]; then echo link; elif [ -f "$1" ]; then echo file; elif [ -d "$1" ]; then echo folder; '
    'elif [ -e "$1" ]; then echo other; else echo nothing; fi; }'
)
_TIMES: Final = "xargs -0 -r stat --printf '%.9Y:%n\\0' -- 2>/dev/null"
_MISSING: Final = b"missing"
# One `tar` gives all of them their new names as links, one `cp` makes copies of these, one `cp` gives those their names
# in the folder, each in one step; two processes for each file would take longer than all the rest.
_COPY_MANY: Final = (
    'new="$goal.new"; rm -rf -- "$new" && mkdir -p -- "$new/links" "$new/copies" && '
    '{unpack} && (cd "$new/links" && find . ! -type d -print0 | '
    "xargs -0 -r cp -p --parents --reflink=auto -t ../copies --) && "
    'cp -rln --no-dereference -- "$new/copies/." "$goal/"\nrm -rf -- "$new"'
)
# What that could not do, for want of `tar` or of links.
_COPY: Final = (
    "xargs -0 -r -n 400 sh -c 'while [ $# -gt 1 ]; do to=$0/$2; "
    'if [ ! -e "$to" ] && [ ! -L "$to" ]; then '
    '[ -d "${to%/*}" ] || mkdir -p -- "${to%/*}" || exit 255; '
    'cp -p --reflink=auto -- "./$1" "$to.new" && mv -T -- "$to.new" "$to" || exit 255; '
    'fi; shift 2; done\' "$goal"'
)


class SshDisk:
    """A disk of another machine. Every method raises `OSError` when the disk, or the way there, can't."""

    base: Path | None = None
    shared = False

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def make_folder(self, path: Path) -> None:
        """Make a folder and the missing ones above it."""
        self.make_folders((path,))

    def make_folders(self, paths: Iterable[Path]) -> None:
        """Make folders and the missing ones above them."""
        first, *more = paths
        self._do(f"mkdir -p -- {' '.join(map(word, (first, *more)))}", first)

    def put_all(self, root: Path, folder: Path, times: Mapping[str, int]) -> None:
        """Make new files of a built site's, below a folder, with their modification times in nanoseconds since 1970."""
        if not times:
            return
        self.make_folder(folder)
        self.shell.send(root, folder, times, "D2775,F664" if self.shared else "D755,F644")
        self.renew(folder, times)

    def keep_all(self, source: Path, folder: Path, paths: Iterable[str]) -> None:
        """Give files of one folder a second name in another; those that the other has, or the first lacks, are left."""
        # What is missing there is found when the release is read back.
        linking = 'xargs -0 -r cp -ln --no-dereference --parents -t "$goal" -- 2>/dev/null'
        self.make_folder(folder)
        self._do(f"{_between(source, folder)}\n{_piped(paths, linking)}\ntrue", folder)

    def copy_all(self, source: Path, folder: Path, names: Mapping[str, str]) -> None:
        """Copy files of one folder, by path, to new names in another; names that are taken are left."""
        if not names:
            return
        pairs = (each for pair in names.items() for each in pair)
        links = os.path.relpath(f"{folder}.new/links", source)
        unpack = f"{{ {_fed(_links(links, names), 'tar -xPf - 2>/dev/null')}\n}}"
        many = _COPY_MANY.replace("{unpack}", unpack) if len(names) >= _MANY else ""
        self.make_folder(folder)
        self._do(f"{_between(source, folder)}\n{many}\n{_piped(pairs, _COPY)}", folder)

    def write(self, path: Path, data: bytes) -> None:
        """Give a file its whole new content in one step, and have the disk keep it."""
        new = word(f"{path}.new")
        steps = (
            f"cat > {new} && chmod {self._mode} {new} && sync {new}",
            f"mv -T -- {new} {word(path)} && sync {word(path.parent)}",
        )
        self._do(_fed(data, f"{{ {' && '.join(steps)}; }}"), path)

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file, and have the disk keep it."""
        file = word(path)
        torn = f'if [ -s {file} ] && [ -n "$(tail -c 1 {file})" ]; then echo >> {file}; fi'
        self._do(f"{torn}\n{_fed(line + bytes((10,)), f'{{ cat >> {file} && sync {file}; }}')}", path)

    def rename(self, old: Path, new: Path) -> None:
        """Give something its new name in one step, in place of what had it, and have the disk keep it."""
        self._do(f"mv -T -- {word(old)} {word(new)} && sync {word(new.parent)}", new)

    def symlink(self, target: str, path: Path) -> None:
        """Make a symbolic link."""
        self._do(f"ln -sT -- {word(target)} {word(path)}", path)

    def try_link(self, path: Path) -> None:
        """Make a symbolic link where nothing, or what such a trial left, is, and remove it."""
        link = word(path)
        self._do(f"rm -rf -- {link} && ln -sT -- releases {link} && rm -f -- {link}", path)

    def renew(self, folder: Path, times: Mapping[str, int]) -> None:
        """Give files of a folder their modification times, in nanoseconds since 1970."""
        by_time: defaultdict[int, list[str]] = defaultdict(list)
        for path, mtime_ns in times.items():
            by_time[mtime_ns].append(path)
        for mtime_ns, paths in by_time.items():
            seconds, rest = divmod(mtime_ns, _SECOND)
            touching = f"xargs -0 touch -c -h -d @{seconds}.{rest:09} --"
            self._do(f"cd {word(folder)} || exit 1\n{_piped(paths, touching)}", folder)

    def remove(self, path: Path) -> None:
        """Remove a file, a link or a whole folder; something that isn't there is fine."""
        self.remove_all((path,))

    def remove_all(self, paths: Iterable[Path]) -> None:
        """Remove several of these, in this order."""
        gone = list(paths)
        if len(gone) >= _MANY:
            self._do(_piped(map(str, gone), "xargs -0 rm -rf --"), gone[0])
        elif gone:
            self._do(f"rm -rf -- {' '.join(map(word, gone))}", gone[0])

    def flush_all(self, folder: Path, paths: Iterable[str]) -> None:
        """Have the disk keep files, and every folder below `folder`, through a power cut."""
        wanted = list(paths)
        each = f"{_piped(wanted, 'xargs -0 -r sync --')}\nfind . -type d -print0 | xargs -0 sync"
        few = f"[ $(({len(wanted)} + $(find . -type d | wc -l))) -lt {_FLUSHED} ]"
        self._do(f"cd {word(folder)} || exit 1\nif {few}; then\n{each}\nelse sync -f .; fi", folder)

    # What is there. Nothing below changes anything but the lock.

    def kind(self, path: Path) -> EntryKind | None:
        """Return what is at a path, following no link at its end; `None` for nothing."""
        return self.kinds((path,))[0]

    def kinds(self, paths: Iterable[Path]) -> tuple[EntryKind | None, ...]:
        """Return what is at each of some paths."""
        first, *more = paths
        said = self._do("\n".join((_KIND, *(f"kind {word(path)}" for path in (first, *more)))), first)
        return tuple(cast("EntryKind | None", None if each == "nothing" else each) for each in said.decode().split())

    def leads_to(self, path: Path) -> str:
        """Return where a symbolic link leads; nothing for what isn't one."""
        link = word(path)
        return self._do(f"if [ -L {link} ]; then readlink -- {link}; fi", path).decode().removesuffix("\n")

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none where there is no such folder."""
        return self.names_in((folder,))[0]

    def names_in(self, folders: Iterable[Path]) -> tuple[tuple[str, ...], ...]:
        """Return the names in each of some folders."""
        wanted = [word(folder) for folder in folders]
        looks = (
            f"[ ! -d {folder} ] || find -H {folder} -mindepth 1 -maxdepth 1 -printf '{number}:%f\\0' 2>/dev/null"
            for number, folder in enumerate(wanted)
        )
        found: list[list[str]] = [[] for _ in wanted]
        for item in self._items("\n".join(looks)):
            number, name = item.split(":", 1)
            found[int(number)].append(name)
        return tuple(tuple(sorted(each)) for each in found)

    def files(self, folder: Path) -> tuple[str, ...]:
        """Return the paths below a folder of all that isn't a folder, sorted."""
        tests = "-mindepth 1 ! -type d -printf '%P\\0'"
        there = f"[ -d {word(folder)} ] || exit 0"
        return tuple(sorted(self._items(f"{there}\nfind -H {word(folder)} {tests} 2>/dev/null")))

    def read(self, path: Path) -> bytes:
        """Return a file's bytes; raises `FileNotFoundError`."""
        p = word(path)
        data = self._do(f"if [ -f {p} ]; then base64 -- {p}; else echo {_MISSING.decode()}; fi", path)
        if data.strip() == _MISSING:
            raise FileNotFoundError(errno.ENOENT, "No such file", str(path))
        return b64decode(data)

    def scanned(self, folder: Path, paths: Iterable[str]) -> dict[str, Scanned]:
        """Return digest and size of plain files; those that are missing, or aren't plain, are left out."""
        wanted = list(paths)
        if not wanted:
            return {}
        listing = f"wanted() {{\n{_piped((f'./{path}' for path in wanted), 'cat')}\n}}"
        sizes, digests = {}, {}
        for item in self._items(f"cd {word(folder)} 2>/dev/null || exit 0\n{listing}\n{_PLAIN}"):
            if item.startswith("="):
                size, path = item[1:].split(":./", 1)
                sizes[path] = int(size)
            else:
                digests[item[68:]] = item[:64]
        return {path: Scanned(digests[path], sizes[path]) for path in wanted if path in digests and path in sizes}

    def mtimes(self, folder: Path, paths: Iterable[str]) -> dict[str, int]:
        """Return the modification times of files, nanoseconds since 1970; those that are missing are left out."""
        wanted = list(paths)
        there = f"cd {word(folder)} 2>/dev/null || exit 0"
        items = self._items(f"{there}\n{_piped(wanted, _TIMES)}")
        pairs = (item.split(":", 1) for item in items)
        return {path: int(time.replace(".", "").replace(",", "")) for time, path in pairs}

    def room(self, path: Path) -> int:
        """Return how many bytes are free where a path is."""
        said = self._do(f"stat -f -c '%a %S' -- {word(path)}", path).split()
        return int(said[0]) * int(said[1])

    def shares(self, path: Path) -> bool:
        """Whether a folder is one that a group of users writes to (set-group-ID, writable by its group)."""
        mode = self._do(f"if [ -d {word(path)} ]; then stat -L -c %a -- {word(path)}; fi", path).strip()
        return bool(mode) and int(mode, 8) & 0o2020 == 0o2020

    @contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Hold a lock that the system drops when its holder dies; `BlockingIOError` at once if another has it."""
        self._do(f": >> {word(path)}", path)  # a failing `exec` would end the shell
        if self.shell.held(f"exec 9>>{word(path)}; flock -n 9 </dev/null >/dev/null 2>&1"):
            self.shell.held("exec 9>&-")
            raise BlockingIOError(errno.EWOULDBLOCK, "another process has the lock", str(path))
        try:
            yield
        finally:
            with suppress(OSError):  # who is cut off holds no lock
                self.shell.held("exec 9>&-")

    @property
    def _mode(self) -> str:
        return "664" if self.shared else "644"

    @property
    def _umask(self) -> str:
        return "umask 002" if self.shared else "umask 022"

    def _do(self, script: str, path: Path) -> bytes:
        return self.shell.run(f"{self._umask}\n{script}", path)

    def _items(self, script: str) -> list[str]:
        data = b64decode(self.shell.run(f"( {script}\n) | base64", failing=False))
        return [item.decode("utf-8", "surrogateescape") for item in data.split(b"\0") if item]


def _between(source: Path, folder: Path) -> str:
    """Return a script that enters one folder and knows another as `$goal`."""
    return f"goal=$(cd {word(folder)} && pwd) && cd {word(source)} || exit 1"


def _links(folder: str, names: Mapping[str, str]) -> bytes:
    """Return an archive that has nothing but links: to files, by path, with other names in a folder."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT, errors="surrogateescape") as archive:
        for path, name in names.items():
            link = tarfile.TarInfo(f"{folder}/{name}")
            link.type, link.linkname = tarfile.LNKTYPE, path
            archive.addfile(link)
    return packed.getvalue()


def _piped(items: Iterable[str], command: str) -> str:
    """Return a script that hands items to a command, each ended by a NUL, whatever is in them."""
    return _fed(b"".join(os.fsencode(each) + bytes(1) for each in items), command)


def _fed(data: bytes, command: str) -> str:
    """Return a script that hands data to a command. Lists of files are mostly the same words again, so that packed they
    take a tenth of the way.
    """
    unpack = ""
    if len(data) > _SHORT:
        data, unpack = gzip.compress(data, mtime=0), "gzip -dc | "
    packed = b64encode(data).decode()
    lines = (packed[at : at + 1000] for at in range(0, len(packed), 1000))
    return "\n".join((f"base64 -d <<'END' | {unpack}{command}", *lines, "END"))
