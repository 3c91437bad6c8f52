"""A fresh production build: made in a workspace beside the folder it is for, then renamed into its place.

The engine runs as another process with a clean environment: the commit's time as ``SOURCE_DATE_EPOCH``, UTC,
one locale, no hash seed, and none of this process's secrets. The same commit gives the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.failures import disk_sentence
from explainers.ownership import (
    LIST_NAME,
    NotOurs,
    claim_workspace,
    foreign_files,
    list_line,
    owned_files,
    refuse_foreign,
)
from explainers.publishing.built_site import BuiltSite, record_path
from explainers.publishing.errors import PublishError
from explainers.publishing.headers import BASIC_RULES, OwnHeaders, header_rules, headers_file, with_own
from explainers.publishing.ledger import Ledger, ledger_of, redirect_page, redirects_file
from explainers.publishing.manifest import (
    VERSION,
    BuildRecord,
    NotReadable,
    encoded,
    list_digest,
    record_of,
    release_id,
)
from explainers.publishing.scan import Scan, scan
from explainers.publishing.source import SourceState
from explainers.publishing.targets.disk import Disk, walk

__all__ = ["BuildPlan", "Engine", "build", "engine_environment", "made_names", "run_engine"]

Engine = Callable[[Sequence[str], Mapping[str, str]], int]
"""Builds a site: the arguments of `explainers`, the environment → its exit code."""

_PASSED_ON: Final = ("PATH", "HOME", "TMPDIR", "TERM", "NO_COLOR", "COLUMNS", "VIRTUAL_ENV", "SYSTEMROOT")
_BASIC: Final = {rule.address: rule.headers for rule in BASIC_RULES}
_ENGINE: Final = "import sys; from explainers.cli import main; sys.exit(main(sys.argv[1:]))"


class BuildPlan(Struct, frozen=True):
    """What to build: from which sources, by which settings file, for which address, into which folder; and where pages
    that moved lead now (`explainers.publishing.ledger`), with the places where that is written; and which headers are
    sent otherwise (`explainers.publishing.headers`).
    """

    source: SourceState
    settings: str
    site: str
    site_url: str
    output: Path
    tool: str
    moves: Mapping[str, str] = {}
    headers: OwnHeaders = {}
    written: Mapping[str, tuple[str, int]] = {}


def build(plan: BuildPlan, engine: Engine, environment: Mapping[str, str], disk: Disk) -> BuiltSite:
    """Build a site and put it, with its record, in the place of what was there; raises `PublishError`.

    Whatever goes wrong, what was in the folder before stays as it is. A folder with anything in it that no build of
    ours has made is never replaced.
    """
    place = _Workspace(plan.output)
    try:
        _refuse_others(place)
        disk.make_folder(plan.output.parent)
        claim_workspace(place.folder)
        with _alone(place, disk):
            _restore(place, disk)
            _refuse_others(place)
            try:
                found, ledger = _built(plan, engine, environment, place, disk)
                _list_all(place.fresh, found)
                _put_in_place(place, disk)
            finally:
                shutil.rmtree(place.fresh, ignore_errors=True)
            record = _record(plan, found, ledger)
            disk.write(place.folder / "record", encoded(record))
            disk.rename(place.folder / "record", record_path(plan.output))
    except NotOurs as foreign:
        raise PublishError(ExitCode.USAGE, str(foreign)) from foreign
    except OSError as error:
        raise PublishError(ExitCode.OUTSIDE, f"{disk_sentence(error)}. What was built before is still there") from error
    return BuiltSite(plan.output, record, found.files)


def made_names(output: Path) -> tuple[str, ...]:
    """Return the names of a built site's folder, and of what a build makes beside it."""
    return output.name, record_path(output).name, _Workspace(output).folder.name


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


