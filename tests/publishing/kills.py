"""Kills publications at random times while a reader loads pages and the assets that they name, and counts what that
reader missed. Tests do it a few times; by hand it goes on for hundreds:

    python -m tests.publishing.kills dir 200
    python -m tests.publishing.kills ssh 200 --seed 2
    python -m tests.publishing.kills s3 200 --folder kills

It starts the servers that it needs, tells its counts as JSON, and ends with 1 where anything was missing or damaged.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from explainers.publishing.built_site import BuiltSite
from explainers.publishing.targets.lease import Lease
from explainers.publishing.targets.store import Store, open_store
from tests.publishing.conftest import keys, made_bucket
from tests.publishing.servers import moto, sshd
from tests.publishing.synthetic import ASSET, site_files, tree, write_site

__all__ = ["BucketPlace", "FolderPlace", "Publication", "harass", "process", "wrong"]

ROOT = Path(__file__).resolve().parents[2]
_TOLD: Final = 20  # kills between two reports
_RIGHT: Final = ("loads", "assets", "kills", "in time")


class FolderPlace:
    """A folder that is published to, here or behind ssh, and how a reader finds what is in it."""

    may_mix = False

    def __init__(self, base: Path, address: str = "") -> None:
        self.base, self.address = base, f"{address or 'dir:'}{base}"
        self.variables: dict[str, str] = {}

    def fetch(self, path: str) -> bytes:
        """Return what readers get at a path; raises `OSError`."""
        return (self.base / "current" / path).read_bytes()

    def shown(self) -> dict[str, bytes]:
        """Return all that readers can get."""
        return tree(self.base / "current")

    def after_a_kill(self) -> None:
        """Do what has to be done before the next publication: nothing, for its lock died with it."""


class BucketPlace:
    """A bucket that is published to, whose readers ask the store."""

    may_mix = True  # this layout isn't atomic, and says so

    def __init__(self, bucket: str, url: str) -> None:
        self.address, self.variables = f"s3://{bucket}/", keys(url)
        self.store: Store = open_store(self.address, self.variables)

    def fetch(self, path: str) -> bytes:
        """Return what readers get at a path; raises `OSError`."""
        return self.store.read(path)

    def shown(self) -> dict[str, bytes]:
        """Return all that readers can get."""
        return {key: self.store.read(key) for key in self.store.found() if not key.startswith("_publish/")}

    def after_a_kill(self) -> None:
        """Break the lock that the dead one has left, or the next one would have to wait."""
        lease = Lease(self.store, "tests")
        if held := lease.holder():
            lease.break_open(held[0])


class Reader:
    """Loads pages with all assets that they name, and counts what is wrong."""

    def __init__(self, place: FolderPlace | BucketPlace, sites: tuple[BuiltSite, ...], seed: int) -> None:
        self.place, self.random, self.found = place, random.Random(seed), Counter[str]()
        self.loaded = threading.Condition()
        self.pages = sites[0].pages
        self.right = {path: {site.read(path) for site in sites if path in site.files} for path in
                      {path for site in sites for path in site.files}}  # fmt: skip

    def load(self, page: str) -> bytes | None:
        """Load one page as a browser does: the page first, then, by and by, what it names."""
        data = self._fetched(page, "page")
        for asset in ASSET.findall(data or b""):
            self._fetched(asset.decode(), "asset")
            self.found["assets"] += 1
        return data

    def _fetched(self, path: str, kind: str) -> bytes | None:
        try:
            data = self.place.fetch(path)
        except OSError:
            self.found[f"{kind} missing"] += 1
            return None
        if data not in self.right[path]:
            cut = any(one.startswith(data) for one in self.right[path])
            self.found[f"{kind} {'truncated' if cut else 'damaged'}"] += 1
        return data

    def at_rest(self, sites: tuple[BuiltSite, ...]) -> None:
        """Load many pages: all of them should be of one release."""
        shown = {page: self.load(page) for page in self.random.sample(self.pages, min(60, len(self.pages)))}
        if not any(all(shown[page] == site.read(page) for page in shown) for site in sites):
            self.found["mixed"] += 1

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Load pages until the end of the block."""
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                self.load(self.random.choice(self.pages))
                with self.loaded:
                    self.found["loads"] += 1
                    self.loaded.notify()
                stop.wait(0.001)  # or it would take the processor from what is to be killed

        thread = threading.Thread(target=read)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def look_on(self) -> None:
        """Wait until the page that is being loaded, and the next one, are there: what happened just now was seen."""
        with self.loaded:
            aim = self.found["loads"] + 2
            assert self.loaded.wait_for(lambda: self.found["loads"] >= aim, timeout=600), "nobody reads"


