"""What a file speaks of at a place: found among its references, and where that stands."""

from __future__ import annotations

from typing import Any

from explainers.content_kinds import file_of_kind
from explainers.language_server.desk import Desk
from explainers.positions import Lines
from explainers.problems import START, Place
from explainers.reading.blocks import Reference
from explainers.reading.documents import Document
from explainers.reading.nodes import Mapping, Node, Scalar, YamlSequence, yaml_nodes
from explainers.reading.text import file_text

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
        return next(
            (
                (bundle.original.path, START)
                for (kind, _), bundle in desk.reading.content.bundles.items()
                if kind == "country" and bundle.original and target in bundle.original.countries
            ),
            None,
        )
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
    root = _root(desk, path)
    for number in reference.paragraphs:
        node = _note(root, str(number)) or _quotation(root, str(number))
        if node is not None:
            return path, _place(desk, path, node)
    return path, START


def _note(root: Node | None, number: str) -> Scalar | None:
    notes = root.pairs.get("paragraphs") if isinstance(root, Mapping) else None
    pair = notes[1].pairs.get(number) if notes and isinstance(notes[1], Mapping) else None
    return pair[0] if pair else None


def _quotation(root: Node | None, number: str) -> Node | None:
    listed = root.pairs.get("quotations") if isinstance(root, Mapping) else None
    for node in listed[1].items if listed and isinstance(listed[1], YamlSequence) else ():
        para = node.pairs.get("para") if isinstance(node, Mapping) else None
        if para and isinstance(para[1], Scalar) and para[1].value == number:
            return para[1]
    return None


def _of_entry(desk: Desk, kind: Any, id: str) -> Found | None:
    path = desk.path(file_of_kind(kind))
    place = entry_place(desk, path, id)
    return (path, place) if place else None


def entry_place(desk: Desk, path: str, id: str) -> Place | None:
    """Return where the id of an entry of a data file stands."""
    root = _root(desk, path)
    for node in root.items if isinstance(root, YamlSequence) else ():
        pair = node.pairs.get("id") if isinstance(node, Mapping) else None
        if pair and isinstance(pair[1], Scalar) and pair[1].value == id:
            return _place(desk, path, pair[1])
    return None


def _root(desk: Desk, path: str) -> Node | None:
    file, _ = file_text(path, desk.data(path))
    return yaml_nodes(file, 0, len(file.text))[0] if file else None


def _place(desk: Desk, path: str, node: Node) -> Place:
    file, _ = file_text(path, desk.data(path))
    return file.place(node.start, node.end) if file else START
