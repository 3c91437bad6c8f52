"""The command `explainers build`. Where nothing has changed, it says so before anything but Python's own is loaded."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING, Any, Final

from explainers.commands.arguments import add_day, add_site, problems_in_words, shown, site_of_options, whole_number
from explainers.commands.parsing import Parser
from explainers.exit_codes import ExitCode
from explainers.folders import STORE
from explainers.site_file import day_of_build, folder_overrides, gate_of, is_plain, plain_settings
from explainers.terminal import echo, echo_data, takes_colour

if TYPE_CHECKING:
    from explainers.build.up_to_date import Gate
    from explainers.pipeline import Pipeline

__all__ = ["add_build", "build_parser"]

_FORMATS: Final = ("text", "json")


def add_build(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    _add_arguments(commands.add_parser("build", help="build the site: only what changed is rendered and written"))


def build_parser() -> argparse.ArgumentParser:
    """Return a parser for this command alone."""
    parser = Parser(prog="explainers build")
    _add_arguments(parser)
    return parser


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--jobs", type=whole_number(1), default=0, metavar="N", help="how many processes (as many as cores)"
    )
    parser.add_argument("--executor", type=_cluster, metavar="dask:ADDRESS", help="a running Dask cluster")
    parser.add_argument("--full", action="store_true", help="forget what is kept from the last build")
    parser.add_argument("--verify", action="store_true", help="build from nothing beside it, and compare every byte")
    parser.add_argument("--finish", action="store_true", help="also make cards, the search index, compressed files")
    add_day(parser, "the day of the build")
    parser.add_argument("--store", metavar="DIR", help=f"where to keep what a build knows ({STORE})")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print the outcome")
    parser.set_defaults(run=_build)


def _cluster(text: str) -> str:
    kind, _, address = text.partition(":")
    if kind != "dask" or not address:
        raise argparse.ArgumentTypeError(f"'{text}' isn't an executor: write --executor dask:tcp://HOST:PORT")
    return address


def _build(options: argparse.Namespace) -> int:
    started = time.monotonic()
    values, gate = _plain(options)
    report = gate.unchanged() if gate and not (options.full or options.verify) else None
    if report is not None:
        _tell_unchanged(report, time.monotonic() - started, options)
        return ExitCode.DONE
    return _built(options, values, gate, started)


def _plain(options: argparse.Namespace) -> tuple[dict[str, Any], Gate] | tuple[None, None]:
    """Return what the settings of a site say that needs nothing of Pelican, and its gate; of others, nothing."""
    overrides = folder_overrides(options.content, options.output, options.store)
    try:
        values = plain_settings(options.settings, overrides)
        if is_plain(values):
            return values, gate_of(values, options.today or day_of_build(), finish=options.finish)
    except (Exception, SystemExit):  # noqa: BLE001 - a settings file may raise anything; site_of says what is wrong
        return None, None
    return None, None


def _built(options: argparse.Namespace, values: dict[str, Any] | None, gate: Gate | None, started: float) -> int:
    from explainers.build.garbage import look_seldom

    look_seldom()  # also while modules are loaded
    from explainers.commands.progress import shown_progress
    from explainers.pipeline import ContentErrors, Workers

    site = site_of_options(options, options.store, values)
    site.full, site.finish, site.gate = options.full, options.finish, gate
    site.workers = Workers(options.jobs, options.executor or "")
    try:
        with shown_progress() as site.tell:
            _make(site)
    except ContentErrors:
        return _told_failure(site, options.format)
    if options.verify and not _verified(options, site):
        return ExitCode.PROBLEMS
    _tell_built(site, time.monotonic() - started, options)
    return ExitCode.DONE


def _make(site: Pipeline) -> None:
    if site.pelican:
        site.pelican.make()
    else:
        site.run()


def _verified(options: argparse.Namespace, site: Pipeline) -> bool:
    """Build from nothing beside the site; tell what differs, and return whether nothing does."""
    from tempfile import TemporaryDirectory

    from explainers.build.verify import differences
    from explainers.pipeline import Workers

    with TemporaryDirectory(prefix="explainers-verify-") as folder:
        output, store = os.path.join(folder, "output"), os.path.join(folder, "store")  # noqa: PTH118
        cold = site_of_options(argparse.Namespace(**{**vars(options), "output": output}), store)
        cold.finish, cold.day, cold.workers = options.finish, site.day, Workers(jobs=1)
        _make(cold)
        found = differences(site.folders.output, site.files, cold.folders.output)
    for line in found:
        echo(line, err=True)
    if found:
        echo(f"{len(found)} files are not those of a build from nothing: please report it", err=True)
    return not found


# ---- what is told ----------------------------------------------------------------------------------------


def _tell_unchanged(report: str, seconds: float, options: argparse.Namespace) -> None:
    import json

    kept = json.loads(report)
    numbers = {"pages": kept["pages"], "read": 0, "rendered": 0, "written": 0, "unchanged": kept["pages"], "removed": 0}
    if options.format == "json":
        echo_data(json.dumps({**kept["json"], **numbers, "seconds": round(seconds, 3)}, ensure_ascii=False))
        return
    if kept["json"]["problems"]:
        echo(kept["coloured" if takes_colour() else "text"], err=True)
    _tell_summary(numbers, seconds, kept["output"])


def _tell_summary(numbers: dict[str, int], seconds: float, output: str) -> None:
    echo(
        f"built {numbers['pages']} pages in {seconds:.1f} s: {numbers['rendered']} rendered, "
        f"{numbers['unchanged']} unchanged, {numbers['removed']} removed → {shown(output)}"
    )


def _told_failure(site: Pipeline, how: str) -> int:
    from explainers import reporting
    from explainers.commands.check import tell_problems

    assert site.reading is not None, "a run reads first"
    problems, unchecked = site.reading.problems, site.reading.unchecked
    if how == "json":
        echo_data(reporting.as_json(problems, unchecked))
    else:
        tell_problems(problems, unchecked, brief=True)
        echo(f"{problems_in_words(problems)}: nothing was written", err=True)
    return ExitCode.PROBLEMS


def _tell_built(site: Pipeline, seconds: float, options: argparse.Namespace) -> None:
    from explainers import reporting
    from explainers.commands.check import tell_notes, tell_problems

    built, reading = site.built, site.reading
    assert built is not None, "a run that ended well has built"
    assert reading is not None, "a run reads first"
    numbers = {
        "pages": built.pages,
        "read": reading.read,
        "rendered": built.rendered,
        "written": built.written,
        "unchanged": built.unchanged,
        "removed": built.removed,
    }
    if options.format == "json":
        more = {**numbers, "seconds": round(seconds, 3)}
        echo_data(reporting.as_json(reading.problems, reading.unchecked, more))
        return
    tell_notes(site)
    tell_problems(reading.problems, reading.new_unchecked, brief=True)
    _tell_summary(numbers, seconds, str(site.folders.output))
