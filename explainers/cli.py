"""The command `explainers`: arguments in, exit code out. Each command's work is done elsewhere."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from explainers import reporting
from explainers.editing.arguments import (
    DONE,
    FAILED,
    INTERRUPTED,
    OUTSIDE,
    USAGE,
    add_day,
    add_site,
    counted,
    said,
    shown,
    site_of_options,
)  # fmt: skip
from explainers.editing.check_command import add_check, tell_problems
from explainers.editing.gallery_command import add_gallery
from explainers.editing.new_command import add_new
from explainers.editing.source_command import add_source
from explainers.preview.command import add_serve

if TYPE_CHECKING:
    from explainers.pelican_site.making import Making

__all__ = ["main"]

_FORMATS: Final = ("text", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code (see the list of exit codes in the documentation)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return said("interrupted: what was there before stands, or is being replaced file by file", INTERRUPTED)
    except _usage_errors() as wrong:
        return said(str(wrong), USAGE)
    except OSError as failed:
        return said(f"failed outside of the site: {failed}", OUTSIDE)


def _usage_errors() -> tuple[type[Exception], ...]:
    from explainers.building.inputs import CannotCheck
    from explainers.pelican_site.settings import SettingsError

    return SettingsError, CannotCheck


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="explainers", description="Build and check a site of explainers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    add_serve(commands)
    add_check(commands)
    add_new(commands)
    add_source(commands)
    add_gallery(commands)
    return parser


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("build", help="build the site: only what changed is rendered and written")
    add_site(parser)
    parser.add_argument("--full", action="store_true", help="forget what is kept from the last build")
    parser.add_argument("--finish", action="store_true", help="also make cards, the search index, compressed files")
    add_day(parser, "the day of the build")
    parser.add_argument("--store", metavar="DIR", help="where to keep what a build knows (.cache/explainers)")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print the outcome")
    parser.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> int:
    from explainers.pelican_site.making import ContentErrors

    started = time.monotonic()
    site = site_of_options(options, options.store)
    site.full, site.finish = options.full, options.finish
    try:
        (site.pelican or site).run()
    except ContentErrors:
        return _told_failure(site, options.format)
    _tell_built(site, time.monotonic() - started, options.format)
    return DONE


def _told_failure(site: Making, how: str) -> int:
    assert site.reading is not None, "a run reads first"
    problems, unchecked = site.reading.problems, site.reading.unchecked
    if how == "json":
        print(reporting.as_json(problems, unchecked))
    else:
        tell_problems(problems, unchecked)
        print(f"{counted(problems)}: nothing was written", file=sys.stderr)
    return FAILED


def _tell_built(site: Making, seconds: float, how: str) -> None:
    built, reading = site.built, site.reading
    assert built is not None, "a run that ended well has built"
    assert reading is not None, "a run reads first"
    if how == "json":
        numbers = {
            "pages": built.pages,
            "read": reading.read,
            "rendered": built.rendered,
            "written": built.written,
            "unchanged": built.unchanged,
            "removed": built.removed,
            "seconds": round(seconds, 3),
        }
        print(reporting.as_json(reading.problems, reading.unchecked, numbers))
        return
    tell_problems(reading.problems, reading.unchecked)
    print(
        f"built {built.pages} pages in {seconds:.1f} s: {built.rendered} rendered, {built.unchanged} unchanged, "
        f"{built.removed} removed → {shown(site.folders.output)}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
