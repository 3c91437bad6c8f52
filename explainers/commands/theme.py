"""The command `explainers theme`: a copy of the theme that comes with the package, to be changed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from explainers.commands.arguments import shown
from explainers.exit_codes import ExitCode
from explainers.folders import THEME_FOLDER
from explainers.ownership import claim_new_folder
from explainers.strays import is_stray
from explainers.terminal import echo

__all__ = ["add_theme"]


def add_theme(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("theme", help="copy the theme that comes with the package, to change it")
    kinds = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    eject = kinds.add_parser("eject", help="copy it into a new folder of your site")
    eject.add_argument("folder", metavar="FOLDER", help="a folder that is empty or isn't there yet: theme")
    eject.set_defaults(run=_eject)


def _eject(options: argparse.Namespace) -> int:
    from explainers.editing.files import create, filling

    folder, theme = Path(options.folder).absolute(), Path(THEME_FOLDER)
    claim_new_folder(folder)
    with filling(folder) as made:
        for file in sorted(theme.rglob("*")):
            if file.is_file() and not is_stray(file.name):
                create(made / file.relative_to(theme), file.read_bytes())
    echo(f'copied the theme to {shown(folder)}: write THEME = "{options.folder}" into your settings')
    return ExitCode.DONE
