"""The command `explainers schema`: JSON Schemas of front matter and data files, and the settings by which VS Code finds
them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainers.commands.arguments import add_site, shown, site_of_options
from explainers.exit_codes import ExitCode
from explainers.plurals import counted
from explainers.terminal import echo

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading
    from explainers.pipeline import Pipeline

__all__ = ["add_schema", "write_schemas"]


def add_schema(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("schema", help="write JSON Schemas, by which editors complete keys and their values")
    add_site(parser)
    parser.add_argument("--into", metavar="DIR", help="another folder to write them into than .vscode/schemas")
    parser.set_defaults(run=_schema)


def _schema(options: argparse.Namespace) -> int:
    from explainers.editing.schemas import SCHEMA_FOLDER

    site = site_of_options(options)
    folder = Path(options.into).absolute() if options.into else site.folders.root / SCHEMA_FOLDER
    number = write_schemas(site, site.read(), folder)
    echo(f"wrote {counted(number, 'schema')} → {shown(folder)}")
    for path in () if options.into else _settings(site):
        echo(f"made {path}: VS Code reads it when the folder is opened")
    return ExitCode.DONE


def write_schemas(site: Pipeline, reading: Reading, folder: Path) -> int:
    """Write the schemas of a site into a folder, and return how many there are. Raises `OSError`."""
    from explainers.editing.files import replace
    from explainers.editing.schemas import as_json, schema_files, schema_site

    files = list(schema_files(schema_site(reading.corpus, site.site.languages)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in files:
        replace(folder / name, as_json(schema))
    return len(files)


def _settings(site: Pipeline) -> list[str]:
    """Make the files that VS Code reads, where there are none; return which were made."""
    from explainers.editing.files import create
    from explainers.editing.schemas import vscode_files

    made = []
    for path, data in vscode_files(site.folders.content.name):
        if not (site.folders.root / path).exists():
            create(site.folders.root / path, data)
            made.append(path)
    return made
