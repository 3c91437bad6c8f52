"""What can be typed next: sources, paragraphs, care words, terms, pages, headings, pictures; keys and their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from explainers.content_kinds import KINDS, inner_path
from explainers.editing.schemas import keys_of, known_values
from explainers.language_server.cursor import Typing, typing_in
from explainers.language_server.desk import Desk
from explainers.language_server.source_words import (
    about_paragraph,
    about_source,
    paragraph_numbers,
    short_paragraph,
)
from explainers.language_server.yaml_cursor import keys_at, type_at, yaml_typing
from explainers.model import called
from explainers.pages.vocabulary import BADGES
from explainers.prose import ATTRIBUTIONS
from explainers.reading.file_names import kind_of, names_of
from explainers.reading.front_matter import yaml_span
from explainers.reading.links import BadLink, original_of, target
from explainers.reading.schema import ListOf
from explainers.urls import PICTURES

__all__ = ["Completion", "completions"]

CompletionKind = Literal["source", "number", "word", "page", "term", "key"]


class Completion(Struct, frozen=True):
    """Something that can be typed: the word that is listed, what stands beside it, what is told of it (Markdown), and
    the text that takes the place of what stands between two offsets. They are listed in the order of `order`.
    """

    label: str
    text: str
    start: int
    end: int
    kind: CompletionKind
    detail: str = ""
    about: str = ""
    order: str = ""


_Item = tuple[str, str, CompletionKind, str, str]  # label, text, kind, detail, about


def completions(desk: Desk, path: str, offset: int) -> tuple[Completion, ...]:
    """Return what can be typed at an offset of a file."""
    kind = kind_of(path)
    text = desk.lines(path).text
    if kind == "unknown":
        return ()
    typing = typing_in(text, offset)
    if typing:
        start, items = typing.start, _of_prose(desk, path, typing)
    else:
        found = _of_yaml(desk, path, text, offset)
        if found is None:
            return ()
        start, items = found
    return tuple(
        Completion(label, typed, start, offset, what, detail, about, f"{number:05}")
        for number, (label, typed, what, detail, about) in enumerate(items)
    )


# ---- prose -----------------------------------------------------------------------------------------------


def _of_prose(desk: Desk, path: str, typing: Typing) -> Iterator[_Item]:
    _, language, _ = names_of(path, kind_of(path), desk.languages)
    if typing.kind == "source":
        yield from _sources(desk, language)
    elif typing.kind == "term":
        yield from _terms(desk, language)
    elif typing.kind == "page":
        yield from (("/" + inner, f"{{filename}}/{inner}", "page", title, "") for inner, title in desk.pages.items())
    elif typing.kind == "heading":
        yield from ((id, id, "page", "", "") for id in desk.headings(_page_of(desk, path, typing.page)))
    elif typing.kind == "picture":
        yield from ((name, name, "page", "", "") for name in desk.reading.others if name.startswith(PICTURES))
    else:
        yield from _of_citation(desk, typing, language)


def _sources(desk: Desk, language: str) -> Iterator[_Item]:
    keys = sorted(slug for kind, slug in desk.reading.content.bundles if kind == "source")
    for key in keys:
        source = desk.sources.get(key)
        if source is None:
            yield key, key, "source", "its record can't be read yet", ""
        else:
            detail = f"{source.title} · {called(source.short_name, language)}"
            yield key, key, "source", detail, about_source(source, language)


def _of_citation(desk: Desk, typing: Typing, language: str) -> Iterator[_Item]:
    source = desk.sources.get(typing.source)
    if typing.kind in ("paragraph", "number") and source:
        opening = "para. " if typing.kind == "paragraph" else ""
        for number in paragraph_numbers(source):
            typed, detail = f"{opening}{number}", short_paragraph(source, number)
            yield typed, typed, "number", detail, about_paragraph(source, number, language)
    if typing.kind == "number":
        return
    notes = [source.paragraphs.get(number) for number in typing.paragraphs] if source else []
    first = list(dict.fromkeys(how for note in notes if note for how in note.how))
    for word in (*first, *(word for word in ATTRIBUTIONS if word not in first)):
        detail = "as its record has it" if word in first else ""
        yield word, word, "word", detail, BADGES[word].meaning


def _terms(desk: Desk, language: str) -> Iterator[_Item]:
    for id, term in desk.reading.content.corpus.terms.items():
        yield id, id, "term", called(term.term, language) or id, term.means.get(language, "")


def _page_of(desk: Desk, path: str, typed: str) -> str:
    """Return the path of the original that a link's address leads to, relative to the content folder."""
    inner = inner_path(path)
    try:
        link = target(typed, inner, desk.languages).link if typed else ""
    except BadLink:
        return ""
    return original_of(inner, desk.languages) if not typed else getattr(link, "path", "")


# ---- front matter and data files -------------------------------------------------------------------------


def _of_yaml(desk: Desk, path: str, text: str, offset: int) -> tuple[int, Iterator[_Item]] | None:
    kind = kind_of(path)
    span = yaml_span(kind, text)
    found = yaml_typing(text, span[0], offset) if span and span[0] <= offset <= span[1] else None
    if found is None:
        return None
    original = not KINDS[kind].translated or desk.document(path).original
    keys = keys_of(kind, translation=not original)
    named = keys_at(keys, found.path) if found.is_key else {}
    if named:
        there = set(found.there)
        listed = ((name, key) for name, key in named.items() if name not in there)
        return found.start, (
            (name, f"{name}: ", "key", "needed" if key.required else "", key.about) for name, key in listed
        )
    type = type_at(keys, found.path) if found.path else None
    values = known_values(found.path[-1], type, desk.known) if type else {}
    if isinstance(type, ListOf) and not found.is_key and text[found.start - 1 : found.start] == " ":
        values = _listed(values, text, found.start)
    return found.start, _values(values)


def _listed(values: Mapping[str, str], text: str, start: int) -> Mapping[str, str]:
    """Return values as they are typed where a list's bracket is missing."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return values if "[" in line else {f"[{value}]": about for value, about in values.items()}


def _values(values: Mapping[str, str]) -> Iterator[_Item]:
    return ((value, value, "word", about, about) for value, about in values.items())
