"""What the commands share: arguments that name a site, exit codes, and how things are said on a terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from explainers.pipeline import Pipeline
    from explainers.problems import Problem

__all__ = [
    "DONE", "FAILED", "INTERRUPTED", "OUTSIDE", "USAGE", "add_day", "add_site", "coloured", "counted",
    "said", "shown", "site_of_options",
]  # fmt: skip

DONE, FAILED, USAGE, OUTSIDE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes; the documentation lists them all."""

_DAY: Final = "as 2026-11-24"


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name a site's settings and folders."""
    parser.add_argument("--settings", default="pelicanconf.py", metavar="FILE", help="the site's settings file")
    parser.add_argument("--content", metavar="DIR", help="the content folder, instead of the settings' one")
    parser.add_argument("--output", metavar="DIR", help="the output folder, instead of the settings' one")


def add_day(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the argument that says which day it is."""
    parser.add_argument("--today", type=_day, metavar="DATE", help=f"{what}, {_DAY}")


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def site_of_options(
    options: argparse.Namespace, store: str | None = None, values: dict[str, Any] | None = None
) -> Pipeline:
    """Return the site that arguments name; `values`, where they are known already, as in `site_of`. Raises
    `SettingsError`.
    """
    from explainers.editing.opening import site_of

    site = site_of(options.settings, options.content, options.output, store, values)
    if getattr(options, "today", None):
        site.day = options.today
    return site


# ---- what is said ----------------------------------------------------------------------------------------


def said(words: str, code: int) -> int:
    """Say something on standard error, and return an exit code."""
    print(f"explainers: {words}", file=sys.stderr)
    return code


def coloured() -> bool:
    """Return whether standard error is a terminal that takes colour."""
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ


def counted(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in words."""
    from explainers import reporting

    found = reporting.counts(problems)
    parts = [f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in found.items() if number]
    return ", ".join(parts) or "no problems"


def shown(folder: Path | str) -> str:
    """Return a folder as people know it: relative to where they are, if it is below."""
    try:
        return f"{Path(folder).relative_to(Path.cwd())}/"
    except ValueError:
        return f"{folder}/"
