"""Deployments into real folders: what is live afterwards, what stays as it was, and what is refused."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import signal
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy import Outcome, PublishOptions, collect, deploy, rehearse, rollback
from explainers.publishing.targets.disk import Disk
from explainers.publishing.targets.releases import Releases
from tests.publishing.refusing import refused
from tests.publishing.synthetic import (
    ASSET,
    SITE,
    URL,
    World,
    edited_record,
    hashed,
    site_files,
    target_in,
    tree,
    write_site,
)

A, B, C = "a" * 40, "b" * 40, "c" * 40


class Desk:
    """A place where sites are built and published: folders, a clock, a target."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.base = place / "www"
        self.world = World()

    def built(self, name: str = "site", commit: str = A, minute: int = 0, **of: object) -> BuiltSite:
        return write_site(self.place / name, site_files(**of), commit, minute)  # type: ignore[arg-type]

    def target(self, owner: str = "host-1", disk: Disk | None = None) -> Releases:
        return target_in(self.base, owner, disk)

    def deploy(self, site: BuiltSite, disk: Disk | None = None, **options: int) -> Outcome:
        return deploy(self.target(disk=disk), site, PublishOptions(**options), self.world.around())  # type: ignore[arg-type]

    def rollback(self, release: str | None = None) -> Outcome:
        return rollback(self.target(), SITE, release, self.world.around())

    def live(self) -> dict[str, bytes]:
        return tree(self.base / "current")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def everything(base: Path) -> dict[str, tuple[int, int, str]]:
    """Every name below a folder but the lock, with inode, time and where it leads."""
    return {
        path.relative_to(base).as_posix(): (
            path.lstat().st_ino,
            path.lstat().st_mtime_ns if path.is_file() else 0,
            str(path.readlink()) if path.is_symlink() else "",
        )
        for path in base.rglob("*")
        if path.name != "lock"
    }


# ---- the usual -----------------------------------------------------------------------------------


def test_a_first_deployment_makes_the_site_live_byte_for_byte(desk: Desk) -> None:
    site = desk.built()
    outcome = desk.deploy(site)
    assert (outcome.action, outcome.previous, outcome.sent) == ("deployed", None, len(site.files))
    assert desk.live() == tree(site.root)
    assert (desk.base / "current").readlink() == Path("releases") / site.id
    assert desk.target().complete() == (site.id,)
    assert not list((desk.base / "staging").iterdir())


def test_the_layout_is_the_documented_one(desk: Desk) -> None:
    site = desk.built()
    desk.deploy(site)
    assert sorted(path.name for path in desk.base.iterdir()) == [".publish", "current", "releases", "staging"]
    private = sorted(path.relative_to(desk.base).as_posix() for path in (desk.base / ".publish").rglob("*"))
    assert private == [
        ".publish/lock",
        ".publish/log",
        ".publish/manifests",
        f".publish/manifests/{site.id}.json",
        ".publish/owner",
        ".publish/pool",
        *sorted(f".publish/pool/{one.sha256}" for one in site.files.values()),
        ".publish/spare",
    ]
    assert (desk.base / ".publish" / "owner").read_text() == f"{SITE}\n"


def test_the_same_site_again_changes_nothing(desk: Desk) -> None:
    desk.deploy(desk.built())
    before = everything(desk.base)
    outcome = desk.deploy(desk.built("again"))
    assert (outcome.action, outcome.sent) == ("unchanged", 0)
    assert everything(desk.base) == before


def test_one_edit_sends_one_file_and_shares_all_others_with_the_release_before(desk: Desk) -> None:
    first = desk.built()
    desk.deploy(first)
    desk.world.now += timedelta(hours=1)
    second = desk.built("edited", B, edits={"story-1": "Other words."})
    outcome = desk.deploy(second)
    assert (outcome.sent, outcome.kept) == (1, len(first.files) - 1)
    for path in second.files:
        old, new = desk.base / "releases" / first.id / path, desk.base / "current" / path
        same = path != "story-1/index.html"
        assert (old.stat().st_ino == new.stat().st_ino) is same
        assert (old.stat().st_mtime_ns == new.stat().st_mtime_ns) is same


def test_a_changed_file_of_equal_size_gets_a_later_time_even_within_the_same_second(desk: Desk) -> None:
    desk.deploy(desk.built(edits={"story-1": "one"}))
    times = [(desk.base / "current" / "story-1" / "index.html").stat().st_mtime_ns]
    for commit, words in ((B, "two"), (C, "six")):
        desk.deploy(desk.built("next", commit, edits={"story-1": words}))
        times.append((desk.base / "current" / "story-1" / "index.html").stat().st_mtime_ns)
    assert times[1] - times[0] >= 10**9
    assert times[2] - times[1] >= 10**9


