"""Releases beside each other keep their promise at every moment: a model of the disk, and of readers who follow every
link after each change of it, and in the middle of each, whatever was published, killed and rolled back before.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.publishing import deploy as order
from explainers.publishing import plan
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.manifest import BuildRecord, Scanned, list_digest, release_id
from explainers.publishing.targets import staging
from explainers.publishing.targets.disk import scanned_file
from explainers.publishing.targets.releases import Releases
from tests.publishing.memory_disk import Inode, MemoryDisk, Stop
from tests.publishing.synthetic import NOON, SITE, URL, World, target_in
from tests.publishing.test_steps import Files, Page, check, sites

RUNS = settings(max_examples=int(os.environ.get("RELEASE_RUNS", "12")))  # more of them for a long run by hand
BASE = Path("/srv/www")
NOTHING: Files = {}
THEIRS = {
    Path("/srv/www/uploads/x"): b"theirs",
    Path("/elsewhere/x"): b"theirs",
    Path("/srv/www/.publish/notes"): b"theirs",
}


class Shop:
    """A disk that has been published to, with what readers see of it at each moment."""

    def __init__(self, drawn: list[Files]) -> None:
        self.bodies = {str(body).encode(): body for files in drawn for body in files.values()}
        built = {Path(f"/built/{n}"): {p: str(b).encode() for p, b in files.items()} for n, files in enumerate(drawn)}
        self.disk = MemoryDisk(built, self.look)
        self.sites = [_site(root, files) for root, files in built.items()]
        self.drawn, self.world, self.held = drawn, World(), NOTHING
        self.looks = 0

    def target(self) -> Releases:
        return Releases(BASE, "desk-1", self.disk)

    def shown(self) -> Files:
        """What a web server has to send."""
        nodes, current = self.disk.nodes, self.disk.nodes.get(BASE / "current")
        if not isinstance(current, str):
            return {}
        root = BASE / current
        found = {path: node for path, node in nodes.items() if root in path.parents and isinstance(node, Inode)}
        return {path.relative_to(root).as_posix(): self.bodies.get(node.data, "half") for path, node in found.items()}

    def look(self) -> None:
        self.looks += 1
        shown = self.shown()
        if self.held:
            assert shown, "nothing is live any more"
        if shown:
            assert any(files.items() <= shown.items() for files in self.drawn), "what is live is no release"
            check(shown, self.held)
        for path, data in THEIRS.items():
            if path in self.disk.nodes or self.held:
                node = self.disk.nodes[path]
                assert isinstance(node, Inode)
                assert node.data == data

    def do(self, action: int, killed: int) -> None:
        """Deploy one of the sites, or roll back; die after so many changes of the disk."""
        self.held, self.disk.left = self.shown(), killed
        self.world.now += timedelta(hours=1)
        with suppress(Stop):
            if action < len(self.sites):
                options = PublishOptions(allow_older=True)
                deploy(self.target(), self.sites[action], options, self.world.around())
            else:
                _back(self.target(), self.world)
        self.disk.left = -1


def _dressed(files: Files, number: int) -> Files:
    """Give a site a style sheet that no other one has, so that each return of one takes another's away."""
    name, home = f"assets/own.{number:012}.css", files["index.html"]
    assert isinstance(home, Page)
    return {**files, name: f"own {number}", "index.html": replace(home, assets=(*home.assets, name))}


def _site(root: Path, files: Mapping[str, bytes]) -> BuiltSite:
    found = {path: Scanned(sha256(data).hexdigest(), len(data)) for path, data in files.items()}
    digest = list_digest(found)
    record = BuildRecord(1, release_id(digest), SITE, URL, "a" * 40, NOON, 0, "test 1", digest, len(found))
    return BuiltSite(root, record, found)


def _back(target: Releases, world: World) -> None:
    try:
        rollback(target, SITE, None, world.around())
    except PublishError as stop:
        assert stop.code == ExitCode.USAGE, stop.message  # there is none to go back to


