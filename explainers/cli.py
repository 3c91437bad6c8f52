"""The command `explainers`: arguments in, exit code out. Each command's work is done elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainers.editing.arguments import INTERRUPTED, OUTSIDE, USAGE, said

if TYPE_CHECKING:
    import argparse

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code (see the list of exit codes in the documentation)."""
    options = _options(sys.argv[1:] if arguments is None else list(arguments))
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
    from explainers.ownership import NotOurs
    from explainers.settings import SettingsError

    return SettingsError, CannotCheck, NotOurs


def _options(words: list[str]) -> argparse.Namespace:
    if words[:1] == ["build"]:  # the command that is used most loads least
        from explainers.editing.build_command import build_parser

        return build_parser().parse_args(words[1:])
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    import argparse

    from explainers.editing.build_command import add_build
    from explainers.editing.check_command import add_check
    from explainers.editing.gallery_command import add_gallery
    from explainers.editing.new_command import add_new
    from explainers.editing.source_command import add_source
    from explainers.preview.command import add_serve

    parser = argparse.ArgumentParser(prog="explainers", description="Build and check a site of explainers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (add_build, add_serve, add_check, add_new, add_source, add_gallery):
        add(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
