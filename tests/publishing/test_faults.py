"""Networks that fail, servers that die, clocks that are wrong, disks that are full, and several who publish at once:
what is live stays whole, the command says what happened, and the next run ends well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy import PublishOptions, collect, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.objects import Objects
from explainers.publishing.targets.protocol import Target
from explainers.publishing.targets.releases import Releases
from explainers.publishing.targets.shell import Shell
from explainers.publishing.targets.ssh import SshDisk
from explainers.publishing.targets.store import PATIENCE as PATIENCE_OF_STORES
from explainers.publishing.targets.store import open_store
from tests.publishing.conftest import keys
from tests.publishing.faulty import Between, Fault, between
from tests.publishing.kills import BucketPlace, harass, wrong
from tests.publishing.servers import sshd
from tests.publishing.synthetic import ASSET, SITE, World, site_files, target_in, tree, write_site

pytestmark = pytest.mark.server
SLOW = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for what another process does, on a machine that does much else


def until(true: Callable[[], object], what: str) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.01)


def two_sites(place: Path, pages: int = 1) -> tuple[BuiltSite, BuiltSite]:
    plain, bold = (write_site(place / name, site_files(name, pages), name[0] * 40) for name in ("plain", "bold"))
    return plain, bold


class Bucket:
    """A bucket behind a network that may fail, and a reader who is nearer to it."""

    def __init__(self, name: str, near: str, far: str, net: Between) -> None:
        self.name, self.near, self.far, self.net = name, near, far, net
        self.world, self.patience = World(), PATIENCE_OF_STORES

    def target(self, lasts: float = 60.0) -> Objects:
        # Each time somebody else: what one process has opened ends with it.
        store = open_store(f"s3://{self.name}/", keys(self.far), self.patience)
        return Objects(store, f"desk-{len(self.net.asked)}", lasts)

    def deploy(self, site: BuiltSite, lasts: float = 60.0) -> int:
        try:
            deploy(self.target(lasts), site, PublishOptions(allow_older=True, wait=30), self.world.around())
        except PublishError as stop:
            return stop.code
        return 0

    def deploy_meeting(self, fault: Callable[[int, str, str], Fault], site: BuiltSite) -> int:
        """Deploy a site over a network that fails so, which works again afterwards."""
        self.net.fault = fault
        code = self.deploy(site)
        self.net.fault = well
        return code

    def unlock(self) -> None:
        """Break the lock that a run has left which could not reach the store any more."""
        lease = self.target().lease
        if held := lease.holder():
            lease.break_open(held[0])

    def shown(self) -> dict[str, bytes]:
        store = open_store(f"s3://{self.name}/", keys(self.near))
        return {key: store.read(key) for key in store.found() if not key.startswith("_publish/")}

    def is_whole(self, *sites: BuiltSite) -> bool:
        """Whether each page is one of these sites', and every asset that it names is there."""
        shown = self.shown()
        for path in sites[0].pages:
            if shown.get(path) not in [site.read(path) for site in sites]:
                return False
            if not all(asset.decode() in shown for asset in ASSET.findall(shown[path])):
                return False
        return True


@pytest.fixture
def net(s3: str, bucket: str) -> Iterator[Bucket]:
    with between(s3) as (far, made):
        yield Bucket(bucket, s3, far, made)


def well(number: int, method: str, path: str) -> Fault:
    return ""


def every(nth: int, fault: Fault, only: str = "") -> Callable[[int, str, str], Fault]:
    return lambda number, method, path: fault if number % nth == 0 and method in (only or method) else ""


@pytest.mark.parametrize("fault", ["cut", "lost", "half", pytest.param("busy", marks=SLOW), "often", "failing"])
def test_a_network_that_fails_now_and_then_is_tried_again(net: Bucket, tmp_path: Path, fault: Fault) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    assert net.deploy_meeting(every(5, fault), bold) == 0
    assert tree(bold.root).items() <= net.shown().items()
    assert net.deploy(bold) == 0


