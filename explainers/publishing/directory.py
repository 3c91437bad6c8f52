"""A folder as a target: its layout, its lock, and each step that changes it.

    BASE/current -> releases/<id>       the only thing that a web server points at
    BASE/releases/<id>/…                the site and carried assets; once live, assets are added, nothing else
    BASE/staging/<id>.<owner>/…         unfinished
    BASE/.publish/owner                 whose target this is
    BASE/.publish/lock                  held (flock) by whoever changes anything; freed by the kernel
    BASE/.publish/manifests/<id>.json   written before its release appears
    BASE/.publish/log                   a line for each change of the live release

A release is complete when it has both a manifest and a folder. Whoever holds the lock may remove all that is
in `staging`: its maker is dead. In which order the steps are taken stands in `deploy`.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from explainers.exit_codes import ExitCode
from explainers.publishing.disk import Disk, scanned_file, walk
from explainers.publishing.errors import PublishError
from explainers.publishing.history import LogLine, log_lines, log_text
from explainers.publishing.manifest import (
    Manifest,
    NotReadable,
    Scanned,
    encoded,
    is_release_id,
    manifest_of,
)

__all__ = ["Directory", "extra_files", "wrong_files"]


class Directory:
    """One directory target. `owner` names this process in what it leaves behind; `disk` does all writing."""

    def __init__(self, base: Path, owner: str, disk: Disk) -> None:
        self.base = base
        self.current = base / "current"
        self.releases = base / "releases"
        self.staging = base / "staging"
        self.private = base / ".publish"
        self.manifests = self.private / "manifests"
        self.owner = owner
        self.disk = disk

    # What is there. Nothing below changes anything.

    def check_owner(self, site: str) -> bool:
        """Whether this target is marked as this site's already.

        Raises `PublishError` (unsuitable) for a folder that has other things in it, for another site's target, and
        where `current` isn't a link.
        """
        marker = self.private / "owner"
        if not self.base.exists():
            return False
        if not self.base.is_dir():
            raise PublishError(ExitCode.UNSUITABLE, "the target is a file, not a folder")
        if not marker.exists():
            if foreign := sorted(self._foreign()):
                raise PublishError(ExitCode.UNSUITABLE, _not_ours(foreign))
            return False
        if (name := marker.read_text("utf-8").strip()) != site:
            raise PublishError(ExitCode.UNSUITABLE, f"the target belongs to another site, '{name}', not to '{site}'")
        if self.current.exists() and not self.current.is_symlink():
            raise PublishError(ExitCode.UNSUITABLE, "'current' in the target isn't a link: move it away")
        return True

    def _foreign(self) -> Iterator[str]:
        """Yield what a folder without an owner has that a first publication, cut short, doesn't leave."""
        for entry in self.base.iterdir():
            if entry != self.private or entry.is_symlink() or not entry.is_dir():
                yield entry.name
            else:
                yield from (f".publish/{one.name}" for one in entry.iterdir() if not _begins_a_target(one))

    def live_id(self) -> str | None:
        """Return the id of the live release, or `None` before the first one."""
        if not self.current.is_symlink():
            return None
        target = PurePosixPath(self.current.readlink())
        if target.parent != PurePosixPath("releases") or not is_release_id(target.name):
            raise PublishError(ExitCode.UNSUITABLE, "'current' in the target leads to something that isn't a release")
        return target.name

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one.

        Raises `PublishError` (unsuitable) where it can't be read.
        """
        release = self.live_id()
        if release is None:
            return None
        try:
            return self.manifest(release)
        except (NotReadable, FileNotFoundError) as error:
            said = f"the manifest of the live release {release} is unusable"
            raise PublishError(ExitCode.UNSUITABLE, f"{said}: roll back to another release first") from error

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest; raises `NotReadable` or `FileNotFoundError`."""
        return manifest_of(self._manifest_path(release).read_bytes())

    def complete(self) -> tuple[str, ...]:
        """Return the ids of the complete releases, sorted."""
        named = (path.stem for path in self.manifests.glob("*.json"))
        return tuple(sorted(each for each in named if is_release_id(each) and self.folder(each).is_dir()))

    def log(self) -> tuple[LogLine, ...]:
        """Return the log's lines, oldest first."""
        try:
            return log_lines((self.private / "log").read_bytes())
        except FileNotFoundError:
            return ()

    def mtime_ns(self, release: str, path: str) -> int | None:
        """Return a published file's modification time, nanoseconds since 1970, or `None` if it is missing."""
        try:
            return (self.folder(release) / path).stat().st_mtime_ns
        except (FileNotFoundError, NotADirectoryError):
            return None

    def folder(self, release: str) -> Path:
        """Return a release's folder, whether it exists or not."""
        return self.releases / release

    def stage_folder(self, release: str) -> Path:
        """Return the folder where this process makes a release."""
        return self.staging / f"{release}.{self.owner}"

    # Steps. All but the first two need the lock.

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the target's lock; `PublishError` (busy) at once if another process has it."""
        self.disk.make_folder(self.private)
        handle = os.open(self.private / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise PublishError(ExitCode.BUSY, "another publication to this target is under way") from error
            raise PublishError(ExitCode.UNSUITABLE, "the target's disk can't lock files") from error
        try:
            yield
        finally:
            os.close(handle)

    def claim(self, site: str) -> None:
        """Mark the target as this site's, make its folders, and try whether it can hold links."""
        probe = self._new_link()
        try:
            self.disk.remove(probe)
            self.disk.symlink("releases", probe)
            self.disk.remove(probe)
        except OSError as error:
            if error.errno in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
                raise PublishError(ExitCode.UNSUITABLE, "the target's disk can't hold symbolic links") from error
            raise
        if not (self.private / "owner").exists():
            # Before all else, or a kill would leave a folder that looks like somebody else's.
            self.disk.write(self.private / "owner", f"{site}\n".encode())
        for folder in (self.manifests, self.releases, self.staging):
            self.disk.make_folder(folder)

    def sweep(self) -> None:
        """Remove what dead processes left: unfinished releases, manifests without one, half-written files."""
        litter = [*self.staging.iterdir(), *self.private.glob("link.*")]
        litter += [*self.private.glob("*.new"), *self.manifests.glob("*.new")]
        litter += [path for path in self.manifests.glob("*.json") if not self.folder(path.stem).is_dir()]
        for path in litter:
            self.disk.remove(path)

    def put(self, folder: Path, path: str, source: Path, mtime_ns: int) -> None:
        """Copy a file of the built site into a folder under the target."""
        self.disk.make_folder((folder / path).parent)
        self.disk.copy(source, folder / path, mtime_ns)

    def keep(self, folder: Path, path: str, release: str) -> None:
        """Let a folder share a file with a release, unless either has it or the other lacks it."""
        source = self.folder(release) / path
        if source.is_file() and not (folder / path).exists():
            self.disk.make_folder((folder / path).parent)
            self.disk.link(source, folder / path)

    def flush(self, folder: Path, paths: Iterable[str]) -> None:
        """Have the disk keep new files, and every folder below `folder`, through a power cut."""
        for path in paths:
            self.disk.flush(folder / path)
        for place, _, _ in os.walk(folder, topdown=False):
            self.disk.flush(Path(place))

    def finish(self, manifest: Manifest) -> None:
        """Make the staged release a complete one. It is not live by that."""
        self.write_manifest(manifest)
        self.disk.rename(self.stage_folder(manifest.id), self.folder(manifest.id))

    def write_manifest(self, manifest: Manifest) -> None:
        """Write a release's manifest, whole or not at all."""
        self.disk.write(self._manifest_path(manifest.id), encoded(manifest))

    def set_aside(self, release: str) -> None:
        """Make a release that is no good, and not live, an incomplete one; the next sweep removes it."""
        aside = self.staging / f"{release}.{self.owner}.aside"
        self.disk.remove(aside)
        self.disk.rename(self.folder(release), aside)
        self.disk.remove(self._manifest_path(release))

    def switch(self, release: str | None) -> None:
        """Make a complete release the live one, in one step; `None` goes back to before the first."""
        if release is None:
            self.disk.remove(self.current)
            return
        link = self._new_link()
        self.disk.remove(link)
        self.disk.symlink(f"releases/{release}", link)
        self.disk.rename(link, self.current)

    def record(self, line: LogLine) -> None:
        """Add a line to the log."""
        self.disk.append(self.private / "log", log_text(line))

    def _new_link(self) -> Path:
        return self.private / f"link.{self.owner}"

    def _manifest_path(self, release: str) -> Path:
        return self.manifests / f"{release}.json"


def _begins_a_target(path: Path) -> bool:
    """Whether this is what `locked` and `claim` make before the target has an owner."""
    if path.name.startswith("link."):
        return path.is_symlink() and path.readlink() == Path("releases")
    return path.name in ("lock", "owner.new")


def _not_ours(foreign: list[str]) -> str:
    names = ", ".join(f"'{name}'" for name in foreign[:3])
    more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
    return f"the target has other things in it ({names}{more}): name an empty folder, or a new one"


def wrong_files(folder: Path, expected: Mapping[str, Scanned]) -> tuple[str, ...]:
    """Return, sorted, the paths below a folder whose bytes are not the expected ones, or that are missing."""

    def wrong(path: str) -> bool:
        try:
            return scanned_file(folder / path) != expected[path]
        except OSError:
            return True

    return tuple(path for path in sorted(expected) if wrong(path))


def extra_files(folder: Path, expected: Mapping[str, Scanned]) -> tuple[str, ...]:
    """Return, sorted, the paths below a folder that nobody expects there."""
    return tuple(sorted(path for path, _ in walk(folder) if path not in expected))
