"""The command behind `publish.py`: reads its arguments, asks clock, git and environment, calls the rest.

`build` makes a site, `check` asks the gates, `deploy` publishes, `releases` lists, `rollback` goes back.
"""

from __future__ import annotations

import argparse
import getpass
import os
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.commands.publish_arguments import argument_parser
from explainers.commands.publish_summary import described, last_time, summary
from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, disk_sentence
from explainers.plurals import counted
from explainers.publishing.build import BuildPlan, Engine, build, run_engine
from explainers.publishing.built_site import BuiltSite, built_site
from explainers.publishing.deploy import collect, deploy, rehearse, rollback
from explainers.publishing.deploy_context import DeployContext, PublishOptions
from explainers.publishing.errors import PublishError
from explainers.publishing.gates import problems_of
from explainers.publishing.gates.secrets import secret_variables
from explainers.publishing.report import JsonReport, Report, TextReport
from explainers.publishing.site_address import is_placeholder
from explainers.publishing.source import commit_contains, source_state
from explainers.publishing.targets.address import TargetRecord, open_target, target_record
from explainers.publishing.targets.disk import Disk
from explainers.publishing.targets.protocol import Target
from explainers.settings import site_url
from explainers.terminal import run_command

__all__ = ["Project", "run"]


class Project(Struct, frozen=True):
    """The site that is published.

    Fields: `root`, the folder of its sources; `settings`, its production settings file, and `output`, where
    it is built, both relative to `root`; `site`, a short name that marks its targets; `site_url`, its
    address; `tool`, name and version of what builds it; `targets`, its targets by name, as in PUBLISH_TARGETS;
    `redirects`, where pages that moved lead now, as in PUBLISH_REDIRECTS.
    """

    root: Path
    settings: str
    output: str
    site: str
    site_url: str
    tool: str
    targets: Mapping[str, Mapping[str, object]] = {}
    redirects: Mapping[str, str] = {}


class _Call(Struct, frozen=True):
    """One run of the command: what was asked, of what, and where to say it."""

    wanted: argparse.Namespace
    project: Project
    environment: Mapping[str, str]
    engine: Engine
    report: Report


def run(arguments: Sequence[str], project: Project, engine: Engine | None = None) -> int:
    """Do what the arguments say; return the exit code. The engine is the project's own unless given."""
    return run_command(lambda: _run(arguments, project, engine), "publish.py")


def _run(arguments: Sequence[str], project: Project, engine: Engine | None) -> int:
    wanted = argument_parser().parse_args(arguments)
    report = JsonReport() if wanted.format == "json" else TextReport()
    call = _Call(wanted, project, dict(os.environ), engine or run_engine(project.root), report)
    try:
        _COMMANDS[wanted.command](call)
    except CommandError as stop:
        report.failure(stop.exitcode, str(stop), getattr(stop, "problems", ()))
        return stop.exitcode
    except KeyboardInterrupt:
        report.failure(ExitCode.INTERRUPTED, "Interrupted. What was live is still live; it is safe to try again", ())
        return ExitCode.INTERRUPTED
    except OSError as error:
        report.failure(ExitCode.OUTSIDE, disk_sentence(error), ())
        return ExitCode.OUTSIDE
    return ExitCode.DONE


def _build(call: _Call) -> None:
    started = time.monotonic()
    made = _output(call).name
    names = (made, f"{made}.build.json", f".{made}.explainers")
    source = source_state(call.project.root, call.environment, datetime.now(UTC), names)
    address = site_url(call.wanted.site_url or call.project.site_url)
    plan = BuildPlan(
        source,
        call.project.settings,
        call.project.site,
        address,
        _output(call),
        call.project.tool,
        call.project.redirects,
    )
    site = build(plan, call.engine, call.environment, Disk())
    took = time.monotonic() - started
    call.report.summary(
        f"built {len(site.pages)} pages, {len(site.files)} files for {address} in {took:.1f} s"
        f" → {_shown(call, site.root)} (release {site.id})",
        id=site.id,
        pages=len(site.pages),
        files=len(site.files),
        uncommitted=source.uncommitted,
    )


def _check(call: _Call) -> None:
    site = built_site(_output(call))
    problems = problems_of(site, _own_paths(call), datetime.now(UTC), secret_variables(call.environment))
    if problems:
        raise PublishError(ExitCode.PROBLEMS, f"{counted(len(problems), 'problem')}: not fit to be published", problems)
    call.report.summary(
        f"{len(site.files)} files, {len(site.pages)} pages: fit to be published (release {site.id})",
        id=site.id,
        pages=len(site.pages),
        files=len(site.files),
    )


def _deploy(call: _Call) -> None:
    started = time.monotonic()
    wanted, site = call.wanted, built_site(_output(call))
    _refuse_wrong_site(call, site)
    _refuse_unready(call, site)
    outcome = (rehearse if wanted.dry_run else deploy)(_target(call), site, _options(call), _context(call))
    summary(call.report, outcome, time.monotonic() - started)


def _options(call: _Call) -> PublishOptions:
    wanted = call.wanted
    return PublishOptions(
        allow_older=getattr(wanted, "allow_older", False),
        allow_shrink=getattr(wanted, "allow_shrink", False),
        new_address=getattr(wanted, "new_address", False),
        overwrite_hotfix=getattr(wanted, "overwrite_hotfix", False),
        max_remove=getattr(wanted, "max_remove", None),
        keep=getattr(wanted, "keep", None) or _record(call).keep_releases,
        wait=wanted.wait,
    )


