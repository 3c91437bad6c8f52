"""Objects by their addresses: the layout of a bucket as a target, each object switched by itself.

    <addresses of the site>               what readers see
    _publish/owner                        whose target this is
    _publish/lease/<n>, .beat, .end-<g>   who may write, and what it is about to change: in doubt if it dies (`lease`)
    _publish/gen/<n>.json.gz              generation n: a release that was live, and the log; the highest one is live
    _publish/blobs/<sha256>               bytes that were replaced or dropped, for a rollback
    _publish/hotfix/<id>/…                what somebody changed in a live release, kept for them
    previews/<name>/…                     all of this again, for each preview

Each page is old or new and whole, names assets that are there, and links to pages that are there. While pages are
written, and after a run that was killed until the next one, pages of two releases stand beside each other: this layout
isn't atomic, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import groupby
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.failures import disk_sentence
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError, refuse_lost, refuse_other_owner
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import Manifest, NotReadable, Scanned
from explainers.publishing.plan import Plan, carried_into, with_carried
from explainers.publishing.steps import Step, bodies_to_save, steps_in_place
from explainers.publishing.targets.generations import GENERATIONS, Generations
from explainers.publishing.targets.layouts import Layout, key_in, refuse_other_layout, refuse_others
from explainers.publishing.targets.lease import LEASES, Lease, ended_after, is_settled
from explainers.publishing.targets.listing import Listing
from explainers.publishing.targets.protocol import OWN_FOLDER, OWNER, PREVIEWS, LiveByManifest
from explainers.publishing.targets.store import Found, Store
from explainers.publishing.targets.trials import trials_of_store

__all__ = ["AT_ONCE", "Objects"]

_BLOBS: Final = f"{OWN_FOLDER}blobs"
AT_ONCE: Final = 16


class Objects(LiveByManifest):
    """One bucket, or a prefix in one, as a target."""

    layout: Layout = "in-place"
    listed = ""  # the folder below which all objects are listed

    def __init__(self, store: Store, owner: str, lease_lasts: float = 60.0) -> None:
        self.store = store
        self.lease = Lease(store, owner, lease_lasts)
        self.listing = Listing(store, self.listed)
        self.generations = Generations(store, self.listing)
        self._bodies: dict[str, Callable[[], bytes]] = {}
        self._is_held = False

    # What is there. Nothing below changes anything.

    def check_owner(self, site: str) -> bool:
        """Whether this target is marked as this site's; refuses one that is another's or has other things in it."""
        if not self._is_held:
            self._look()
        name = self._marked()
        if name is None:
            refuse_others(self.store, self.everything(), site)
            return False
        refuse_other_owner(name, site)
        with suppress(NotReadable):
            if newest := self.generations.newest():
                refuse_other_layout(self.layout, newest.manifest, self.listing.own, self.everything)
        return True

    def everything(self) -> Mapping[str, Found]:
        """Return all objects there are, by key."""
        return self.listing.found

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one."""
        newest = self.generations.newest()
        return newest.manifest if newest else None

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest; raises `NotReadable` or `FileNotFoundError`."""
        return self.generations.of(release).manifest

    def complete(self) -> tuple[str, ...]:
        """Return the ids of the releases that could go live, sorted."""
        return tuple(sorted(self.generations.releases()))

    def log(self) -> tuple[LogLine, ...]:
        """Return the log's lines, oldest first."""
        newest = self.generations.newest()
        return newest.log if newest else ()

    def strangers(self, live: Manifest) -> Mapping[str, Scanned | None]:
        """Return what differs, in what is live, from its manifest: path → what is there, `None` for nothing. What a
        dead run was about to change is left out: it is sent again.
        """
        doubtful, wrong = self._doubtful(), self._surely(lambda: self.wrong(live))
        return {path: self._scanned(self._key(live.id, path)) for path in wrong if path not in doubtful}

    def wrong(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths that don't lie there as the live release has them, sorted."""
        there, tags = self.listing.found, self._live_tags()
        return tuple(
            path
            for path, one in live.served.items()
            if path not in there or there[path].size != one.size or there[path].tag != tags.get(path)
        )

    def occupied(self, new: Manifest) -> tuple[str, ...]:
        """Return the paths of a release at which somebody else's object lies, sorted."""

        def look() -> tuple[str, ...]:
            ours = self._there().keys() | self._doubtful()
            return tuple(sorted(path for path in new.served if path in self.listing.found and path not in ours))

        return self._surely(look)

    def settled(self) -> bool:
        """Whether no dead run has left anything to mend: nothing is in doubt, and the log is whole."""
        lines = self.log()
        return bool(lines) and lines[-1].id == self.live_id() and is_settled(self.listing.own)

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
        return tuple(sorted(each[1] for each in parts if each[2:] == [OWNER]))

    def drop_preview(self, name: str) -> None:
        """Remove a preview that nobody is publishing to."""
        place = self.preview(name)
        with place.locked():
            place.lease.write()
            place.store.remove(key for key in place.store.found() if not key.startswith(LEASES))
        place.store.remove(place.store.found())

    # Steps. All but the first need the lease.

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the target's lease, from the first change on; `PublishError` (busy) where another publication has it."""
        try:
            if not self.listing.is_known:
                self._look()
            numbers = self.generations.numbers()
            with self.lease.held(self.listing.own):
                self._is_held, self.lease.newest = True, max(numbers, default=0)
                yield
        finally:
            self._is_held = False
            self.listing.forget()

    def claim(self, site: str) -> None:
        """Mark the target as this site's, and take over from a dead run."""
        if not is_settled(self.listing.own):
            self._write()
        if self._marked() is None and not self.store.create(OWNER, f"{site}\n".encode()):
            self.listing.forget()
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
        refuse_lost(old.id, self._lost(old))
        if live and live.id != old.id:
            old = with_carried(old, carried_into(old, live, context.clock()))
        return self._get_ready(old, context)

    def mend(self, site: BuiltSite | None, live: Manifest, paths: Iterable[str], context: DeployContext) -> None:
        """Replace damaged or lost files of the live release by what was built."""
        del context  # whose clock only disks need
        tags, doubtful = {}, self._doubtful()
        if not (todo := sorted({*paths, *doubtful})):
            return
        self._write(todo)
        for path in (path for path in todo if path in live.served):
            body = site.read(path) if site and path in site.files else self._body(live, path)
            tags[path] = self._put(path, live, body)
        self._drop(doubtful - live.served.keys())
        if tags:
            self._commit(live, tags, self.log())
        self.lease.settle()

    def set_aside(self, live: Manifest, paths: Iterable[str]) -> str:
        """Keep what somebody changed in the live release for them; return where."""
        self._write()
        for path in paths:
            self.lease.check()
            self.store.copy(self._key(live.id, path), f"{OWN_FOLDER}hotfix/{live.id}/{path}")
        return f"{OWN_FOLDER}hotfix/{live.id}"

    def switch(self, new: Manifest | None, line: LogLine | None = None) -> None:
        """Send what is still to be sent, phase by phase, commit, and drop what went."""
        if new is None:
            if live := self.live():
                self._write(live.served)
                self._drop(live.served)
                self.generations.remove(self.complete())
                self.lease.settle()
            return
        steps = steps_in_place(self._there(), new, self._again(new))
        self._write(step.path for step in steps if step.path)
        tags: dict[str, str] = {}
        try:
            self._do([step for step in steps if step.action == "send"], new, tags)
        except OSError as error:
            said = f"{disk_sentence(error)}. Some pages are of release {new.id} now, others of the one before"
            raise PublishError(ExitCode.OUTSIDE, f"{said}: run the same command again, or roll back") from error
        self._commit(new, tags, self.log() if line is None else (*self.log(), line))
        self._drop(step.path for step in steps if step.action == "drop")
        self.lease.settle()

    def record(self, line: LogLine) -> None:
        """Add a line to the log, if it wasn't written with the release."""
        newest = self.generations.newest()
        if newest and newest.log[-1:] != (line,):
            self._commit(newest.manifest, {}, (*newest.log, line))

    def update(self, live: Manifest) -> None:
        """Write what is known of the live release again, as a generation of its own."""
        self._commit(live, {}, self.log())

    def remove(self, releases: Iterable[str]) -> None:
        """Remove releases that aren't live, and the bytes that only they need."""
        self._write()
        self.generations.remove(frozenset(releases))
        needed = {one.sha256 for each in self.generations.all() for one in each.manifest.served.values()}
        blobs = (key for key in self.listing.found if key.startswith(f"{_BLOBS}/"))
        self._drop([key for key in blobs if key.rpartition("/")[2] not in needed])

    # How.

    def _key(self, release: str, path: str) -> str:
        """Return the key of a file of a release that is live."""
        return key_in(self.layout, release, path)

    def _get_ready(self, new: Manifest, context: DeployContext) -> Manifest:
        there = self._there()
        steps = steps_in_place(there, new, self._again(new))
        found, tags = self.listing.found, self._live_tags()
        changing = [step.path for step in steps if step.path]
        self._write(changing)
        for path in bodies_to_save(there, steps):
            blob = f"{_BLOBS}/{there[path]}"
            if blob not in found and path in found and found[path].tag == tags.get(path):
                self.lease.check()
                self.store.copy(path, blob)
                self.listing.add(blob)
        context.tell("stage", f"{len(changing)} objects are about to change", sent=len(changing))
        return new

    def _look(self) -> None:
        """List the store."""
        self.listing.forget()
        if (ended_after(self.listing.own) or 0) > max(self.generations.numbers(), default=0):
            self.listing.forget()  # that generation was made while they were listed

    def _surely(self, look: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return what is found otherwise than it should be. A list is of no single moment, and another publication may
        have begun or ended meanwhile: it is looked for again, where we may write when nobody else does any more.
        """
        if not (found := look()) or self.lease.is_taken:
            return found
        if self._is_held:
            self._write()
        self._look()
        return look()

    def _write(self, paths: Iterable[str] = ()) -> None:
        """Hold the lease, and say which paths are about to change. After a run that didn't end well, see whether it has
        gone on after all until now.
        """
        was_dead = not is_settled(self.listing.found) and not self.lease.is_taken  # all has come before we write
        self.lease.write(paths)
        if was_dead and len(self.store.found(GENERATIONS)) != len(self.generations.numbers()):
            raise PublishError(ExitCode.BUSY, "another publication has gone on: run this one again")

    def _marked(self) -> str | None:
        """Return the site whose target this is, or `None` where it is nobody's yet."""
        with suppress(NotReadable):
            if newest := self.generations.newest():
                return newest.manifest.site
        with suppress(FileNotFoundError):
            return self.store.read(OWNER).decode("utf-8", "replace").strip()
        return None

    def _do(self, steps: list[Step], new: Manifest, tags: dict[str, str]) -> None:
        """Do steps phase by phase; within a phase many at once, but pages that change one folder's depth at a time."""
        for _, phase in groupby(steps, key=lambda step: (step.phase, step.path.count("/"))):
            paths = [step.path for step in phase]
            self.lease.check()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                made = pool.map(lambda path: self._put(path, new), paths)
                tags.update(zip(paths, made, strict=True))

    def _put(self, path: str, release: Manifest, body: bytes | None = None) -> str:
        data = self._body(release, path) if body is None else body
        self.lease.check()
        tag = self.store.put(path, data, release.headers(path))
        self.listing.sent(path, data, tag)
        return tag

    def _drop(self, keys: Iterable[str]) -> None:
        gone = list(keys)
        self.lease.check()
        self.store.remove(gone)
        self.listing.drop(gone)

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

    def _commit(self, new: Manifest, tags: Mapping[str, str], log: tuple[LogLine, ...]) -> None:
        before = self._live_tags()
        known = {path: tag for path, tag in {**before, **tags}.items() if path in new.served}
        self._write()
        self._add(new, known, log)

    def _add(self, manifest: Manifest, tags: Mapping[str, str], log: tuple[LogLine, ...]) -> None:
        if not self.generations.add(manifest, tags, log):
            raise PublishError(ExitCode.BUSY, "another publication was faster: run this one again")
        self.lease.newest = self.generations.next_number() - 1

    def _again(self, new: Manifest) -> set[str]:
        """Return the paths to send though their bytes are the same: in doubt, or with other headers than before."""
        live = self.live()
        there = live.served if live else {}
        changed = (path for path in new.served if live and path in there and live.headers(path) != new.headers(path))
        return {*self._doubtful(), *changed}

    def _doubtful(self) -> frozenset[str]:
        """Return the paths that a dead run was about to change, or this one is."""
        return self.lease.doubtful if self._is_held else self.lease.left_behind(self.listing.own)

    def _live_tags(self) -> dict[str, str]:
        newest = self.generations.newest()
        return newest.tags if newest else {}

    def _there(self) -> dict[str, str]:
        live = self.live()
        return {path: one.sha256 for path, one in live.served.items()} if live else {}

    def _lost(self, release: Manifest) -> list[str]:
        there, saved = self._there(), self.listing.found
        gone = {path: one.sha256 for path, one in release.own.items() if there.get(path) != one.sha256}
        return [path for path, digest in gone.items() if f"{_BLOBS}/{digest}" not in saved]

    def _scanned(self, path: str) -> Scanned | None:
        with suppress(FileNotFoundError):
            data = self.store.read(path)
            return Scanned(sha256(data).hexdigest(), len(data))
        return None
