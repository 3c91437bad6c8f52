"""No command removes, replaces or overwrites what it didn't make, wherever it is pointed and whenever it is killed."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from explainers.cli import main
from explainers.ownership import owned_files
from explainers.publishing.build import BuildPlan
from explainers.publishing.build import build as publish_build
from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.source import SourceState
from explainers.publishing.targets.disk import Disk
from tests.build.disk_faults import INTERRUPTED, RAISED, Fault, begun, by_pelican, ended
from tests.building_sites import DAY, build
from tests.publishing.synthetic import NOON, SITE, URL, World, site_files, target_in, write_site
from tests.small_site import small_site

RUNS = int(os.environ.get("SAFETY_RUNS", "25"))  # more of them for a long run by hand
ODD_NAMES = (
    "index.html", "about/index.html", "new/index.html", "fr/index.html", "robots.txt", "CNAME", "file", "current",
    ".git/HEAD", ".publish/owner.new", ".publish/x.new", "releases/x", "staging/x", "store.sqlite", "clock",
    ".explainers-new/file", ".explainers-files.new", "out.build.json", "a b\n", "caf\N{COMBINING ACUTE ACCENT}",
    "index.html/inner", "new/index.html.new", "CACHEDIR.TAG", "x.br",
)  # fmt: skip
PLACES = ("output", "theirs", ".", "content", "content/inner", "theirs/inner", "link", "nowhere/new", ".cache", "empty")
# What commands may change: what they have made, and what they keep beside it.
OURS = ("output.build.json", ".output.explainers/", ".cache/explainers/")


def _snapshot(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Return all that is below a folder, by path: its type, and its bytes or where it leads."""
    found: dict[str, tuple[str, bytes]] = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
            data = str(path.readlink()).encode() if kind == "link" else b"" if kind == "folder" else path.read_bytes()
            found[path.relative_to(folder).as_posix()] = (kind, data)
    return found


def _is_ours(path: str, output: set[str]) -> bool:
    inner = path.removeprefix("output/")
    return path.startswith(OURS) or (inner != path and inner in output)


def _plant(site: Path, folder: str, name: str, how: str) -> None:
    """Put something of somebody else's where nothing is."""
    path = site / folder / name
    if any(parent.is_symlink() or (parent.exists() and not parent.is_dir()) for parent in path.parents):
        return
    if os.path.lexists(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if how == "file":
        path.write_bytes(b"theirs")
    elif how == "folder":
        (path / "inner").mkdir(parents=True)
        (path / "inner/file").write_bytes(b"theirs")
    elif how == "empty":
        path.mkdir()
    else:
        path.symlink_to(site / "theirs/treasure" if how == "link" else site / "theirs")


# ---- the commands that write -----------------------------------------------------------------------------


def _built(site: Path, place: str) -> int:
    return build(site, "--output", place).returncode


def _stored(site: Path, place: str) -> int:
    return build(site, "--store", place).returncode


def _by_pelican(site: Path, place: str) -> int:
    del place
    return by_pelican(site, "2026-09-17")


def _published(site: Path, place: str) -> int:
    def engine(arguments: object, environment: object) -> int:
        assert isinstance(arguments, tuple)
        fresh = Path(arguments[arguments.index("--output") + 1])
        for path, data in site_files().items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(data)
        return 0

    source = SourceState("c" * 40, NOON, 1)
    output = Path(os.path.abspath(site / place))  # noqa: PTH100 - links stay what they are
    try:
        publish_build(BuildPlan(source, "publish.py", SITE, URL, output, "test"), engine, {}, Disk())
    except PublishError as stop:
        return stop.code
    return 0


def _deployed(site: Path, place: str) -> int:
    target = target_in(Path(os.path.abspath(site / place)))  # noqa: PTH100
    try:
        for text in ("One.", "Two."):
            new = write_site(Path(tempfile.mkdtemp(dir=site.parent)) / "new", site_files(edits={"index": text}))
            deploy(target, new, PublishOptions(), World().around())
        rollback(target, SITE, None, World().around())
    except PublishError as stop:
        return stop.code
    return 0


def _gallery(site: Path, place: str) -> int:
    os.chdir(site)
    return main(["gallery", "--output", place])


def _made_new(site: Path, place: str) -> int:
    os.chdir(site)
    content = ("--content", place) if place != "." else ()
    return main(["new", "explainer", "About", "--countries", "NO", *content])


COMMANDS: dict[str, Callable[[Path, str], int]] = {
    "build": _built,
    "build with a store": _stored,
    "pelican": _by_pelican,
    "publish build": _published,
    "deploy": _deployed,
    "gallery": _gallery,
    "new": _made_new,
}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = small_site(tmp_path_factory.mktemp("safety"))
    assert build(site).returncode == 0
    (site / "theirs").mkdir()
    (site / "theirs/treasure").write_bytes(b"theirs")
    (site / "empty").mkdir()
    (site / "link").symlink_to("theirs")
    os.environ.setdefault("SOURCE_DATE_EPOCH", DAY)
    return site


_plants = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(ODD_NAMES),
        st.sampled_from(("file", "folder", "empty", "link", "links")),
    ),
    max_size=4,
)
# How it ends, if not by itself, and after which share of its steps.
_ends = st.tuples(st.sampled_from((None, "kill", "half", "interrupt")), st.floats(0, 1, exclude_max=True))


