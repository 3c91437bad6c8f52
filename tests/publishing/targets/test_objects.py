"""Objects as a target: in memory for every case, and S3's own protocol for what stores differ in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import PublishOptions, collect, deploy, rehearse, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.lease import Lease, is_settled
from explainers.publishing.targets.objects import Objects
from explainers.publishing.targets.store import Found, Store, open_store
from tests.publishing.conftest import keys
from tests.publishing.counting_store import A, B, C, Counting, ObjectsDesk, Stop, obstore, out_of_time
from tests.publishing.faulty import between
from tests.publishing.refusing import refused
from tests.publishing.servers import rclone
from tests.publishing.synthetic import SITE, World, site_files, tree, write_site
from tests.publishing.targets.test_lease import holding as held_lease


@pytest.fixture
def desk(tmp_path: Path) -> ObjectsDesk:
    return ObjectsDesk(tmp_path, Objects)


def test_releases_go_live_change_and_go_back_byte_for_byte(desk: ObjectsDesk) -> None:
    first = desk.deploy("plain", A)
    assert (first.action, desk.shown()) == ("deployed", tree(desk.place / "plain"))
    desk.world.now += timedelta(hours=1)
    second = desk.deploy("bold", B, design="bold")
    assert second.carried == 3
    assert tree(desk.place / "bold").items() <= desk.shown().items()
    back = rollback(desk.target(), SITE, None, desk.world.around())
    assert (back.id, back.carried) == (first.id, 3)
    assert tree(desk.place / "plain").items() <= desk.shown().items()
    assert [line.action for line in desk.target().log()] == ["deploy", "deploy", "rollback"]
    headers = desk.inner.get("feeds/all.atom.xml").attributes
    assert headers["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_nothing_changed_writes_nothing_of_the_site_and_one_edit_one_object(desk: ObjectsDesk) -> None:
    desk.deploy("plain", A)
    assert desk.deploy("again", A).action == "unchanged"
    assert [key for key in desk.store.writes if not key.startswith("_publish/")] == []
    desk.deploy("edited", B, edits={"story-1": "New words."})
    assert [key for key in desk.store.writes if key[0] not in "_-"] == ["story-1/index.html"]
    assert len(desk.store.writes) <= 6


def test_things_of_others_are_left_alone(desk: ObjectsDesk) -> None:
    desk.inner.put("thesis.txt", b"mine")
    stop = refused(lambda: desk.deploy("plain", A))
    assert (stop.code, "thesis.txt" in stop.message) == (ExitCode.UNSUITABLE, True)
    desk.inner.delete("thesis.txt")
    desk.deploy("plain", A)
    desk.inner.put("uploads/photo.jpg", b"photo")
    desk.deploy("bold", B, design="bold")
    assert desk.shown()["uploads/photo.jpg"] == b"photo"
    other = write_site(desk.place / "other", site_files(), B, site="sports")
    assert refused(lambda: deploy(desk.target(), other, PublishOptions(), desk.world.around())).code == 4


def test_an_object_of_others_is_not_written_over_by_a_file_that_comes_or_comes_back(desk: ObjectsDesk) -> None:
    more = {"words.txt": b"Words."}
    site = write_site(desk.place / "more", site_files() | more, A)
    deploy(desk.target(), site, PublishOptions(), desk.world.around())
    desk.deploy("fewer", B)
    assert "words.txt" not in desk.shown()
    desk.inner.put("words.txt", b"others'")
    again = write_site(desk.place / "again", site_files("bold") | more, C)
    for do in (
        lambda: deploy(desk.target(), again, PublishOptions(), desk.world.around()),
        lambda: rehearse(desk.target(), again, PublishOptions(), desk.world.around()),
        lambda: rollback(desk.target(), SITE, None, desk.world.around()),
    ):
        stop = refused(do)
        assert (stop.code, "(words.txt)" in stop.message) == (ExitCode.UNSUITABLE, True)
    assert desk.shown()["words.txt"] == b"others'"
    desk.inner.delete("words.txt")
    assert deploy(desk.target(), again, PublishOptions(), desk.world.around()).action == "deployed"


class Meanwhile(Counting):
    """A store in which something happens before a first owner is named."""

    def __init__(self, inner: object, happens: Callable[[], object]) -> None:
        super().__init__(inner)
        self._happens = happens

    def create(self, key: str, data: bytes) -> bool:
        if key.endswith("owner"):
            self._happens()
        return super().create(key, data)


@pytest.mark.parametrize("ends", [True, False])
def test_what_another_first_publication_sends_is_not_taken_for_somebody_elses(desk: ObjectsDesk, ends: bool) -> None:
    def other() -> None:
        with suppress(Stop):
            desk.deploy("other", B, desk.target(0 if ends else 12), design="bold")

    stop = refused(lambda: desk.deploy("plain", A, Objects(Meanwhile(desk.inner, other), "desk-2")))
    assert (stop.code, "another publication" in stop.message) == (ExitCode.BUSY, True)


class Smeared(Counting):
    """A store whose first list tells of some objects what was there before."""

    def __init__(self, inner: object, before: Mapping[str, Found]) -> None:
        super().__init__(inner)
        self._before: Mapping[str, Found] | None = before

    def found(self, prefix: str = "", tell: Callable[[dict[str, Found]], object] = len) -> dict[str, Found]:
        now, before = super().found(prefix, tell), self._before
        self._before = None
        if before is None:
            return now
        return {key: one for key, one in {**now, **before}.items() if key in before or key.startswith("_publish/")}


def test_a_list_of_no_single_moment_makes_no_hot_fix_of_what_was_just_sent(desk: ObjectsDesk) -> None:
    desk.deploy("plain", A)
    before = {key: one for key, one in Store(desk.inner).found().items() if not key.startswith("_publish/")}
    desk.deploy("bold", B, design="bold")
    edited = write_site(desk.place / "edited", site_files("bold", edits={"index": "Later."}), C)
    for publish in (rehearse, deploy):
        target = Objects(Smeared(desk.inner, before), "desk-2")
        done = publish(target, edited, PublishOptions(), desk.world.around())
        assert done.action in ("would-deploy", "deployed")
    assert not Store(desk.inner).found("_publish/hotfix")
    assert tree(desk.place / "edited").items() <= desk.shown().items()


def test_a_hot_fix_in_the_store_is_kept_and_refused(desk: ObjectsDesk) -> None:
    live = desk.deploy("plain", A).id
    desk.inner.put("story-1/index.html", b"fixed at night")
    stop = refused(lambda: desk.deploy("edited", B, edits={"index": "New."}))
    assert (stop.code, "story-1/index.html" in stop.message) == (ExitCode.UNSUITABLE, True)
    assert bytes(desk.inner.get(f"_publish/hotfix/{live}/story-1/index.html").bytes()) == b"fixed at night"


@pytest.mark.parametrize("ahead", [True, False])
def test_killed_at_any_write_pages_are_whole_and_the_next_run_heals_it(desk: ObjectsDesk, ahead: bool) -> None:
    desk.deploy("plain", A, pages=2)
    desk.deploy("bold", B, design="bold", pages=2)
    total = len(desk.store.writes)
    plain, bold = tree(desk.place / "plain"), tree(desk.place / "bold")
    for fatal in range(4 + ahead, total + 2, 6):
        desk.inner = obstore.store.MemoryStore()
        desk.deploy("plain", A, pages=2)
        target = desk.target(fatal)
        with suppress(Stop):
            desk.deploy("bold", B, target, design="bold", pages=2)
        shown = desk.shown()
        for path in plain.keys() & bold.keys():
            assert shown[path] in (plain[path], bold[path])
        for path, data in shown.items():
            if path.endswith(".html"):
                named = {one for one in shown if one.startswith("assets/") and one.encode() in data}
                assert len(named) == 3, (fatal, path)
        again = bold if ahead else plain
        patient = out_of_time(desk.target())
        desk.deploy("bold" if ahead else "plain", C, patient, design="bold" if ahead else "plain", pages=2)
        assert again.items() <= desk.shown().items()
        assert is_settled(Store(desk.inner).found())


def test_one_writes_at_a_time_and_a_dead_ones_time_runs_out(desk: ObjectsDesk) -> None:
    desk.deploy("plain", A)
    with holding(desk, "other"):
        assert refused(lambda: desk.deploy("bold", B, design="bold")).code == ExitCode.BUSY
    assert desk.deploy("bold", B, design="bold").action == "deployed"
    Store(desk.inner).create("_publish/lease/00000099", b"somebody")
    assert refused(lambda: desk.deploy("next", C)).code == ExitCode.BUSY
    assert desk.deploy("next", C, out_of_time(desk.target())).action == "deployed"


def test_a_lock_is_broken_by_its_owners_name_and_that_one_stops(desk: ObjectsDesk) -> None:
    with holding(desk, "dead-7"):
        assert "by dead-7" in refused(lambda: desk.deploy("plain", A)).message
        other = desk.target().lease
        assert (other.holder() or ("",))[0] == "dead-7"
        other.break_open("someone")
        assert other.holder()
        other.break_open("dead-7")
        assert other.holder() is None
        assert desk.deploy("plain", A).action == "deployed"
    with holding(desk, "slow-1", lasts=0.4) as quick:
        Lease(Store(desk.inner), "x").break_open("slow-1")
        quick._ended.wait(1.0)  # more than the time between its beats
        assert refused(quick.check).code == ExitCode.BUSY


def test_what_is_tried_of_a_store_leaves_nothing(desk: ObjectsDesk) -> None:
    desk.deploy("plain", A)
    before = Store(desk.inner).found().keys()
    assert {word for word, _ in desk.target().trials(desk.world.around())} == {"rights", "clock"}
    assert Store(desk.inner).found().keys() - {"_publish/lease/clock"} == before - {"_publish/lease/clock"}


def holding(desk: ObjectsDesk, owner: str, lasts: float = 60.0) -> AbstractContextManager[Lease]:
    return held_lease(Store(desk.inner), owner, lasts)


def test_who_was_held_up_for_too_long_stops_writing(desk: ObjectsDesk) -> None:
    with holding(desk, "slow") as lease:
        lease.check()
        lease._beaten -= 31  # half of the time, and a bit
        assert refused(lease.check).code == ExitCode.BUSY


def test_a_store_that_lets_two_create_the_same_object_is_refused_before_anything_is_written(desk: ObjectsDesk) -> None:
    class Lax(Counting):
        def create(self, key: str, data: bytes) -> bool:
            self.put(key, data, {})
            return True

    target = Objects(Lax(desk.inner), "desk-1")
    assert refused(lambda: desk.deploy("plain", A, target)).code == ExitCode.UNSUITABLE
    assert desk.shown() == {}


def test_old_releases_go_with_the_bytes_that_only_they_need(desk: ObjectsDesk) -> None:
    for number, commit in enumerate((A, B, C)):
        desk.deploy(f"s{number}", commit, edits={"index": str(number)})
        desk.world.now += timedelta(days=40)
    gone = collect(desk.target(), SITE, PublishOptions(keep=1), desk.world.around(), dry_run=False)
    assert len(gone) == 1
    assert len(Store(desk.inner).found("_publish/blobs")) == 1
    assert rollback(desk.target(), SITE, None, desk.world.around()).action == "rolled-back"


# ---- servers -------------------------------------------------------------------------------------


@pytest.mark.server
def test_s3_itself_below_a_prefix(tmp_path: Path, bucket: str) -> None:
    world = World()

    def target() -> Objects:
        return Objects(open_store(f"s3://{bucket}/news", os.environ), "desk-1")

    sites = [write_site(tmp_path / name, site_files(name), name[0] * 40) for name in ("bold", "plain")]
    for site in sites:
        assert deploy(target(), site, PublishOptions(), world.around()).action == "deployed"
    assert deploy(target(), sites[1], PublishOptions(), world.around()).action == "unchanged"
    assert rollback(target(), SITE, None, world.around()).id == sites[0].id
    sent = open_store(f"s3://{bucket}", os.environ)._inner.get("news/feeds/all.atom.xml")
    assert sent.attributes["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert sent.attributes["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert bytes(sent.bytes()) == sites[0].read("feeds/all.atom.xml")
    with held_lease(target().store, "other"), pytest.raises(PublishError) as caught:
        deploy(target(), sites[1], PublishOptions(), world.around())
    assert caught.value.code == ExitCode.BUSY


@pytest.mark.server
def test_a_real_server_that_ignores_conditions_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data/desk").mkdir(parents=True)
    with rclone(tmp_path / "data") as url:
        for name, value in keys(url).items():
            monkeypatch.setenv(name, value)
        target = Objects(open_store("s3://desk/news", os.environ), "desk-1")
        site = write_site(tmp_path / "site", site_files())
        stop = refused(lambda: deploy(target, site, PublishOptions(), World().around()))
        assert (stop.code, "If-None-Match" in stop.message) == (ExitCode.UNSUITABLE, True)
        assert all("_publish" in str(path) for path in (tmp_path / "data").rglob("*") if path.is_file())


@pytest.mark.server
def test_what_did_not_change_asks_little_and_writes_nothing_and_an_edit_sends_one_page(
    tmp_path: Path, s3: str, bucket: str
) -> None:
    with between(s3) as (url, net):

        def asked(name: str, commit: str, **of: object) -> list[tuple[str, str]]:
            before = len(net.asked)
            target = Objects(open_store(f"s3://{bucket}/", keys(url)), "desk-1")
            deploy(target, write_site(tmp_path / name, site_files(**of), commit), PublishOptions(), World().around())  # type: ignore[arg-type]
            return net.asked[before:]

        asked("plain", A)
        again = asked("again", A)
        assert (len(again) <= 10, {method for method, _ in again}) == (True, {"GET"})
        edit = asked("edited", B, edits={"story-1": "New words."})
        puts = [path.partition("/desk-")[2].partition("/")[2] for method, path in edit if method == "PUT"]
        assert [path for path in puts if not path.startswith("_publish/")] == ["story-1/index.html"]
        assert len(edit) <= 1 + 8, edit