def test_a_redesign_leaves_what_open_pages_name_where_it_was(desk: Desk) -> None:
    old = desk.built(design="plain")
    desk.deploy(old)
    new = desk.built("new", B, design="bold")
    outcome = desk.deploy(new)
    named = {path.decode() for path in ASSET.findall(old.read("index.html"))}
    assert outcome.carried == len(named) == 3
    assert desk.live() == tree(new.root) | {path: old.read(path) for path in named}


def test_compressed_copies_of_assets_stay_as_long_as_the_assets(desk: Desk) -> None:
    def packed(design: str) -> dict[str, bytes]:
        files = site_files(design)
        return files | {f"{path}.gz": gzip.compress(data, mtime=0) for path, data in files.items()}

    old, new = packed("plain"), packed("bold")
    desk.deploy(write_site(desk.place / "old", old, A))
    assert desk.deploy(write_site(desk.place / "new", new, B)).carried == 6
    assert desk.live() == new | {path: data for path, data in old.items() if path.startswith("assets/")}


def test_assets_go_when_their_days_are_over(desk: Desk) -> None:
    old = desk.built(design="plain")
    desk.deploy(old)
    desk.deploy(desk.built("new", B, design="bold"))
    desk.world.now += timedelta(days=31)
    site = desk.built("next", C, design="bold", edits={"index": "Later."})
    desk.deploy(site)
    assert desk.live() == tree(site.root)


def test_a_release_that_comes_back_carries_what_the_one_between_had(desk: Desk) -> None:
    first = desk.built(design="plain")
    desk.deploy(first)
    second = desk.built("new", B, design="bold")
    desk.deploy(second)
    again = edited_record(first.root, commit=C)
    outcome = desk.deploy(again)
    assert (outcome.id, outcome.action, outcome.carried) == (first.id, "deployed", 3)
    between = {path.decode() for path in ASSET.findall(second.read("index.html"))}
    assert desk.live() == tree(first.root) | {path: second.read(path) for path in between}


def test_files_become_readable_by_everybody_whatever_the_umask(desk: Desk) -> None:
    site = desk.built()
    before = os.umask(0o077)
    try:
        desk.deploy(site)
    finally:
        os.umask(before)
    current = (desk.base / "current").resolve()
    modes = {path.stat().st_mode & 0o777 for path in current.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (current, *current.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o644}, {0o755})


def test_a_folder_may_take_the_place_of_a_file_and_back(desk: Desk) -> None:
    files = site_files()
    for step, extra in enumerate(({"data": b"x"}, {"data/list.txt": b"y"}, {"data": b"z"})):
        site = write_site(desk.place / f"s{step}", files | extra, "abc"[step] * 40)
        desk.deploy(site)
        assert desk.live() == tree(site.root)


def test_the_manifest_says_what_the_release_was_made_from(desk: Desk) -> None:
    site = desk.built()
    leading = b'<!doctype html><title>x</title><meta http-equiv="refresh" content="0; url=/story-1/">'
    site = write_site(site.root, site_files() | {"old/index.html": leading})
    desk.deploy(site)
    manifest = desk.target().manifest(site.id)
    assert (manifest.commit, manifest.site, manifest.tool) == (A, SITE, "test 1")
    assert manifest.redirects == {"old/index.html": "/story-1/"}
    assert {path: entry.sha256 for path, entry in manifest.files.items()} == {
        path: found.sha256 for path, found in site.files.items()
    }


def test_the_log_has_a_line_for_each_change(desk: Desk) -> None:
    first, second = desk.built(), desk.built("new", B, design="bold")
    desk.deploy(first)
    desk.deploy(second)
    desk.rollback()
    assert [(line.action, line.id, line.previous) for line in desk.target().log()] == [
        ("deploy", first.id, None),
        ("deploy", second.id, first.id),
        ("rollback", first.id, second.id),
    ]


def test_a_dry_run_changes_nothing_at_all(desk: Desk) -> None:
    outcome = rehearse(desk.target(), desk.built(), PublishOptions(), desk.world.around())
    assert outcome.action == "would-deploy"
    assert not desk.base.exists()
    desk.deploy(desk.built())
    before = everything(desk.base)
    new = desk.built("new", B, design="bold")
    outcome = rehearse(desk.target(), new, PublishOptions(), desk.world.around())
    assert (outcome.id, outcome.sent, outcome.carried) == (new.id, 11, 3)
    assert everything(desk.base) == before


# ---- going back ----------------------------------------------------------------------------------


def test_rollbacks_go_back_release_by_release_to_equal_bytes(desk: Desk) -> None:
    sites = [desk.built(f"s{n}", "abcd"[n] * 40, edits={"index": str(n)}) for n in range(4)]
    for site in sites:
        desk.deploy(site)
    for site in reversed(sites[:-1]):
        assert desk.rollback().id == site.id
        assert desk.live() == tree(site.root)
    assert refused(desk.rollback).code == ExitCode.USAGE


