"""Objects by their addresses: the layout of a bucket as a target, each object switched by itself.

    <addresses of the site>               what readers see
    _publish/owner                        whose target this is
    _publish/lease/<n>, .beat, .end       who may write (`lease`)
    _publish/pending/<n>.json             what a run is about to change: paths that are in doubt if it dies
    _publish/gen/<n>.json.gz              generation n: a release that was live; the highest one is
    _publish/blobs/<sha256>               bytes that were replaced or dropped, for a rollback
    _publish/hotfix/<id>/…                what somebody changed in a live release, kept for them
    _publish/log.json                     a line for each change of the live release
    previews/<name>/…                     all of this again, for each preview

Each page is old or new and whole, names assets that are there, and links to pages that are there. While pages are
written, and after a run that was killed until the next one, pages of two releases stand beside each other: this layout
isn't atomic, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import groupby
from typing import Final

import msgspec
from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.failures import disk_sentence
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError, some
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import Manifest, Scanned
from explainers.publishing.plan import Plan, carried_into, with_carried
from explainers.publishing.steps import Step, bodies_to_save, steps_in_place
from explainers.publishing.targets.generations import Generation, Generations
from explainers.publishing.targets.lease import LEASES, Lease
from explainers.publishing.targets.protocol import OWN_FOLDER, PREVIEWS
from explainers.publishing.targets.store import Store
from explainers.publishing.targets.trials import trials_of_store

__all__ = ["AT_ONCE", "Objects", "refuse_lost"]

_PENDING: Final = f"{OWN_FOLDER}pending"
_BLOBS: Final = f"{OWN_FOLDER}blobs"
_LOG: Final = f"{OWN_FOLDER}log.json"
AT_ONCE: Final = 16
_JSON: Final = {"content-type": "application/json"}


class _Pending(Struct, frozen=True):
    paths: list[str]


class Objects:
    """One bucket, or a prefix in one, as a target."""

    def __init__(self, store: Store, owner: str, lease_lasts: float = 60.0) -> None:
        self.store = store
        self.lease = Lease(store, owner, lease_lasts)
        self._bodies: dict[str, Callable[[], bytes]] = {}
        self.generations = Generations(store)
        self._in_doubt: set[str] | None = None  # while nobody else writes
        self._lines: tuple[LogLine, ...] | None = None
        self._owned = ""  # the site whose target this is, once that is known: it stays

    # What is there. Nothing below changes anything.

    def check_owner(self, site: str) -> bool:
        """Whether this target is marked as this site's; refuses one that is another's or has other things in it."""
        if self._owned == site:
            return True
        try:
            name = self.store.read(f"{OWN_FOLDER}owner").decode("utf-8", "replace").strip()
        except FileNotFoundError:
            if foreign := [key for key in self.store.found() if not key.startswith(OWN_FOLDER)]:
                said = f"the target has other things in it ({some(foreign)}): name an empty bucket, or a prefix in it"
                raise PublishError(ExitCode.UNSUITABLE, said) from None
            return False
        if name != site:
            raise PublishError(ExitCode.UNSUITABLE, f"the target belongs to another site, '{name}', not to '{site}'")
        self._owned = site
        return True

    def live_id(self) -> str | None:
        """Return the id of the live release, or `None` before the first one."""
        live = self.live()
        return live.id if live else None

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one."""
        newest = self.generations.newest()
        return newest.manifest if newest else None

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest; raises `NotReadable` or `FileNotFoundError`."""
        return self.generations.of(release).manifest

    def complete(self) -> tuple[str, ...]:
        """Return the ids of the releases that could go live, sorted."""
        return tuple(sorted({each.manifest.id for each in self.generations.all()}))

    def log(self) -> tuple[LogLine, ...]:
        """Return the log's lines, oldest first."""
        if self._lines is not None:
            return self._lines
        try:
            return tuple(msgspec.json.decode(self.store.read(_LOG), type=list[LogLine]))
        except (FileNotFoundError, msgspec.MsgspecError):
            return ()

    def strangers(self, live: Manifest) -> Mapping[str, Scanned | None]:
        """Return what differs, in what is live, from its manifest: path → what is there, `None` for nothing. What a
        dead run was about to change is left out: it is sent again.
        """
        doubtful = self._doubtful()
        return {path: self._scanned(self._key(live.id, path)) for path in self.wrong(live) if path not in doubtful}

    def wrong(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths that don't lie there as the live release has them, sorted."""
        there, tags = self.store.found(), self._live_tags()
        return tuple(
            path
            for path, one in live.served.items()
            if path not in there or there[path].size != one.size or there[path].tag != tags.get(path)
        )

    def settled(self) -> bool:
        """Whether no dead run has left anything to mend: nothing is in doubt, and the log is whole."""
        lines = self.log()
        return bool(lines) and lines[-1].id == self.live_id() and not self.store.found(_PENDING)

    def damaged(self, release: Manifest) -> bool:
        """Whether a release can't go live again, for bytes of it are lost."""
        return bool(self._lost(release))

    def manifest_is_lost(self, release: str) -> bool:
        """Whether a release's manifest isn't there: never, for what is live is what the manifests say."""
        del release
        return False

    def read(self, release: Manifest, path: str) -> bytes:
        """Return the bytes of a file of a release; raises `FileNotFoundError` where they are lost."""
        return self._body(release, path)

    def trials(self, context: DeployContext) -> Iterator[tuple[str, str]]:
        """Try rights, conditions and the clock."""
        return trials_of_store(self.lease, context.clock())

    # Previews: prefixes with objects of their own.

    def preview(self, name: str) -> Objects:
        """Return the place of a preview."""
        return Objects(self.store.below(f"{PREVIEWS}{name}/"), self.lease.owner, self.lease.lasts)

    def previews(self) -> tuple[str, ...]:
        """Return the names of the previews there are, sorted."""
        parts = (key.split("/", 2) for key in self.store.found(PREVIEWS.rstrip("/")))
        return tuple(sorted(each[1] for each in parts if each[2:] == [f"{OWN_FOLDER}owner"]))

    def drop_preview(self, name: str) -> None:
        """Remove a preview that nobody is publishing to."""
        place = self.preview(name)
        with place.locked():
            place.store.remove(key for key in place.store.found() if not key.startswith(LEASES))
        place.store.remove(place.store.found())

    # Steps. All but the first need the lease.

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the target's lease; `PublishError` (busy) at once if another publication has it."""
        with self.lease.held():
            self.generations.hold()
            self._in_doubt, self._lines = self._doubtful(), self.log()
            try:
                yield
            finally:
                self.generations.let_go()
                self._in_doubt = self._lines = None

    def claim(self, site: str) -> None:
        """Mark the target as this site's."""
        if self._owned != site and not self.store.create(f"{OWN_FOLDER}owner", f"{site}\n".encode()):
            self.check_owner(site)

    def prepare(
        self, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
    ) -> Manifest:
        """Save what a rollback needs, say what is about to change, and send what no reader asks for yet."""
        del live  # what lies there is what the last generation says
        new = with_carried(new, plan.carried)
        for path, one in new.own.items():
            self._bodies[one.sha256] = lambda path=path: site.read(path)  # type: ignore[misc]
        return self._get_ready(new, context)

    def bring_back(self, old: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
        """Prepare a release that was live before for its return; return its manifest."""
        refuse_lost(old, self._lost(old))
        if live and live.id != old.id:
            old = with_carried(old, carried_into(old, live, context.clock()))
        return self._get_ready(old, context)

    def mend(self, site: BuiltSite | None, live: Manifest, paths: Iterable[str], context: DeployContext) -> None:
        """Replace damaged or lost files of the live release by what was built."""
        del context  # whose clock only disks need
        tags, doubtful = {}, self._doubtful()
        for path in (*paths, *(doubtful & live.served.keys())):
            body = site.read(path) if site and path in site.files else self._body(live, path)
            tags[path] = self._put(path, live, body)
        if tags:
            self._commit(live, tags)
        if doubtful:
            self.store.remove(doubtful - live.served.keys())
            self._settle()

    def set_aside(self, live: Manifest, paths: Iterable[str]) -> str:
        """Keep what somebody changed in the live release for them; return where."""
        for path in paths:
            self.lease.check()
            self.store.copy(self._key(live.id, path), f"{OWN_FOLDER}hotfix/{live.id}/{path}")
        return f"{OWN_FOLDER}hotfix/{live.id}"

    def switch(self, new: Manifest | None) -> None:
        """Send what is still to be sent, phase by phase, commit, and drop what went."""
        if new is None:
            if live := self.live():
                self.store.remove(live.served)
                self.generations.remove(self.complete())
            return
        steps = steps_in_place(self._there(), new, self._again(new))
        tags: dict[str, str] = {}
        try:
            self._do([step for step in steps if step.action == "send"], new, tags)
        except OSError as error:
            said = f"{disk_sentence(error)}. Some pages are of release {new.id} now, others of the one before"
            raise PublishError(ExitCode.OUTSIDE, f"{said}: run the same command again, or roll back") from error
        self._commit(new, tags)
        self._do([step for step in steps if step.action == "drop"], new, tags)
        self._settle()

    def record(self, line: LogLine) -> None:
        """Add a line to the log."""
        self.lease.check()
        lines = (*self.log(), line)
        self.store.put(_LOG, msgspec.json.encode(lines), _JSON)
        if self._lines is not None:
            self._lines = lines

    def update(self, live: Manifest) -> None:
        """Write what is known of the live release again, as a generation of its own."""
        self._commit(live, {})

    def remove(self, releases: Iterable[str]) -> None:
        """Remove releases that aren't live, and the bytes that only they need."""
        self.lease.check()
        self.generations.remove(frozenset(releases))
        needed = {one.sha256 for each in self.generations.all() for one in each.manifest.served.values()}
        self.store.remove(key for key in self.store.found(_BLOBS) if key.rpartition("/")[2] not in needed)

    # How.

    def _key(self, release: str, path: str) -> str:
        """Return the key of a file of a release that is live."""
        del release
        return path

    def _get_ready(self, new: Manifest, context: DeployContext) -> Manifest:
        there = self._there()
        steps = steps_in_place(there, new, self._again(new))
        found, tags = self.store.found(), self._live_tags()
        for path in bodies_to_save(there, steps):
            blob = f"{_BLOBS}/{there[path]}"
            if blob not in found and path in found and found[path].tag == tags.get(path):
                self.lease.check()
                self.store.copy(path, blob)
        changing = [step.path for step in steps if step.path]
        if changing:
            self._note_pending(changing)
            self._in_doubt = {*self._doubtful(), *changing}
        context.tell("stage", f"{len(changing)} objects are about to change", sent=len(changing))
        return new

    def _note_pending(self, paths: list[str]) -> None:
        """Say what is about to change, for the run after this one if it dies."""
        key = f"{_PENDING}/{self.generations.next_number():08}.json"
        self.store.put(key, msgspec.json.encode(_Pending(paths)), _JSON)

    def _do(self, steps: list[Step], new: Manifest, tags: dict[str, str]) -> None:
        """Do steps phase by phase; within a phase many at once, but pages that change one folder's depth at a time."""
        for _, phase in groupby(steps, key=lambda step: (step.phase, step.path.count("/"))):
            paths = [step.path for step in phase]
            self.lease.check()
            if steps[0].action == "drop":
                self.store.remove(paths)
                continue
            with ThreadPoolExecutor(AT_ONCE) as pool:
                made = pool.map(lambda path: self._put(path, new), paths)
                tags.update(zip(paths, made, strict=True))

    def _put(self, path: str, release: Manifest, body: bytes | None = None) -> str:
        data = self._body(release, path) if body is None else body
        self.lease.check()
        return self.store.put(path, data, release.headers(path))

    def _body(self, release: Manifest, path: str) -> bytes:
        """Return a file's bytes: as built, as saved, or as they lie at its address."""
        digest = release.served[path].sha256
        if digest in self._bodies:
            return self._bodies[digest]()
        try:
            return self.store.read(f"{_BLOBS}/{digest}")
        except FileNotFoundError:
            data = self.store.read(path)
            if sha256(data).hexdigest() != digest:
                raise
            return data

    def _commit(self, new: Manifest, tags: Mapping[str, str]) -> None:
        before = self._live_tags()
        known = {path: tag for path, tag in {**before, **tags}.items() if path in new.served}
        self._add(Generation(new, known))

    def _add(self, made: Generation) -> None:
        self.lease.check()
        if not self.generations.add(made):
            raise PublishError(ExitCode.BUSY, "another publication was faster: run this one again")

    def _settle(self) -> None:
        """Take back what was said to be in doubt."""
        self.store.remove(self.store.found(_PENDING))
        if self._in_doubt is not None:
            self._in_doubt = set()

    def _again(self, new: Manifest) -> set[str]:
        """Return the paths to send though their bytes are the same: in doubt, or with other headers than before."""
        live = self.live()
        there = live.served if live else {}
        changed = (path for path in new.served if live and path in there and live.headers(path) != new.headers(path))
        return {*self._doubtful(), *changed}

    def _doubtful(self) -> set[str]:
        """Return the paths that a dead run was about to change."""
        if self._in_doubt is not None:
            return self._in_doubt
        found: set[str] = set()
        for key in self.store.found(_PENDING):
            with suppress(FileNotFoundError, msgspec.MsgspecError):
                found.update(msgspec.json.decode(self.store.read(key), type=_Pending).paths)
        return found

    def _live_tags(self) -> dict[str, str]:
        newest = self.generations.newest()
        return newest.tags if newest else {}

    def _there(self) -> dict[str, str]:
        live = self.live()
        return {path: one.sha256 for path, one in live.served.items()} if live else {}

    def _lost(self, release: Manifest) -> list[str]:
        there, saved = self._there(), self.store.found(_BLOBS)
        return [
            path
            for path, one in release.own.items()
            if there.get(path) != one.sha256 and f"{_BLOBS}/{one.sha256}" not in saved
        ]

    def _scanned(self, path: str) -> Scanned | None:
        try:
            data = self.store.read(path)
        except FileNotFoundError:
            return None
        return Scanned(sha256(data).hexdigest(), len(data))


def refuse_lost(release: Manifest, lost: Collection[str]) -> None:
    """Raise `PublishError` where bytes of a release are lost."""
    if lost:
        said = f"the bytes of release {release.id} are lost ({some(lost)}): nothing was changed"
        raise PublishError(ExitCode.OUTSIDE, f"{said}. Build its commit again and deploy that")
