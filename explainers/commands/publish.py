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
from urllib.parse import urlsplit

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, disk_sentence
from explainers.plurals import counted
from explainers.publishing.build import BuildPlan, Engine, build, run_engine
from explainers.publishing.built_site import BuiltSite, built_site
from explainers.publishing.deploy import Outcome, PublishOptions, deploy, rehearse, rollback
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.directory import Directory
from explainers.publishing.disk import Disk
from explainers.publishing.errors import PublishError
from explainers.publishing.gates import problems_of
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import NotReadable
from explainers.publishing.report import JsonReport, Report, TextReport
from explainers.publishing.source import commit_contains, source_state
from explainers.settings import site_url
from explainers.terminal import run_command

__all__ = ["Project", "argument_parser", "run"]

# Names that are never given to anybody (RFC 2606, RFC 6761), and those of one's own machine
_PLACEHOLDERS: Final = (
    "example", "example.com", "example.net", "example.org", "invalid", "test", "localhost", "127.0.0.1", "::1",
)  # fmt: skip
_EPILOG: Final = "A target is dir:PATH, a folder. How to publish, step by step: docs/publishing.md."


class Project(Struct, frozen=True):
    """The site that is published.

    Fields: `root`, the folder of its sources; `settings`, its production settings file, and `output`, where
    it is built, both relative to `root`; `site`, a short name that marks its targets; `site_url`, its
    address; `tool`, name and version of what builds it.
    """

    root: Path
    settings: str
    output: str
    site: str
    site_url: str
    tool: str


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
    source = source_state(call.project.root, call.environment, datetime.now(UTC))
    address = site_url(call.wanted.site_url or call.project.site_url)
    plan = BuildPlan(source, call.project.settings, call.project.site, address, _output(call), call.project.tool)
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
    problems = problems_of(site, _own_paths(call), datetime.now(UTC))
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
    target = _target(call)
    _refuse_wrong_site(call, site, target)
    _tell_doubts(call, site)
    options = PublishOptions(wanted.allow_older, wanted.allow_shrink)
    outcome = (rehearse if wanted.dry_run else deploy)(target, site, options, _context(call))
    _summary(call, outcome, started)


def _tell_doubts(call: _Call, site: BuiltSite) -> None:
    """Tell what of a build matters only now that it goes to readers."""
    record = site.record
    host = urlsplit(record.site_url).hostname or ""
    if f".{host}".endswith(tuple(f".{name}" for name in _PLACEHOLDERS)):
        said = f"built for {record.site_url}, which nobody can reach: put the site's own address into publish.py"
        call.report.tell("note", f"{said}, or build it again with --site-url", site_url=record.site_url)
    if not record.commit:
        call.report.tell("note", "built without a git history: nobody can tell later which build is newer")
    if record.uncommitted:
        said = f"built with {counted(record.uncommitted, 'file')} that no commit has: commit first, then build again"
        call.report.tell("note", said, uncommitted=record.uncommitted)


def _releases(call: _Call) -> None:
    target = _target(call)
    if not target.check_owner(call.project.site):
        raise PublishError(ExitCode.USAGE, "nothing was ever published to this target")
    live, lines = target.live_id(), {line.id: line for line in target.log()}
    for release in sorted(target.complete(), key=lambda each: _last_live(lines.get(each)), reverse=True):
        line = lines.get(release)
        call.report.tell(
            "live" if release == live else "kept",
            f"{release}  {_last_live(line)}  {_described(target, release)}",
            id=release,
            time=_last_live(line),
        )


def _rollback(call: _Call) -> None:
    started = time.monotonic()
    outcome = rollback(_target(call), call.project.site, call.wanted.release, _context(call))
    _summary(call, outcome, started)


def _context(call: _Call) -> DeployContext:
    root = call.project.root
    return DeployContext(
        clock=lambda: datetime.now(UTC),
        contains=lambda commit, other: commit_contains(root, commit, other),
        who=f"{_user()}@{socket.gethostname()}",
        own_paths=_own_paths(call),
        tell=call.report.tell,
    )


def _target(call: _Call) -> Directory:
    kind, _, place = call.wanted.target.partition(":")
    if kind != "dir" or not place:
        raise PublishError(ExitCode.USAGE, f"'{call.wanted.target}' isn't a target: write dir:PATH")
    return Directory(Path(place).expanduser().absolute(), f"{socket.gethostname()}-{os.getpid()}", Disk())