def test_a_rollback_to_a_named_release_carries_the_assets_of_the_live_one(desk: Desk) -> None:
    first, second = desk.built(design="plain"), desk.built("new", B, design="bold")
    desk.deploy(first)
    desk.deploy(second)
    assert desk.rollback(first.id).carried == 3
    between = {path.decode() for path in ASSET.findall(second.read("index.html"))}
    assert between <= desk.live().keys()


def test_pages_that_come_back_are_newer_than_those_they_replace(desk: Desk) -> None:
    desk.deploy(desk.built(edits={"story-1": "one"}))
    desk.deploy(desk.built("new", B, edits={"story-1": "two"}))
    page = desk.base / "current" / "story-1" / "index.html"
    before = page.stat().st_mtime_ns
    desk.rollback()
    assert page.stat().st_mtime_ns - before >= 10**9


def test_a_rollback_to_what_is_not_there_is_refused(desk: Desk) -> None:
    assert refused(desk.rollback).code == ExitCode.USAGE
    desk.deploy(desk.built())
    stop = refused(lambda: desk.rollback("0" * 20))
    assert (stop.code, "0" * 20 in stop.message) == (ExitCode.USAGE, True)
    assert refused(lambda: desk.rollback("../../etc")).code == ExitCode.USAGE


def test_an_edit_on_the_server_damages_no_release_that_shares_the_file_for_good(desk: Desk) -> None:
    sites = [desk.built(f"s{n}", "abcd"[n] * 40, edits={"index": str(n)}) for n in range(3)]
    for site in sites:
        desk.deploy(site)
    page = desk.base / "current" / "story-1" / "index.html"
    page.write_bytes(b"edited in place, in all releases at once")
    assert page.samefile(desk.base / "releases" / sites[0].id / "story-1" / "index.html")
    for site in (sites[1], sites[0]):
        assert desk.rollback().id == site.id
        assert desk.live() == tree(site.root)
    kept = desk.base / ".publish" / "hotfix" / sites[2].id / "story-1" / "index.html"
    assert kept.read_bytes() == b"edited in place, in all releases at once"


def test_a_rollback_to_what_nobody_has_a_sound_copy_of_names_the_file_and_the_commit(desk: Desk) -> None:
    first = desk.built(edits={"index": "one"})
    desk.deploy(first)
    second = desk.built("new", B, edits={"index": "two"})
    desk.deploy(second)
    (desk.base / "releases" / first.id / "index.html").write_bytes(b"broken")
    (desk.base / ".publish" / "pool" / first.files["index.html"].sha256).write_bytes(b"broken too")
    stop = refused(desk.rollback)
    assert (stop.code, "index.html" in stop.message, A[:12] in stop.message) == (ExitCode.OUTSIDE, True, True)
    assert desk.target().live_id() == second.id
    # What the message says is the way out.
    assert desk.deploy(desk.built(edits={"index": "one"}), allow_older=True).id == first.id


@pytest.mark.parametrize("releases", [1, 2])
@pytest.mark.parametrize("damage", [b"{", None])
def test_a_lost_manifest_of_the_live_release_stops_nothing(desk: Desk, releases: int, damage: bytes | None) -> None:
    sites = [desk.built(f"s{n}", "abc"[n] * 40, design=("plain", "bold")[n]) for n in range(releases)]
    for site in sites:
        desk.deploy(site)
    path = desk.base / ".publish" / "manifests" / f"{sites[-1].id}.json"
    path.unlink() if damage is None else path.write_bytes(damage)
    assert desk.deploy(desk.built("next", C, design="grand")).action == "deployed"
    assert any("was unusable, and is made again" in said for _, said in desk.world.told)


def test_the_same_site_again_makes_its_lost_manifest_again(desk: Desk) -> None:
    site = desk.built()
    desk.deploy(site)
    path = desk.base / ".publish" / "manifests" / f"{site.id}.json"
    path.write_bytes(b"{")
    assert desk.deploy(site).action == "unchanged"
    assert desk.target().manifest(site.id).tool == "test 1"


def test_short_ids_do_where_they_are_plain(desk: Desk) -> None:
    first = desk.built()
    desk.deploy(first)
    desk.deploy(desk.built("new", B, design="bold"))
    assert refused(lambda: desk.rollback("")).code == ExitCode.USAGE
    assert desk.rollback(first.id[:6]).id == first.id


def test_with_no_earlier_release_the_others_are_named(desk: Desk) -> None:
    first, second = desk.built(), desk.built("new", B, design="bold")
    desk.deploy(first)
    desk.deploy(second)
    desk.rollback()
    stop = refused(desk.rollback)
    assert (stop.code, second.id in stop.message) == (ExitCode.USAGE, True)
    assert desk.rollback(second.id[:8]).id == second.id


