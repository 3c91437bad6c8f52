"""A folder as a target: what is complete in it, and what each step leaves."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.manifest import Manifest, NotReadable, Scanned, entries_of
from explainers.publishing.targets.releases import Releases
from tests.publishing.refusing import refused
from tests.publishing.synthetic import NOON, SITE, URL, target_in, write_site


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    """The manifest of a release of one file."""
    site = write_site(tmp_path / "site", {"index.html": b"One"})
    return Manifest(1, site.id, SITE, URL, "", NOON, 0, "test", entries_of(site.files))


def _made(target: Releases, manifest: Manifest) -> None:
    folder = target.stage_folder(manifest.id)
    target.disk.put_all(target.base.parent / "site", folder, {"index.html": 10**18})
    target.finish(manifest)


@pytest.mark.parametrize("goal", ["/etc", "releases/../../x", "releases/x", "staging/00000000000000000000"])
def test_a_current_that_leads_to_no_release_is_refused(target: Releases, goal: str) -> None:
    target.current.symlink_to(goal)
    error = refused(target.live_id)
    said = f"'current' in the target leads to '{goal}', which isn't a release: remove this link. Then 'releases' lists"
    assert (error.code, error.message.startswith(said)) == (ExitCode.UNSUITABLE, True)


def test_one_publication_at_a_time(target: Releases) -> None:
    other = target_in(target.base, "host-2")

    def locked() -> None:
        with other.locked():
            pass

    with target.locked():
        assert refused(locked).code == ExitCode.BUSY
    locked()


def test_a_release_is_complete_with_its_manifest_and_live_when_it_is_switched_to(
    target: Releases, manifest: Manifest
) -> None:
    _made(target, manifest)
    assert (target.complete(), target.live_id()) == ((manifest.id,), None)
    target.switch(manifest)
    assert (target.live(), (target.current / "index.html").read_bytes()) == (manifest, b"One")
    folder = target.folder(manifest.id)
    assert target.disk.mtimes(folder, ("index.html", "index.html/x", "none")) == {"index.html": 10**18}
    target.switch(None)
    assert target.live_id() is None


def test_a_lost_manifest_is_made_again_from_the_files(target: Releases, manifest: Manifest) -> None:
    _made(target, manifest)
    target.switch(manifest)
    (target.manifests / f"{manifest.id}.json").write_bytes(b"{")
    assert target.manifest(manifest.id).own == manifest.own
    assert target.manifest_is_lost(manifest.id)
    (target.current / "index.html").write_bytes(b"other")
    with pytest.raises(NotReadable):
        target.manifest(manifest.id)
    live = target.live()
    assert live is not None
    assert (live.id, live.tool, set(live.files)) == (manifest.id, "", {"index.html"})


def test_sweeping_takes_what_is_unfinished_and_nothing_else(target: Releases, manifest: Manifest) -> None:
    _made(target, manifest)
    (target.staging / "x.host-2").mkdir()
    (target.private / "link.host-2").symlink_to("releases")
    for litter in (target.private / "owner.new", target.manifests / "20200101-none.json"):
        litter.write_bytes(b"")
    target.claim(SITE)
    assert sorted(path.name for path in target.private.iterdir()) == ["lock", "manifests", "owner", "pool"]
    assert list(target.staging.iterdir()) == []
    assert target.complete() == (manifest.id,)
    target.discard(manifest.id)
    assert target.complete() == ()
    target.claim(SITE)
    assert [*target.staging.iterdir(), *target.releases.iterdir(), *target.manifests.iterdir()] == []


def test_a_file_is_shared_unless_it_is_there_already_or_the_other_lacks_it(
    target: Releases, manifest: Manifest
) -> None:
    _made(target, manifest)
    folder = target.stage_folder("new")
    target.disk.keep_all(target.folder(manifest.id), folder, ("index.html",))
    assert (folder / "index.html").samefile(target.folder(manifest.id) / "index.html")
    (folder / "index.html").unlink()
    (folder / "index.html").write_bytes(b"Two")
    target.disk.keep_all(target.folder(manifest.id), folder, ("index.html", "none.html"))
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("index.html", b"Two")]


def test_what_differs_is_missing_or_too_much_is_found(tmp_path: Path) -> None:
    files = write_site(tmp_path / "site", {"a/x": b"1", "b": b"2", "c": b"3"}).files
    (tmp_path / "site/b").write_bytes(b"B")
    (tmp_path / "site/c").unlink()
    expected: dict[str, Scanned] = {**files, "a/x/y": files["b"]}
    target = target_in(tmp_path / "www")
    assert target.wrong_files(tmp_path / "site", expected) == ("a/x/y", "b", "c")
    assert target.extra_files(tmp_path / "site", {"b": files["b"]}) == ("a/x",)


@pytest.mark.parametrize("name", ["staging", "releases", ".publish/manifests", ".publish/pool", ".publish"])
def test_nothing_is_followed_out_of_the_target(target: Releases, tmp_path: Path, name: str) -> None:
    theirs = tmp_path / "theirs"
    (target.base / name).rename(theirs)
    (theirs / "treasure").write_bytes(b"theirs")
    (target.base / name).symlink_to(theirs)
    error = refused(lambda: target.check_owner(SITE))
    assert (error.code, "move it away" in error.message or "other things" in error.message) == (
        ExitCode.UNSUITABLE,
        True,
    )
    with contextlib.suppress(OSError):  # a link that appears after we looked
        target.claim(SITE)
    assert (theirs / "treasure").read_bytes() == b"theirs"


def test_a_group_that_publishes_together_may_change_one_anothers_files(tmp_path: Path) -> None:
    target = target_in(tmp_path / "www")
    target.base.mkdir()
    target.base.chmod(0o2775)
    with target.locked():
        target.claim(SITE)
    modes = {path.stat().st_mode & 0o2777 for path in target.base.rglob("*")}
    assert modes == {0o2775, 0o664}
