"""A source, a term, an event or a page under another name, in all files at once: what is edited and which files move.

A page's name is its address. Where readers may have it, they have to be led on: that is said, since it stands in the
settings of the publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from explainers.checks.languages import original_digest
from explainers.content_kinds import KINDS, Kind, file_of_kind
from explainers.editing.fixes import Edit, applied
from explainers.editing.new import Refused
from explainers.folders import SOURCE_TEXTS, text_file
from explainers.language_server.desk import Desk
from explainers.language_server.references import entry_place, reference_at
from explainers.reading.blocks import Reference, ReferenceKind
from explainers.reading.data_files import NOWHERE
from explainers.reading.documents import Document, read_document
from explainers.reading.slugs import is_own, is_slug, pair_slug
from explainers.urls import Urls

__all__ = ["Named", "Renaming", "named_at", "renaming"]


class Named(Struct, frozen=True):
    """What can have another name: the kind of its records, its name, and where that stands in the file at hand."""

    kind: Kind
    name: str
    start: int
    end: int


class Renaming(Struct, frozen=True):
    """What another name changes: the edits of files, by path as problems show it; the files that move, from and to; and
    a sentence on what is left to do, or nothing.
    """

    edits: Mapping[str, tuple[Edit, ...]]
    moves: tuple[tuple[str, str], ...] = ()
    note: str = ""


_ENTRIES: Final[Mapping[str, Kind]] = {"term": "glossary", "event": "events"}
_REFERENCES: Final[Mapping[str, ReferenceKind]] = {"source": "source", "glossary": "term", "events": "event"}


def named_at(desk: Desk, path: str, offset: int) -> Named | None:
    """Return what can have another name at an offset of a file: what is referred to there; the entry whose id stands
    there; on the first line of a page or a source, that itself.
    """
    document, lines = desk.document(path), desk.lines(path)
    if document.kind == "unknown":
        return None
    if document.kind in ("glossary", "events"):
        for id in document.ids:
            place = entry_place(desk, path, id)
            start, end = lines.span(place) if place else (-1, -1)
            if start <= offset <= end:
                return Named(document.kind, id, start, end)
    reference = reference_at(document, lines, offset)
    if reference:
        return _of_reference(desk, path, reference)
    if "\n" not in lines.text[:offset] and (document.kind == "source" or KINDS[document.kind].translated):
        return Named(document.kind, document.slug, 0, len(lines.text.partition("\n")[0]))
    return None


def _of_reference(desk: Desk, path: str, reference: Reference) -> Named | None:
    lines = desk.lines(path)
    start, end = lines.span(reference.place)
    if reference.kind == "source" and reference.target != NOWHERE:
        return Named("source", reference.target, start, end)
    if reference.kind in _ENTRIES:
        return Named(_ENTRIES[reference.kind], reference.target, start, end)
    if reference.kind == "page":
        page = desk.originals.get(reference.target)
        match = _slug_in(page.slug).search(lines.text, start, end) if page else None
        return Named(page.kind, page.slug, *match.span()) if page and match else None
    return None


def _slug_in(slug: str) -> re.Pattern[str]:
    """Return what finds the name of a page's file in an address that leads to it."""
    return re.compile(rf"(?<![\w-]){re.escape(slug)}(?=(?:\.[A-Za-z-]+)?\.md)")


# ---- another name ----------------------------------------------------------------------------------------


def renaming(desk: Desk, named: Named, name: str, urls: Urls) -> Renaming:
    """Return what giving another name changes. Raises `Refused`."""
    _check(desk, named, name)
    edits: dict[str, set[Edit]] = {}
    moves: list[tuple[str, str]] = []
    notes: list[str] = []
    for kind, before, after in _with_relations(desk, named, name):
        for path, edit in _edits(desk, kind, before, after):
            edits.setdefault(path, set()).add(edit)
        moves += _moves(desk, kind, before, after)
        notes += _addresses(desk, kind, before, after, urls)
    for path, edit in _translated_from(desk, edits):
        edits.setdefault(path, set()).add(edit)
    note = f"addresses change: in publish.py, PUBLISH_REDIRECTS = {{{', '.join(notes)}}}" if notes else ""
    return Renaming({path: tuple(sorted(its)) for path, its in edits.items()}, tuple(moves), note)


def _check(desk: Desk, named: Named, name: str) -> None:
    if not is_slug(name) or is_own(name) or name == NOWHERE:
        raise Refused(f"'{name}' can't be a name: small letters, digits and single hyphens")
    kind = KINDS[named.kind]
    taken = (named.kind, name) in desk.reading.content.bundles
    if not kind.ending:
        taken = name in desk.document(desk.path(kind.place)).ids
    if taken:
        raise Refused(f"there is a {named.kind} '{name}' already")