class _Workspace:
    """The folder beside the output, marked as ours, where a build is made and what it replaces is put aside."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output.with_name(f".{output.name}.explainers")
        self.fresh, self.before, self.store = (self.folder / name for name in ("site", "before", "store"))


def _refuse_others(place: _Workspace) -> None:
    """Raise `NotOurs` where the output folder has something in it that no build has made, or the file for its record
    is something else.
    """
    refuse_foreign(f"'{place.output.name}'", foreign_files(place.output))
    record = record_path(place.output)
    if not os.path.lexists(record):
        return
    try:
        record_of(record.read_bytes())
    except (NotReadable, OSError):
        if record.is_symlink() or not record.is_file() or not (place.output / LIST_NAME).is_file():
            refuse_foreign(f"'{record.parent.name}'", [record.name])


def _built(
    plan: BuildPlan, engine: Engine, environment: Mapping[str, str], place: _Workspace, disk: Disk
) -> tuple[Scan, Ledger]:
    fresh, store = place.fresh, place.store  # not the store that editors' builds keep
    disk.remove(fresh)
    disk.remove(store)
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
        raise PublishError(ExitCode(code) if known else ExitCode.OUTSIDE, "the build failed, nothing was replaced")
    ledger = _lead_on(plan, fresh)
    _add_headers(plan, fresh)
    for path, entry in walk(fresh):
        if entry.is_file(follow_symlinks=False):
            (fresh / path).chmod(0o644)
    for folder, _, _ in os.walk(fresh):
        Path(folder).chmod(0o755)
    found = scan(fresh)
    if not found.files and not found.problems:
        raise PublishError(ExitCode.OUTSIDE, "the build made no files, nothing was replaced")
    if found.problems:
        raise PublishError(ExitCode.PROBLEMS, "the build made what can't be published", found.problems)
    return found, ledger


def _lead_on(plan: BuildPlan, fresh: Path) -> Ledger:
    """Write the pages that lead on to where others moved, and the list of them for hosts that read one."""
    ledger = ledger_of(plan.moves, {path for path, _ in walk(fresh)}, plan.written)
    if ledger.problems:
        raise PublishError(ExitCode.PROBLEMS, "pages can't move like that; nothing was replaced", ledger.problems)
    for path, address in ledger.redirects.items():
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        (fresh / path).write_bytes(redirect_page(address, plan.site_url))
    if ledger.redirects:
        (fresh / "_redirects").write_bytes(redirects_file(ledger, plan.site_url))
    return ledger


def _add_headers(plan: BuildPlan, fresh: Path) -> None:
    """Write what the site wants sent otherwise into the one list of headers."""
    if plan.headers:
        file, base = fresh / "_headers", urlsplit(plan.site_url).path.rstrip("/")
        rules = header_rules(file.read_text("utf-8")) if file.exists() else with_own((), _BASIC, base)
        file.write_bytes(headers_file(with_own(rules, plan.headers, base)))


def _list_all(fresh: Path, found: Scan) -> None:
    """List every file of a build as ours: plugins of Pelican write some past the engine."""
    listed = owned_files(fresh)
    with (fresh / LIST_NAME).open("ab") as file:
        file.writelines(list_line(path, one.sha256) for path, one in found.files.items() if path not in listed)
    (fresh / LIST_NAME).chmod(0o644)


def _record(plan: BuildPlan, found: Scan, ledger: Ledger) -> BuildRecord:
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
        gone=ledger.gone,
    )


def _put_in_place(place: _Workspace, disk: Disk) -> None:
    # A folder can't be renamed over one that has something in it.
    try:
        if place.output.exists():
            disk.rename(place.output, place.before)
            # Somebody may have put something there while the build ran.
            refuse_foreign(f"'{place.output.name}'", foreign_files(place.before))
        disk.rename(place.fresh, place.output)
    except (OSError, NotOurs):
        _restore(place, disk)
        raise
    disk.remove(place.before)


def _restore(place: _Workspace, disk: Disk) -> None:
    """Put back what a build that was cut short between two renames had put aside."""
    if not place.before.exists():
        return
    if not place.output.exists():
        disk.rename(place.before, place.output)
    else:
        refuse_foreign(
            f"'{place.folder.name}'", (f"{place.before.name}/{file}" for file in foreign_files(place.before))
        )
        disk.remove(place.before)


@contextmanager
def _alone(place: _Workspace, disk: Disk) -> Iterator[None]:
    try:
        with disk.locked(place.folder / "lock"):
            yield
    except BlockingIOError as error:
        raise PublishError(ExitCode.BUSY, "another build into this folder is under way") from error
