"""The command `explainers renew`: what is derived from texts that have changed is made again, and shown."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainers.commands.arguments import add_day, add_site, add_source_text, site_of_options
from explainers.content_kinds import file_of_kind
from explainers.exit_codes import ExitCode
from explainers.folders import text_file
from explainers.plurals import counted
from explainers.terminal import echo

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading
    from explainers.pipeline import Pipeline
    from explainers.reading.documents import Document

__all__ = ["add_renew"]

_New = tuple[Path, bytes]


def add_renew(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "renew", help="make seals, names on record and translated_from again, and show what changes"
    )
    add_source_text(parser)
    add_site(parser)
    add_day(parser, "the day to check for")
    parser.set_defaults(run=_renew)


def _renew(options: argparse.Namespace) -> int:
    from explainers.editing.files import replace
    from explainers.editing.fixing import diff

    site = site_of_options(options)
    texts, reading = options.source_text or site.folders.source_texts, site.read()
    refused: list[str] = []
    changed = 0
    for path, data in (*_sealed(site, reading, texts, refused), *_translations(site, reading, refused)):
        before = path.read_bytes()
        if replace(path, data):
            changed += 1
            shown = site.folders.shown(path.relative_to(site.folders.content).as_posix())
            echo(diff(shown, before.decode("utf-8", "replace"), data.decode("utf-8", "replace")))
    for sentence in refused:
        echo(sentence, err=True)
    echo(f"renewed {counted(changed, 'file')}" if changed else "nothing has to be renewed")
    return ExitCode.PROBLEMS if refused else ExitCode.DONE


def _sealed(site: Pipeline, reading: Reading, texts: Path, refused: list[str]) -> Iterator[_New]:
    """Yield the sources whose texts are at hand as they are sealed now; note those that can't be."""
    from explainers.commands.sealing import sealing_of

    for key, source in reading.site.corpus.sources.items():
        path, text = site.folders.content / file_of_kind("source", key), texts / text_file(key)
        if source.sealed is None or not path.is_file():
            continue
        try:
            data = text.read_bytes()
        except FileNotFoundError:
            echo(f"{key}: its text isn't in {texts.name}/, so its seal stays as it is", err=True)
            continue
        sealing = sealing_of(reading, key, path, data, text)
        if isinstance(sealing, str):
            refused.append(f"{key}: {sealing}. It stays as it was")
        else:
            yield path, sealing.data


def _translations(site: Pipeline, reading: Reading, refused: list[str]) -> Iterator[_New]:
    """Yield the translations whose originals have changed in spelling alone, each with the digest of its original; note
    those whose front matter can't be edited.
    """
    from explainers.editing.new import renewed
    from explainers.editing.renewal import words_of

    originals = {(one.kind, one.slug): one for one in reading.documents if one.original}
    stale = {problem.path for problem in reading.problems if problem.code == "translation-stale"}
    for document in reading.documents:
        original = originals.get((document.kind, document.slug))
        if document.original or original is None or document.path not in stale:
            continue
        others = words_of(one for one in originals.values() if one is not original)
        spellings = _spellings(site, document, original, others)
        if spellings is None:
            echo(f"{document.path}: the original says something else now: compare the two", err=True)
            continue
        said = ", ".join(f"'{before}' is now '{after}'" for before, after in spellings) or "other characters"
        try:
            yield site.folders.content / document.inner_path, renewed(document, original)
        except ValueError as wrong:
            refused.append(f"{document.path}: its front matter can't be edited: {wrong}. It stays as it was")
            continue
        echo(f"{document.path}: only spelling has changed in the original: {said}", err=True)


def _spellings(
    site: Pipeline, translated: Document, original: Document, others: frozenset[str]
) -> tuple[tuple[str, str], ...] | None:
    """Return how an original is spelled now, and was when it was translated; `None` where more has changed, or nobody
    knows what it was.
    """
    from explainers.build.git_history import versions
    from explainers.checks.languages import original_digest
    from explainers.editing.renewal import spelled_anew
    from explainers.reading.documents import read_document

    given = str(getattr(getattr(translated.record, "text", None), "translated_from", ""))
    for data in versions(site.folders.content, original.path) if given else ():
        before = read_document(original.path, data, site.site.languages)
        if original_digest(before) == given:
            return spelled_anew(before, original, others)
    return None
