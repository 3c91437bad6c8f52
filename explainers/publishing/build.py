"""A fresh production build: made beside the folder it is for, then renamed into its place.

The engine runs as another process with a clean environment: the commit's time as ``SOURCE_DATE_EPOCH``, UTC,
one locale, no hash seed, and none of this process's secrets. The same commit gives the same bytes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.publishing.built import BuiltSite, record_path
from explainers.publishing.disk import Disk, walk
from explainers.publishing.manifest import VERSION, BuildRecord, encoded, list_digest, release_id
from explainers.publishing.scan import Scan, scan
from explainers.publishing.source import SourceState
from explainers.publishing.stops import ExitCode, Stop

__all__ = ["BuildPlan", "Engine", "build", "engine_environment", "run_engine"]

Engine = Callable[[Sequence[str], Mapping[str, str]], int]
"""Builds a site: the arguments of `explainers`, the environment → its exit code."""

_PASSED_ON: Final = ("PATH", "HOME", "TMPDIR", "TERM", "NO_COLOR", "COLUMNS", "VIRTUAL_ENV", "SYSTEMROOT")
_ENGINE: Final = "import sys; from explainers.cli import main; sys.exit(main(sys.argv[1:]))"


class BuildPlan(Struct, frozen=True):
    """What to build: from which sources, by which settings file, for which address, into which folder."""

    source: SourceState
    settings: str
    site: str
    site_url: str
    output: Path
    tool: str


def build(plan: BuildPlan, engine: Engine, environment: Mapping[str, str], disk: Disk) -> BuiltSite:
    """Build a site and put it, with its record, in the place of what was there; raises `Stop`.

    Whatever goes wrong, what was in the folder before stays as it is.
    """
    fresh = plan.output.with_name(f".{plan.output.name}.building")
    try:
        disk.make_folder(plan.output.parent)
        with _alone(fresh.with_name(f"{fresh.name}.lock")):
            disk.remove(fresh)
            _restore(plan.output, disk)
            try:
                found = _built(plan, engine, environment, fresh)
                _put_in_place(fresh, plan.output, disk)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
            record = _record(plan, found)
            disk.write(record_path(plan.output), encoded(record))
    except OSError as error:
        raise Stop(ExitCode.FAULT, f"the disk failed ({error.strerror}): it is safe to try again") from error
    return BuiltSite(plan.output, record, found.files)


def engine_environment(plan: BuildPlan, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the whole environment of the engine's process."""
    return {name: environment[name] for name in _PASSED_ON if name in environment} | {
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "SITE_URL": plan.site_url,
        "SOURCE_DATE_EPOCH": str(int(plan.source.time.timestamp())),
        "TZ": "UTC",
    }


def run_engine(root: Path) -> Engine:
    """Return the engine of the project in a folder, as a process of its own. Problems it tells by itself."""

    def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
        command = (sys.executable, "-c", _ENGINE, *arguments)
        done = subprocess.run(command, cwd=root, env=dict(environment), stdout=subprocess.DEVNULL, check=False)
        return done.returncode

    return run


def _built(plan: BuildPlan, engine: Engine, environment: Mapping[str, str], fresh: Path) -> Scan:
    store = fresh.with_name(f"{fresh.name}.store")  # not the one that editors' builds keep
    arguments = (
        "build",
        "--settings",
        plan.settings,
        "--output",
        str(fresh),
        "--store",
        str(store),
        "--full",
        "--finish",
    )
    try:
        code = engine(arguments, engine_environment(plan, environment))
    finally:
        shutil.rmtree(store, ignore_errors=True)
    if code:
        known = code in (ExitCode.PROBLEMS, ExitCode.USAGE)
        raise Stop(ExitCode(code) if known else ExitCode.FAULT, "the build failed, nothing was replaced")
    for path, entry in walk(fresh):
        if entry.is_file(follow_symlinks=False):
            (fresh / path).chmod(0o644)
    for place, _, _ in os.walk(fresh):
        Path(place).chmod(0o755)
    found = scan(fresh)
    if not found.files and not found.problems:
        raise Stop(ExitCode.FAULT, "the build made no files, nothing was replaced")
    if found.problems:
        raise Stop(ExitCode.PROBLEMS, "the build made what can't be published", found.problems)
    return found


def _record(plan: BuildPlan, found: Scan) -> BuildRecord:
    digest = list_digest(found.files)
    return BuildRecord(
        version=VERSION,
        site=plan.site,
        site_url=plan.site_url,
        commit=plan.source.commit,
        commit_time=plan.source.time,
        uncommitted=plan.source.uncommitted,
        id=release_id(digest),
        digest=digest,
        files=len(found.files),
        tool=plan.tool,
    )


def _put_in_place(fresh: Path, output: Path, disk: Disk) -> None:
    # A folder can't be renamed over one that has something in it.
    before = _before(output)
    try:
        if output.exists():
            disk.rename(output, before)
        disk.rename(fresh, output)
    except OSError:
        _restore(output, disk)
        raise
    disk.remove(before)


def _restore(output: Path, disk: Disk) -> None:
    """Put back what a build that was cut short between two renames had put aside."""
    if _before(output).exists() and not output.exists():
        disk.rename(_before(output), output)
    disk.remove(_before(output))


def _before(output: Path) -> Path:
    return output.with_name(f".{output.name}.before")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except OSError as error:
        if error.errno == errno.EWOULDBLOCK:
            raise Stop(ExitCode.BUSY, "another build into this folder is under way") from error
        raise
    finally:
        os.close(handle)