def _with_relations(desk: Desk, named: Named, name: str) -> Iterator[tuple[Kind, str, str]]:
    """Yield what gets another name with something: a country's relations are called by their countries."""
    yield named.kind, named.name, name
    country = desk.originals.get(file_of_kind("country", named.name))
    if named.kind != "country" or not country or not country.countries:
        return
    code = country.countries[0]
    originals = desk.originals.values()
    slugs = {one.countries[0]: one.slug for one in originals if one.kind == "country" and one.countries}
    for relation in originals:
        codes = relation.countries if relation.kind == "relation" else ()
        if code in codes and all(one in slugs for one in codes):
            yield "relation", relation.slug, pair_slug(name if one == code else slugs[one] for one in codes)


def _edits(desk: Desk, kind: Kind, before: str, after: str) -> Iterator[tuple[str, Edit]]:
    """Yield the edits of files that name something, each with its path."""
    target = file_of_kind(kind, before) if KINDS[kind].translated else before
    sort: ReferenceKind = _REFERENCES.get(kind, "page")
    for bundle in desk.reading.content.bundles.values():
        if f"{sort} {target}" in bundle.reads:
            for file in bundle.files:
                yield from _in_file(desk, desk.document(file.path), sort, target, (before, after))
    if not KINDS[kind].ending:
        yield from _entry(desk, desk.path(KINDS[kind].place), before, after)
    if kind == "country":
        yield from _entry(desk, desk.path(file_of_kind("names")), before, after)


def _entry(desk: Desk, path: str, before: str, after: str) -> Iterator[tuple[str, Edit]]:
    place = entry_place(desk, path, before) if path in desk.reading.paths else None
    if place:
        yield path, Edit(*desk.lines(path).span(place), after)


def _in_file(
    desk: Desk, document: Document, sort: ReferenceKind, target: str, names: tuple[str, str]
) -> Iterator[tuple[str, Edit]]:
    lines, (before, after) = desk.lines(document.path), names
    for reference in document.references:
        if (reference.kind, reference.target) != (sort, target):
            continue
        start, end = lines.span(reference.place)
        if sort == "page":
            match = _slug_in(before).search(lines.text, start, end)
            if match:  # a link to a heading of its own page has no name in it
                yield document.path, Edit(*match.span(), after)
        elif sort == "term" and lines.text[end : end + 1] != "|":  # readers go on seeing the words that were typed
            yield document.path, Edit(start, end, f"{after}|{lines.text[start:end]}")
        else:
            yield document.path, Edit(start, end, after)


def _translated_from(desk: Desk, edits: Mapping[str, set[Edit]]) -> list[tuple[str, Edit]]:
    """Return the edits by which translations go on standing for their originals, which cite by other names now."""
    found = []
    for bundle in desk.reading.content.bundles.values():
        original = bundle.original
        if original is None or original.path not in edits or len(bundle.files) == 1:
            continue
        data = applied(desk.lines(original.path).text, edits[original.path]).encode("utf-8", "surrogatepass")
        before = original_digest(desk.document(original.path))
        after = original_digest(read_document(original.path, data, desk.languages))
        for file in bundle.files:
            text = desk.lines(file.path).text
            place = text.find(before) if before != after and file.path != original.path else -1
            if place >= 0:
                found.append((file.path, Edit(place, place + len(before), after)))
    return found


def _moves(desk: Desk, kind: Kind, before: str, after: str) -> Iterator[tuple[str, str]]:
    bundle = desk.reading.content.bundles.get((kind, before))
    for file in bundle.files if bundle and KINDS[kind].ending else ():
        folder, _, name = file.path.rpartition("/")
        yield file.path, f"{folder}/{after}{name.removeprefix(before)}"
    text, new = (f"{SOURCE_TEXTS}/{text_file(name)}" for name in (before, after))
    if kind == "source" and desk.location(text).is_file() and not desk.location(new).exists():
        yield text, new


def _addresses(desk: Desk, kind: Kind, before: str, after: str, urls: Urls) -> Iterator[str]:
    """Yield where readers have to be led on, as `PUBLISH_REDIRECTS` has it."""
    bundle = desk.reading.content.bundles.get((kind, before))
    original = bundle.original if bundle else None
    if original is None or not KINDS[kind].translated or original.status == "draft":
        return
    for language in desk.languages:
        old, new = (urls.address(KINDS[kind].page, language, slug) for slug in (before, after))
        yield f'"/{old}": "/{new}"'
