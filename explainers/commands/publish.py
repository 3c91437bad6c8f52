"""The command behind `publish.py`: reads its arguments, asks clock, git and environment, calls the rest.

`build` makes a site, `check` asks the gates, `deploy` publishes, `releases` lists, `rollback` goes back.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec.structs import replace

import explainers
from explainers.commands.arguments import shown
from explainers.commands.publish_arguments import argument_parser
from explainers.commands.publish_call import (
    Project,
    PublishCall,
    context_of,
    live_of,
    options_of,
    output_of,
    outside_of,
    place_of,
    record_of,
    refuse_nested_output,
    refuse_nested_target,
    refuse_other_site,
    refuse_problems,
    target_of,
)
from explainers.commands.publish_looking import doctor, pack, show_plan, verify, write_snippet
from explainers.commands.publish_preview import drop_expired, preview, unlock
from explainers.commands.publish_settings import project_of, written_redirects
from explainers.commands.publish_summary import described, last_time, summary
from explainers.commands.publish_weekly import expiries, links
from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, disk_sentence
from explainers.plurals import counted
from explainers.publishing.build import BuildPlan, Engine, build, made_names, run_engine
from explainers.publishing.built_site import BuiltSite, built_site
from explainers.publishing.deploy import collect, deploy, rehearse, rollback
from explainers.publishing.errors import PublishError, never_published, some
from explainers.publishing.gates.traces import is_private_host
from explainers.publishing.report import (
    GithubReport,
    JsonReport,
    Report,
    SarifReport,
    TextReport,
    WithStepOutput,
    WithStepSummary,
)
from explainers.publishing.site_address import is_placeholder
from explainers.publishing.source import SourceState, source_state
from explainers.publishing.targets.disk import Disk
from explainers.settings import site_url
from explainers.terminal import echo, fail, printable, run_command

__all__ = ["Project", "run", "run_site"]


def run(arguments: Sequence[str], project: Project, engine: Engine | None = None) -> int:
    """Do what the arguments say; return the exit code. The engine is the project's own unless given."""
    return run_command(lambda: _run(arguments, project, engine), "publish.py")


def run_site(arguments: Sequence[str], settings: Mapping[str, Any], file: Path) -> int:
    """Do what the arguments say for the site whose settings file has these names; return the exit code."""
    return run_command(lambda: _run(arguments, project_of(settings, file), None), "publish.py")


def _run(arguments: Sequence[str], project: Project, engine: Engine | None) -> int:
    parser = argument_parser()
    wanted = parser.parse_args(arguments)
    if wanted.command is None:
        return _in_ci(project, engine, parser)
    report = _report(wanted.command, wanted.format)
    call = PublishCall(wanted, project, dict(os.environ), engine or run_engine(project.root), report)
    try:
        if "target" in wanted:
            record_of(call)  # what is no target is told before all else
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


def _report(command: str, how: str) -> Report:
    """Return who says what a command does. What GitHub asks a step for, its outputs and its summary, is written too."""
    report = _REPORTS[how](command)
    if path := os.environ.get("GITHUB_OUTPUT"):
        report = WithStepOutput(report, partial(_append, Path(path)))
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        report = WithStepSummary(report, partial(_append, Path(path)), f"publish.py {command}")
    return report


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:  # what was done is done: nothing may end the run with another word
        echo(f"publish.py: GitHub is not told how this step ended: {disk_sentence(error)}", err=True)


def _in_ci(project: Project, engine: Engine | None, parser: argparse.ArgumentParser) -> int:
    """Build, check and deploy where nobody said what to do, a continuous integration runs, and there is one target."""
    targets, in_ci = list(project.targets), os.environ.get("CI") == "true"
    if not in_ci or len(targets) != 1:
        parser.print_help(sys.stderr)
        if in_ci:
            found = f"it has {', '.join(targets)}: name a command" if targets else "it is empty: put the target there"
            said = f"without a command, the one target of PUBLISH_TARGETS is published to, and {found}"
            return fail(said, ExitCode.USAGE, "publish.py")
        return ExitCode.USAGE
    told = ("--format", "github") if os.environ.get("GITHUB_ACTIONS") == "true" else ()
    for words in (("build",), ("check",), ("deploy", targets[0])):
        if code := _run((*words, *told), project, engine):
            return code
    return ExitCode.DONE


def _sources(call: PublishCall) -> SourceState:
    return source_state(call.project.root, call.environment, datetime.now(UTC), made_names(output_of(call)))