def _begun(shop: Shop) -> None:
    """Publish once, and let others put their things beside it."""
    shop.do(0, -1)
    shop.disk.nodes |= {path: Inode(data) for path, data in THEIRS.items()}


@RUNS
@given(
    st.lists(sites(), min_size=2, max_size=3),
    st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 160)), min_size=1, max_size=4),
)
def test_at_every_moment_readers_miss_nothing_and_others_things_stay(
    drawn: list[Files], actions: list[tuple[int, int]]
) -> None:
    drawn = [_dressed(files, number) for number, files in enumerate(drawn)]
    shop = Shop(drawn)
    with patch.object(order, "refuse_unfit"), patch.object(order, "redirects_of", return_value={}):
        _begun(shop)
        for action, killed in actions:
            shop.do(action, killed)
        shop.do(1, -1)
        event(f"{shop.looks // 100 * 100} states")
        target = shop.target()
        live = target.live()
        assert live
        assert (live.id, target.log()[-1].id) == (shop.sites[1].id, shop.sites[1].id)
        assert drawn[1].items() <= shop.shown().items()
        assert set(shop.shown()) == set(live.served)
        shop.do(0, -1)  # what is live already is left as it is; any other release sweeps what dead runs left
        assert not shop.disk.names(BASE / "staging")
        assert set(target.complete()) == set(shop.disk.names(BASE / "releases"))
        assert all(not target.damaged(target.manifest(each)) for each in target.complete())


def _returning_readers() -> None:
    """Publish one site, another, and the first again, each with an asset that no other one has."""
    page: Files = {"index.html": Page(0, (), ()), "404.html": Page(0, (), ()), "robots.txt": "m", "sitemap.xml": ""}
    shop = Shop([_dressed(page, number) for number in range(2)])
    with patch.object(order, "refuse_unfit"), patch.object(order, "redirects_of", return_value={}):
        _begun(shop)
        shop.do(1, -1)
        shop.do(0, -1)


# Where the assets of a release that goes are carried into the one that comes: made afresh, or there already.
@pytest.mark.parametrize("place", [plan, staging])
def test_a_fault_that_drops_what_open_pages_name_is_seen(place: ModuleType) -> None:
    _returning_readers()
    with patch.object(place, "carried_into", return_value={}), pytest.raises(AssertionError, match="lost its assets"):
        _returning_readers()


def test_the_model_does_what_a_disk_does(tmp_path: Path) -> None:
    files = {"index.html": "a", "assets/x.css": "b"}
    shop = Shop([files, {**files, "index.html": "c"}])
    real = target_in(tmp_path / "www")
    for number, site in enumerate(shop.sites):
        root = tmp_path / str(number)
        for path, data in shop.disk.built[site.root].items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
            assert scanned_file(root / path) == site.files[path]
        with patch.object(order, "refuse_unfit"), patch.object(order, "redirects_of", return_value={}):
            around = shop.world.around()
            deploy(real, BuiltSite(root, site.record, site.files), PublishOptions(allow_older=True), around)
            shop.disk.look = lambda: None  # whole pages are for readers, and there are none
            deploy(shop.target(), site, PublishOptions(allow_older=True), around)
    there = {path: node for path, node in shop.disk.nodes.items() if BASE in path.parents and node is not None}
    on_disk = {p.relative_to(real.base): p for p in real.base.rglob("*") if not p.is_dir() or p.is_symlink()}
    assert {path.relative_to(BASE) for path in there} == on_disk.keys()
    for path, node in there.items():
        found = on_disk[path.relative_to(BASE)]
        assert (node == str(found.readlink())) if isinstance(node, str) else (found.read_bytes() == node.data)
        twins = [other for other, one in there.items() if one is node and isinstance(node, Inode)]
        assert all(found.samefile(on_disk[other.relative_to(BASE)]) for other in twins)
