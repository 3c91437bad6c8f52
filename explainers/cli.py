"""The command `explainers`: lists the commands, runs one, and turns what stopped it into a sentence and an exit code.

Nothing is imported here at the start, so that an interruption is answered in one line from the first moment on.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself takes time to load
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code, one of `explainers.exit_codes`."""
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        return _interrupted()


def _interrupted() -> int:
    sys.stderr.write("explainers: Interrupted. What was already written stays; run the same command again to finish.\n")
    return 130


def _run(words: list[str]) -> int:
    from explainers.commands.terminal import fail, finish_output, prepare_output
    from explainers.exit_codes import ExitCode

    prepare_output()
    options = _options(words)
    try:
        code = int(options.run(options))
    except _usage_errors() as wrong:
        code = fail(str(wrong), ExitCode.USAGE)
    except OSError as failed:
        code = fail(f"failed outside of the site: {failed}", ExitCode.OUTSIDE)
    return finish_output(code)


def _usage_errors() -> tuple[type[Exception], ...]:
    from explainers.building.inputs import CannotCheck
    from explainers.ownership import NotOurs
    from explainers.settings import SettingsError

    return SettingsError, CannotCheck, NotOurs


def _options(words: list[str]) -> argparse.Namespace:
    if words[:1] == ["build"]:  # the command that is used most loads least
        from explainers.commands.build import build_parser

        return build_parser().parse_args(words[1:])
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    import argparse

    from explainers.commands.build import add_build
    from explainers.commands.check import add_check
    from explainers.commands.gallery import add_gallery
    from explainers.commands.new import add_new
    from explainers.commands.serve import add_serve
    from explainers.commands.source import add_source

    parser = argparse.ArgumentParser(prog="explainers", description="Build and check a site of explainers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (add_build, add_serve, add_check, add_new, add_source, add_gallery):
        add(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