def _refuse_wrong_site(call: _Call, site: BuiltSite, target: Directory) -> None:
    asked, built = call.wanted.site_url, site.record.site_url
    if site.record.site != call.project.site:
        raise PublishError(ExitCode.USAGE, f"what was built is the site '{site.record.site}', not this one")
    if asked and site_url(asked) != built:
        raise PublishError(ExitCode.USAGE, f"the site was built for {built}, not for {asked}: build it again")
    ours, theirs = site.root.resolve(), target.base.resolve()
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise PublishError(ExitCode.USAGE, "the target and the folder with the built site lie in one another")


def _output(call: _Call) -> Path:
    # What is typed means what it means in a shell; the project's own folder is inside of the project.
    given = call.wanted.output
    return (Path(given).expanduser() if given else call.project.root / call.project.output).absolute()


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


def _summary(call: _Call, outcome: Outcome, started: float) -> None:
    took = time.monotonic() - started
    counts = f"{outcome.sent} sent, {outcome.kept} kept, {outcome.removed} removed, {outcome.carried} carried"
    text = {
        "deployed": f"live at {outcome.site_url}: {counts}, {outcome.verified} verified",
        "unchanged": f"is live already at {outcome.site_url}: unchanged, {outcome.verified} verified",
        "rolled-back": f"live again at {outcome.site_url}, in place of {outcome.previous}: "
        f"{outcome.carried} carried, {outcome.verified} verified",
        "would-deploy": f"would go live at {outcome.site_url}: {counts}; nothing was changed",
    }[outcome.action]
    call.report.summary(
        f"release {outcome.id} {text}, {took:.1f} s",
        action=outcome.action,
        id=outcome.id,
        previous=outcome.previous or "",
        sent=outcome.sent,
        kept=outcome.kept,
        removed=outcome.removed,
        carried=outcome.carried,
        verified=outcome.verified,
    )


def _described(target: Directory, release: str) -> str:
    try:
        manifest = target.manifest(release)
    except NotReadable:
        return "its manifest can't be used"
    of = f", commit {manifest.commit[:12]}" if manifest.commit else ""
    return f"{manifest.pages} pages, {len(manifest.files)} files{of}"


def _last_live(line: LogLine | None) -> str:
    return f"{line.time:%Y-%m-%d %H:%M:%S}" if line else "-"


def argument_parser() -> argparse.ArgumentParser:
    """Return what reads the command's arguments."""
    parser = argparse.ArgumentParser("publish.py", description="Builds and publishes the site.", epilog=_EPILOG)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {
        name: commands.add_parser(name, help=help_, description=help_)
        for name, help_ in (
            ("build", "build the site for its readers, fresh, into a folder"),
            ("check", "ask whether a built site is fit to be published"),
            ("deploy", "make a built site the live release of a target"),
            ("releases", "list what a target has"),
            ("rollback", "make an earlier release the live one again"),
        )
    }
    for name in ("build", "deploy"):
        made[name].add_argument("--output", metavar="DIR", help="the folder of the built site")
    made["check"].add_argument("output", metavar="DIR", nargs="?", help="the folder of the built site")
    for name in ("build", "deploy"):
        made[name].add_argument("--site-url", metavar="URL", help="the site's address")
    for name in ("deploy", "releases", "rollback"):
        made[name].add_argument("target", metavar="TARGET", help="dir:PATH")
    made["rollback"].add_argument("release", metavar="ID", nargs="?", help="default: the one live before")
    deploying = made["deploy"].add_argument
    deploying("--dry-run", action="store_true", help="say what would be done, and do nothing")
    deploying("--allow-older", action="store_true", help="publish though what is live is newer")
    deploying("--allow-shrink", action="store_true", help="publish though the count of pages is far off")
    for each in made.values():
        each.add_argument("--format", choices=("text", "json"), default="text", help="for people or programs")
    return parser


_COMMANDS: Final[Mapping[str, Callable[[_Call], None]]] = {
    "build": _build,
    "check": _check,
    "deploy": _deploy,
    "releases": _releases,
    "rollback": _rollback,
}
