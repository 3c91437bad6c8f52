"""A publication may be killed at any moment: readers see the release before or the one after, whole.

Two harnesses. One kills the process between any two changes of the disk, and in the middle of each, in turn.
The other kills real processes at random times while a reader loads pages and the assets that they name.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.targets.disk import Disk
from tests.publishing.kills import FolderPlace, harass, process, wrong
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
KILLED = int(os.environ.get("KILLED_STEPS", "5"))  # every which step: 1 for a long run by hand
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


PLOTS = (first, redesign, return_of_the_first, way_back)


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("halfway", [False, True], ids=["between", "within"])
def test_killed_at_any_step_either_nothing_or_all_has_happened_and_the_next_run_heals_it(
    tmp_path: Path,
    plot: Callable[..., tuple[BuiltSite | None, BuiltSite, Callable[[Disk], None]]],
    halfway: bool,
) -> None:
    story = Story(tmp_path)
    ends = Counter[bool]()
    steps = range(1 + halfway, steps_of(story, plot) + 1)
    begin = PLOTS.index(plot) % KILLED  # others in each plot
    for fatal in sorted({*steps[begin::KILLED], *steps[-3:]}):  # the last ones come after the switch
        base = tmp_path / str(fatal) / "www"  # in a folder of its own: beside another it would look like a slip
        base.parent.mkdir()
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


def test_readers_never_miss_anything_while_publications_are_killed(tmp_path: Path) -> None:
    place = FolderPlace(tmp_path / "www")
    found = harass(tmp_path, place, pages=20, kills=8, seed=3)
    assert wrong(found, place) == {}
    assert found["loads"] >= 2 * (found["kills"] + found["in time"])
    assert found["kills"] == 8


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
