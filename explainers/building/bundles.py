"""What a build keeps of the content: one bundle for each page (its original and translations) and each data file.

A bundle says what other files and lists need of it, what was found wrong in it, and all that this rests on. Its whole
record is kept beside it, and only read when a page that shows it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

import msgspec
from msgspec import Struct

from explainers.checks.run import Found
from explainers.checks.watched import Window
from explainers.knowing.about import About
from explainers.model import Country, Event, Explainer, NameEntry, Page, PictureFile, Relation, Source, Term
from explainers.problems import Problem
from explainers.publication import State
from explainers.reading.documents import Document, Kind, Translation

__all__ = [
    "Bundle",
    "KeptContent",
    "KeptPicture",
    "LightDocument",
    "ReadFile",
    "decoded",
    "encoded",
    "provided",
]

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(
    Explainer | Country | Relation | Page | Source | Translation | tuple[Event | Term | NameEntry, ...] | None
)
PAGES: Final = ("explainer", "country", "relation", "page")


class ReadFile(Struct, frozen=True, array_like=True, gc=False):
    """A file of content as it was when it was read: `mtime` in nanoseconds, -1 where it says nothing (see `Clock`);
    `ids` those of headings, or of a data file's entries; `is_read`: it has a record.
    """

    path: str
    size: int
    mtime: int
    digest: str
    language: str
    original: bool
    is_read: bool
    countries: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def inner_path(self) -> str:
        """The path relative to the content folder."""
        return self.path.partition("/")[2]


class Bundle(Struct, frozen=True, array_like=True, gc=False):
    """A page, or a data file: its files in the order of their paths; what was found in each; `reads`, the names of
    what that rests on besides the files; `window`, for which days it holds; `images`, the pictures that it shows;
    `digest` of its whole record (empty: none); `about`, for an explainer; of a source `sealed`, its number of
    paragraphs (-1: it has no seal), and `spoken`, its language.
    """

    kind: Kind
    slug: str
    files: tuple[ReadFile, ...]
    found: tuple[Found, ...]
    reads: tuple[str, ...]
    window: Window
    images: tuple[str, ...]
    digest: str
    about: About | None = None
    sealed: int = -1
    spoken: str = ""

    @property
    def key(self) -> tuple[Kind, str]:
        """What it is called."""
        return self.kind, self.slug

    @property
    def status(self) -> tuple[State, str]:
        """What a page says of its publication: status, and date (empty: it has none)."""
        return (self.about.status, self.about.date) if self.about else ("published", "")


class KeptPicture(Struct, frozen=True, array_like=True):
    """A picture's file as it was when it was read; `mtime` as in `ReadFile`."""

    size: int
    mtime: int
    file: PictureFile


class KeptContent(Struct, frozen=True):
    """What the last build knew of the content as a whole: for which `day` it was checked, a digest of what names stand
    for, the paths of other files that can be linked to, and the pictures.
    """

    day: str = ""
    book: str = ""
    others: tuple[str, ...] = ()
    pictures: Mapping[str, KeptPicture] = {}


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
    if bundle.kind == "source":
        read = all(one.is_read for one in bundle.files)
        return {f"source {bundle.slug}": (bundle.sealed, read), f"evidence {bundle.slug}": bundle.digest}
    names: dict[str, object] = {}
    if bundle.kind in ("events", "glossary"):
        word = "event" if bundle.kind == "events" else "term"
        names = {f"{word} {id}": True for one in bundle.files for id in one.ids}
    elif bundle.kind in PAGES:
        headings = tuple((one.language, one.ids, one.is_read) for one in bundle.files)
        for one in bundle.files:
            if one.original:
                names[f"page {one.inner_path}"] = bundle.status
                names[f"headings {one.inner_path}"] = headings
                if bundle.kind == "country":
                    names |= {f"country {code}": one.is_read for code in one.countries}
    return names


class LightDocument:
    """A file that is as it was: what is kept of it, and the rest as soon as somebody asks (`load` reads it again)."""

    def __init__(self, bundle: Bundle, file: ReadFile, load: Callable[[str], Document]) -> None:
        self.kind, self.slug = bundle.kind, bundle.slug
        self.path, self.language, self.original, self.is_read = file.path, file.language, file.original, file.is_read
        self.countries, self.ids, self.status = file.countries, file.ids, bundle.status
        self._load = load

    @property
    def inner_path(self) -> str:
        """The path relative to the content folder."""
        return self.path.partition("/")[2]

    @cached_property
    def _whole(self) -> Document:
        return self._load(self.path)

    def problem(self, *arguments: Any, **named: Any) -> Problem:
        """Return a problem at a place of this file."""
        return self._whole.problem(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._whole, name)
