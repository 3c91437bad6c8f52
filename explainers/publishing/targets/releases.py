"""Releases beside each other, and a link to the live one: the layout of a folder as a target, on any disk.

    BASE/current -> releases/<id>       the only thing that a web server points at
    BASE/releases/<id>/…                the site and carried assets; once live, assets are added, nothing else
    BASE/staging/<id>.<owner>/…         unfinished
    BASE/.publish/owner                 whose target this is
    BASE/.publish/lock                  held (flock) by whoever changes anything; freed by the kernel
    BASE/.publish/manifests/<id>.json   written before its release appears
    BASE/.publish/pool/<sha256>         the bytes of every release, shared with nothing that is served
    BASE/.publish/hotfix/<id>/…         what somebody changed in a live release, kept for them
    BASE/.publish/spare                 room that a rollback takes on a full disk
    BASE/.publish/log                   a line for each change of the live release
    BASE/previews/<name>/…              a folder like BASE for each preview

A release is complete when it has both a manifest and a folder. Whoever holds the lock may remove all that is
in `staging`: its maker is dead. In which order the steps are taken stands in `deploy`; how a release is made, in
`staging`.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError
from explainers.publishing.history import LogLine, log_lines, log_text
from explainers.publishing.manifest import (
    VERSION,
    Manifest,
    NotReadable,
    Scanned,
    encoded,
    entries_of,
    is_release_id,
    list_digest,
    manifest_of,
    release_id,
)
from explainers.publishing.plan import Plan
from explainers.publishing.targets.fresh_folder import owner_file, owner_of
from explainers.publishing.targets.owners import check_owner
from explainers.publishing.targets.protocol import TargetDisk
from explainers.publishing.targets.staging import bring_back, make_release, mend
from explainers.publishing.targets.trials import trials_of_disk

__all__ = ["Releases"]

_BEGINNING: Final = datetime.fromtimestamp(0, UTC)
_SPARE: Final = 1 << 18  # bytes, at least


class Releases:
    """One folder as a target. `owner` names this process in what it leaves behind; `disk` does all reading and
    writing. Where it is `within` another one, no link below that is followed.
    """

    lease = None  # the system drops the lock with its holder

    def __init__(self, base: Path, owner: str, disk: TargetDisk, within: Path | None = None) -> None:
        self.base = base
        self.current = base / "current"
        self.releases = base / "releases"
        self.staging = base / "staging"
        self.private = base / ".publish"
        self.manifests = self.private / "manifests"
        self.pool = self.private / "pool"
        self.owner = owner
        self.disk = disk
        disk.base = within or base

    # What is there. Nothing below changes anything.

    def check_owner(self, site: str) -> bool:
        """Whether this target is marked as this site's already.

        Raises `PublishError` (unsuitable) for a folder that has other things in it or lies in another target's own, for
        another site's target, and where `current` isn't a link, or a folder of ours is one.
        """
        return check_owner(self, site)

    def live_id(self) -> str | None:
        """Return the id of the live release, or `None` before the first one."""
        if not (leads_to := self.disk.leads_to(self.current)):
            return None
        target = PurePosixPath(leads_to)
        if target.parent != PurePosixPath("releases") or not is_release_id(target.name):
            said = f"'current' in the target leads to '{leads_to}', which isn't a release: remove this link. Then "
            way = "'releases' lists what is there, and 'rollback' with the id of one brings it back"
            raise PublishError(ExitCode.UNSUITABLE, said + way)
        return target.name

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one. Where it is lost, it is made again from
        the files that lie there; no tool has made that one, and what was built from later counts as newer.
        """
        release = self.live_id()
        if release is None:
            return None
        try:
            return self.manifest(release)
        except (NotReadable, FileNotFoundError):
            return self._from_files(release)

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest; raises `NotReadable` or `FileNotFoundError`. A damaged one is made again from
        the release's files, if these are the ones that its id stands for.
        """
        data = self.disk.read(self._manifest_path(release))
        try:
            return manifest_of(data)
        except NotReadable:
            again = self._from_files(release)
            if release_id(list_digest(again.own)) != release:
                raise
            return again

    def complete(self) -> tuple[str, ...]:
        """Return the ids of the complete releases, sorted."""
        manifests, releases = self.disk.names_in((self.manifests, self.releases))
        named = {name.removesuffix(".json") for name in manifests if name.endswith(".json")}
        return tuple(name for name in releases if name in named and is_release_id(name))

    def log(self) -> tuple[LogLine, ...]:
        """Return the log's lines, oldest first."""
        try:
            return log_lines(self.disk.read(self.private / "log"))
        except FileNotFoundError:
            return ()

    def strangers(self, live: Manifest) -> Mapping[str, Scanned | None]:
        """Return what differs, in what is live, from its manifest: path → what is there, `None` for nothing."""
        folder, expected = self.folder(live.id), live.served
        found = self.disk.scanned(folder, expected)
        extra = self.disk.scanned(folder, self.added(live))
        wrong = {path: found.get(path) for path, one in expected.items() if found.get(path) != one}
        return dict(sorted({**wrong, **extra}.items()))

    def wrong(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths that don't lie there as the live release has them, read as a server reads them, sorted."""
        found = self.disk.scanned(self.current, live.served)
        return tuple(path for path, one in live.served.items() if found.get(path) != one)

    def added(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths of files in the live release's folder that nobody has sent, sorted."""
        return self.extra_files(self.folder(live.id), live.served)

    def occupied(self, new: Manifest) -> tuple[str, ...]:
        """Return nothing: each release has a folder of its own."""
        del new
        return ()

    def settled(self) -> bool:
        """Whether no dead run has left anything to mend but what the next one sweeps."""
        lines = self.log()
        return bool(lines) and lines[-1].id == self.live_id()

    def damaged(self, release: Manifest) -> bool:
        """Whether a release, live or not, differs from its manifest."""
        return bool(self.wrong_files(self.folder(release.id), release.served))

    def manifest_is_lost(self, release: str) -> bool:
        """Whether a release's manifest isn't there, or can't be read as it was written."""
        try:
            manifest_of(self.disk.read(self._manifest_path(release)))
        except (NotReadable, FileNotFoundError):
            return True
        return False

    def wrong_files(self, folder: Path, expected: Mapping[str, Scanned]) -> tuple[str, ...]:
        """Return, sorted, the paths below a folder whose bytes are not the expected ones, or that are missing."""
        found = self.disk.scanned(folder, expected)
        return tuple(path for path in sorted(expected) if found.get(path) != expected[path])

    def extra_files(self, folder: Path, expected: Mapping[str, Scanned]) -> tuple[str, ...]:
        """Return, sorted, the paths below a folder that nobody expects there."""
        return tuple(path for path in self.disk.files(folder) if path not in expected)

    def folder(self, release: str) -> Path:
        """Return a release's folder, whether it exists or not."""
        return self.releases / release

    def stage_folder(self, release: str) -> Path:
        """Return the folder where this process makes a release."""
        return self.staging / f"{release}.{self.owner}"

    def read(self, release: Manifest, path: str) -> bytes:
        """Return the bytes of a file of a release; raises `FileNotFoundError` where they are lost."""
        return self.disk.read(self.folder(release.id) / path)

    def trials(self, context: DeployContext) -> Iterator[tuple[str, str]]:
        """Try rights, links and room in a target that is there."""
        del context
        if self._kind(self.private) == "folder":
            yield from trials_of_disk(self.disk, self.private, self._new_link())

    # Previews: folders of the same layout beside the releases.

    def preview(self, name: str) -> Releases:
        """Return the place of a preview."""
        return Releases(self.base / "previews" / name, self.owner, self.disk, self.disk.base)

    def previews(self) -> tuple[str, ...]:
        """Return the names of the previews there are, sorted."""
        folder = self.base / "previews"
        return tuple(name for name in self.disk.names(folder) if self._kind(owner_file(folder / name)) == "file")

    def drop_preview(self, name: str) -> None:
        """Remove a preview that nobody is publishing to."""
        place = self.preview(name)
        with place.locked():
            self.disk.remove(place.current)  # readers see it whole or not at all
            self.disk.remove(place.base)

    # Steps. All but the first need the lock.

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the target's lock; `PublishError` (busy) at once if another process has it."""
        self.disk.shared = self.disk.shares(self.base)
        self.disk.make_folder(self.private)
        try:
            with self.disk.locked(self.private / "lock"):
                yield
        except BlockingIOError as error:
            raise PublishError(ExitCode.BUSY, "another publication to this target is under way") from error
        except OSError as error:
            if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise PublishError(ExitCode.UNSUITABLE, "the target's disk can't lock files") from error
            raise

    def claim(self, site: str) -> None:
        """Mark the target as this site's, make its folders, try whether it can hold links, and remove what dead
        processes left.
        """
        try:
            self.disk.try_link(self._new_link())
        except OSError as error:
            if error.errno in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
                raise PublishError(ExitCode.UNSUITABLE, "the target's disk can't hold symbolic links") from error
            raise
        owner = owner_file(self.base)
        if self._kind(owner) is None:
            # Before all else, or a kill would leave a folder that looks like somebody else's.
            self.disk.write(owner, f"{site}\n".encode())
        self.disk.make_folders((self.manifests, self.pool, self.releases, self.staging))
        self._sweep()

    def prepare(
        self, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
    ) -> Manifest:
        """Bring a release there, whole and read back, beside what readers see; return its manifest."""
        new = make_release(self, site, new, plan, live, context)
        self._reserve(new, context)
        return new

    def bring_back(self, old: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
        """Prepare a release that was live before for its return; return its manifest. It needs no free space."""
        self.disk.remove(self.private / "spare")
        return bring_back(self, old, live, context)

    def mend(self, site: BuiltSite | None, live: Manifest, paths: Iterable[str], context: DeployContext) -> None:
        """Replace damaged or lost files of a release, each in one step, by what was built or lies in the pool; what was
        added goes.
        """
        strange = frozenset(paths)
        mend(self, site, live, tuple(strange & live.served.keys()), context)
        self.disk.remove_all(self.folder(live.id) / path for path in sorted(strange - live.served.keys()))

    def set_aside(self, live: Manifest, paths: Iterable[str]) -> str:
        """Keep what somebody changed in the live release for them; return where."""
        folder, aside = self.folder(live.id), self.private / "hotfix" / live.id
        there, kept = self.disk.scanned(folder, paths), self.disk.scanned(aside, paths)
        self.disk.remove_all(aside / path for path in kept if kept[path] != there.get(path))
        self.disk.copy_all(folder, aside, {path: path for path in there})
        return aside.relative_to(self.base).as_posix()

    def switch(self, new: Manifest | None, line: LogLine | None = None) -> None:
        """Make a complete release the live one, in one step; `None` goes back to before the first."""
        del line  # a line of its own follows
        if new is None:
            self.disk.remove(self.current)
            return
        link = self._new_link()
        self.disk.remove(link)
        self.disk.symlink(f"releases/{new.id}", link)
        self.disk.rename(link, self.current)

    def record(self, line: LogLine) -> None:
        """Add a line to the log."""
        self.disk.append(self.private / "log", log_text(line))

    def update(self, live: Manifest) -> None:
        """Write a release's manifest, whole or not at all."""
        self.disk.write(self._manifest_path(live.id), encoded(live))

    def remove(self, releases: Iterable[str]) -> None:
        """Remove releases that aren't live, and what of the pool only they need."""
        for release in releases:
            self.disk.remove(self.discard(release))
        needed: set[str] = set()
        for release in self.complete():
            try:
                needed.update(one.sha256 for one in self.manifest(release).served.values())
            except NotReadable:
                return  # nobody knows what that one needs
        self.disk.remove_all(self.pool / name for name in self.disk.names(self.pool) if name not in needed)

    def finish(self, manifest: Manifest) -> None:
        """Make the staged release a complete one. It is not live by that."""
        self.update(manifest)
        self.disk.rename(self.stage_folder(manifest.id), self.folder(manifest.id))

    def discard(self, release: str) -> Path:
        """Make a release that isn't live an unfinished one, which the next sweep removes; return where it lies now."""
        aside = self.staging / f"{release}.{self.owner}.aside"
        self.disk.remove(aside)
        self.disk.rename(self.folder(release), aside)
        self.disk.remove(self._manifest_path(release))
        return aside

    def _sweep(self) -> None:
        """Remove what dead processes left: unfinished releases, manifests without one, half-written files."""
        places = (self.staging, self.private, self.manifests, self.pool, self.releases)
        staged, private, manifests, pool, releases = self.disk.names_in(places)
        litter = [self.staging / name for name in staged]
        litter += [self.private / name for name in private if name.startswith("link.") or name.endswith(".new")]
        litter += [self.manifests / name for name in manifests if name.removesuffix(".json") not in releases]
        litter += [self.pool / name for name in pool if name.endswith(".new")]
        self.disk.remove_all(litter)

    def _reserve(self, new: Manifest, context: DeployContext) -> None:
        """Keep some room for a rollback on a full disk."""
        try:
            if self._kind(self.private / "spare") is None:
                self.disk.write(self.private / "spare", bytes(max(_SPARE, 3 * len(encoded(new)))))
        except OSError as error:
            self.disk.remove(self.private / "spare.new")
            context.tell("note", f"no room is left for a rollback on a full disk ({error.strerror or error})")

    def _kind(self, path: Path) -> str | None:
        return self.disk.kind(path)

    def _marked(self) -> str:
        return owner_of(self.disk, self.base)

    def _from_files(self, release: str) -> Manifest:
        folder = self.folder(release)
        files = self.disk.scanned(folder, self.disk.files(folder))
        commit = next((line.commit for line in reversed(self.log()) if line.id == release), "")
        entries = entries_of(files)
        return Manifest(VERSION, release, self._marked(), "", commit, _BEGINNING, 0, "", entries)

    def _new_link(self) -> Path:
        return self.private / f"link.{self.owner}"

    def _manifest_path(self, release: str) -> Path:
        return self.manifests / f"{release}.json"