class Publication(subprocess.Popen[bytes]):
    """A publication in a process of its own. What it prints has a reader until it ends: without one it would fail."""

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code."""
        code = super().wait(timeout)
        if self.stdout:
            self.stdout.close()
        return code


def process(address: Path | str, *arguments: str, **variables: str) -> Publication:
    """Start a publication in a process of its own; return when it begins."""
    command = (sys.executable, "-m", "tests.publishing.deployer", str(address), *arguments)
    running = Publication(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ | variables)
    assert running.stdout
    running.stdout.read(1)
    return running


def harass(folder: Path, place: FolderPlace | BucketPlace, pages: int, kills: int, seed: int) -> Counter[str]:
    """Kill publications at random times, a reader looking on, until so many died; return what was counted.

    Two designs, so that every page differs, go live in turn and are rolled back, from a `folder` for what is built.
    """
    dice, usual = random.Random(seed), 0.2
    sites = tuple(write_site(folder / name, site_files(name, pages), name[0] * 40) for name in ("plain", "bold"))
    assert process(place.address, "deploy", str(sites[0].root), **place.variables).wait() == 0
    reader = Reader(place, sites, seed)
    with reader.reading():
        while reader.found["kills"] < kills:
            root = str(dice.choice(sites).root)
            words = dice.choice((("deploy", root), ("deploy", root), ("rollback",)))
            running = process(place.address, *words, **place.variables)
            time.sleep(dice.uniform(0, usual))
            running.kill()
            in_time = running.wait() != -signal.SIGKILL
            reader.look_on()
            reader.found["in time" if in_time else "kills"] += 1
            # Aim at the length that publications have on this machine, now.
            usual *= 0.8 if in_time else 1.1
            reader.at_rest(sites)
            place.after_a_kill()
            if not in_time and reader.found["kills"] % _TOLD == 0:
                print(json.dumps(dict(reader.found)), file=sys.stderr, flush=True)
    for site in sites:
        assert process(place.address, "deploy", str(site.root), **place.variables).wait() == 0
        assert tree(site.root).items() <= place.shown().items()
    return reader.found


def wrong(found: Counter[str], place: FolderPlace | BucketPlace) -> dict[str, int]:
    """Return the counts of what must not be."""
    right = (*_RIGHT, "mixed") if place.may_mix else _RIGHT
    return {what: count for what, count in found.items() if what not in right}


def main() -> int:
    """Kill as many as the arguments ask for; return an exit code."""
    parser = argparse.ArgumentParser(prog="tests.publishing.kills", description="Kill publications, and look on.")
    parser.add_argument("way", choices=("dir", "ssh", "s3"))
    parser.add_argument("kills", type=int)
    parser.add_argument("--pages", type=int, default=40, help="pages of the site (40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where all of it is made (a fresh folder)")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place = _place(options.way, folder, stack)
        found = harass(folder, place, options.pages, options.kills, options.seed)
    print(json.dumps(dict(found)))
    return 1 if wrong(found, place) else 0


def _place(way: str, folder: Path, stack: ExitStack) -> FolderPlace | BucketPlace:
    if way == "s3":
        url = stack.enter_context(moto())
        os.environ.update(keys(url))  # where credentials are looked for
        return BucketPlace(made_bucket(url), url)
    if way == "dir":
        return FolderPlace(folder / "www")
    _, config = stack.enter_context(sshd(folder / "sshd"))
    place = FolderPlace(folder / "www", "ssh://desk")
    place.variables["PUBLISH_SSH"] = f"ssh -F {config}"
    return place


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