def test_a_rollback_can_be_rehearsed(desk: Desk) -> None:
    first = desk.built()
    desk.deploy(first)
    desk.deploy(desk.built("new", B, design="bold"))
    before = everything(desk.base)
    outcome = rollback(desk.target(), SITE, None, desk.world.around(), dry_run=True)
    assert (outcome.action, outcome.id) == ("would-roll-back", first.id)
    assert everything(desk.base) == before


def test_a_rollback_needs_no_free_space(desk: Desk) -> None:
    class Full(Disk):
        room = 0

        def write(self, path: Path, data: bytes) -> None:
            if len(data) > self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            super().write(path, data)

        def remove(self, path: Path) -> None:
            self.room += path.stat().st_size if path.is_file() and not path.is_symlink() else 0
            super().remove(path)

    first = desk.built()
    desk.deploy(first)
    desk.deploy(desk.built("new", B, design="bold"))
    assert rollback(desk.target(disk=Full()), SITE, None, desk.world.around()).id == first.id


def test_a_publication_killed_between_switch_and_log_is_in_the_log_after_the_next(desk: Desk) -> None:
    first, second = desk.built(), desk.built("new", B, design="bold")
    desk.deploy(first)
    desk.deploy(second)
    log = desk.base / ".publish" / "log"
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    third = desk.built("next", C, design="grand")
    desk.deploy(third)
    assert [(line.id, line.commit) for line in desk.target().log()] == [
        (first.id, A), (second.id, B), (third.id, C),
    ]  # fmt: skip
    assert desk.rollback().id == second.id


def test_old_releases_go_and_what_only_they_need_with_them(desk: Desk) -> None:
    sites = [desk.built(f"s{n}", "abcdef"[n] * 40, edits={"index": str(n)}) for n in range(5)]
    for site in sites:
        desk.deploy(site, keep=2)
        desk.world.now += timedelta(days=40)
    assert set(desk.target().complete()) == {site.id for site in sites[3:]}
    pool = {path.name for path in (desk.base / ".publish" / "pool").iterdir()}
    assert pool == {one.sha256 for site in sites[3:] for one in site.files.values()}
    assert desk.rollback().id == sites[3].id
    desk.world.now += timedelta(days=40)
    keeping = PublishOptions(keep=1)
    assert collect(desk.target(), SITE, keeping, desk.world.around(), dry_run=True) == [sites[4].id]
    assert collect(desk.target(), SITE, keeping, desk.world.around(), dry_run=False) == [sites[4].id]
    assert desk.target().complete() == (sites[3].id,)


@pytest.mark.parametrize("at", range(1, 6))
def test_an_old_release_whose_removal_is_killed_is_gone_with_the_next_run(desk: Desk, at: int) -> None:
    class Stop(BaseException):
        pass

    class Dying(Disk):
        left = at

        def due(self) -> None:
            self.left -= 1
            if not self.left:
                raise Stop

        def rename(self, old: Path, new: Path) -> None:
            self.due()
            super().rename(old, new)

        def remove(self, path: Path) -> None:
            if self.kind(path):
                self.due()
            super().remove(path)

        def remove_all(self, paths: Iterable[Path]) -> None:
            for path in paths:
                self.remove(path)

    for number in range(3):
        desk.deploy(desk.built("site", "abc"[number] * 40, edits={"index": str(number)}))
        desk.world.now += timedelta(days=40)
    keeping = PublishOptions(keep=1)
    with pytest.raises(Stop):
        collect(desk.target(disk=Dying()), SITE, keeping, desk.world.around(), dry_run=False)
    collect(desk.target(), SITE, keeping, desk.world.around(), dry_run=False)
    assert {path.name for path in (desk.base / "releases").iterdir()} == set(desk.target().complete())
    assert (len(desk.target().complete()), list((desk.base / "staging").iterdir())) == (2, [])
    needed = {one.sha256 for id in desk.target().complete() for one in desk.target().manifest(id).served.values()}
    assert {path.name for path in (desk.base / ".publish/pool").iterdir()} == needed


# ---- refusals ------------------------------------------------------------------------------------


def test_an_older_commit_is_refused_unless_it_is_meant(desk: Desk) -> None:
    desk.deploy(desk.built("new", B, design="bold"))
    before = everything(desk.base)
    old = desk.built("old", A, minute=99)
    assert refused(lambda: desk.deploy(old)).code == ExitCode.OLDER
    assert everything(desk.base) == before
    assert desk.deploy(old, allow_older=True).id == old.id


@pytest.mark.parametrize(("minute", "code"), [(-1, ExitCode.OLDER), (1, None)])
def test_where_no_history_knows_the_commits_their_times_decide(desk: Desk, minute: int, code: ExitCode | None) -> None:
    desk.deploy(desk.built("new", "?" + B[1:], design="bold"))
    site = desk.built("other", A, minute=minute)
    if code:
        assert refused(lambda: desk.deploy(site)).code == code
    else:
        assert desk.deploy(site).action == "deployed"


