"""The command `explainers source`: `seal` a source by its text, tell the `status` of all; what fetches pages (`add`,
`compare`) is in `explainers.commands.source_pages`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from explainers.commands.arguments import add_site, site_of_options, source_key
from explainers.commands.sealing import seal_by_text
from explainers.commands.source_pages import add_page_actions
from explainers.exit_codes import ExitCode
from explainers.folders import SOURCE_TEXTS, text_file
from explainers.terminal import echo, echo_data

__all__ = ["add_source"]


def add_source(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("source", help="add, seal and compare sources; tell how they stand")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    seal = actions.add_parser("seal", help="look a source's quotations up in its text, and seal them")
    seal.add_argument("key", type=source_key, metavar="KEY", help="the source's key: the name of its file in sources/")
    kept = f"its text, a paragraph a line (default {SOURCE_TEXTS}/KEY.txt)"
    seal.add_argument("--text", type=Path, metavar="FILE", help=kept)
    seal.add_argument("--replace", action="store_true", help="seal it by another document than before")
    seal.add_argument("--as-is", action="store_true", help="take lines for paragraphs, though they look broken")
    add_site(seal)
    seal.set_defaults(run=_seal)
    add_page_actions(actions)
    status = actions.add_parser("status", help="tell what is sealed, used and unused")
    status.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_site(status)
    status.set_defaults(run=_status)


def _seal(options: argparse.Namespace) -> int:
    site = site_of_options(options)
    text = options.text or site.folders.source_texts / text_file(options.key)
    return seal_by_text(site, options.key, text, replaces=options.replace, as_is=options.as_is)


# ---- status ----------------------------------------------------------------------------------------------


def _status(options: argparse.Namespace) -> int:
    from explainers.editing.comparing import as_words as as_words_of_page
    from explainers.editing.comparing import unread_source
    from explainers.editing.status import as_record, as_words, source_status

    reading = site_of_options(options).read()
    found = source_status(reading.documents, reading.site)
    keys = {document.slug for document in reading.documents if document.kind == "source"}
    unread = sorted(keys - {one.key for one in found})
    if options.format == "json":
        echo_data(json.dumps({"sources": [as_record(one) for one in found], "unread": unread}, ensure_ascii=False))
    else:
        lines = [*map(as_words, found), *(as_words_of_page(unread_source(key)) for key in unread)]
        echo("\n".join(lines) if lines else "there are no sources yet: explainers new source KEY")
    return ExitCode.DONE
