"""What the commands share: the arguments that name a site, and those whose values are checked in the same way."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from explainers.exit_codes import ExitCode
from explainers.folders import SOURCE_TEXTS
from explainers.terminal import fail, shortened

if TYPE_CHECKING:
    from explainers.pipeline import Pipeline
    from explainers.problems import Problem

__all__ = [
    "add_day", "add_settings", "add_site", "add_source_text", "no_language", "port", "problems_in_words", "shown",
    "site_language", "site_of_options", "source_key", "whole_number",
]  # fmt: skip

_LAST_PORT: Final = 65535
_MOST: Final = 1_000_000_000
_DIGITS: Final = 20  # more make no number that is possible; Python refuses to read thousands of them


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name a site's settings and folders."""
    add_settings(parser)
    parser.add_argument("--content", metavar="DIR", help="the content folder, instead of the settings' one")
    parser.add_argument("--output", metavar="DIR", help="the output folder, instead of the settings' one")


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a site's settings."""
    parser.add_argument("--settings", default="pelicanconf.py", metavar="FILE", help="the site's settings file")


def add_day(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the argument that says which day it is."""
    parser.add_argument("--today", type=_day, metavar="DATE", help=f"{what}, as 2026-11-24")


def add_source_text(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says where sources' texts are."""
    words = f"a folder with the sources' texts, KEY.txt (default {SOURCE_TEXTS})"
    parser.add_argument("--source-text", type=Path, metavar="DIR", help=words)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"'{text}' isn't a day: write year, month and day, for instance 2026-11-24"
        raise argparse.ArgumentTypeError(message) from None


def whole_number(least: int, most: int = _MOST) -> Callable[[str], int]:
    """Return what reads a whole number from `least` to `most`, for `argparse`."""
    bounds = f"from {least} to {most}" if most < _MOST else f"from {least} on"

    def read(text: str) -> int:
        number = _number(text, least, most)
        if number is None:
            raise argparse.ArgumentTypeError(f"it can't be '{shortened(text, _DIGITS)}': write a whole number {bounds}")
        return number

    return read


def _number(text: str, least: int, most: int) -> int | None:
    """Return the whole number that a text is, if it is one between two."""
    is_one = text.isascii() and text.isdigit() and least <= int(text[:_DIGITS]) <= most
    return int(text) if is_one else None


def port(text: str) -> int:
    """Return the number of a port, for `argparse`."""
    number = _number(text, 0, _LAST_PORT)
    if number is None:
        message = f"'{text}' isn't a port: write a number from 1 to {_LAST_PORT}, or 0 for any free one"
        raise argparse.ArgumentTypeError(message)
    return number


def site_of_options(
    options: argparse.Namespace, store: str | None = None, values: dict[str, Any] | None = None
) -> Pipeline:
    """Return the site that arguments name; `values`, where they are known already, as in `site_of`. Raises
    `SettingsError`.
    """
    from explainers.commands.opening import site_of

    site = site_of(options.settings, options.content, options.output, store, values)
    if getattr(options, "today", None):
        site.day = options.today
    return site


def source_key(text: str) -> str:
    """Return the key of a source, for `argparse`: it may be typed as the source's file.

    >>> source_key("afp"), source_key("content/sources/afp.yaml"), source_key("afp.yml")
    ('afp', 'afp', 'afp')
    """
    name = text.rpartition("sources/")[2]
    return name.removesuffix(".yaml").removesuffix(".yml")


def site_language(languages: Iterable[str], typed: str) -> str | None:
    """Return the language of a site that is typed, in capitals or not or by its name, as the site has it; none of
    others.
    """
    from explainers.languages import meant_language

    known = {one.lower(): one for one in languages}
    return known.get(typed.lower()) or known.get((meant_language(typed) or "").lower())


def no_language(site: Pipeline, language: str) -> int:
    """Say that a site hasn't a language, and return the exit code for that."""
    return fail(f"the site has no language '{language}'; it has {', '.join(site.site.languages)}", ExitCode.USAGE)


def problems_in_words(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in words."""
    from explainers import reporting
    from explainers.plurals import counted

    of_drafts = {"draft": "problem"}
    found = ((kind, number) for kind, number in reporting.counts(problems).items() if number)
    parts = (counted(number, of_drafts.get(kind, kind)) + " in drafts" * (kind in of_drafts) for kind, number in found)
    return ", ".join(parts) or "no problems"


def shown(folder: Path | str, root: Path | None = None) -> str:
    """Return a folder as people know it: relative to where they are, or to another folder, if it is below."""
    try:
        return f"{Path(folder).relative_to(root or Path.cwd())}/"
    except ValueError:
        return f"{folder}/"
