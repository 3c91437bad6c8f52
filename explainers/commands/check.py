"""The command `explainers check`: every problem of all files, in the form that is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import explainers
from explainers import reporting
from explainers.commands.arguments import add_day, add_site, problems_in_words, shown, site_of_options
from explainers.exit_codes import ExitCode
from explainers.plurals import counted
from explainers.problems import Problem, Unchecked, all_counting
from explainers.terminal import echo, echo_data, takes_colour

if TYPE_CHECKING:
    from explainers.pipeline import Pipeline

__all__ = ["add_check", "rule_text", "tell_notes", "tell_problems"]

_FORMATS: Final = ("text", "json", "github", "sarif")


def add_check(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="tell every problem of all files; write nothing")
    add_site(parser)
    add_day(parser, "the day to check for")
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    parser.add_argument("--source-text", type=Path, metavar="DIR", help="a folder with the sources' texts, KEY.txt")
    parser.add_argument("--against", metavar="REF", help="what was last published: a commit, branch or tag of git")
    parser.add_argument("--drafts", action="store_true", help="problems of what isn't published count too")
    parser.add_argument("--fix", action="store_true", help="first write the suggestions that are certain")
    parser.add_argument(
        "--verbose", action="store_true", help="name files that are not read, and all that is unchecked"
    )
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print the problems")
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from explainers.build.garbage import look_seldom

    look_seldom()  # also while modules are loaded
    from explainers.build.whole_site import Sought, checked_site

    site = site_of_options(options)
    site.refuse_settings()
    if options.fix:
        _fix(site, shows_data=options.format == "text")
    sought, folders = Sought(options.source_text, options.against), site.folders
    reading = checked_site(folders.content, site.wanted, sought, folders.store, site.stored_as)
    if options.verbose:
        for path in reading.strays:
            echo(f"{path}: not read: a desktop, an editor or a sync program left it there", err=True)
    problems = all_counting(reading.problems) if options.drafts else reading.problems
    tell_notes(site)
    _tell(problems, reading.unchecked, options, f"checked {shown(site.folders.content)}")
    found = reporting.counts(problems)
    return ExitCode.PROBLEMS if found["error"] or (options.strict and found["warning"]) else ExitCode.DONE


def _fix(site: Pipeline, *, shows_data: bool) -> None:
    """Write what is certain of all suggestions, and show what changes: on standard output, where nothing else of a
    form of its own is printed there. Raises `OSError`.
    """
    from explainers.build.live_site import LiveSite
    from explainers.editing.files import replace
    from explainers.editing.fixing import diff, fixed_files

    for file in fixed_files(LiveSite(site.folders.content, site.wanted)):
        location = site.folders.content.parent / file.path
        if location.read_bytes() != file.before.encode():
            echo(f"{file.path}: changed meanwhile, so nothing was written: run the command again", err=True)
            continue
        replace(location, file.after.encode())
        echo(
            f"mended {counted(file.mended, 'problem')} in {file.path}:\n{diff(file.path, file.before, file.after)}",
            err=not shows_data,
        )


def tell_notes(site: Pipeline) -> None:
    """Print what settings are to be told of, on standard error."""
    for note in site.notes:
        echo(f"{site.folders.root.name}: warning: {note}", err=True)


def _tell(problems: Sequence[Problem], unchecked: Sequence[Unchecked], options: argparse.Namespace, what: str) -> None:
    how = options.format
    if how == "json":
        echo_data(reporting.as_json(problems, unchecked))
    elif how == "sarif":
        echo_data(reporting.as_sarif(problems, unchecked, rule_text=rule_text, version=explainers.__version__))
    elif how == "github":
        if problems or unchecked:
            echo_data(reporting.as_github(problems, unchecked))
        echo(f"{what}: {problems_in_words(problems)}", err=True)
    else:
        tell_problems(problems, unchecked, everywhere=options.verbose)
        echo(f"{what}: {problems_in_words(problems)}")


def tell_problems(
    problems: Sequence[Problem], unchecked: Sequence[Unchecked], *, brief: bool = False, everywhere: bool = False
) -> None:
    """Print problems, and what could not be checked, for people; `brief` and `everywhere` as `reporting.report` has."""
    if problems or unchecked:
        told = reporting.report(problems, unchecked, colour=takes_colour(), brief=brief, everywhere=everywhere)
        echo(told, err=True)


def rule_text(code: str) -> reporting.RuleText | None:
    """Return what programs are told of a code."""
    from explainers.checks.registry import rules

    rule = rules().get(code)
    return reporting.RuleText(code, rule.severity, rule.summary, rule.manual) if rule else None
