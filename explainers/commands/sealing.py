"""Sealing a source by its text in a file, and telling what came of it: for `source seal` and `source add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explainers.content_kinds import file_of_kind
from explainers.exit_codes import ExitCode
from explainers.nearest import did_you_mean
from explainers.plurals import counted
from explainers.terminal import echo, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from explainers.build.whole_site import Reading
    from explainers.editing.seal import Sealing
    from explainers.model import Sealed
    from explainers.pipeline import Pipeline

__all__ = ["no_source", "seal_by_text", "sealing_of"]


def seal_by_text(site: Pipeline, key: str, file: Path, *, replaces: bool = False, as_is: bool = False) -> int:
    """Seal a source by its text in a file, and say what came of it; `replaces`: by another document than before;
    `as_is`: its lines are its paragraphs, whatever they look like. Returns the exit code.
    """
    from explainers.editing.files import replace

    inner = file_of_kind("source", key)
    path = site.folders.content / inner
    known = {file.stem for file in path.parent.glob("*.yaml")}
    if key not in known:
        return no_source(key, known)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return fail(f"there is no file '{file}' with the source's text: name it with --text", ExitCode.USAGE)
    except IsADirectoryError:
        return fail(f"'{file}' is a folder: name the file in it that has the source's text", ExitCode.USAGE)
    sealing = sealing_of(site.read(), key, path, data, file, replaces=replaces, as_is=as_is)
    if isinstance(sealing, str):
        return fail(f"{sealing}. Nothing was written", ExitCode.PROBLEMS)
    changed = replace(path, sealing.data)
    return _report(key, sealing, site.folders.shown(inner), changed=changed)


def no_source(key: str, known: Iterable[str]) -> int:
    """Say that there is no such source, and return the exit code for that."""
    there = sorted(known)
    return fail(
        f"there is no source '{key}'; there are: {', '.join(there) or 'none'}{did_you_mean(key, there)}", ExitCode.USAGE
    )


def sealing_of(
    reading: Reading, key: str, path: Path, data: bytes, file: Path, *, replaces: bool = False, as_is: bool = False
) -> Sealing | str:
    """Return what sealing a source (`path`) by its text comes to, given by the bytes of a file; or, as a sentence
    without its full stop, why it can't be done. `replaces` and `as_is` as for `seal_by_text`.
    """
    from explainers.checks.evidence import paragraphs_of
    from explainers.editing.seal import printed_quotations, sealed_record
    from explainers.reading.source_texts import UnfitText, source_text

    try:
        paragraphs = paragraphs_of(source_text(data))
    except UnfitText as unfit:
        return f"'{file}' {unfit}"
    try:
        printed = printed_quotations(reading.documents, reading.site, key)
        record = reading.site.corpus.sources.get(key)
        sealing = sealed_record(key, path.read_bytes(), paragraphs, printed, reading.site.book, record)
    except (ValueError, UnicodeDecodeError) as wrong:
        return f"sources/{path.name} can't be sealed: {wrong} (explainers check tells more)"
    before = record.sealed if record else None
    is_known = before is not None and before.digest == sealing.sealed.digest
    broken = "" if as_is or is_known else _broken(paragraphs, key, file)
    return broken or _refusal_of(key, before, sealing, file, replaces=replaces) or sealing


def _broken(paragraphs: Sequence[str], key: str, file: Path) -> str:
    """Return, as a sentence without its full stop, that lines of a text aren't paragraphs; nothing if they may be."""
    from explainers.reading.source_texts import broken_lines

    broken = broken_lines(paragraphs)
    if not broken:
        return ""
    return (
        f"the lines of '{file}' are broken as those of a PDF, {broken} of {len(paragraphs)} go on in the next: write "
        f"each paragraph in one line. If each line is a paragraph, add --as-is to explainers source seal {key} "
        f"--text {file}"
    )


def _refusal_of(key: str, before: Sealed | None, sealing: Sealing, file: Path, *, replaces: bool) -> str:
    """Return why a source may not be sealed by a text, as a sentence without its full stop; nothing if it may.
    `before` is what was sealed of it.
    """
    from explainers.editing.seal import other_document

    other = other_document(before, sealing.sealed)
    if other and not replaces:
        return (
            f"'{file}' looks like another document: it has {other[0]} of the {other[1]} figures and names that "
            f"are sealed for '{key}'. If this is the source's text, because it has changed or another one was sealed "
            f"before, add --replace to explainers source seal {key} --text {file}"
        )
    if not sealing.missing and (before or not sealing.is_strange):
        return ""
    _tell_wrong(sealing)
    if not sealing.missing:
        return f"'{file}' has nothing like what pages quote of '{key}': give its text, or correct the quotations first"
    what = "a quotation on record isn't" if sealing.missing == 1 else f"{sealing.missing} quotations on record aren't"
    return f"{what} in the text: correct the record, take the quotation out, or give the right text"


def _tell_wrong(sealing: Sealing) -> None:
    for sentence in sealing.wrong:
        echo(f"wrong: {sentence}", err=True)


def _report(key: str, sealing: Sealing, shown: str, *, changed: bool) -> int:
    _tell_wrong(sealing)
    for para, words, speaker in sealing.added:
        who = f", by {speaker}" if speaker else ": name its speaker"
        echo(f"added to quotations: para. {para}, “{words}”{who}", err=True)
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