def test_the_same_bytes_from_a_later_commit_count_as_that_commit(desk: Desk) -> None:
    site = desk.built(commit=A)
    desk.deploy(site)
    assert desk.deploy(edited_record(site.root, commit=C)).action == "unchanged"
    assert refused(lambda: desk.deploy(desk.built("between", B, design="bold"))).code == ExitCode.OLDER


def test_a_folder_with_other_things_in_it_is_left_alone(desk: Desk) -> None:
    desk.base.mkdir()
    (desk.base / "thesis.txt").write_text("mine")
    stop = refused(lambda: desk.deploy(desk.built()))
    assert (stop.code, "thesis.txt" in stop.message) == (ExitCode.UNSUITABLE, True)
    assert [path.name for path in desk.base.iterdir()] == ["thesis.txt"]


def test_a_target_that_has_lost_its_mark_is_told_with_what_brings_it_back(desk: Desk) -> None:
    site, mark = desk.built(), desk.base / ".publish/owner"
    desk.deploy(site)
    mark.unlink()
    stop = refused(lambda: desk.deploy(site))
    assert (stop.code, "'.publish/owner' is gone" in stop.message) == (ExitCode.UNSUITABLE, True)
    assert f"write '{SITE}' into that file" in stop.message
    assert "belongs to another site" in refused(lambda: desk.target().check_owner("other")).message
    assert not mark.exists()
    mark.write_text(f"{SITE}\n")
    assert desk.deploy(site).action == "unchanged"


def test_a_first_publication_that_was_cut_short_is_no_other_thing(desk: Desk) -> None:
    private = desk.base / ".publish"
    private.mkdir(parents=True)
    for name in ("lock", "owner.new"):
        (private / name).touch()
    (private / "link.host-99").symlink_to("releases")  # left by a process that is gone
    assert desk.deploy(desk.built()).action == "deployed"


@pytest.mark.parametrize("name", ["link.html", "notes.new", "manifests"])
def test_what_is_named_like_our_own_in_a_folder_of_others_is_left_alone(desk: Desk, name: str) -> None:
    (desk.base / ".publish").mkdir(parents=True)
    (desk.base / ".publish" / name).write_text("mine")
    stop = refused(lambda: desk.deploy(desk.built()))
    assert (stop.code, name in stop.message) == (ExitCode.UNSUITABLE, True)
    assert (desk.base / ".publish" / name).read_text() == "mine"


def test_the_target_of_another_site_is_left_alone(desk: Desk) -> None:
    desk.deploy(desk.built())
    before = everything(desk.base)
    other = write_site(desk.place / "other", site_files(), B, site="sports")
    assert refused(lambda: desk.deploy(other)).code == ExitCode.UNSUITABLE
    assert everything(desk.base) == before


def test_things_that_others_add_to_the_target_later_stay_there(desk: Desk) -> None:
    desk.deploy(desk.built())
    (desk.base / "uploads").mkdir()
    (desk.base / "uploads" / "photo.jpg").write_bytes(b"photo")
    desk.deploy(desk.built("new", B, design="bold"))
    assert (desk.base / "uploads" / "photo.jpg").read_bytes() == b"photo"


def test_a_file_or_a_real_folder_in_the_place_of_the_link_is_refused(desk: Desk) -> None:
    desk.deploy(desk.built())
    (desk.base / "current").unlink()
    (desk.base / "current").mkdir()
    assert refused(lambda: desk.deploy(desk.built("new", B))).code == ExitCode.UNSUITABLE
    desk.base = desk.place / "site" / "index.html"
    assert refused(lambda: desk.deploy(desk.built("new", B))).code == ExitCode.UNSUITABLE


def test_a_link_that_leads_elsewhere_is_refused(desk: Desk) -> None:
    desk.deploy(desk.built())
    (desk.base / "current").unlink()
    (desk.base / "current").symlink_to("../site")
    assert refused(lambda: desk.deploy(desk.built("new", B))).code == ExitCode.UNSUITABLE


def test_a_deployment_during_another_one_is_told_to_come_again(desk: Desk) -> None:
    site = desk.built()
    desk.deploy(site)
    with desk.target("other-2").locked():
        assert refused(lambda: desk.deploy(desk.built("new", B))).code == ExitCode.BUSY
        assert refused(desk.rollback).code == ExitCode.BUSY
    assert desk.deploy(desk.built("new", B, design="bold")).action == "deployed"


def test_a_site_that_is_not_fit_is_refused_with_every_problem_and_nothing_is_changed(desk: Desk) -> None:
    desk.deploy(desk.built())
    before = everything(desk.base)
    files = site_files() | {"bad/index.html": b"<a href='/nowhere/'>x</a><img src='http://localhost/x.png'>"}
    stop = refused(lambda: desk.deploy(write_site(desk.place / "bad", files, B)))
    assert stop.code == ExitCode.PROBLEMS
    assert {problem.code for problem in stop.problems} == {"broken-reference", "development-trace"}
    assert everything(desk.base) == before