@pytest.mark.parametrize("fault", ["slow", "late", "stuck"])
def test_answers_that_come_slowly_are_waited_for_and_late_ones_asked_for_again(
    net: Bucket, tmp_path: Path, fault: Fault
) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    before = len(net.net.asked)
    net.patience, net.net.late = 2.0, 2.5
    assert net.deploy_meeting(every(1 if fault == "slow" else 9, fault), bold) == 0
    assert len(net.net.asked) > before + 9, "none was late"
    assert tree(bold.root).items() <= net.shown().items()
    assert not [key for key in net.shown() if key.startswith("_publish/hotfix")]


@pytest.mark.parametrize("what", ["list-type", "/lease/0", "/assets/"])
def test_a_store_that_never_answers_in_time_is_told_and_what_is_live_stays_whole(
    net: Bucket, tmp_path: Path, what: str
) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    net.patience, net.net.late = 0.2, 0.4
    net.net.fault = lambda number, method, path: (
        "late" if what in path and (method == "PUT" or "?" in what + path) else ""
    )
    with pytest.raises(PublishError) as stop:
        deploy(net.target(), bold, PublishOptions(allow_older=True), net.world.around())
    assert (stop.value.code, "took too long to answer" in stop.value.message) == (ExitCode.OUTSIDE, True)
    net.net.fault, net.patience = well, PATIENCE_OF_STORES
    assert net.is_whole(plain, bold)
    net.unlock()
    assert net.deploy(bold) == 0
    assert tree(bold.root).items() <= net.shown().items()


def test_a_release_that_was_committed_though_no_answer_came_in_time_is_live_and_said_to_be(
    net: Bucket, tmp_path: Path
) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    net.patience, net.net.late = 1.0, 1.3
    assert (
        net.deploy_meeting(lambda number, method, path: "late" if method == "PUT" and "/gen/0" in path else "", bold)
        == 0
    )
    assert (net.target().live_id(), net.target().settled()) == (bold.id, True)


@pytest.mark.parametrize("what", ["/lease/0", "/gen/0", "index.html"])
def test_what_was_made_though_its_answer_was_lost_is_ours(net: Bucket, tmp_path: Path, what: str) -> None:
    plain, _ = two_sites(tmp_path)
    lost = list[str]()

    def fault(number: int, method: str, path: str) -> Fault:
        if method != "PUT" or what not in path or lost:
            return ""
        lost.append(path)
        return "lost"

    net.net.fault = fault
    assert net.deploy(plain) == 0
    assert lost
    assert net.shown() == tree(plain.root)


# Before which request of a run it dies: the third takes the lock, the 8th sends, the 14th commits.
DEATHS = [3, *(pytest.param(at, marks=SLOW) for at in (5, 8, 10)), 12, 14]


@pytest.mark.parametrize("at", DEATHS)
def test_a_server_that_dies_is_a_fault_outside_and_the_next_run_heals_it(net: Bucket, tmp_path: Path, at: int) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    before = len(net.net.asked)
    code = net.deploy_meeting(lambda number, method, path: "cut" if number >= before + at else "", bold)
    assert len(net.net.asked) > before + at, "the run was over before the server died"
    live = net.target().live_id()
    assert code == ExitCode.OUTSIDE or (code, live) == (ExitCode.BROKEN, bold.id), "live, but nobody could look"
    assert net.is_whole(plain, bold)
    net.unlock()
    assert net.deploy(bold) == 0
    assert tree(bold.root).items() <= net.shown().items()


def test_a_full_store_leaves_what_is_live_and_says_so(net: Bucket, tmp_path: Path) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    assert (
        net.deploy_meeting(lambda number, method, path: "full" if method == "PUT" and "/assets/" in path else "", bold)
        == ExitCode.OUTSIDE
    )
    assert net.shown() == tree(plain.root)
    assert net.deploy(bold) == 0


