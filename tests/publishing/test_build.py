"""A production build: fresh, recorded, in place of what was there only if it ended well."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.publishing.build import BuildPlan, build, engine_environment, run_engine
from explainers.publishing.built_site import built_site, record_path
from explainers.publishing.source import SourceState
from explainers.publishing.targets.disk import Disk
from tests.publishing.refusing import refused
from tests.publishing.synthetic import NOON, SITE, URL, site_files, tree

PLAN = BuildPlan(SourceState("c" * 40, NOON, 1), "publish.py", SITE, URL, Path("output"), "test 1")


class Engine:
    """Writes files where it is told to, and remembers what it was told."""

    def __init__(self, files: Mapping[str, bytes], code: int = 0) -> None:
        self.files, self.code = files, code
        self.arguments: Sequence[str] = ()
        self.environment: Mapping[str, str] = {}

    def __call__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
        self.arguments, self.environment = arguments, environment
        output = Path(arguments[arguments.index("--output") + 1])
        for path, data in self.files.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(data)
        return self.code


@pytest.fixture
def plan(tmp_path: Path) -> BuildPlan:
    return BuildPlan(PLAN.source, PLAN.settings, SITE, URL, tmp_path / "output", PLAN.tool)


def test_the_site_is_put_in_place_with_a_record_beside_it(plan: BuildPlan) -> None:
    engine = Engine(site_files())
    site = build(plan, engine, {}, Disk())
    assert tree(plan.output) == site_files()
    again = built_site(plan.output)
    assert again.record == site.record
    record = again.record
    assert (record.commit, record.commit_time, record.uncommitted) == ("c" * 40, NOON, 1)
    assert (record.id, record.files, record.site_url) == (again.id, len(site_files()), URL)


def test_the_engine_is_asked_for_a_whole_production_build(plan: BuildPlan) -> None:
    engine = Engine(site_files())
    build(plan, engine, {}, Disk())
    assert list(engine.arguments[:3]) == ["build", "--settings", "publish.py"]
    assert {"--full", "--finish"} <= set(engine.arguments)


def test_the_engine_gets_the_commits_time_and_none_of_our_secrets() -> None:
    ours = {"PATH": "/bin", "GITHUB_TOKEN": "secret", "TZ": "Asia/Tokyo", "LANG": "fr_FR", "PYTHONPATH": "x"}
    assert engine_environment(PLAN, ours) == {
        "PATH": "/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "SITE_URL": URL,
        "SOURCE_DATE_EPOCH": str(int(NOON.timestamp())),
        "TZ": "UTC",
    }


def test_the_same_sources_give_the_same_record_wherever_they_are_built(tmp_path: Path) -> None:
    records = []
    for place, mask in (("one", 0o022), ("two", 0o077)):
        here = BuildPlan(PLAN.source, PLAN.settings, SITE, URL, tmp_path / place / "output", PLAN.tool)
        before = os.umask(mask)
        try:
            build(here, Engine(site_files()), {}, Disk())
        finally:
            os.umask(before)
        records.append(record_path(here.output).read_bytes())
        assert {path.stat().st_mode & 0o777 for path in here.output.rglob("*") if path.is_file()} == {0o644}
    assert records[0] == records[1]


@pytest.mark.parametrize(
    ("engine", "code"),
    [
        (Engine({"index.html": b"half"}, 1), ExitCode.PROBLEMS),
        (Engine({}, 2), ExitCode.USAGE),
        (Engine({}, 3), ExitCode.OUTSIDE),
        (Engine({}, -9), ExitCode.OUTSIDE),
        (Engine({}, 0), ExitCode.OUTSIDE),
    ],
    ids=["problems", "usage", "fault", "killed", "nothing made"],
)
def test_a_build_that_fails_leaves_what_was_there(plan: BuildPlan, engine: Engine, code: ExitCode) -> None:
    before = build(plan, Engine(site_files()), {}, Disk())
    assert refused(lambda: build(plan, engine, {}, Disk())).code == code
    assert tree(plan.output) == site_files()
    assert built_site(plan.output) == before
    assert {path.name for path in plan.output.parent.iterdir()} == {
        ".output.explainers",
        "output",
        "output.build.json",
    }


def test_a_build_that_makes_a_link_is_refused(plan: BuildPlan) -> None:
    def engine(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
        code = Engine(site_files())(arguments, environment)
        Path(arguments[arguments.index("--output") + 1], "link.html").symlink_to("/etc/hostname")
        return code

    stop = refused(lambda: build(plan, engine, {}, Disk()))
    assert (stop.code, [problem.path for problem in stop.problems]) == (ExitCode.PROBLEMS, ["link.html"])
    assert not plan.output.exists()


def test_a_second_build_into_the_same_folder_is_told_to_come_again(plan: BuildPlan) -> None:
    build(plan, Engine(site_files()), {}, Disk())
    lock = plan.output.with_name(".output.explainers") / "lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert refused(lambda: build(plan, Engine(site_files()), {}, Disk())).code == ExitCode.BUSY
    assert build(plan, Engine(site_files()), {}, Disk()).pages


def test_a_build_cut_short_between_its_two_renames_loses_nothing(plan: BuildPlan) -> None:
    build(plan, Engine(site_files()), {}, Disk())

    class Cut(Disk):
        def rename(self, old: Path, new: Path) -> None:
            if new.name == "output":
                raise KeyboardInterrupt
            super().rename(old, new)

    with pytest.raises(KeyboardInterrupt):
        build(plan, Engine(site_files("bold")), {}, Cut())
    assert not plan.output.exists()
    assert refused(lambda: build(plan, Engine({}, 1), {}, Disk())).code == ExitCode.PROBLEMS
    assert tree(plan.output) == site_files()


def test_a_disk_that_fails_at_the_second_rename_gets_the_first_one_undone(plan: BuildPlan) -> None:
    build(plan, Engine(site_files()), {}, Disk())

    class Broken(Disk):
        def rename(self, old: Path, new: Path) -> None:
            if old.name == "site":
                raise OSError(5, "Input/output error", str(old))
            super().rename(old, new)

    stop = refused(lambda: build(plan, Engine(site_files("bold")), {}, Broken()))
    assert stop.code == ExitCode.OUTSIDE
    assert tree(plan.output) == site_files()


def test_a_folder_without_a_record_is_no_built_site(tmp_path: Path) -> None:
    assert refused(lambda: built_site(tmp_path / "output")).code == ExitCode.USAGE
    (tmp_path / "output").mkdir()
    assert refused(lambda: built_site(tmp_path / "output")).code == ExitCode.USAGE
    record_path(tmp_path / "output").write_bytes(b"{}")
    assert refused(lambda: built_site(tmp_path / "output")).code == ExitCode.USAGE


def test_the_projects_engine_is_a_process_of_its_own_in_the_projects_folder(tmp_path: Path) -> None:
    (tmp_path / "explainers").mkdir()
    (tmp_path / "explainers" / "__init__.py").touch()
    (tmp_path / "explainers" / "cli.py").write_text(
        "import os, pathlib\n"
        "def main(arguments):\n"
        "    pathlib.Path('seen').write_text(f'{arguments} {os.environ[\"SITE_URL\"]}')\n"
        "    return 4\n"
    )
    path = str(Path(sys.executable).parent)
    assert run_engine(tmp_path)(("build", "--full"), {"SITE_URL": URL, "PATH": path}) == 4
    assert (tmp_path / "seen").read_text() == f"['build', '--full'] {URL}"


def test_headers_of_the_sites_own_stand_in_the_one_list_below_the_sites_folder(plan: BuildPlan) -> None:
    headers = b"/news/*\n  X-Content-Type-Options: nosniff\n"
    own = {"/*": {"Referrer-Policy": "no-referrer"}, "/files/*": {"X-Robots-Tag": "noindex"}}
    wanted = replace(plan, site_url=f"{URL}/news", headers=own)
    build(wanted, Engine(site_files() | {"_headers": headers}), {}, Disk())
    assert (plan.output / "_headers").read_text("utf-8") == (
        "/news/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n"
        "/news/files/*\n  X-Robots-Tag: noindex\n"
    )


def test_headers_of_the_sites_own_do_not_take_away_what_every_server_should_send(plan: BuildPlan) -> None:
    build(replace(plan, headers={"/a": {"X-One": "b"}}), Engine(site_files()), {}, Disk())
    text = (plan.output / "_headers").read_text("utf-8")
    assert "frame-ancestors 'none'" in text
    assert text.endswith("/a\n  X-One: b\n")