def test_an_almost_empty_build_does_not_replace_a_site_unless_it_is_meant(desk: Desk) -> None:
    desk.deploy(desk.built(pages=30))
    small = desk.built("small", B, pages=2)
    gone = tuple(f"story-{n}/index.html" for n in range(2, 30))
    small = edited_record(small.root, gone=gone)
    assert [problem.code for problem in refused(lambda: desk.deploy(small)).problems] == ["page-count"]
    assert refused(lambda: desk.deploy(small, allow_shrink=True, max_remove=27)).code == ExitCode.PROBLEMS
    assert desk.deploy(small, allow_shrink=True, max_remove=28).action == "deployed"


def test_a_page_that_vanishes_without_a_word_is_refused(desk: Desk) -> None:
    desk.deploy(desk.built())
    less = desk.built("less", B, pages=5)
    (problem,) = refused(lambda: desk.deploy(less)).problems
    assert (problem.code, problem.path) == ("vanished-address", "story-5/index.html")
    leading = b'<!doctype html><title>x</title><meta http-equiv="refresh" content="0; url=/story-1/">'
    moved = write_site(desk.place / "moved", site_files(pages=5) | {"story-5/index.html": leading}, B)
    assert desk.deploy(moved).action == "deployed"
    back = b'<!doctype html><title>x</title><meta http-equiv="refresh" content="0; url=/story-5/">'
    files = site_files() | {"story-1/index.html": back}
    files["index.html"] = files["index.html"].replace(b"/story-1/#words", b"/story-1/")
    looping = write_site(desk.place / "looping", files, C)
    assert "redirect-loop" in {one.code for one in refused(lambda: desk.deploy(looping)).problems}


def test_another_address_is_refused_unless_the_site_moves(desk: Desk) -> None:
    first = desk.built()
    desk.deploy(first)
    url = "https://sports.example"
    moved = write_site(desk.place / "moved", site_files(url=url), B, url=url)
    stop = refused(lambda: desk.deploy(moved))
    assert (stop.code, URL in stop.message, url in stop.message) == (ExitCode.UNSUITABLE, True, True)
    assert desk.deploy(moved, new_address=True).site_url == url
    assert refused(desk.rollback).code == ExitCode.UNSUITABLE
    back = rollback(desk.target(), SITE, None, desk.world.around(), PublishOptions(new_address=True))
    assert back.id == first.id


def test_a_deployment_may_wait_for_another_one_to_end(desk: Desk) -> None:
    desk.deploy(desk.built())
    with contextlib.ExitStack() as other:
        other.enter_context(desk.target("other-2").locked())
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) == 2:
                other.close()

        around = replace(desk.world.around(), sleep=sleep)
        site = desk.built("new", B, design="bold")
        assert deploy(desk.target(), site, PublishOptions(wait=5), around).id == site.id
        assert slept == [1.0, 1.0]


def test_from_the_switch_on_nothing_ends_with_a_false_word(desk: Desk) -> None:
    """A reader of the output that has gone, and Ctrl-C."""

    def tell(phase: str, _text: str, /, **_figures: int | str) -> None:
        if phase == "switch":
            signal.raise_signal(signal.SIGINT)
        if phase in ("switch", "served"):
            raise BrokenPipeError

    site = desk.built()
    outcome = deploy(desk.target(), site, PublishOptions(), replace(desk.world.around(), tell=tell))
    assert (outcome.action, outcome.verified) == ("deployed", len(site.files))
    assert [line.id for line in desk.target().log()] == [site.id]


def test_a_site_that_was_edited_after_it_was_built_is_refused_even_if_that_release_is_live(
    desk: Desk,
) -> None:
    site = desk.built()
    desk.deploy(site)
    (site.root / "index.html").write_bytes(b"<p>edited by hand</p>")
    from explainers.publishing.built_site import built_site

    stop = refused(lambda: desk.deploy(built_site(site.root)))
    assert [problem.code for problem in stop.problems] == ["not-as-built"]


# ---- faults --------------------------------------------------------------------------------------


class FullDisk(Disk):
    """Has room for so many bytes, then for half a file, then for nothing."""

    def __init__(self, room: int) -> None:
        self.room = room

    def copy(self, source: Path, path: Path, mtime_ns: int) -> None:
        size = source.stat().st_size
        if size > self.room:
            path.write_bytes(source.read_bytes()[: self.room])
            self.room = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        self.room -= size
        super().copy(source, path, mtime_ns)