def _releases(call: _Call) -> None:
    target = _target(call)
    if not target.check_owner(call.project.site):
        raise PublishError(ExitCode.USAGE, "nothing was ever published to this target: deploy to it first")
    live, lines = target.live_id(), {line.id: line for line in target.log()}
    for release in sorted(target.complete(), key=lambda each: last_time(lines.get(each)), reverse=True):
        line = lines.get(release)
        call.report.tell(
            "live" if release == live else "kept",
            f"{release}  {last_time(line)}  {described(target, release)}",
            id=release,
            time=last_time(line),
        )


def _rollback(call: _Call) -> None:
    started, wanted = time.monotonic(), call.wanted
    options = _options(call)
    if wanted.site_url:
        live = _target(call).live()
        if live and site_url(wanted.site_url) != live.site_url:
            said = f"the target shows {live.site_url}, not {wanted.site_url}: nothing was changed"
            raise PublishError(ExitCode.USAGE, f"{said}. Name its target, or its address")
    outcome = rollback(_target(call), call.project.site, wanted.release, _context(call), options, wanted.dry_run)
    summary(call.report, outcome, time.monotonic() - started)


def _gc(call: _Call) -> None:
    gone = collect(_target(call), call.project.site, _options(call), _context(call), call.wanted.dry_run)
    done = "would be removed; nothing was changed" if call.wanted.dry_run else "are removed"
    names = f" ({', '.join(gone)})" if gone else ""
    text = f"{counted(len(gone), 'old release')}{names} {done}" if gone else "no release is old enough to be removed"
    call.report.summary(text, removed=len(gone))


def _context(call: _Call) -> DeployContext:
    root = call.project.root
    return DeployContext(
        clock=lambda: datetime.now(UTC),
        contains=lambda commit, other: commit_contains(root, commit, other),
        who=f"{_user()}@{socket.gethostname()}",
        own_paths=_own_paths(call),
        tell=call.report.tell,
        secrets=secret_variables(call.environment),
    )


def _record(call: _Call) -> TargetRecord:
    return target_record(call.wanted.target, call.project.targets)


def _target(call: _Call) -> Target:
    return open_target(_record(call), call.environment)


def _refuse_wrong_site(call: _Call, site: BuiltSite) -> None:
    asked, built, place = call.wanted.site_url, site.record.site_url, _record(call)
    if site.record.site != call.project.site:
        said = f"what was built is the site '{site.record.site}', not this one"
        raise PublishError(ExitCode.USAGE, f"{said}: run 'python3 publish.py build' here")
    if asked and site_url(asked) != built:
        raise PublishError(ExitCode.USAGE, f"the site was built for {built}, not for {asked}: build it again")
    if place.kind == "dir":
        ours, theirs = site.root.resolve(), Path(place.place).expanduser().absolute().resolve()
        if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
            said = "the target and the folder with the built site lie in one another: name another folder"
            raise PublishError(ExitCode.USAGE, said)


def _refuse_unready(call: _Call, site: BuiltSite) -> None:
    """Raise `PublishError` for a build that is no longer, or never was, of what the sources are."""
    record, wanted = site.record, call.wanted
    if is_placeholder(record.site_url):
        said = f"the site was built for {record.site_url}, which nobody can reach: put its own address into publish.py"
        raise PublishError(ExitCode.USAGE, f"{said}, or build it again with --site-url")
    if not record.commit:
        call.report.tell("note", "built without a git history: nobody can tell later which build is newer")
        return
    head = source_state(call.project.root, call.environment, datetime.now(UTC)).commit
    if head and head != record.commit and not wanted.allow_older:
        said = f"the site was built from commit {record.commit[:12]}, but the sources are at {head[:12]}"
        way = "run 'python3 publish.py build', or add --allow-older to publish this build all the same"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: {way}")
    if record.uncommitted and not wanted.allow_dirty:
        said = f"the site was built with {counted(record.uncommitted, 'file')} that no commit has"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: commit first, then build again, or add --allow-dirty")


def _output(call: _Call) -> Path:
    # What is typed means what it means in a shell; the project's own folder is inside of the project.
    given = call.wanted.output
    try:
        folder = (Path(given).expanduser() if given else call.project.root / call.project.output).absolute()
    except RuntimeError as error:
        raise PublishError(ExitCode.USAGE, f"'{given}': there is no such user on this machine") from error
    if not folder.name or folder.name == "..":
        raise PublishError(ExitCode.USAGE, f"'{given}' can't be the folder of a built site: name one inside it")
    return folder


def _own_paths(call: _Call) -> tuple[str, ...]:
    # A folder right below the root of the disk is as likely a folder of the site ("/news/").
    folders = {call.project.root.absolute(), Path.home()}
    return tuple(sorted(f"{folder}/" for folder in folders if len(folder.parts) > 2))


def _shown(call: _Call, folder: Path) -> str:
    root = call.project.root.absolute()
    return f"{folder.relative_to(root) if folder.is_relative_to(root) else folder.name}/"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container without a name for its user
        return "unknown"


_COMMANDS: Final[Mapping[str, Callable[[_Call], None]]] = {
    "build": _build,
    "check": _check,
    "deploy": _deploy,
    "releases": _releases,
    "rollback": _rollback,
    "gc": _gc,
}