def _build(call: PublishCall) -> None:
    started = time.monotonic()
    refuse_nested_output(call)
    source = _sources(call)
    address = site_url(call.wanted.site_url or call.project.site_url)
    plan = BuildPlan(
        source,
        call.project.settings,
        call.project.site,
        address,
        output_of(call),
        call.project.tool,
        call.project.redirects,
        call.project.headers,
        written_redirects(call.project),
    )
    site = build(plan, call.engine, call.environment, Disk())
    if call.wanted.check_reproducible:
        _build_again(call, plan, site)
    took = time.monotonic() - started
    call.report.summary(
        f"built {len(site.pages)} pages, {len(site.files)} files for {address} in {took:.1f} s"
        f" → {shown(site.root, call.project.root.absolute())} (release {site.id})",
        id=site.id,
        pages=len(site.pages),
        files=len(site.files),
        uncommitted=source.uncommitted,
    )


def _build_again(call: PublishCall, plan: BuildPlan, site: BuiltSite) -> None:
    """Build once more, elsewhere, and raise `PublishError` where the bytes differ."""
    with tempfile.TemporaryDirectory() as folder:
        again = build(replace(plan, output=Path(folder) / "again"), call.engine, call.environment, Disk())
    differing = [path for path in {**site.files, **again.files} if site.files.get(path) != again.files.get(path)]
    if differing:
        said = f"a second build gave other bytes ({some(differing)})"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: find what asks for the time, chance, or an order of files")
    call.report.tell("again", f"a second build gave the same {len(again.files)} files")


def _check(call: PublishCall) -> None:
    site, wanted = built_site(output_of(call)), call.wanted.release
    if wanted and site.id != wanted:
        said = f"this is release {site.id}, not {wanted}"
        way = "if both were built from one commit for one address, 'build --check-reproducible' finds the file"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: {way}")
    refuse_problems(call, site, "not fit to be published")
    _note_placeholder(call)
    call.report.summary(
        f"{len(site.files)} files, {len(site.pages)} pages: fit to be published (release {site.id})",
        id=site.id,
        pages=len(site.pages),
        files=len(site.files),
    )


def _plan(call: PublishCall) -> None:
    """List what a deployment would send, remove and carry; raises `PublishError` as the deployment would."""
    site = built_site(output_of(call))
    refuse_nested_target(call)  # of what can't be a target there is nothing to list
    refused: PublishError | None = None
    try:
        _refuse_wrong(call, site)
        rehearse(target_of(call), site, options_of(call), context_of(call))
    except PublishError as error:
        refused = error
    show_plan(call)
    if refused:
        said = f"'deploy' would end with {refused.code:d}: {refused.message}"
        raise PublishError(refused.code, said, refused.problems) from refused


def _deploy(call: PublishCall) -> None:
    started = time.monotonic()
    wanted, site = call.wanted, built_site(output_of(call))
    _refuse_wrong(call, site)
    _note_placeholder(call)
    target = target_of(call)
    context = context_of(call, outside_of(call, target, site.record.site_url, site))
    outcome = (rehearse if wanted.dry_run else deploy)(target, site, options_of(call), context)
    summary(call.report, outcome, time.monotonic() - started, place_of(call))


def _releases(call: PublishCall) -> None:
    target = target_of(call)
    complete = target.complete() if target.check_owner(call.project.site) else ()
    if not complete:  # nothing of ours, or a first deployment that was not finished
        raise never_published()
    live, lines = target.live_id(), {line.id: line for line in target.log()}
    for release in sorted(complete, key=lambda each: last_time(lines.get(each)), reverse=True):
        line = lines.get(release)
        call.report.tell(
            "live" if release == live else "kept",
            f"{release}  {last_time(line)}  {described(target, release)}",
            id=release,
            time=last_time(line),
        )


def _rollback(call: PublishCall) -> None:
    started, wanted, target = time.monotonic(), call.wanted, target_of(call)
    live = live_of(call, target)
    if wanted.site_url and live and site_url(wanted.site_url) != live.site_url:
        said = f"the target shows {live.site_url}, not {wanted.site_url}: nothing was changed"
        raise PublishError(ExitCode.USAGE, f"{said}. Name its target, or its address")
    outside = outside_of(call, target, live.site_url if live else call.project.site_url)
    context = context_of(call, outside)
    outcome = rollback(target, call.project.site, wanted.release, context, options_of(call), wanted.dry_run)
    summary(call.report, outcome, time.monotonic() - started, place_of(call))


