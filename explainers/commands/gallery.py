"""The command `explainers gallery`: one page that shows each component of the site's theme in its states."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from explainers.commands.arguments import add_settings, no_language, shown, site_of_options
from explainers.exit_codes import ExitCode
from explainers.terminal import echo, fail

__all__ = ["add_gallery"]


def add_gallery(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("gallery", help="show each component of the theme in its states, on one page")
    add_settings(parser)
    parser.add_argument("--language", metavar="LANG", help="the language of the interface texts in it")
    parser.add_argument("--output", required=True, metavar="DIR", help="the folder to write index.html into")
    parser.set_defaults(run=_gallery, content=None)


def _gallery(options: argparse.Namespace) -> int:
    import yaml

    from explainers.build.output import Output
    from explainers.build.write_log import FileList
    from explainers.pages.examples import ExampleError
    from explainers.pages.gallery import gallery

    site = site_of_options(options)
    language = options.language or site.site.languages[0]
    if language not in site.site.languages:
        return no_language(site, language)
    try:
        page = gallery(site.session.theme(site.folders, site.site), language)
    except (ExampleError, yaml.YAMLError) as wrong:
        return fail(f"theme: {wrong}", ExitCode.USAGE)
    folder = Path(options.output)
    with closing(FileList(folder)) as listed:
        output = Output(folder, listed.add, listed.owns)
        output.put("index.html", page)
        output.sweep()
    echo(f"wrote {shown(folder.resolve())}index.html")
    return ExitCode.DONE
