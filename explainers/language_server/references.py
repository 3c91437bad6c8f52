"""What a file speaks of at a place: found among its references, and where that stands."""

from __future__ import annotations

from typing import Any

from explainers.content_kinds import file_of_kind
from explainers.language_server.desk import Desk
from explainers.positions import Lines
from explainers.problems import START, Place
from explainers.reading.blocks import Reference
from explainers.reading.documents import Document, yaml_of
from explainers.reading.nodes import Mapping, Node, Scalar, YamlSequence, text_under, under

__all__ = ["Found", "definition", "entry_place", "reference_at"]

Found = tuple[str, Place]
"""A file, by its path as problems show it, and a place in it."""


def reference_at(document: Document, lines: Lines, offset: int) -> Reference | None:
    """Return what a file speaks of at an offset; the shortest stretch, where several hold it."""
    found = []
    for one in document.references:
        for place in (one.place, one.detail or one.place):
            start, end = lines.span(place)
            if start <= offset <= end:
                found.append((end - start, one))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def definition(desk: Desk, reference: Reference) -> Found | None:
    """Return where what a reference names stands; `None` where it is nowhere."""
    target = reference.target
    if reference.kind == "source":
        return _of_source(desk, reference)
    if reference.kind == "term":
        return _of_entry(desk, "glossary", target)
    if reference.kind == "event":
        return _of_entry(desk, "events", target)
    if reference.kind == "country":
        named = (one for one in desk.originals.values() if one.kind == "country" and target in one.countries)
        return next(((one.path, START) for one in named), None)
    path = desk.path(target)
    if reference.kind == "file":
        return (path, START) if target in desk.reading.others else None
    return _of_page(desk, path, reference.fragment)


def _of_page(desk: Desk, path: str, fragment: str) -> Found | None:
    if path not in desk.reading.paths:
        return None
    if not fragment:
        return path, START
    document = desk.document(path)
    headings = [block for block in document.blocks if block.kind == "heading"]
    place = next((block.place for id, block in zip(document.ids, headings, strict=False) if id == fragment), START)
    return path, place


def _of_source(desk: Desk, reference: Reference) -> Found | None:
    path = desk.path(file_of_kind("source", reference.target))
    if path not in desk.reading.paths:
        return None
    read = yaml_of(path, desk.data(path))
    if read is None:
        return path, START
    for number in map(str, reference.paragraphs):
        notes = under(read.root, "paragraphs")
        note = notes.pairs.get(number) if isinstance(notes, Mapping) else None
        node = note[0] if note else _entry_text(under(read.root, "quotations"), "para", number)
        if node is not None:
            return path, read.file.place(node.start, node.end)
    return path, START


def _entry_text(entries: Node | None, key: str, value: str) -> Scalar | None:
    """Return the text that a key has in the first entry of a list in which it has this value."""
    found = (text_under(entry, key) for entry in (entries.items if isinstance(entries, YamlSequence) else ()))
    return next((one for one in found if one and one.value == value), None)


def _of_entry(desk: Desk, kind: Any, id: str) -> Found | None:
    path = desk.path(file_of_kind(kind))
    place = entry_place(desk, path, id)
    return (path, place) if place else None


def entry_place(desk: Desk, path: str, id: str) -> Place | None:
    """Return where the id of an entry of a data file stands."""
    read = yaml_of(path, desk.data(path))
    found = _entry_text(read.root, "id", id) if read else None
    return read.file.place(found.start, found.end) if read and found else None
