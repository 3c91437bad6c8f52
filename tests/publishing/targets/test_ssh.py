"""Releases behind ssh, with OpenSSH's own server: they go live as on a disk here, and nobody is asked anything."""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.manifest import Scanned
from explainers.publishing.targets.disk import Disk, scanned_file
from explainers.publishing.targets.releases import Releases
from explainers.publishing.targets.shell import Shell
from explainers.publishing.targets.ssh import SshDisk
from tests.publishing.kills import FolderPlace, harass, wrong
from tests.publishing.synthetic import SITE, World, site_files, target_in, tree, write_site

pytestmark = pytest.mark.server
ODD = (
    "a b.txt",
    "é/x'y.txt",
    'q"uote.txt',
    "-dash.txt",
    "$HOME.txt",
    "per%20cent.txt",
    "back\\slash.txt",
    "new\nline.txt",
)


@pytest.fixture(scope="module")
def shell(config: Path) -> Iterator[Shell]:
    made = Shell("desk", command=("ssh", "-F", str(config)))
    yield made
    made.close()


@pytest.fixture
def disk(shell: Shell) -> SshDisk:
    return SshDisk(shell)


@pytest.fixture
def target(disk: SshDisk, tmp_path: Path) -> Releases:
    return Releases(tmp_path / "w w'w", "far-1", disk)


def test_a_release_goes_live_changes_and_goes_back_as_on_a_disk_here(target: Releases, tmp_path: Path) -> None:
    world = World()
    sites = [write_site(tmp_path / name, site_files(name), name[0] * 40) for name in ("bold", "plain")]
    for site in sites:
        outcome = deploy(target, site, PublishOptions(), world.around())
        assert (outcome.action, outcome.id, outcome.verified > 14) == ("deployed", site.id, True)
        world.now += timedelta(hours=1)
    assert tree(sites[1].root).items() <= tree(target.base / "current").items()
    assert deploy(target, sites[1], PublishOptions(), world.around()).action == "unchanged"
    assert rollback(target, SITE, None, world.around()).id == sites[0].id
    here = target_in(target.base)
    assert (here.live_id(), here.complete()) == (sites[0].id, target.complete())
    assert [line.action for line in here.log()] == ["deploy", "deploy", "rollback"]
    assert not list(here.staging.iterdir())
    # Either kind of disk goes on where the other has ended.
    assert deploy(here, sites[1], PublishOptions(allow_older=True), world.around()).carried == 3
    one, two = (target.releases / site.id / "images/logo.svg" for site in sites)
    assert one.samefile(two)


def test_the_other_machine_is_asked_no_more_often_than_it_must_be(config: Path, tmp_path: Path) -> None:
    """Each time is a way there and back, which takes long over a continent; the files themselves are one more."""

    class Counted(Shell):
        asked = 0

        def _answered(self, script: str) -> tuple[bytes, int]:
            self.asked += 1
            return super()._answered(script)

    def asked(name: str, commit: str, **of: object) -> int:
        shell = Counted("desk", command=("ssh", "-F", str(config)))
        site = write_site(tmp_path / name, site_files(**of), commit)  # type: ignore[arg-type]
        deploy(Releases(tmp_path / "www", "far-1", SshDisk(shell)), site, PublishOptions(), World().around())
        shell.close()
        return shell.asked

    assert asked("plain", "a" * 40) <= 46
    assert asked("again", "a" * 40) <= 10
    assert asked("edited", "b" * 40, edits={"story-1": "New words."}) <= 48


