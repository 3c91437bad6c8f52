"""What a build keeps of the content: one bundle for each page (its original and translations) and each data file.

A bundle says what other files and lists need of it, what was found wrong in it, and all that this rests on. Its whole
record is kept beside it, and only read when a page that shows it is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from explainers.checks.run import Found
from explainers.content_kinds import TRANSLATED, Kind
from explainers.model import Attached, Country, Event, Explainer, NameEntry, Page, Relation, Source, Term
from explainers.publication import State, state_of
from explainers.reading.documents import Outline, Translation
from explainers.reading.scan import ContentFile
from explainers.site.about import About

__all__ = [
    "Bundle",
    "KeptAttached",
    "KeptContent",
    "ReadFile",
    "decoded",
    "encoded",
    "is_as_kept",
    "provided",
]

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(
    Explainer | Country | Relation | Page | Source | Translation | tuple[Event | Term | NameEntry, ...] | None
)

_READS: Final = msgspec.msgpack.Decoder(tuple[str, ...])


class ReadFile(Struct, frozen=True, array_like=True, gc=False):
    """A file of content as it was when it was read: its size in bytes, its modification time in nanoseconds (-1 where
    that says nothing, see `Clock`), the digest of its bytes, and what others need to know of it.
    """

    size: int
    mtime: int
    digest: str
    outline: Outline

    @property
    def path(self) -> str:
        """The path, as problems show it."""
        return self.outline.path


class Bundle(Struct, frozen=True, array_like=True, gc=False):
    """A page, or a data file: its files in the order of their paths; what was found in each; `reads_kept`, the names of
    what that rests on besides the files, in bytes: few edits ask for them, and of few bundles; `attached`, the pictures
    that it shows and the files that it offers; `digest` of its whole record (empty: none); `about`, for an explainer;
    `left_out`: it isn't published, and can't be shown as it is.
    """

    kind: Kind
    slug: str
    files: tuple[ReadFile, ...]
    found: tuple[Found, ...]
    reads_kept: bytes
    attached: tuple[str, ...]
    digest: str
    about: About | None = None
    left_out: bool = False

    @property
    def key(self) -> tuple[Kind, str]:
        """What it is called."""
        return self.kind, self.slug

    @property
    def reads(self) -> tuple[str, ...]:
        """The names of what it rests on besides the files."""
        return _READS.decode(self.reads_kept)

    @property
    def original(self) -> Outline | None:
        """Its original; `None` where there are only translations."""
        for one in self.files:  # asked of every page in every build
            if one.outline.original:
                return one.outline
        return None

    def state(self, day: str, *, by_date: bool) -> State:
        """Return what it is on a day (ISO date), by its original."""
        original = self.original
        return state_of(original.status, original.date, day, by_date=by_date) if original else "published"


class KeptAttached(Struct, frozen=True, array_like=True):
    """A picture, or a file to download, as it was when it was read; `mtime` as in `ReadFile`."""

    size: int
    mtime: int
    file: Attached


class KeptContent(Struct, frozen=True):
    """What the last build knew of the content as a whole: for which `day` it was checked, a digest of what names stand
    for, the paths of other files that can be linked to, and what pages show or offer of them.
    """

    day: str = ""
    book: str = ""
    others: tuple[str, ...] = ()
    attached: Mapping[str, KeptAttached] = {}


def encoded(record: Any) -> bytes:
    """Return a record as it is kept."""
    return _ENCODER.encode(record)


def decoded(data: bytes) -> Any:
    """Return a record that was kept. Raises `msgspec.MsgspecError` for anything else."""
    return _DECODER.decode(data)


def provided(bundle: Bundle | None) -> dict[str, object]:
    """Return what a bundle gives to other files that ask for it, by name: equal values mean the same to them."""
    if bundle is None:
        return {}
    outlines = [one.outline for one in bundle.files]
    if bundle.kind == "source":
        read = [(one.paragraphs, one.is_read, one.status) for one in outlines]
        return {f"source {bundle.slug}": read, f"evidence {bundle.slug}": bundle.digest}
    if bundle.kind in ("events", "glossary"):
        word = "event" if bundle.kind == "events" else "term"
        return {f"{word} {id}": True for one in outlines for id in one.ids}
    names: dict[str, object] = {}
    if bundle.kind in TRANSLATED:
        headings = tuple((one.language, one.ids, one.is_read, one.status) for one in outlines)
        for one in outlines:
            if one.original:
                names[f"page {one.inner_path}"] = (one.status, one.date)
                names[f"headings {one.inner_path}"] = headings
                if bundle.kind == "country":
                    names |= {f"country {code}": (one.is_read, one.status) for code in one.countries}
    return names


def is_as_kept(old: Bundle, files: Sequence[ContentFile]) -> bool:
    """Whether a bundle's files have the names, sizes and times of change that are kept of them."""
    kept = old.files
    if len(kept) == len(files) == 1:  # most of thousands
        one, file = kept[0], files[0]
        return one.mtime == file.mtime_ns and one.size == file.size and one.outline.path == file.path
    return [(one.path, one.size, one.mtime) for one in kept] == [(one.path, one.size, one.mtime_ns) for one in files]
