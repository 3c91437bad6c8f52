"""The command `explainers lsp`: the language server, for editors' programs to start."""

from __future__ import annotations

import argparse
import logging
import time
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainers.commands.arguments import add_day, add_site, site_of_options
from explainers.exit_codes import ExitCode
from explainers.terminal import fail

if TYPE_CHECKING:
    from explainers.pipeline import Pipeline

__all__ = ["add_lsp"]


def add_lsp(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("lsp", help="the language server: an editor's program starts it, and asks it")
    add_site(parser)
    add_day(parser, "the day to check for")
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    if util.find_spec("pygls") is None:
        return fail("the language server needs pygls: pip install pygls", ExitCode.USAGE)
    from explainers.language_server.server import make_server, serve

    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # clients are told what is wrong
    serve(make_server(lambda root: _site(options, root), time.time_ns))
    return ExitCode.DONE


def _site(options: argparse.Namespace, root: Path | None) -> Pipeline:
    """Return the site in the folder where the command was started, or else in the one that the client names."""
    settings = Path(options.settings)
    if root and not settings.is_absolute() and not settings.is_file():
        settings = root / settings
    return site_of_options(argparse.Namespace(**{**vars(options), "settings": str(settings)}))
