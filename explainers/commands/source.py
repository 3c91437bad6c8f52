"""The command `explainers source`: `seal` a source by its text, tell the `status` of all."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainers.commands.arguments import add_site, site_of_options
from explainers.content_kinds import file_of_kind
from explainers.exit_codes import ExitCode
from explainers.plurals import counted
from explainers.terminal import echo, echo_data, fail

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading
    from explainers.editing.seal import Sealing
    from explainers.pipeline import Pipeline

__all__ = ["add_source"]


def add_source(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("source", help="seal a source's quotations; tell how sources stand")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    seal = actions.add_parser("seal", help="look a source's quotations up in its text, and seal them")
    seal.add_argument("key", metavar="KEY", help="the source's key: the name of its file in sources/")
    seal.add_argument("--text", required=True, type=Path, metavar="FILE", help="its text, a paragraph a line")
    seal.add_argument("--replace", action="store_true", help="seal it by another document than before")
    add_site(seal)
    seal.set_defaults(run=_seal)
    status = actions.add_parser("status", help="tell what is sealed, used and unused")
    status.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_site(status)
    status.set_defaults(run=_status)


def _reading(site: Pipeline) -> Reading:
    from explainers.build.whole_site import read_site

    return read_site(site.folders.content, site.wanted)


# ---- seal ------------------------------------------------------------------------------------------------


def _seal(options: argparse.Namespace) -> int:
    from explainers.editing.files import replace

    site = site_of_options(options)
    path = site.folders.content / file_of_kind("source", options.key)
    known = {file.stem for file in path.parent.glob("*.yaml")}
    if options.key not in known:
        return fail(
            f"there is no source '{options.key}'; there are: {', '.join(sorted(known)) or 'none'}", ExitCode.USAGE
        )
    try:
        text = options.text.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        return fail(f"there is no file '{options.text}' with the source's text", ExitCode.USAGE)
    except UnicodeDecodeError:
        return fail(f"'{options.text}' is not in UTF-8: save it as UTF-8", ExitCode.USAGE)
    reading = _reading(site)
    sealing = _sealing(reading, options.key, path, text)
    refusal = sealing if isinstance(sealing, str) else _refusal(reading, options, sealing)
    if refusal or isinstance(sealing, str):
        return fail(f"{refusal}. Nothing was written", ExitCode.PROBLEMS)
    changed = replace(path, sealing.data)
    shown = f"{site.folders.content.name}/sources/{path.name}"
    return _report(options.key, sealing, shown, changed=changed)


def _sealing(reading: Reading, key: str, path: Path, text: str) -> Sealing | str:
    """Return what sealing comes to, or a sentence on why it can't be done."""
    from explainers.checks.evidence import paragraphs_of
    from explainers.editing.seal import printed_quotations, sealed_record

    paragraphs = paragraphs_of(text)
    if not paragraphs:
        return "the text is empty: it has a paragraph a line"
    try:
        printed = printed_quotations(reading.documents, reading.site, key)
        record = reading.site.corpus.sources.get(key)
        return sealed_record(key, path.read_bytes(), paragraphs, printed, reading.site.book, record)
    except (ValueError, UnicodeDecodeError) as wrong:
        return f"sources/{path.name} can't be sealed: {wrong} (explainers check tells more)"


def _refusal(reading: Reading, options: argparse.Namespace, sealing: Sealing) -> str:
    """Return why a source may not be sealed by a text, as a sentence without its full stop; nothing if it may."""
    from explainers.editing.seal import other_document

    source = reading.site.corpus.sources.get(options.key)
    other = other_document(source.sealed if source else None, sealing.sealed)
    if other and not options.replace:
        return (
            f"'{options.text}' looks like another document: it has {other[0]} of the {other[1]} figures and names that "
            f"are sealed for '{options.key}'. If the source's text is really this one now, add --replace"
        )
    if not sealing.missing:
        return ""
    _tell_wrong(sealing)
    what = "a quotation on record isn't" if sealing.missing == 1 else f"{sealing.missing} quotations on record aren't"
    return f"{what} in the text: correct the record, take the quotation out, or give the right text"


def _tell_wrong(sealing: Sealing) -> None:
    for sentence in sealing.wrong:
        echo(f"wrong: {sentence}", err=True)


def _report(key: str, sealing: Sealing, shown: str, *, changed: bool) -> int:
    _tell_wrong(sealing)
    for para, words, known in sealing.added:
        speaker = "" if known else ": name its speaker"
        echo(f"added to quotations: para. {para}, “{words}”{speaker}", err=True)
    for para in sealing.ambiguous:
        echo(f"para. {para} begins like something else in the text: receipts open the page at its top", err=True)
    kept = {
        "quotation": sealing.quotations,
        "paragraph": sealing.sealed.count,
        "figure": sum(map(len, sealing.sealed.figures.values())),
        "name": sum(map(len, sealing.sealed.names.values())),
    }
    numbers = ", ".join(counted(number, what) for what, number in kept.items())
    echo(f"sealed {key}: {numbers} → {shown}{'' if changed else ' (unchanged)'}")
    return ExitCode.PROBLEMS if sealing.wrong else ExitCode.DONE


# ---- status ----------------------------------------------------------------------------------------------


def _status(options: argparse.Namespace) -> int:
    from explainers.editing.status import as_record, as_words, source_status

    reading = _reading(site_of_options(options))
    found = source_status(reading.documents, reading.site)
    if options.format == "json":
        echo_data(json.dumps({"sources": [as_record(one) for one in found]}, ensure_ascii=False))
    else:
        echo("\n".join(map(as_words, found)) if found else "there are no sources yet: explainers new source KEY")
    return ExitCode.DONE
