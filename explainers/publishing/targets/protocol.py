"""What a publication asks of a target, and what the layout of releases asks of the disk that it lies on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from explainers.publishing.built_site import BuiltSite
    from explainers.publishing.deploy_context import DeployContext
    from explainers.publishing.history import LogLine
    from explainers.publishing.manifest import Manifest, Scanned
    from explainers.publishing.plan import Plan
    from explainers.publishing.targets.lease import Lease

__all__ = ["MANIFEST_PATH", "OWNER", "OWN_FOLDER", "PREVIEWS", "EntryKind", "LiveByManifest", "Target", "TargetDisk"]

OWN_FOLDER: Final = "_publish/"
"""Where a target keeps what it knows of itself, if it has no other place than beside the site."""

OWNER: Final = f"{OWN_FOLDER}owner"
"""There, what says whose target it is."""

MANIFEST_PATH: Final = f"{OWN_FOLDER}manifest.json"
"""The release's own manifest, where that is published with the site."""

PREVIEWS: Final = "previews/"
"""The folder of previews."""
EntryKind = Literal["file", "folder", "link", "other"]


class Target(Protocol):
    """A place that a site is published to. Every method may raise `PublishError`, and `OSError` for a fault outside.
    Nothing before `locked` changes anything; everything after it needs the lock.
    """

    @property
    def lease(self) -> Lease | None:
        """What holds the lock, where that may outlive its holder."""

    def check_owner(self, site: str) -> bool:
        """Whether this target is marked as this site's; refuses one that is another's or has other things in it."""

    def live_id(self) -> str | None:
        """Return the id of the live release, or `None` before the first one."""

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one."""

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest; raises `NotReadable` or `FileNotFoundError`."""

    def complete(self) -> tuple[str, ...]:
        """Return the ids of the releases that could go live, sorted."""

    def log(self) -> tuple[LogLine, ...]:
        """Return the log's lines, oldest first."""

    def strangers(self, live: Manifest) -> Mapping[str, Scanned | None]:
        """Return what differs, in what is live, from its manifest: path → what is there, `None` for nothing."""

    def occupied(self, new: Manifest) -> tuple[str, ...]:
        """Return the paths of a release at which something lies that isn't ours, sorted: it would be lost."""

    def settled(self) -> bool:
        """Whether no dead run has left anything to mend in what is live or in the log."""

    def damaged(self, release: Manifest) -> bool:
        """Whether a release, live or not, differs from its manifest."""

    def manifest_is_lost(self, release: str) -> bool:
        """Whether a release's manifest isn't there, or can't be read as it was written."""

    def read(self, release: Manifest, path: str) -> bytes:
        """Return the bytes of a file of a release; raises `FileNotFoundError` where they are lost."""

    def trials(self, context: DeployContext) -> Iterator[tuple[str, str]]:
        """Try whether this target can be published to; yield what was tried and how it went. Nothing of that stays."""

    def preview(self, name: str) -> Target:
        """Return the place of a preview, ``previews/<name>/``, as a target of its own."""

    def previews(self) -> tuple[str, ...]:
        """Return the names of the previews there are, sorted."""

    def drop_preview(self, name: str) -> None:
        """Remove a preview that nobody is publishing to; needs no lock of this target."""

    def locked(self) -> AbstractContextManager[None]:
        """Hold the target's lock; `PublishError` (busy) if another publication has it: at once, or where only the first
        change takes it, with that.
        """

    def claim(self, site: str) -> None:
        """Mark the target as this site's, try whether it can hold what is promised, and clear up after the dead."""

    def prepare(
        self, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
    ) -> Manifest:
        """Bring a release there, whole and read back, beside what readers see; return its manifest."""

    def bring_back(self, old: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
        """Prepare a release that was live before for its return; return its manifest."""

    def mend(self, site: BuiltSite | None, live: Manifest, paths: Iterable[str], context: DeployContext) -> None:
        """Replace damaged or lost files of the live release, each in one step, and take away what was `added`."""

    def set_aside(self, live: Manifest, paths: Iterable[str]) -> str:
        """Keep what somebody changed in the live release for them; return where."""

    def switch(self, new: Manifest | None, line: LogLine | None = None) -> None:
        """Make a prepared release the live one; `None` goes back to before the first. `line` will be recorded: a target
        that can writes it in the same step.
        """

    def wrong(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths that don't lie there as the live release has them, sorted."""

    def added(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths, among what the live release has, of files that nobody has sent, sorted: where a release has
        a folder to itself, somebody has put them there.
        """

    def record(self, line: LogLine) -> None:
        """Add a line to the log, unless it was written with the switch."""

    def update(self, live: Manifest) -> None:
        """Write what is known of the live release again."""

    def remove(self, releases: Iterable[str]) -> None:
        """Remove releases that aren't live, and what only they need."""


class LiveByManifest(ABC):
    """What knows the live release by its manifest alone."""

    @abstractmethod
    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one."""

    def live_id(self) -> str | None:
        """Return the id of the live release, or `None` before the first one."""
        live = self.live()
        return live.id if live else None

    def added(self, live: Manifest) -> tuple[str, ...]:
        """Return nothing: others may have things of their own beside the site."""
        del live
        return ()


class TargetDisk(Protocol):
    """The disk that a target lies on, here or elsewhere. Every method raises `OSError` when the disk can't.

    Paths are those of the machine that the disk belongs to; nothing below the target is reached through a link.
    """

    base: Path | None
    """The folder below which no link is followed."""
    shared: bool
    """Whether a group of users publishes there together."""

    def make_folder(self, path: Path) -> None:
        """Make a folder and the missing ones above it."""

    def make_folders(self, paths: Iterable[Path]) -> None:
        """Make folders and the missing ones above them."""

    def put_all(self, root: Path, folder: Path, times: Mapping[str, int]) -> None:
        """Make new files of a built site's, below a folder, with their modification times in nanoseconds since 1970."""

    def keep_all(self, source: Path, folder: Path, paths: Iterable[str]) -> None:
        """Give files of one folder a second name in another; those that the other has, or the first lacks, are left."""

    def copy_all(self, source: Path, folder: Path, names: Mapping[str, str]) -> None:
        """Copy files of one folder, by path, to new names in another; names that are taken are left."""

    def write(self, path: Path, data: bytes) -> None:
        """Give a file its whole new content in one step, and have the disk keep it."""

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file, and have the disk keep it."""

    def rename(self, old: Path, new: Path) -> None:
        """Give something its new name in one step, in place of what had it, and have the disk keep it."""

    def symlink(self, target: str, path: Path) -> None:
        """Make a symbolic link."""

    def try_link(self, path: Path) -> None:
        """Make a symbolic link where nothing, or what such a trial left, is, and remove it."""

    def renew(self, folder: Path, times: Mapping[str, int]) -> None:
        """Give files of a folder their modification times, in nanoseconds since 1970."""

    def remove(self, path: Path) -> None:
        """Remove a file, a link or a whole folder; something that isn't there is fine."""

    def remove_all(self, paths: Iterable[Path]) -> None:
        """Remove several of these, in this order."""

    def flush_all(self, folder: Path, paths: Iterable[str]) -> None:
        """Have the disk keep files, and every folder below `folder`, through a power cut."""

    def kind(self, path: Path) -> EntryKind | None:
        """Return what is at a path, following no link at its end; `None` for nothing."""

    def kinds(self, paths: Iterable[Path]) -> tuple[EntryKind | None, ...]:
        """Return what is at each of some paths."""

    def leads_to(self, path: Path) -> str:
        """Return where a symbolic link leads; nothing for what isn't one."""

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none where there is no such folder."""

    def names_in(self, folders: Iterable[Path]) -> tuple[tuple[str, ...], ...]:
        """Return the names in each of some folders."""

    def files(self, folder: Path) -> tuple[str, ...]:
        """Return the paths below a folder of all that isn't a folder, sorted."""

    def read(self, path: Path) -> bytes:
        """Return a file's bytes; raises `FileNotFoundError`."""

    def scanned(self, folder: Path, paths: Iterable[str]) -> dict[str, Scanned]:
        """Return digest and size of plain files; those that are missing, or aren't plain, are left out."""

    def mtimes(self, folder: Path, paths: Iterable[str]) -> dict[str, int]:
        """Return the modification times of files, nanoseconds since 1970; those that are missing are left out."""

    def room(self, path: Path) -> int:
        """Return how many bytes are free where a path is."""

    def shares(self, path: Path) -> bool:
        """Whether a folder is one that a group of users writes to (set-group-ID, writable by its group)."""

    def locked(self, path: Path) -> AbstractContextManager[None]:
        """Hold a lock that the system drops when its holder dies; `BlockingIOError` at once if another has it."""
