"""What is told of what stands at a place: a citation's source and paragraphs, a country, a term, an event, a page, a
key.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from explainers import dates
from explainers.countries import country_name
from explainers.editing.schemas import keys_of
from explainers.language_server.cursor import LONGEST
from explainers.language_server.desk import Desk
from explainers.language_server.references import reference_at
from explainers.language_server.source_words import about_paragraph, about_source
from explainers.language_server.yaml_cursor import keys_at, yaml_typing
from explainers.pages.vocabulary import BADGES
from explainers.reading.blocks import Reference
from explainers.reading.documents import Document
from explainers.reading.file_names import kind_of
from explainers.reading.front_matter import yaml_span

__all__ = ["Hover", "hover"]


class Hover(Struct, frozen=True):
    """What is told of a stretch of a text: Markdown, and the offsets at which the stretch starts and ends."""

    about: str
    start: int
    end: int


_CITATION: Final = re.compile(r"\[[^\[\]]*@[^\[\]]*\]|\[analysis\]")
_MOST_PARAGRAPHS: Final = 6
_NAME: Final = re.compile(r"([\w-]+)(?=[ ]*:(?:\s|\Z))")
_WORD: Final = re.compile(r"[^\W\d_]+")


def hover(desk: Desk, path: str, offset: int) -> Hover | None:
    """Return what is told of what stands at an offset of a file."""
    kind = kind_of(path)
    if kind == "unknown":
        return None
    lines, document = desk.lines(path), desk.document(path)
    word = _care_word(lines.text, offset)
    if word:
        return word
    reference = reference_at(document, lines, offset)
    citation = _citation(lines.text, offset)
    if reference is None and citation:
        inside = [one for one in document.references if citation[0] <= lines.span(one.place)[0] < citation[1]]
        reference = next((one for one in inside if one.kind == "source"), None)
    if reference:
        start, end = citation if citation and reference.kind == "source" else lines.span(reference.place)
        about = _about(desk, document, reference)
        return Hover(about, start, end) if about else None
    return _key(document, lines.text, offset)


def _citation(text: str, offset: int) -> tuple[int, int] | None:
    for match in _CITATION.finditer(text, max(0, offset - LONGEST), offset + LONGEST):
        if match.start() <= offset <= match.end():
            return match.span()
    return None


def _care_word(text: str, offset: int) -> Hover | None:
    """Return what a care word in a citation means, where the offset is on one."""
    citation = _citation(text, offset)
    for match in _WORD.finditer(text, *citation) if citation else ():
        if match.start() <= offset < match.end() and match[0] in BADGES and text[match.start() - 1] in " [":
            return Hover(f"**{match[0]}**: {BADGES[match[0]].meaning}", *match.span())
    return None


def _about(desk: Desk, document: Document, reference: Reference) -> str:
    language, target = document.language, reference.target
    corpus = desk.reading.content.corpus
    if reference.kind == "source":
        source = desk.sources.get(target)
        if source is None:
            return f"the record of '{target}' can't be read, or isn't there"
        numbers = reference.paragraphs[:_MOST_PARAGRAPHS]
        return "\n\n".join([
            about_source(source, language), *(about_paragraph(source, number, language) for number in numbers)
        ])  # fmt: skip
    if reference.kind == "country":
        return country_name(target, language)
    if reference.kind == "term" and target in corpus.terms:
        term = corpus.terms[target]
        return f"**{term.term.get(language, target)}**: {term.means.get(language, '')}"
    if reference.kind == "event" and target in corpus.events:
        event = corpus.events[target]
        return f"**{dates.in_words(event.when, language)}** ({event.kind}): {event.text.get(language, '')}"
    return desk.pages.get(target, "") if reference.kind == "page" else ""


def _key(document: Document, text: str, offset: int) -> Hover | None:
    """Return what a key of front matter or of a data file is for."""
    span = yaml_span(document.kind, text)
    if span is None or not span[0] <= offset <= span[1]:
        return None
    start, stop = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    for match in _NAME.finditer(text, start, stop if stop >= 0 else len(text)):
        if match.start(1) <= offset <= match.end(1):
            typing = yaml_typing(text, span[0], match.end(1))
            keys = keys_of(document.kind, translation=not document.original)
            found = keys_at(keys, typing.path).get(match[1]) if typing and typing.is_key else None
            return Hover(f"**{match[1]}**: {found.about}", *match.span(1)) if found else None
    return None