@pytest.mark.parametrize("room", [0, 1, 2000, 5000])
def test_a_full_disk_leaves_what_is_live_and_no_litter(desk: Desk, room: int) -> None:
    first = desk.built()
    desk.deploy(first)
    stop = refused(lambda: desk.deploy(desk.built("new", B, design="bold"), FullDisk(room)))
    assert stop.code == ExitCode.OUTSIDE
    assert str(desk.place) in stop.message, "there may be other disks"
    assert desk.live() == tree(first.root)
    assert not list((desk.base / "staging").iterdir())
    assert desk.deploy(desk.built("new", B, design="bold")).action == "deployed"


class Tampering(Disk):
    """Somebody else writes into a file right after one of ours is written or switched."""

    def __init__(self, when: str, victim: Callable[[Path], Path]) -> None:
        self.when, self.victim = when, victim

    def copy(self, source: Path, path: Path, mtime_ns: int) -> None:
        super().copy(source, path, mtime_ns)
        if self.when == "copy" and path.match("story-1/index.html"):
            path.write_bytes(b"tampered")

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        if self.when == "switch" and new.name == "current":
            victim = self.victim(new)
            data = victim.read_bytes()
            victim.unlink()
            victim.write_bytes(data + b"tampered")
            self.when = "done"


def test_a_staged_file_that_is_not_what_was_sent_is_caught_before_the_switch(desk: Desk) -> None:
    first = desk.built()
    desk.deploy(first)
    disk = Tampering("copy", lambda link: link)
    stop = refused(lambda: desk.deploy(desk.built("new", B, design="bold"), disk))
    assert (stop.code, "story-1/index.html" in stop.message) == (ExitCode.OUTSIDE, True)
    assert desk.target().live_id() == first.id


def test_a_file_that_nobody_sent_is_caught_before_the_switch(desk: Desk) -> None:
    class Stranger(Disk):
        def copy(self, source: Path, path: Path, mtime_ns: int) -> None:
            super().copy(source, path, mtime_ns)
            path.with_name("stranger.html").write_bytes(b"hello")

    stop = refused(lambda: desk.deploy(desk.built(), Stranger()))
    assert (stop.code, "stranger.html" in stop.message) == (ExitCode.OUTSIDE, True)
    assert desk.target().live_id() is None


def test_what_is_served_otherwise_than_sent_is_rolled_back(desk: Desk) -> None:
    first = desk.built()
    desk.deploy(first)
    disk = Tampering("switch", lambda link: link / "index.html")
    stop = refused(lambda: desk.deploy(desk.built("new", B, design="bold"), disk))
    assert (stop.code, "index.html" in stop.message) == (ExitCode.ROLLED_BACK, True)
    assert desk.live() == tree(first.root)
    # The damaged release is not taken for the good one the next time.
    new = desk.built("new", B, design="bold")
    assert desk.deploy(new).id == new.id
    assert tree(new.root).items() <= desk.live().items()


def test_a_first_release_that_is_served_otherwise_than_sent_is_taken_offline(desk: Desk) -> None:
    disk = Tampering("switch", lambda link: link / "index.html")
    assert refused(lambda: desk.deploy(desk.built(), disk)).code == ExitCode.ROLLED_BACK
    assert desk.target().live_id() is None


def test_a_way_back_that_fails_has_a_code_of_its_own(desk: Desk) -> None:
    class NoWayBack(Tampering):
        def symlink(self, target: str, path: Path) -> None:
            if self.when == "done":
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
            super().symlink(target, path)

    desk.deploy(desk.built())
    disk = NoWayBack("switch", lambda link: link / "index.html")
    stop = refused(lambda: desk.deploy(desk.built("new", B, design="bold"), disk))
    assert stop.code == ExitCode.BROKEN


def test_a_damaged_live_file_is_mended_by_deploying_the_same_site_again(desk: Desk) -> None:
    site = desk.built()
    desk.deploy(site)
    (desk.base / "current" / "index.html").unlink()
    (desk.base / "current" / "robots.txt").unlink()
    outcome = desk.deploy(site)
    assert (outcome.action, outcome.sent) == ("unchanged", 2)
    assert desk.live() == tree(site.root)


@pytest.mark.parametrize("path", ["story-1/index.html", "new.html"])
def test_a_hot_fix_on_the_server_is_kept_and_undone_only_if_that_is_meant(desk: Desk, path: str) -> None:
    desk.deploy(desk.built())
    fixed = desk.base / "current" / path
    fixed.unlink(missing_ok=True)
    fixed.write_bytes(b"fixed at night")
    new = desk.built("new", B, edits={"index": "New."})
    stop = refused(lambda: desk.deploy(new))
    assert (stop.code, path in stop.message) == (ExitCode.UNSUITABLE, True)
    assert fixed.read_bytes() == b"fixed at night"
    kept = desk.base / ".publish" / "hotfix" / (desk.target().live_id() or "") / path
    assert kept.read_bytes() == b"fixed at night"
    assert desk.deploy(new, overwrite_hotfix=True).action == "deployed"
    assert desk.live() == tree(new.root)


