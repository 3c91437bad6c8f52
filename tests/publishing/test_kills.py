"""A publication may be killed at any moment: readers see the release before or the one after, whole.

Two harnesses. One kills the process between any two changes of the disk, and in the middle of each, in turn.
The other kills real processes at random times while a reader loads pages and the assets that they name.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.targets.disk import Disk
from tests.publishing.synthetic import ASSET, SITE, World, site_files, target_in, tree, write_site

STEPS = (
    "make_folder",
    "copy",
    "link",
    "write",
    "append",
    "rename",
    "symlink",
    "set_mtime",
    "remove",
    "flush",
)
KILLED = int(os.environ.get("KILLED_STEPS", "3"))  # every which step: 1 for a long run by hand
ROOT = Path(__file__).resolve().parents[2]


class Hasty(Disk):
    """Does not wait for the disk: what a killed process has written, the system has."""

    def flush(self, path: Path) -> None:
        path.lstat()


class Deadly(Hasty):
    """Kills this process before its n-th step, or in the middle of it."""

    def __init__(self, fatal: int = 0, halfway: bool = False) -> None:
        self.fatal, self.halfway, self.steps = fatal, halfway, 0

    def due(self, name: str, *arguments: object) -> None:
        self.steps += 1
        if self.steps == self.fatal:
            if self.halfway:
                self.half(name, *arguments)
            os.kill(os.getpid(), signal.SIGKILL)

    def half(self, name: str, *arguments: object) -> None:
        match name, arguments:
            case "copy", (Path() as source, Path() as path, int()):
                path.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
            case "write", (Path() as path, bytes() as data):
                path.with_name(f"{path.name}.new").write_bytes(data[: len(data) // 2])
            case "append", (Path() as path, bytes() as line):
                with path.open("ab") as file:
                    file.write(line[: len(line) // 2])
            case "remove", (Path() as path,) if path.is_dir() and not path.is_symlink():
                next((each for each in sorted(path.rglob("*")) if each.is_file()), path / "none").unlink(True)


def _deadly(name: str) -> Callable[..., None]:
    def step(self: Deadly, *arguments: object) -> None:
        self.due(name, *arguments)
        getattr(Hasty, name)(self, *arguments)

    return step


for _name in STEPS:
    setattr(Deadly, _name, _deadly(_name))


class Story:
    """Two releases in two designs, and what is done to a target before and during the killing."""

    def __init__(self, place: Path) -> None:
        self.place, self.world = place, World()
        self.plain = write_site(place / "plain", site_files("plain", pages=1), "a" * 40)
        self.bold = write_site(place / "bold", site_files("bold", pages=1), "b" * 40)

    def publish(self, base: Path, site: BuiltSite, disk: Disk | None = None) -> None:
        deploy(target_in(base, "host-1", disk or Hasty()), site, PublishOptions(allow_older=True), self.world.around())

    def back(self, base: Path, disk: Disk | None = None) -> None:
        rollback(target_in(base, "host-1", disk or Hasty()), SITE, None, self.world.around())


def first(story: Story, base: Path) -> tuple[None, BuiltSite, Callable[[Disk], None]]:
    return None, story.plain, lambda disk: story.publish(base, story.plain, disk)


def redesign(story: Story, base: Path) -> tuple[BuiltSite, BuiltSite, Callable[[Disk], None]]:
    story.publish(base, story.plain)
    return story.plain, story.bold, lambda disk: story.publish(base, story.bold, disk)


def return_of_the_first(story: Story, base: Path) -> tuple[BuiltSite, BuiltSite, Callable[[Disk], None]]:
    story.publish(base, story.plain)
    story.publish(base, story.bold)
    return story.bold, story.plain, lambda disk: story.publish(base, story.plain, disk)


def way_back(story: Story, base: Path) -> tuple[BuiltSite, BuiltSite, Callable[[Disk], None]]:
    story.publish(base, story.plain)
    story.publish(base, story.bold)
    return story.bold, story.plain, lambda disk: story.back(base, disk)


def killed(do: Callable[[Disk], None], disk: Deadly) -> None:
    """Do something in a process of its own, which the disk kills."""
    child = os.fork()
    if child == 0:
        try:
            do(disk)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def steps_of(story: Story, plot: Callable[..., tuple[object, BuiltSite, Callable[[Disk], None]]]) -> int:
    counting = Deadly()
    plot(story, story.place / "counted")[2](counting)
    return counting.steps


@pytest.mark.parametrize("plot", [first, redesign, return_of_the_first, way_back])
@pytest.mark.parametrize("halfway", [False, True], ids=["between", "within"])
def test_killed_at_any_step_either_nothing_or_all_has_happened_and_the_next_run_heals_it(
    tmp_path: Path,
    plot: Callable[..., tuple[BuiltSite | None, BuiltSite, Callable[[Disk], None]]],
    halfway: bool,
) -> None:
    story = Story(tmp_path)
    ends = Counter[bool]()
    steps = range(1 + halfway, steps_of(story, plot) + 1)
    for fatal in sorted({*steps[::KILLED], *steps[-3:]}):  # the last ones come after the switch
        base = tmp_path / f"www-{fatal}"
        before, after, do = plot(story, base)
        killed(do, Deadly(fatal, halfway))

        live = target_in(base).live_id()
        ends[live == after.id] += 1
        seen = next((site for site in (before, after) if site and site.id == live), None)
        assert live in (before.id if before else None, after.id)
        if seen:
            shown = tree(base / "current")
            assert tree(seen.root).items() <= shown.items()
            for site in filter(None, (before, after if live == after.id else None)):
                assert {path.decode() for path in ASSET.findall(site.read("index.html"))} <= shown.keys()

        story.publish(base, after)
        carried = {path: data for path, data in (tree(before.root) if before else {}).items() if "assets/" in path}
        assert tree(base / "current") == carried | tree(after.root)
        assert not list((base / "staging").iterdir())
        assert set(target_in(base).complete()) == {path.name for path in (base / "releases").iterdir()}
    assert ends[False] > ends[True] > 0


# ---- real processes ------------------------------------------------------------------------------


class Reader:
    """Loads pages through `current`, with all assets that they name, and counts what is wrong."""

    def __init__(self, base: Path, sites: tuple[BuiltSite, ...], seed: int) -> None:
        self.base, self.random, self.found = base, random.Random(seed), Counter[str]()
        self.loaded = threading.Condition()
        self.pages = sites[0].pages
        self.right = {path: {site.read(path) for site in sites if path in site.files} for path in
                      {path for site in sites for path in site.files}}  # fmt: skip

    def load(self, page: str) -> bytes | None:
        """Load one page as a browser does: the page first, then, by and by, what it names."""
        data = self.fetch(page, "page")
        for asset in ASSET.findall(data or b""):
            self.fetch(asset.decode(), "asset")
        return data

    def fetch(self, path: str, kind: str) -> bytes | None:
        try:
            data = (self.base / "current" / path).read_bytes()
        except OSError:
            self.found[f"{kind} missing"] += 1
            return None
        if data not in self.right[path]:
            self.found[f"{kind} damaged"] += 1
        return data

    def at_rest(self, sites: tuple[BuiltSite, ...]) -> None:
        """Load many pages: all of them must be of one release."""
        shown = {page: self.load(page) for page in self.random.sample(self.pages, min(60, len(self.pages)))}
        if not any(all(shown[page] == site.read(page) for page in shown) for site in sites):
            self.found["mixed"] += 1

    @contextmanager
    def reading(self) -> Iterator[None]:
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                self.load(self.random.choice(self.pages))
                with self.loaded:
                    self.found["loads"] += 1
                    self.loaded.notify()

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
        code = super().wait(timeout)
        if self.stdout:
            self.stdout.close()
        return code


def process(base: Path | str, *arguments: str) -> Publication:
    """Start a publication in a process of its own; return when it begins."""
    command = (sys.executable, "-m", "tests.publishing.deployer", str(base), *arguments)
    running = Publication(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert running.stdout
    running.stdout.read(1)
    return running


def harass(place: Path, pages: int, kills: int, seed: int, target: str = "") -> Counter[str]:
    """Kill publications at random times, a reader looking on, until so many died; return what was counted. `target` is
    how the folder is reached, where not as one of this machine.
    """
    dice = random.Random(seed)
    sites = tuple(write_site(place / name, site_files(name, pages), name[0] * 40) for name in ("plain", "bold"))
    base = place / "www"
    address = f"{target}{base}"
    assert process(address, "deploy", str(sites[0].root)).wait() == 0
    reader, usual = Reader(base, sites, seed), 0.2
    with reader.reading():
        while reader.found["kills"] < kills:
            folder = str(dice.choice(sites).root)
            running = process(address, *dice.choice((("deploy", folder), ("deploy", folder), ("rollback",))))
            time.sleep(dice.uniform(0, usual))
            running.kill()
            in_time = running.wait() != -signal.SIGKILL
            reader.look_on()
            reader.found["in time" if in_time else "kills"] += 1
            # Aim at the length that publications have on this machine, now.
            usual *= 0.8 if in_time else 1.1
            reader.at_rest(sites)
    for site in sites:
        assert process(address, "deploy", str(site.root)).wait() == 0
        assert tree(site.root).items() <= tree(base / "current").items()
    return reader.found


def test_readers_never_miss_anything_while_publications_are_killed(tmp_path: Path) -> None:
    found = harass(tmp_path, pages=20, kills=8, seed=3)
    wrong = {what: count for what, count in found.items() if what not in ("loads", "kills", "in time")}
    assert wrong == {}
    assert found["loads"] >= 2 * (found["kills"] + found["in time"])
    assert found["kills"] == 8


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_readers_never_miss_anything_in_hundreds_of_kills(tmp_path: Path, seed: int) -> None:
    found = harass(tmp_path, pages=200, kills=60, seed=seed)
    print(dict(found))
    wrong = {what: count for what, count in found.items() if what not in ("loads", "kills", "in time")}
    assert wrong == {}


def test_of_many_publications_at_once_each_is_live_or_told_to_come_again(tmp_path: Path) -> None:
    names = ("plain", "bold", "grand", "quiet")
    sites = [write_site(tmp_path / name, site_files(name, 40), name[0] * 40) for name in names]
    base = tmp_path / "www"
    codes = [process.wait() for process in [process(base, "deploy", str(site.root)) for site in sites]]
    assert set(codes) <= {0, 75}
    live = target_in(base).live_id()
    assert live in {site.id for site, code in zip(sites, codes, strict=True) if code == 0}
    assert len(target_in(base).log()) == codes.count(0)
    shown = next(site for site in sites if site.id == live)
    assert tree(shown.root).items() <= tree(base / "current").items()
    assert process(base, "deploy", str(sites[0].root)).wait() == 0


@pytest.mark.server
def test_a_disk_that_is_really_full_leaves_what_is_live(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounting = ("mount", "-t", "tmpfs", "-o", "size=300k", "none", str(small))
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        first_site = write_site(tmp_path / "first", site_files("plain"), "a" * 40)
        second = write_site(tmp_path / "second", site_files("bold", weight=300_000), "b" * 40)
        assert process(small / "www", "deploy", str(first_site.root)).wait() == 0
        assert process(small / "www", "deploy", str(second.root)).wait() == 3
        assert tree(small / "www" / "current") == tree(first_site.root)
        assert not list((small / "www" / "staging").iterdir())
        third = write_site(tmp_path / "third", site_files("bold"), "c" * 40)
        assert process(small / "www", "deploy", str(third.root)).wait() == 0
    finally:
        subprocess.run(("umount", str(small)), check=True)
