"""What the record says of a source and of its paragraphs, in Markdown, as an editor reads it over a citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from explainers import dates
from explainers.model import Elsewhere, Source, called
from explainers.plurals import first_of
from explainers.reading.seals import seal_state

__all__ = ["about_paragraph", "about_source", "paragraph_numbers", "short_paragraph"]

_MOST: Final = 12  # figures, or names, that are listed
_SEALS: Final = {"sealed": "checked word for word", "broken": "**seal broken**", "missing": "not sealed yet"}


def about_source(source: Source, language: str) -> str:
    """Return what a source is: title, publisher, date, and how it is sealed."""
    sealed = f"sealed, {source.sealed.count} paragraphs" if source.sealed else "not sealed"
    date = dates.in_words(source.published, language)
    lines = [f"**{source.title}**", f"{called(source.publisher, language)}, {date} · {sealed}", f"<{source.url}>"]
    return "  \n".join(lines)


def paragraph_numbers(source: Source) -> Sequence[int]:
    """Return the numbers of a source's paragraphs: all of them, or, without a seal, those that have notes."""
    if source.sealed:
        return range(1, source.sealed.count + 1)
    return sorted({*source.paragraphs, *(one.para for one in source.quotations)})


def short_paragraph(source: Source, number: int) -> str:
    """Return in a few words what the record says of a paragraph: how it is had, and by whom."""
    note = source.paragraphs.get(number)
    parts = [", ".join(note.how), ", ".join(note.by[:2])] if note else []
    if not any(parts) and source.sealed:
        parts = [", ".join(source.sealed.names.get(number, ())[:3])]
    return " · ".join(part for part in parts if part)


def about_paragraph(source: Source, number: int, language: str) -> str:
    """Return what the record says of a paragraph: care words, speakers, figures, names, quotations, and where it
    stands; a sentence where it says nothing.
    """
    lines = list(_lines(source, number, language))
    if not lines:
        lines = ["nothing is on record of it"]
    if source.sealed and number > source.sealed.count:
        lines = [f"the source has only {source.sealed.count} paragraphs"]
    return "\n".join([f"Paragraph {number}", "", *(f"- {line}" for line in lines)])


def _lines(source: Source, number: int, language: str) -> Iterator[str]:
    note, sealed = source.paragraphs.get(number), source.sealed
    if note and note.how:
        yield f"care: {', '.join(note.how)}"
    if note and note.by:
        yield f"says so: {', '.join(note.by)}"
    if sealed and sealed.figures.get(number):
        yield f"figures and dates: {first_of(sealed.figures[number], _MOST)}"
    if sealed and sealed.names.get(number):
        yield f"names: {first_of(sealed.names[number], _MOST)}"
    if note and note.also:
        yield f"follows from it: {', '.join(f'{value} ({words})' for value, words in note.also.items())}"
    for watch in note.watch if note else ():
        words = ", ".join(f"`{word}`" for word in watch.words)  # their stars are none of Markdown's
        yield f"{words}: needs *{watch.how}*"
    for quotation in source.quotations:
        if quotation.para == number:
            seal = _SEALS[seal_state(source, quotation)]
            yield f"“{quotation.text}” — {called(quotation.speaker, language)} ({seal})"
    for entry, _ in source.elsewhere_of([number]):
        yield _elsewhere(entry, language)


def _elsewhere(entry: Elsewhere, language: str) -> str:
    part = called(entry.part, language) if entry.part else "all of it"
    where = f"in the source {entry.source}" if entry.source else "in no source that we know of"
    note = entry.note.get(language, "")
    return f"not behind the link: {part}; it stands {where}" + (f". {note}" if note else "")
