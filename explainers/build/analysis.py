"""One page's files read and checked: a pure function of their bytes and of what the checks ask for (`Ground`), which
any process can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import msgspec
from msgspec import Struct

from explainers.build.bundles import Bundle, ReadFile, encoded
from explainers.build.content import Wanted
from explainers.checks.page import Page
from explainers.checks.run import Found, found_in
from explainers.checks.site import CheckedSite, Comparison
from explainers.content_kinds import Kind
from explainers.digest import digest, digest_of_bytes
from explainers.model import Corpus, Country, Event, Explainer, NameEntry, Source
from explainers.reading.corpus import Named, whole_record
from explainers.reading.documents import Document, read_document
from explainers.reading.scan import ContentFile, content_bytes
from explainers.site.about import about

__all__ = [
    "Analysis",
    "Ground",
    "RawFile",
    "analysed",
    "book_digest",
    "documents_of",
    "named_in",
    "raw_file",
    "whole",
]


class RawFile(Struct, frozen=True, array_like=True):
    """A file to be read: path as problems show it, size, modification time (see `ReadFile`), and its bytes."""

    path: str
    size: int
    mtime: int
    data: bytes


def raw_file(file: ContentFile, mtime: int) -> RawFile:
    """Return a file that was found, as it is now, with the modification time to keep. Raises `OSError`."""
    return RawFile(file.path, file.size, mtime, content_bytes(file))


class Ground(Struct, frozen=True):
    """What the reading and the checks of every page stand on: how the folder is to be read, and the records that other
    files are checked against.
    """

    wanted: Wanted
    sources: tuple[Source, ...] = ()
    countries: tuple[Country, ...] = ()
    names: tuple[NameEntry, ...] = ()
    events: tuple[Event, ...] = ()

    def site(
        self, texts: Mapping[str, Sequence[str]] | None = None, published: Comparison | None = None
    ) -> CheckedSite:
        """Return the site as the checks see it; `texts` and `published` as there."""
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
        wanted = self.wanted
        return CheckedSite(corpus, wanted.languages, wanted.day, texts, by_date=wanted.by_date, published=published)


def book_digest(ground: Ground) -> str:
    """Return a digest of what the names of a site stand for (see `NameBook`)."""
    slugs = {one.slug: one.code for one in ground.countries}
    entries = sorted((one.id, one.forms, slugs.get(one.id, "")) for one in ground.names)
    return digest((ground.wanted.languages, sorted({one.language for one in ground.sources}), entries))


class Analysis(Struct, frozen=True, array_like=True):
    """What came of a page's files: the bundle, its whole record as it is kept (of translations without an original,
    nothing), and what each of the files names, in their order, in bytes (none: nothing; see `named_in`).
    """

    bundle: Bundle
    record: bytes
    named: bytes


_NAMED: Final = msgspec.msgpack.Decoder(tuple[tuple[Named, ...], ...])


def named_in(data: bytes) -> tuple[tuple[Named, ...], ...]:
    """Return what each of a page's files names, each once. In bytes that takes a third of the room: of ten thousand
    pages, all are held until everything is read.
    """
    return _NAMED.decode(data)


def documents_of(files: Iterable[RawFile], languages: Sequence[str]) -> tuple[Document, ...]:
    """Return files as they are read."""
    return tuple(read_document(one.path, one.data, languages) for one in files)


def analysed(
    kind: Kind,
    slug: str,
    files: Sequence[RawFile],
    site: CheckedSite,
    documents: Sequence[Document] = (),
    *,
    drafts: bool = False,
) -> Analysis:
    """Read and check one page's files, or a data file; `documents`: the files as they are read, if they are at hand;
    `drafts`: drafts of translations are shown too.
    """
    documents = documents or documents_of(files, site.languages)
    with site.recording() as reads:
        found = tuple(_found(Page(document, site, documents)) for document in documents)
    named = tuple(tuple(dict.fromkeys(map(_NAME, document.references))) for document in documents)
    record = whole(documents, drafts=drafts)
    data = encoded(record)
    bundle = Bundle(
        kind,
        slug,
        tuple(_read(raw, document) for raw, document in zip(files, documents, strict=True)),
        found,
        encoded(sorted({*reads, *(name for its in named for one in its for name in _names(*one))})),
        tuple(sorted({target for its in named for kind, target, _, _ in its if kind == "file"})),
        digest_of_bytes(data) if record is not None else "",
        about(record) if isinstance(record, Explainer) else None,
    )
    return Analysis(bundle, data, encoded(named) if any(named) else b"")


def _found(page: Page) -> Found:
    """Return what is wrong in a file by itself, and what the rules find in it."""
    found = found_in(page)
    return Found(tuple(sorted({*page.document.problems, *found.problems})), found.unsealed, found.languages)


def whole(documents: Sequence[Document], *, drafts: bool) -> Any:
    """Return the record of a page with its translations, without those that are drafts unless they are asked for."""
    originals = [one for one in documents if one.original and one.record is not None]
    if not originals:
        return None
    shown = (one.record for one in documents if not one.original and (drafts or one.status != "draft"))
    return whole_record(originals[-1].record, shown)


def _read(raw: RawFile, document: Document) -> ReadFile:
    return ReadFile(raw.size, raw.mtime, digest_of_bytes(raw.data), document.outline)


_NAME: Final = attrgetter(*Named._fields)


def _names(kind: str, target: str, paragraphs: tuple[int, ...], fragment: str) -> Iterator[str]:  # noqa: ARG001
    yield f"{kind} {target.casefold() if kind == 'file' else target}"
    if fragment:
        yield f"headings {target}"