def test_what_was_added_beside_an_edit_is_told_with_it_and_goes_with_it(desk: Desk) -> None:
    site = desk.built()
    desk.deploy(site)
    live = desk.base / "current"
    (live / "index.html").unlink()  # or the edit would reach what shares the file
    (live / "index.html").write_bytes(b"edited")
    (live / "new").mkdir()
    (live / "new/added.html").write_bytes(b"added")
    for ask in (deploy, rehearse):
        stop = refused(lambda ask=ask: ask(desk.target(), site, PublishOptions(), desk.world.around()))  # type: ignore[misc]
        assert (stop.code, "(index.html and 1 more)" in stop.message) == (ExitCode.UNSUITABLE, True)
    outcome = desk.deploy(site, overwrite_hotfix=True)
    assert (outcome.action, outcome.sent) == ("unchanged", 2)
    assert desk.live() == tree(site.root)
    kept = desk.base / ".publish" / "hotfix" / site.id
    assert [(kept / each).read_bytes() for each in ("index.html", "new/added.html")] == [b"edited", b"added"]


def test_what_was_only_added_is_told_and_stays_until_it_is_meant_to_go(desk: Desk) -> None:
    site = desk.built()
    desk.deploy(site)
    added = desk.base / "current" / "added.html"
    added.write_bytes(b"added")
    assert desk.deploy(site).action == "unchanged"
    assert any("added something to what is live (added.html)" in text for _, text in desk.world.told)
    assert added.read_bytes() == b"added"
    assert desk.deploy(site, overwrite_hotfix=True).action == "unchanged"
    assert not added.exists()


def test_a_hot_fix_that_the_sources_have_learned_stops_nothing(desk: Desk) -> None:
    desk.deploy(desk.built())
    new = desk.built("new", B, edits={"story-1": "Right."})
    (desk.base / "current" / "story-1" / "index.html").write_bytes(new.read("story-1/index.html"))
    assert desk.deploy(new).action == "deployed"


def test_damage_in_the_live_release_does_not_reach_the_next_one(desk: Desk) -> None:
    first = desk.built(design="plain")
    desk.deploy(first)
    second = desk.built("new", B, design="bold")
    desk.deploy(second)
    lost = hashed("site.css", site_files("plain")[hashed_name(first, "site.css")])
    (desk.base / "current" / "images" / "logo.svg").write_bytes(b"broken")
    (desk.base / "current" / "robots.txt").unlink()
    (desk.base / "current" / lost).write_bytes(b"broken")
    third = desk.built("next", C, design="bold", edits={"index": "New."})
    outcome = desk.deploy(third, overwrite_hotfix=True)
    assert outcome.carried == 2
    assert {path: data for path, data in desk.live().items() if path in third.files} == tree(third.root)
    assert lost not in desk.live()


def hashed_name(site: BuiltSite, name: str) -> str:
    stem, ending = name.rsplit(".", 1)
    return next(path for path in site.files if path.startswith(f"assets/{stem}.") and path.endswith(ending))


def test_a_disk_without_hard_links_gets_copies_that_keep_their_times(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.built()
    desk.deploy(first)

    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_link)
    second = desk.built("new", B, edits={"index": "New."})
    desk.deploy(second)
    old, new = desk.base / "releases" / first.id, desk.base / "releases" / second.id
    assert desk.live() == tree(second.root)
    assert (old / "robots.txt").stat().st_mtime_ns == (new / "robots.txt").stat().st_mtime_ns
    assert (old / "robots.txt").stat().st_ino != (new / "robots.txt").stat().st_ino


def test_a_disk_without_symbolic_links_is_refused(desk: Desk) -> None:
    class Plain(Disk):
        def symlink(self, target: str, path: Path) -> None:
            raise OSError(errno.EPERM, "no links here", str(path))

    assert refused(lambda: desk.deploy(desk.built(), Plain())).code == ExitCode.UNSUITABLE
    assert not (desk.base / "current").exists()


def test_a_log_that_can_not_be_written_does_not_undo_a_good_release(desk: Desk) -> None:
    class NoLog(Disk):
        def append(self, path: Path, line: bytes) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    site = desk.built()
    assert desk.deploy(site, NoLog()).action == "deployed"
    assert ("log", "the release is live, but its line in the log is missing (No space left on device)") in (
        desk.world.told
    )
    assert desk.target().live_id() == site.id


def test_parts_of_the_search_index_stay_for_readers_who_search(desk: Desk) -> None:
    part = {"pagefind/index/en_1a2b3c.pf_index": b"old words"}
    desk.deploy(write_site(desk.place / "old", site_files() | part, A))
    desk.deploy(write_site(desk.place / "new", site_files() | {"pagefind/index/en_4d5e6f.pf_index": b"new"}, B))
    assert part.items() <= desk.live().items()