def test_the_disk_there_does_what_the_disk_here_does(disk: SshDisk, tmp_path: Path) -> None:
    for name in ODD:
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_bytes(name.encode())
    for each, place in ((disk, tmp_path / "far"), (Disk(), tmp_path / "near")):
        each.put_all(tmp_path / "from", place / "x", dict.fromkeys(ODD, 1_700_000_000_000_000_000))
        each.keep_all(place / "x", place / "y", (*ODD, "none.txt"))
        each.copy_all(place / "x", place / "z", {name: f"deep/{number}" for number, name in enumerate(ODD)})
        each.write(place / "x/written", b"\0\xff'\n")
        each.write(place / "x/written", b"\0\xff'\n\n")
        each.append(place / "log", b"one")
        (place / "log").open("ab").write(b"tw")
        each.append(place / "log", b"three")
        each.symlink("x", place / "link")
        each.rename(place / "link", place / "current")
        each.remove(place / "nothing")
        for count in (3, 30):
            each.make_folders(place / f"gone/{number} '" for number in range(count))
            assert len(each.names(place / "gone")) == count
            each.remove_all(place / f"gone/{number} '" for number in range(count))
        each.remove_all(())
        each.remove(place / "gone")
        each.try_link(place / "link")
        each.renew(place / "y", {ODD[0]: 1_700_000_001_000_000_005})
        each.flush_all(place / "y", ODD)
    near, far = tree(tmp_path / "near"), tree(tmp_path / "far")
    assert near == far
    for name in ODD:
        assert (tmp_path / "far/x" / name).samefile(tmp_path / "far/y" / name)
        assert (tmp_path / "far/x" / name).stat().st_mode & 0o777 == 0o644
    for place in (tmp_path / "near", tmp_path / "far"):
        assert [each.kind(place / name) for each in (disk, Disk()) for name in ("x", "current", "log", "none")] == [
            "folder", "link", "file", None, "folder", "link", "file", None,
        ]  # fmt: skip
        for each in (disk, Disk()):
            assert [each.leads_to(place / name) for name in ("current", "x", "none")] == ["x", "", ""]
            assert each.names_in((place / "none", place)) == ((), ("current", "log", "x", "y", "z"))
            assert each.names(place) == ("current", "log", "x", "y", "z")
            assert each.files(place / "x") == tuple(sorted((*ODD, "written")))
            assert each.read(place / "x/written") == b"\0\xff'\n\n"
            assert each.names(place / "none") == each.files(place / "none") == ()
            assert each.mtimes(place / "y", (*ODD[:2], "none"))[ODD[0]] == 1_700_000_001_000_000_005
            with pytest.raises(FileNotFoundError):
                each.read(place / "none")
    wanted = (*ODD, "none", "written")
    found: dict[str, Scanned] = disk.scanned(tmp_path / "far/current", wanted)
    assert found == Disk().scanned(tmp_path / "near/current", wanted)
    assert found[ODD[7]] == scanned_file(tmp_path / "from" / ODD[7])
    assert not disk.scanned(tmp_path / "far", ("current", "x"))


def test_a_fault_there_is_an_error_of_its_kind_and_the_shell_goes_on(disk: SshDisk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file") as caught:
        disk.make_folder(tmp_path / "file" / "x")
    assert caught.value.errno == errno.EIO or caught.value.errno == errno.EEXIST
    with pytest.raises(OSError, match="File exists"):
        disk.symlink("x", tmp_path / "file")
    assert disk.kind(tmp_path / "file") == "file"


def test_one_publication_at_a_time_and_a_dead_one_holds_no_lock(target: Releases, config: Path, tmp_path: Path) -> None:
    other = Releases(target.base, "far-2", SshDisk(Shell("desk", command=("ssh", "-F", str(config)))))
    here = target_in(target.base)

    def locked(by: Releases) -> None:
        with by.locked():
            pass

    with other.locked():
        for each in (target, here):
            with pytest.raises(PublishError) as caught:
                locked(each)
            assert caught.value.code == ExitCode.BUSY
        assert isinstance(other.disk, SshDisk)
        running = other.disk.shell._running
        assert running
        running.kill()
        running.wait()
        subprocess.run(("flock", str(target.private / "lock"), "true"), check=True, timeout=60)
    locked(target)


def test_what_a_group_shares_there_stays_shared(target: Releases) -> None:
    target.base.mkdir()
    target.base.chmod(0o2775)
    with target.locked():
        target.claim(SITE)
    assert {path.stat().st_mode & 0o2777 for path in target.base.rglob("*")} == {0o2775, 0o664}


def test_readers_never_miss_anything_while_publications_through_ssh_are_killed(config: Path, tmp_path: Path) -> None:
    place = FolderPlace(tmp_path / "www", "ssh://desk")
    place.variables["PUBLISH_SSH"] = f"ssh -F {config}"
    found = harass(tmp_path, place, pages=20, kills=2, seed=5)
    assert wrong(found, place) == {}
    assert found["kills"] == 2