@pytest.fixture(scope="module")
def steps(start: Path) -> Callable[[str, str], int]:
    """How many steps on disk a command takes at a place, so that faults are drawn which it comes to."""

    @cache
    def counted(command: str, place: str) -> int:
        with tempfile.TemporaryDirectory() as folder:
            site, told = _copied(start, folder), Path(folder, "steps")
            never = Fault("kill", at=0)

            def work() -> int:
                code = COMMANDS[command](site, place)
                found = never.steps
                told.write_text(str(found))
                return code

            assert ended(begun(work, never)) != RAISED
            return int(told.read_text())

    return counted


def _copied(start: Path, folder: str) -> Path:
    site = Path(folder).resolve() / "site"
    shutil.copytree(start, site, symlinks=True, copy_function=shutil.copy2)
    return site


@settings(max_examples=RUNS, suppress_health_check=list(HealthCheck))
@given(command=st.sampled_from(sorted(COMMANDS)), place=st.sampled_from(PLACES), plants=_plants, end=_ends)
def test_nothing_of_others_is_missing_or_changed(
    start: Path,
    steps: Callable[[str, str], int],
    command: str,
    place: str,
    plants: list[tuple[str, str, str]],
    end: tuple[str | None, float],
) -> None:
    how, share = end
    fault = Fault(how, 1 + int(share * steps(command, place))) if how else None
    with tempfile.TemporaryDirectory() as folder:
        site = _copied(start, folder)
        for plant in plants:
            _plant(site, *plant)
        ours = owned_files(site / "output")
        before = {path: one for path, one in _snapshot(site).items() if not _is_ours(path, ours)}
        before.pop("output/.explainers-files", None)
        # A folder that held files of ours may go with them.
        emptied = {f"output/{folder}" for file in ours for folder in PurePosixPath(file).parents} & set(before)
        for each in (fault, None):
            code = ended(begun(lambda: COMMANDS[command](site, place), each))
            event(f"{command}: {code}")
            if each:
                event(f"{'ended' if code in (-signal.SIGKILL, INTERRUPTED) else 'not'} by a fault")
            assert code != RAISED
            after = _snapshot(site)
            changed = {path for path, one in before.items() if after.get(path) != one}
            assert not changed - emptied
            assert not changed & set(after)
            assert code != INTERRUPTED or not [path for path in after if path.endswith(".tmp")]
            shutil.rmtree(site / "__pycache__", ignore_errors=True)
