"""What a release knows of itself: its files with digests and headers, and what it was built from.

`BuildRecord` is written beside a built site, `Manifest` beside a published one, both as JSON. A release's id
is a function of its files alone, so the same bytes have the same id wherever and whenever they are built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Final, TypeVar

import msgspec
from msgspec import Struct, field

from explainers.publishing.kinds import Kind, headers_of, kind_of

__all__ = [
    "VERSION",
    "BuildRecord",
    "Carried",
    "FileEntry",
    "Manifest",
    "NotReadable",
    "Scanned",
    "encoded",
    "entries_of",
    "is_release_id",
    "list_digest",
    "manifest_of",
    "record_of",
    "release_id",
]

VERSION: Final = 1
ID_DIGITS: Final = 20
_ID: Final = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}")


class NotReadable(Exception):
    """A stored manifest or build record is damaged, or of a version that isn't known here."""


class Scanned(Struct, frozen=True, gc=False):
    """A file as it lies on the disk: `sha256` in hexadecimal digits, `size` in bytes."""

    sha256: str
    size: int


class FileEntry(Struct, frozen=True):
    """A file of a release."""

    sha256: str
    size: int
    kind: Kind
    headers: dict[str, str]


class Carried(Struct, frozen=True):
    """A hashed asset of an earlier release, kept for pages that readers still have open.

    `dropped`: when the last release that names it ceased to be the live one (UTC).
    """

    sha256: str
    size: int
    headers: dict[str, str]
    dropped: datetime


class _Origin(Struct, frozen=True):
    """What a site was built from.

    Fields: `id` of the list of files; `site`, the site's id; `site_url`, its address without a slash at the end;
    `commit`, 40 digits, or empty where there is no history; `commit_time` (UTC); `uncommitted`, how many files differed
    from that commit; `tool` with its version.
    """

    version: int
    id: str
    site: str
    site_url: str
    commit: str
    commit_time: datetime
    uncommitted: int
    tool: str


class BuildRecord(_Origin, frozen=True):
    """What a built site was built from. It stands beside the site, never inside.

    Further fields: `digest` of the list of files; `files`, how many; `gone`, the paths of pages that are said to be
    gone for good.
    """

    digest: str
    files: int
    gone: tuple[str, ...] = ()


class Manifest(_Origin, frozen=True, dict=True):
    """Everything about one release; a release whose manifest and folder are there is complete.

    Further fields: `files`: path → entry, `carried`: path → asset of an earlier release, `redirects`: path of a page
    that only leads on → where to, `gone` as in `BuildRecord`, `expires`: when a preview may be removed (UTC). What
    follows from these is made once, as it is asked for each of ten thousand paths.
    """

    files: dict[str, FileEntry]
    carried: dict[str, Carried] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    expires: datetime | None = None

    @cached_property
    def pages(self) -> dict[str, FileEntry]:
        """Its pages by their paths, without their compressed copies."""
        return {path: one for path, one in self.files.items() if one.kind == "page" and path.endswith(".html")}

    @cached_property
    def own(self) -> dict[str, Scanned]:
        """Every path that is its own, with what must lie there."""
        return {path: Scanned(entry.sha256, entry.size) for path, entry in self.files.items()}

    def headers(self, path: str) -> dict[str, str]:
        """Return the headers that a store keeps with a file that is served."""
        entry = self.files.get(path) or self.carried[path]
        return entry.headers

    @cached_property
    def served(self) -> dict[str, Scanned]:
        """Every path that answers while this release is live, with what it must answer."""
        carried = {path: Scanned(entry.sha256, entry.size) for path, entry in self.carried.items()}
        return dict(sorted({**carried, **self.own}.items()))


_Stored = TypeVar("_Stored", BuildRecord, Manifest)


def list_digest(files: Mapping[str, Scanned]) -> str:
    """Return the SHA-256, 64 digits, of the sorted list of (path, digest, size, headers).

    >>> list_digest({})[:20]
    '4f53cda18c2baa0c0354'
    """
    rows = [[path, files[path].sha256, files[path].size, headers_of(path)] for path in sorted(files)]
    return sha256(msgspec.json.encode(rows, order="sorted")).hexdigest()


def release_id(digest: str) -> str:
    """Return the id of the release whose files have this `list_digest`."""
    return digest[:ID_DIGITS]


def is_release_id(text: str) -> bool:
    """Whether a text could be a release's id.

    >>> is_release_id("4f53cda18c2baa0c0354"), is_release_id("../../etc")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def entries_of(
    files: Mapping[str, Scanned], headers: Callable[[str], dict[str, str]] = headers_of
) -> dict[str, FileEntry]:
    """Return the entries of a new release, sorted by path; `headers` are those that a store keeps with a file."""
    found = ((path, files[path]) for path in sorted(files))
    return {path: FileEntry(file.sha256, file.size, kind_of(path), headers(path)) for path, file in found}


def encoded(value: BuildRecord | Manifest) -> bytes:
    """Return JSON, sorted and indented, the same bytes for the same value."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n"


def manifest_of(data: bytes) -> Manifest:
    """Return the manifest that the JSON holds.

    Raises `NotReadable`, with a sentence, for anything else: another version, a broken id, a path that leads
    out of the release.
    """
    manifest = _decoded(data, Manifest)
    if not all(map(_stays_inside, manifest.served)):
        raise NotReadable("it has a path that leads out of the release")
    return manifest


def record_of(data: bytes) -> BuildRecord:
    """Return the build record that the JSON holds; raises `NotReadable`, with a sentence."""
    return _decoded(data, BuildRecord)


def _decoded(data: bytes, kind: type[_Stored]) -> _Stored:
    try:
        version = msgspec.json.decode(data, type=_Versioned).version
        if version != VERSION:
            raise NotReadable(f"it has version {version}, this tool knows version {VERSION}")
        value = msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise NotReadable(f"it is damaged ({error})") from error
    if not is_release_id(value.id):
        raise NotReadable("its id is not one")
    return value


def _stays_inside(path: str) -> bool:
    return all(part not in ("", ".", "..") for part in path.split("/")) and "\0" not in path


class _Versioned(Struct):
    version: int
