"""The command `explainers docs`: the documentation that comes with the package, a page at a time."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from explainers.exit_codes import ExitCode
from explainers.folders import DOCS_FOLDER
from explainers.terminal import echo, fail

__all__ = ["add_docs"]


def add_docs(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("docs", help="read the documentation: which pages there are, and each of them")
    parser.add_argument("page", metavar="PAGE", nargs="?", help="writing, settings, publishing …; without it, a list")
    parser.set_defaults(run=_docs)


def _docs(options: argparse.Namespace) -> int:
    pages = {file.stem: file for file in sorted(Path(DOCS_FOLDER).glob("*.md"))}
    if options.page is None:
        widest = max(map(len, pages))
        lines = (f"  {name:<{widest}}  {_title(file.read_text(encoding='utf-8'))}" for name, file in pages.items())
        echo("\n".join(["explainers docs PAGE shows one of them:", *lines, f"They are in {DOCS_FOLDER}"]))
        return ExitCode.DONE
    name = options.page.removesuffix(".md")
    if name not in pages:
        from explainers.nearest import did_you_mean

        asked = did_you_mean(name, pages) or ": explainers docs lists them"
        return fail(f"the documentation has no page '{name}'{asked}", ExitCode.USAGE)
    echo(pages[name].read_text(encoding="utf-8").rstrip("\n"))
    return ExitCode.DONE


def _title(text: str) -> str:
    found = re.match(r"# (.+)", text)
    return found[1] if found else ""
