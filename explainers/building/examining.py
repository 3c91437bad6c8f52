"""One page's files read and checked: a pure function of their bytes and of what the checks ask for (`Ground`), which
any process can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from explainers.building.bundles import Bundle, ReadFile, encoded
from explainers.checks.page import Page
from explainers.checks.run import Found, found_in
from explainers.checks.site import CheckedSite
from explainers.checks.watched import WatchedSite
from explainers.digest import digest, digest_of_bytes
from explainers.knowing.about import about
from explainers.model import Corpus, Country, Event, Explainer, NameEntry, Source
from explainers.reading.corpus import whole_record
from explainers.reading.documents import Document, Kind, read_document
from explainers.reading.scan import Listed, content_bytes

__all__ = ["Examined", "Ground", "Need", "RawFile", "book_digest", "documents_of", "examined", "raw_file"]


class RawFile(Struct, frozen=True, array_like=True):
    """A file to be read: path as problems show it, size, modification time (see `ReadFile`), and its bytes."""

    path: str
    size: int
    mtime: int
    data: bytes


def raw_file(file: Listed, mtime: int) -> RawFile:
    """Return a file that was found, as it is now, with the modification time to keep. Raises `OSError`."""
    return RawFile(file.path, file.size, mtime, content_bytes(file.location))


class Ground(Struct, frozen=True):
    """What the checks of every page stand on: languages, day, and the records that other files are checked against."""

    languages: tuple[str, ...]
    day: str
    by_date: bool
    sources: tuple[Source, ...] = ()
    countries: tuple[Country, ...] = ()
    names: tuple[NameEntry, ...] = ()
    events: tuple[Event, ...] = ()

    def site(self) -> CheckedSite:
        """Return the site as the checks see it."""
        corpus = Corpus(
            explainers={},
            countries={one.code: one for one in sorted(self.countries, key=lambda one: one.code)},
            relations={},
            events={one.id: one for one in sorted(self.events, key=lambda one: one.id)},
            sources={one.key: one for one in sorted(self.sources, key=lambda one: one.key)},
            terms={},
            names={one.id: one for one in sorted(self.names, key=lambda one: one.id)},
            pages={},
        )
        return CheckedSite(corpus, (), self.languages, self.day, by_date=self.by_date)


def book_digest(ground: Ground) -> str:
    """Return a digest of what the names of a site stand for (see `NameBook`)."""
    slugs = {one.slug: one.code for one in ground.countries}
    entries = sorted((one.id, one.forms, slugs.get(one.id, "")) for one in ground.names)
    return digest((ground.languages, sorted({one.language for one in ground.sources}), entries))


class Need(Struct, frozen=True, array_like=True):
    """Something that a file refers to: kind and name as in `Reference`; the heading's id; the highest paragraph; the
    file's language.
    """

    kind: str
    target: str
    fragment: str
    paragraph: int
    language: str


class Examined(Struct, frozen=True, array_like=True):
    """What came of a page's files: the bundle, its whole record as it is kept (of a page without its translations'
    original, nothing), and what it needs to be there, each once.
    """

    bundle: Bundle
    record: bytes
    needs: tuple[Need, ...]


def documents_of(files: Iterable[RawFile], languages: Sequence[str]) -> tuple[Document, ...]:
    """Return files as they are read."""
    return tuple(read_document(one.path, one.data, languages) for one in files)


def examined(
    kind: Kind, slug: str, files: Sequence[RawFile], site: CheckedSite, documents: Sequence[Document] = ()
) -> Examined:
    """Read and check one page's files, or a data file; `documents`: the files as they are read, if they are at hand."""
    documents = documents or documents_of(files, site.languages)
    watched = WatchedSite(site, documents)
    found = tuple(_found(document, watched) for document in documents)
    needs = tuple(dict.fromkeys(need for document in documents for need in _needs(document)))
    record = _record(documents)
    data = encoded(record)
    bundle = Bundle(
        kind,
        slug,
        tuple(_read(raw, document) for raw, document in zip(files, documents, strict=True)),
        found,
        tuple(sorted({*watched.reads, *(name for need in needs for name in _names(need))})),
        watched.window,
        tuple(sorted({need.target for need in needs if need.kind == "image"})),
        digest_of_bytes(data) if record is not None else "",
        about(record) if isinstance(record, Explainer) else None,
        record.sealed.count if isinstance(record, Source) and record.sealed else -1,
        record.language if isinstance(record, Source) else "",
    )
    return Examined(bundle, data, needs)


def _found(document: Document, site: WatchedSite) -> Found:
    """Return what is wrong in a file by itself, and what the rules find in it."""
    found = found_in(Page(document, site))
    return Found((*document.problems, *found.problems), found.unsealed, found.languages)


def _record(documents: Sequence[Document]) -> Any:
    originals = [one for one in documents if one.original and one.record is not None]
    if not originals:
        return None
    translations = (one.record for one in documents if not one.original)
    return whole_record(originals[-1].record, translations)


def _read(raw: RawFile, document: Document) -> ReadFile:
    return ReadFile(
        raw.path,
        raw.size,
        raw.mtime,
        digest_of_bytes(raw.data),
        document.language,
        document.original,
        document.is_read,
        document.countries,
        document.ids,
    )


def _needs(document: Document) -> Iterator[Need]:
    paragraphs: dict[str, int] = {}
    for one in document.references:
        if one.kind == "source":
            paragraphs[one.target] = max(paragraphs.get(one.target, 0), *one.paragraphs, 0)
        else:
            yield Need(one.kind, one.target, one.fragment, 0, document.language)
    for key, highest in paragraphs.items():
        yield Need("source", key, "", highest, document.language)


def _names(need: Need) -> Iterator[str]:
    yield f"{need.kind} {need.target}"
    if need.fragment:
        yield f"headings {need.target}"