@contextmanager
def begun(*arguments: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a publication in a process of its own; it is ended with the block."""
    command = (sys.executable, "-m", "tests.publishing.deployer", *arguments)
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ | variables)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def test_who_was_stopped_for_longer_than_its_lease_writes_nothing_more(net: Bucket, tmp_path: Path) -> None:
    plain, bold = two_sites(tmp_path)
    assert net.deploy(plain) == 0
    stop = threading.Event()

    def fault(number: int, method: str, path: str) -> Fault:
        if method == "PUT" and "/assets/" in path and not stop.is_set():
            slow.send_signal(signal.SIGSTOP)
            stop.set()
        return ""

    with begun(f"s3://{net.name}/", "deploy", str(bold.root), "3", AWS_ENDPOINT_URL=net.far) as slow:
        net.net.fault = fault
        assert stop.wait(PATIENCE)
        net.net.fault = well
        edited = write_site(tmp_path / "edited", site_files(pages=1, edits={"index": "Later."}), "c" * 40)
        assert net.deploy(edited, lasts=3.0) == 0
        shown, writes = net.shown(), len(net.net.writes())
        slow.send_signal(signal.SIGCONT)
        assert slow.wait(PATIENCE) == ExitCode.BUSY
    late = [path for path in net.net.writes()[writes:] if not path.startswith(("assets/", "_publish/lease"))]
    assert (late, {path: data for path, data in net.shown().items() if path in shown}) == ([], shown)


@pytest.mark.parametrize("count", [2, pytest.param(8, marks=SLOW)])
@pytest.mark.parametrize("way", ["s3", "ssh"])
def test_of_several_at_once_each_is_live_or_told_to_come_again(
    net: Bucket, far: Path, tmp_path: Path, way: str, count: int
) -> None:
    sites = [write_site(tmp_path / str(n), site_files(f"design {n}", 4), f"{n}" * 40) for n in range(count)]
    base = tmp_path / "www"
    address = f"s3://{net.name}/" if way == "s3" else f"ssh://desk{base}"
    with ExitStack() as stack:
        running = [stack.enter_context(begun(address, "deploy", str(site.root), PUBLISH_SSH=f"ssh -F {far}"))
                   for site in sites]  # fmt: skip
        codes = [each.wait(PATIENCE) for each in running]
    assert set(codes) <= {0, ExitCode.BUSY}
    shown = net.shown() if way == "s3" else tree(base / "current")
    live = [site for site, code in zip(sites, codes, strict=True) if tree(site.root).items() <= shown.items()]
    assert len(live) == 1
    assert codes[sites.index(live[0])] == 0


def test_readers_of_a_store_never_miss_anything_while_publications_are_killed(
    s3: str, bucket: str, tmp_path: Path
) -> None:
    place = BucketPlace(bucket, s3)
    found = harass(tmp_path, place, pages=6, kills=3, seed=7)
    assert wrong(found, place) == {}
    assert found["kills"] == 3


# ---- behind ssh ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The configuration of a client that may log in."""
    with sshd(tmp_path_factory.mktemp("sshd") / "etc") as (_, path):
        yield path


def below(pid: int) -> Iterator[tuple[int, str]]:
    """The processes that a process has started, and those that they have, with their names."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            if int(rest.split()[1]) == pid:
                yield int(stat.parent.name), name
                yield from below(int(stat.parent.name))


@pytest.mark.parametrize("victim", ["sshd", pytest.param("sh", marks=SLOW)])
def test_what_dies_on_the_other_machine_is_a_fault_outside_and_the_next_run_heals_it(
    far: Path, tmp_path: Path, victim: str
) -> None:
    plain, bold = (write_site(tmp_path / name, site_files(name, 40), name[0] * 40) for name in ("plain", "bold"))
    base, ssh = tmp_path / "www", {"PUBLISH_SSH": f"ssh -F {far}"}
    listening = int((far.parent / "sshd.pid").read_text())

    def deploy_it(site: BuiltSite) -> int:
        with begun(f"ssh://desk{base}", "deploy", str(site.root), **ssh) as running:
            return running.wait(PATIENCE)

    assert deploy_it(plain) == 0
    kills = 0
    for when in ("staging", "manifests"):
        with begun(f"ssh://desk{base}", "deploy", str(bold.root), **ssh) as running:
            folder = base / when if when == "staging" else base / ".publish/manifests"
            before = set(folder.iterdir())
            until(lambda: set(folder.iterdir()) - before or running.poll() is not None, when)  # noqa: B023
            for pid, name in list(below(listening)):
                if name.startswith(victim):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        kills += 1
            code = running.wait(PATIENCE)
        live = target_in(base).live_id()
        assert (code == 0) == (live == bold.id) or code in (ExitCode.OUTSIDE, ExitCode.BROKEN)
        shown = bold if live == bold.id else plain
        assert tree(shown.root).items() <= tree(base / "current").items()
        assert deploy_it(bold) == 0, "the lock is free at once"
        assert deploy_it(plain) == 0
    assert kills
    assert not list((base / "staging").iterdir())


def test_a_full_disk_over_there_leaves_what_is_live_and_a_rollback_works(far: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounting = ("mount", "-t", "tmpfs", "-o", "size=900k", "none", str(small))
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        shell = Shell("desk", command=("ssh", "-F", str(far)))
        target, world = Releases(small / "www", "far-1", SshDisk(shell)), World()
        first, second = two_sites(tmp_path)
        for site in (first, second):
            deploy(target, site, PublishOptions(allow_older=True), world.around())
        heavy = write_site(tmp_path / "heavy", site_files("grand", 1, weight=900_000), "z" * 40)
        with pytest.raises(PublishError) as caught:
            deploy(target, heavy, PublishOptions(), world.around())
        assert (caught.value.code, "full" in caught.value.message) == (ExitCode.OUTSIDE, True), caught.value.message
        assert tree(second.root).items() <= tree(small / "www/current").items()
        room = os.statvfs(small)
        (small / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize))
        assert rollback(target, SITE, None, world.around()).id == first.id
        assert tree(first.root).items() <= tree(small / "www/current").items()
        shell.close()
    finally:
        subprocess.run(("umount", str(small)), check=True)


# ---- clocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["folder", "s3"])
def test_a_clock_that_is_a_day_off_changes_neither_order_nor_lock(net: Bucket, tmp_path: Path, way: str) -> None:
    def target() -> Target:
        return net.target() if way == "s3" else target_in(tmp_path / "www")

    world, ids, times = net.world, list[str](), list[int]()
    for number, days in enumerate((0, 1, -1, 0)):
        world.now += timedelta(days=days)
        site = write_site(
            tmp_path / "site", site_files(pages=1, edits={"index": f"Day {number}."}), "abcd"[number] * 40
        )
        ids.append(deploy(target(), site, PublishOptions(), world.around()).id)
        world.now -= timedelta(days=days)
        if way == "folder":
            times.append((tmp_path / "www/current/index.html").stat().st_mtime_ns)
    assert times == sorted(set(times)), "each file that changed has a later time than the one before"
    assert collect(target(), SITE, PublishOptions(keep=1), world.around(), dry_run=True) == []
    later = write_site(tmp_path / "site", site_files(pages=1, edits={"index": "Later."}), "e" * 40)
    other = target()
    with other.locked():
        if isinstance(other, Objects):
            other.lease.write()  # it is taken with the first change
        with pytest.raises(PublishError) as caught:
            deploy(target(), later, PublishOptions(), world.around())
    assert caught.value.code == ExitCode.BUSY
    for release in reversed(ids[:-1]):
        assert rollback(target(), SITE, None, world.around()).id == release
