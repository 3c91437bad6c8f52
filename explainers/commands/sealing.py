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
    from collections.abc import Iterable

    from explainers.build.whole_site import Reading
    from explainers.editing.seal import Sealing
    from explainers.model import Source
    from explainers.pipeline import Pipeline

__all__ = ["no_source", "seal_by_text", "sealing_of"]


def seal_by_text(site: Pipeline, key: str, file: Path, *, replaces: bool = False) -> int:
    """Seal a source by its text in a file, and say what came of it; `replaces`: by another document than before.
    Returns the exit code.
    """
    from explainers.editing.files import replace

    path = site.folders.content / file_of_kind("source", key)
    known = {file.stem for file in path.parent.glob("*.yaml")}
    if key not in known:
        return no_source(key, known)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        return fail(f"there is no file '{file}' with the source's text: name it with --text", ExitCode.USAGE)
    except UnicodeDecodeError:
        return fail(f"'{file}' is not in UTF-8: save it as UTF-8", ExitCode.USAGE)
    sealing = sealing_of(site.read(), key, path, text, file, replaces=replaces)
    if isinstance(sealing, str):
        return fail(f"{sealing}. Nothing was written", ExitCode.PROBLEMS)
    changed = replace(path, sealing.data)
    return _report(key, sealing, f"{site.folders.content.name}/sources/{path.name}", changed=changed)


def no_source(key: str, known: Iterable[str]) -> int:
    """Say that there is no such source, and return the exit code for that."""
    there = sorted(known)
    return fail(
        f"there is no source '{key}'; there are: {', '.join(there) or 'none'}{did_you_mean(key, there)}", ExitCode.USAGE
    )


def sealing_of(
    reading: Reading, key: str, path: Path, text: str, file: Path, *, replaces: bool = False
) -> Sealing | str:
    """Return what sealing a source (`path`) by its text, as it was read from a file, comes to; or, as a sentence
    without its full stop, why it can't be done.
    """
    from explainers.checks.evidence import paragraphs_of
    from explainers.editing.seal import printed_quotations, sealed_record

    paragraphs = paragraphs_of(text)
    if not paragraphs:
        return "the text is empty: it has a paragraph a line"
    try:
        printed = printed_quotations(reading.documents, reading.site, key)
        record = reading.site.corpus.sources.get(key)
        sealing = sealed_record(key, path.read_bytes(), paragraphs, printed, reading.site.book, record)
    except (ValueError, UnicodeDecodeError) as wrong:
        return f"sources/{path.name} can't be sealed: {wrong} (explainers check tells more)"
    return _refusal_of(key, record, sealing, file, replaces=replaces) or sealing


def _refusal_of(key: str, source: Source | None, sealing: Sealing, file: Path, *, replaces: bool) -> str:
    """Return why a source may not be sealed by a text, as a sentence without its full stop; nothing if it may."""
    from explainers.editing.seal import other_document

    other = other_document(source.sealed if source else None, sealing.sealed)
    if other and not replaces:
        return (
            f"'{file}' looks like another document: it has {other[0]} of the {other[1]} figures and names that "
            f"are sealed for '{key}'. If the source's text is really this one now, add --replace"
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
