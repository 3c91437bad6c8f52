"""Releases below prefixes of a store, switched by one object: readers see one or the next, killed at any write."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import PublishOptions, collect, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.address import open_target, target_record
from explainers.publishing.targets.prefixed import PrefixedObjects
from explainers.publishing.targets.store import Store
from tests.publishing.counting_store import A, B, C, Counting, ObjectsDesk, Stop, obstore, out_of_time
from tests.publishing.refusing import refused
from tests.publishing.synthetic import SITE, World, site_files, tree, write_site


class Desk(ObjectsDesk[PrefixedObjects]):
    def shown(self) -> dict[str, bytes]:
        """What a front answers."""
        store = Store(self.inner)
        try:
            folder = store.read("_publish/live").decode().strip() + "/"
        except FileNotFoundError:
            return {}
        return {key.removeprefix(folder): store.read(key) for key in store.found(folder.rstrip("/"))}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, PrefixedObjects)


def test_releases_go_live_change_and_go_back_byte_for_byte(desk: Desk) -> None:
    first = desk.deploy("plain", A)
    assert desk.shown() == tree(desk.place / "plain")
    desk.world.now += timedelta(hours=1)
    second = desk.deploy("edited", B, edits={"story-1": "New words."})
    assert (second.sent, desk.shown()) == (1, tree(desk.place / "edited"))
    written = [key for key in desk.store.writes if key.startswith("releases/")]
    assert len(written) == len(tree(desk.place / "edited")), "what is the same is copied within the store"
    desk.deploy("bold", C, design="bold")
    plain = tree(desk.place / "plain")
    assert tree(desk.place / "bold").items() <= desk.shown().items()
    assert {path for path in plain if path.startswith("assets/")} <= desk.shown().keys()
    assert desk.deploy("again", C, design="bold").action == "unchanged"
    assert desk.store.writes == []
    assert rollback(desk.target(), SITE, None, desk.world.around()).id == second.id
    assert rollback(desk.target(), SITE, None, desk.world.around()).id == first.id
    assert tree(desk.place / "plain").items() <= desk.shown().items()
    assert len([path for path in desk.shown() if path.startswith("assets/")]) == 6
    assert [line.action for line in desk.target().log()] == ["deploy"] * 3 + ["rollback"] * 2


def test_earlier_releases_are_not_listed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.deploy("plain", A)
    live, listed, found = desk.deploy("bold", B, design="bold"), [], Store.found
    monkeypatch.setattr(Store, "found", lambda store, *of: (listed.append(of[0]), found(store, *of))[1])
    assert desk.deploy("again", B, design="bold").action == "unchanged"
    assert set(listed) == {"_publish", f"releases/{live.id}"}


@pytest.mark.parametrize("way", ["forward", "back"])
def test_killed_at_any_write_one_release_is_shown_whole_and_the_next_run_heals_it(desk: Desk, way: str) -> None:
    def act(target: PrefixedObjects | None = None) -> None:
        if way == "forward":
            desk.deploy("bold", B, target, design="bold", pages=1)
        else:
            rollback(target or desk.target(), SITE, None, desk.world.around())

    def begin() -> None:
        desk.inner = obstore.store.MemoryStore()
        desk.deploy("plain", A, pages=1)
        if way == "back":
            desk.deploy("bold", B, design="bold", pages=1)

    begin()
    act()
    total, ends = len(desk.store.writes), set[bool]()
    plain, bold = tree(desk.place / "plain"), tree(desk.place / "bold")
    for fatal in range(1, total + 1):
        begin()
        before = desk.shown()
        with suppress(Stop):
            act(desk.target(fatal))
        shown = desk.shown()
        assert shown == before or (plain if way == "back" else bold).items() <= shown.items()
        ends.add(shown == before)
        desk.deploy("grand", C, out_of_time(desk.target()), design="grand", pages=1)
        assert tree(desk.place / "grand").items() <= desk.shown().items()
        folders = {key.split("/")[1] for key in Store(desk.inner).found("releases")}
        assert folders == set(desk.target().complete()), "what was not finished is swept"
    assert ends == {True, False}


def test_an_object_that_is_not_what_was_sent_is_caught_before_the_switch(desk: Desk) -> None:
    class Tampering(Counting):
        def put(self, key: str, data: bytes, headers: Mapping[str, str]) -> str:
            tag = super().put(key, data, headers)
            if key.endswith("story-1/index.html"):
                self._inner.put(key, bytes(len(data)))
            return tag

    live = desk.deploy("plain", A).id
    target = PrefixedObjects(Tampering(desk.inner), "desk-1")
    stop = refused(lambda: desk.deploy("bold", B, target, design="bold"))
    assert (stop.code, "not what was sent (story-1/index.html)" in stop.message) == (ExitCode.OUTSIDE, True)
    assert desk.target().live_id() == live
    assert desk.shown() == tree(desk.place / "plain")
    assert desk.deploy("bold", B, design="bold").action == "deployed"


def test_an_old_release_whose_removal_is_killed_is_gone_with_the_next_run(desk: Desk) -> None:
    def begin() -> None:
        desk.inner, desk.world = obstore.store.MemoryStore(), World()
        for number, commit in enumerate((A, B, C)):
            desk.deploy("next", commit, edits={"index": str(number)}, pages=1)
            desk.world.now += timedelta(days=40)

    begin()
    collect(desk.target(), SITE, PublishOptions(keep=1), desk.world.around(), dry_run=False)
    for fatal in range(1, len(desk.store.writes) + 1):
        begin()
        with suppress(Stop):
            collect(desk.target(fatal), SITE, PublishOptions(keep=1), desk.world.around(), dry_run=False)
        collect(out_of_time(desk.target()), SITE, PublishOptions(keep=1), desk.world.around(), dry_run=False)
        folders = {key.split("/")[1] for key in Store(desk.inner).found("releases")}
        assert folders == set(desk.target().complete())
        assert len(folders) == 2


def test_a_front_is_told_and_where_that_fails_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    told = tmp_path / "told"
    live = desk.deploy("plain", A, desk.target(command=("sh", "-c", f'echo "$0" > {told}'))).id
    assert told.read_text() == f"releases/{live}\n"
    with pytest.raises(PublishError, match="no such front") as caught:
        desk.deploy("bold", B, desk.target(command=("sh", "-c", "echo no such front >&2; exit 1")), design="bold")
    assert (caught.value.code, desk.shown()) == (ExitCode.OUTSIDE, tree(desk.place / "plain"))
    assert desk.deploy("bold", B, design="bold").action == "deployed"


def test_a_hot_fix_is_kept_and_old_releases_go(desk: Desk) -> None:
    live = desk.deploy("plain", A).id
    desk.inner.put(f"releases/{live}/story-1/index.html", b"fixed at night")
    stop = refused(lambda: desk.deploy("edited", B, edits={"index": "New."}))
    assert (stop.code, "story-1/index.html" in stop.message) == (ExitCode.UNSUITABLE, True)
    assert Store(desk.inner).read(f"_publish/hotfix/{live}/story-1/index.html") == b"fixed at night"
    site = write_site(desk.place / "mended", site_files(), A)
    deploy(desk.target(), site, PublishOptions(overwrite_hotfix=True), desk.world.around())
    assert desk.shown() == tree(site.root)
    for number, commit in enumerate((B, C)):
        desk.world.now += timedelta(days=40)
        desk.deploy("next", commit, edits={"index": str(number)})
    gone = collect(desk.target(), SITE, PublishOptions(keep=1), desk.world.around(), dry_run=False)
    assert gone == [live]
    assert not Store(desk.inner).found(f"releases/{live}")
    assert rollback(desk.target(), SITE, None, desk.world.around()).action == "rolled-back"


@pytest.mark.server
def test_settings_choose_it_and_s3_holds_it(bucket: str, tmp_path: Path) -> None:
    named = {"cdn": {"url": f"s3://{bucket}/news", "layout": "prefix", "switch": ["true"]}}

    def target() -> PrefixedObjects:
        made = open_target(target_record("cdn", named), os.environ)
        assert isinstance(made, PrefixedObjects)
        return made

    world = World()
    sites = [write_site(tmp_path / name, site_files(name), name[0] * 40) for name in ("bold", "plain")]
    for site in sites:
        deploy(target(), site, PublishOptions(), world.around())
    assert deploy(target(), sites[1], PublishOptions(), world.around()).action == "unchanged"
    assert rollback(target(), SITE, None, world.around()).id == sites[0].id
    assert target().store.read("_publish/live") == f"releases/{sites[0].id}\n".encode()
