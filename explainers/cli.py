"""The command `explainers`: lists the commands, runs one, and turns what stopped it into a sentence and an exit code.

Nothing is imported here at the start, so that an interruption is answered in one line from the first moment on.
"""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False  # `typing` itself takes time to load
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code, one of `explainers.exit_codes`. Without arguments this is the program
    itself: signals are answered as a program answers them.
    """
    try:
        return _run(list(arguments)) if arguments is not None else _program()
    except KeyboardInterrupt:
        from explainers.interrupts import interrupted

        return interrupted("explainers")


def _program() -> int:
    from explainers.interrupts import answer_interrupts, ignore_interrupts

    answer_interrupts("explainers")
    code = _run(sys.argv[1:])
    ignore_interrupts()
    gc.freeze()  # at its end Python would look for garbage in all that is left, again and again
    return code


def _run(words: list[str]) -> int:
    from explainers.terminal import run_command

    def work() -> int:
        options = _options(words)
        return int(options.run(options))

    return run_command(work)


def _options(words: list[str]) -> argparse.Namespace:
    if words[:1] == ["build"]:  # the command that is used most loads least
        from explainers.commands.build import build_parser

        return build_parser().parse_args(words[1:])
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    from explainers.commands.build import add_build
    from explainers.commands.check import add_check
    from explainers.commands.docs import add_docs
    from explainers.commands.gallery import add_gallery
    from explainers.commands.lsp import add_lsp
    from explainers.commands.new import add_new
    from explainers.commands.parsing import Parser
    from explainers.commands.renew import add_renew
    from explainers.commands.schema import add_schema
    from explainers.commands.serve import add_serve
    from explainers.commands.source import add_source
    from explainers.commands.theme import add_theme

    parser = Parser(prog="explainers", description="Build and check a site of explainers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    site = (add_build, add_serve, add_check, add_new, add_source, add_renew)
    for add in (*site, add_schema, add_lsp, add_theme, add_gallery, add_docs):
        add(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