def _gc(call: PublishCall) -> None:
    target, context = target_of(call), context_of(call)
    gone = collect(target, call.project.site, options_of(call), context, call.wanted.dry_run)
    previews = drop_expired(call, target, context)
    done = "would be removed; nothing was changed" if call.wanted.dry_run else "are removed"
    names = f" ({', '.join(gone)})" if gone else ""
    text = f"{counted(len(gone), 'old release')}{names} {done}" if gone else "no release is old enough to be removed"
    call.report.summary(text, removed=len(gone), previews=previews)


def _note_placeholder(call: PublishCall) -> None:
    """Tell that errors that readers report reach nobody. It refuses nothing: what pages say is right all the same."""
    if call.project.reports_to and is_placeholder(call.project.reports_to):
        said = f"readers are asked to report errors to {call.project.reports_to}, which reaches nobody"
        files = (call.project.root / name for name in ("publish.py", "pelicanconf.py"))
        said_in = [file.name for file in files if file.is_file() and b"EXPLAINER_REPORT" in file.read_bytes()]
        where = f" in {said_in[0]}" if said_in else ""
        call.report.tell("note", f"{said}: put an address of yours into EXPLAINER_REPORT{where}")


def _refuse_wrong(call: PublishCall, site: BuiltSite) -> None:
    _refuse_wrong_site(call, site)
    _refuse_unready(call, site)


def _refuse_wrong_site(call: PublishCall, site: BuiltSite) -> None:
    asked, built = call.wanted.site_url, site.record.site_url
    refuse_other_site(call, site)
    if asked and site_url(asked) != built:
        raise PublishError(ExitCode.USAGE, f"the site was built for {built}, not for {asked}: build it again")
    refuse_nested_target(call)


def _refuse_unready(call: PublishCall, site: BuiltSite) -> None:
    """Raise `PublishError` for a build that is no longer, or never was, of what the sources are."""
    record, wanted = site.record, call.wanted
    private = is_private_host(urlsplit(record.site_url).hostname or "")
    if is_placeholder(record.site_url) and not (private and wanted.allow_private):
        said = f"the site was built for {record.site_url}, which nobody can reach: put its own address into publish.py"
        way = ", or add --allow-private to try it on this machine" * private
        raise PublishError(ExitCode.USAGE, f"{said}, or build it again with --site-url{way}")
    if not record.commit:
        call.report.tell("note", "built without a git history: nobody can tell later which build is newer")
        return
    now = _sources(call)
    head = now.commit
    if head and head != record.commit and not wanted.allow_older:
        said = f"the site was built from commit {record.commit[:12]}, but the sources are at {head[:12]}"
        way = "run 'python3 publish.py build', or add --allow-older to publish this build all the same"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: {way}")
    if record.uncommitted and not wanted.allow_dirty:
        said = f"the site was built with {counted(record.uncommitted, 'file')} that no commit has{_named(now)}"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: commit first, then build again, or add --allow-dirty")
    if now.uncommitted and not record.uncommitted:
        changed = f"{counted(now.uncommitted, 'file')} changed since the last commit{_named(now)}"
        call.report.tell("note", f"{changed}: not in this build. To publish that too, commit and build again")


def _named(sources: SourceState) -> str:
    """Return the first of the files that no commit has, in parentheses; nothing where all are committed by now."""
    more = sources.uncommitted - len(sources.changed)
    return printable(f" ({', '.join(sources.changed)}{f' and {more} more' * (more > 0)})") if sources.changed else ""


_PHASES: Final = ("build", "deploy", "gc", "pack", "preview", "rollback")  # what others tell is the answer
_REPORTS: Final[Mapping[str, Callable[[str], Report]]] = {
    "text": lambda _: TextReport(),
    "json": lambda _: JsonReport(),
    "github": lambda command: GithubReport(f"publish.py {command}" if command in _PHASES else ""),
    "sarif": lambda _: SarifReport(explainers.__version__),
}
_COMMANDS: Final[Mapping[str, Callable[[PublishCall], None]]] = {
    "build": _build,
    "check": _check,
    "deploy": _deploy,
    "releases": _releases,
    "rollback": _rollback,
    "gc": _gc,
    "plan": _plan,
    "verify": verify,
    "snippet": write_snippet,
    "pack": pack,
    "doctor": doctor,
    "links": links,
    "expiries": expiries,
    "preview": preview,
    "unlock": unlock,
}
