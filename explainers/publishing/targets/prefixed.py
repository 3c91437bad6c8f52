"""Releases beside each other in an object store, and one object that names the live one: the layout ``prefix``.

    releases/<id>/<addresses of the site>   each release as it was, and may be again
    _publish/live                           the folder of the live release, "releases/<id>"
    _publish/…                              as in `objects`; nothing has to be kept for rollbacks

A front (a server, or a network's function) answers an address from below the folder that `_publish/live` names. Where
it can't read that itself, a command tells it (`switch` in the target's settings). Readers see one release or the next,
whole: nothing of what is live is ever written to.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError, refuse_lost, some
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import Manifest
from explainers.publishing.plan import Plan, carried_into, with_carried
from explainers.publishing.targets.layouts import LIVE, Layout, folder_of
from explainers.publishing.targets.objects import AT_ONCE, Objects
from explainers.publishing.targets.protocol import OWN_FOLDER
from explainers.publishing.targets.store import Found, Store

__all__ = ["PrefixedObjects"]

_PATIENCE: Final = 300  # seconds that the command for the front may take
_TEXT: Final = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}


class PrefixedObjects(Objects):
    """One bucket, or a prefix in one, as a target. `command` tells the front which folder is live, as its last word."""

    layout: Layout = "prefix"
    listed = OWN_FOLDER.rstrip("/")

    def __init__(self, store: Store, owner: str, command: Sequence[str] = ()) -> None:
        super().__init__(store, owner)
        self._command = tuple(command)
        self._tags: dict[str, dict[str, str]] = {}  # of releases that were made ready
        self._sent: dict[str, str] = {}  # what the store said of what it was sent: key → tag

    # What is there.

    def live_id(self) -> str | None:
        """Return the id of the live release, or `None` before the first one."""
        try:
            return self.store.read(LIVE).decode("utf-8", "replace").strip().removeprefix("releases/") or None
        except FileNotFoundError:
            return None

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one."""
        release = self.live_id()
        return self.generations.of(release).manifest if release else None

    def everything(self) -> Mapping[str, Found]:
        """Return all objects there are, by key; what is listed are our own."""
        return self.store.found()

    def wrong(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths of a release that don't lie there as they were sent, sorted."""
        there, tags = self._there_of(live.id), self._tags.get(live.id) or self.generations.of(live.id).tags
        right = (path for path, one in live.served.items() if there.get(path) == (one.size, tags.get(path)))
        return tuple(sorted(live.served.keys() - set(right)))

    def occupied(self, new: Manifest) -> tuple[str, ...]:
        """Return nothing: each release has a folder of its own."""
        del new
        return ()

    def damaged(self, release: Manifest) -> bool:
        """Whether a release, live or not, lies there otherwise than its manifest says."""
        return bool(self.wrong(release))

    def read(self, release: Manifest, path: str) -> bytes:
        """Return the bytes of a file of a release; raises `FileNotFoundError` where they are lost."""
        return self.store.read(self._key(release.id, path))

    # Steps.

    def claim(self, site: str) -> None:
        """Mark the target as this site's, and remove what dead runs have left unfinished."""
        super().claim(site)
        complete = self.complete() if self._doubtful() else ()
        for folder in self._doubtful():
            if folder.removeprefix("releases/") not in complete:
                self._drop(self.store.found(folder))
        self.lease.settle()

    def prepare(
        self, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
    ) -> Manifest:
        """Bring a release there, whole, beside what readers see; return its manifest."""
        new = with_carried(new, plan.carried)
        self._begin(new.id)
        kept = self._copied(live, new, [*plan.kept, *plan.carried]) if live else frozenset[str]()
        for path in plan.carried.keys() - kept:  # damaged in what is live: open pages have lost it before
            new.carried.pop(path)
        sent = [path for path in new.own if path not in kept]
        self._at_once(sent, lambda path: self._send(new, path, site.read(path)))
        self._look_back(new)
        context.tell("stage", f"{len(sent)} sent, {len(kept)} copied", sent=len(sent), kept=len(kept))
        return new

    def bring_back(self, old: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
        """Prepare a release that was live before for its return; return its manifest."""
        refuse_lost(old.id, set(self.wrong(old)) - old.carried.keys())
        if live and live.id != old.id:
            carried = carried_into(old, live, context.clock())
            there = self._copied(live, old, carried)
            old = with_carried(old, {path: one for path, one in carried.items() if path in there})
        self._look_back(old)
        return old

    def mend(self, site: BuiltSite | None, live: Manifest, paths: Iterable[str], context: DeployContext) -> None:
        """Replace damaged or lost files of the live release by what was built."""
        del context  # whose clock only disks need
        if changed := [path for path in paths if site and path in site.files]:
            assert site
            self._at_once(changed, lambda path: self._send(live, path, site.read(path)))
            self._look_back(live)
            self.update(live)

    def switch(self, new: Manifest | None, line: LogLine | None = None) -> None:
        """Name a release that is ready as the live one, in one step, and tell the front."""
        del line  # the log must not tell what the front may refuse
        before = self.live_id()
        if new is not None and new.id in self._tags:
            self.update(new)
        self._point(new.id if new else None)
        try:
            self._tell_front(new.id if new else None)
        except OSError:
            self._point(before)
            raise
        self.lease.settle()

    def record(self, line: LogLine) -> None:
        """Add a line to the log."""
        if live := self.live():
            self._add_again(live, (*self.log(), line))

    def update(self, live: Manifest) -> None:
        """Write what is known of a release again, as a generation of its own."""
        self._add_again(live, self.log())

    def remove(self, releases: Iterable[str]) -> None:
        """Remove releases that aren't live."""
        gone = tuple(releases)
        self._write(map(folder_of, gone))  # killed in between, the next run removes the rest
        for release in gone:
            self.lease.check()
            self.generations.remove({release})
            self._drop(self.store.found(folder_of(release)))
        self.lease.settle()

    # How.

    def _begin(self, release: str) -> None:
        """Say which folder is unfinished, and empty it."""
        folder = folder_of(release)
        self._write([folder])
        self._drop(self.store.found(folder))

    def _add_again(self, release: Manifest, log: tuple[LogLine, ...]) -> None:
        tags = self._tags.get(release.id) or self.generations.of(release.id).tags
        self._write()
        self._add(release, tags, log)

    def _copied(self, live: Manifest, new: Manifest, paths: Iterable[str]) -> frozenset[str]:
        """Copy files of the live release that lie there as they were sent; return which."""
        wrong, before = set(self.wrong(live)), live.served
        sound = [p for p in paths if p in before and p not in wrong and live.headers(p) == _new_headers(new, live, p)]
        self._at_once(sound, lambda path: self.store.copy(self._key(live.id, path), self._key(new.id, path)))
        return frozenset(sound)

    def _send(self, new: Manifest, path: str, data: bytes) -> None:
        key = self._key(new.id, path)
        self._sent[key] = self.store.put(key, data, new.headers(path))

    def _at_once(self, paths: Iterable[str], do: Callable[[str], None]) -> None:
        self._write()

        def one(path: str) -> None:
            self.lease.check()
            do(path)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, paths))

    def _look_back(self, new: Manifest) -> None:
        """Keep the store's tags of a release; raises `PublishError` where it doesn't lie there whole."""
        there = self._there_of(new.id)

        def is_right(path: str, size: int) -> bool:
            found, tag = there.get(path, (-1, ""))
            return found == size and tag == self._sent.get(self._key(new.id, path), tag)

        if wrong := [path for path, one in new.served.items() if not is_right(path, one.size)]:
            said = f"what was staged is not what was sent ({some(wrong)}): nothing was changed"
            raise PublishError(ExitCode.OUTSIDE, said)
        self._tags[new.id] = {path: tag for path, (_, tag) in there.items() if path in new.served}

    def _there_of(self, release: str) -> dict[str, tuple[int, str]]:
        folder = f"{folder_of(release)}/"
        found = self.store.found(folder_of(release))
        return {key.removeprefix(folder): (one.size, one.tag) for key, one in found.items()}

    def _point(self, release: str | None) -> None:
        self._write()
        if release is None:
            self.store.remove((LIVE,))
        else:
            self.store.put(LIVE, f"{folder_of(release)}\n".encode(), _TEXT)

    def _tell_front(self, release: str | None) -> None:
        if not self._command or release is None:
            return
        words = [*self._command, folder_of(release)]
        try:
            done = subprocess.run(words, capture_output=True, check=False, timeout=_PATIENCE, start_new_session=True)
        except subprocess.TimeoutExpired as late:
            raise OSError(None, f"'{words[0]}', which tells the front, took too long") from late
        if done.returncode:
            said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise OSError(None, f"'{words[0]}', which tells the front, failed: {said[-1] if said else done.returncode}")


def _new_headers(new: Manifest, live: Manifest, path: str) -> dict[str, str]:
    """Return the headers that a file has in a new release, or had in the live one where that only carries it."""
    return new.headers(path) if path in new.served else live.headers(path)
