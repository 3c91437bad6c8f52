"""Which files of a content folder are content, and their bytes: the only module of reading that touches the
disk.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from explainers.content_kinds import BY_FOLDER
from explainers.digest import digest_of_bytes
from explainers.problems import START, Problem
from explainers.reading.text import LARGEST
from explainers.strays import is_stray
from explainers.urls import FILES, PICTURES

__all__ = [
    "LONGEST_NAME", "ContentFile", "ContentFiles", "Seen", "content_bytes", "is_content", "scan", "unsaved_file",
]  # fmt: skip

_ENDINGS: Final = (".md", ".yaml", ".yml", ".markdown", ".mkd", ".mdown", ".mdx", ".md.txt", ".yaml.txt", ".yml.txt")
_NO_CONTENT: Final = frozenset((PICTURES[:-1], FILES[:-1]))
LONGEST_NAME: Final = 240
"""Bytes of a file's name. Disks take 255, and files are made with these names and something behind them."""
# Nearly all names are like this, and sites have thousands: no stray, and nothing that needs another way to be shown.
_PLAIN: Final = re.compile(r"[a-z0-9-]{1,200}(?:\.[a-z]{2})?\.(?:md|yaml)")


class ContentFile(Struct, frozen=True, order=True):
    """A file: `path`, with ``/``, in NFC, starting with the content folder's name; `location`, the same on
    the disk; its size in bytes and its time of change in nanoseconds; `linked`: a symbolic link in the folder leads to
    it, so that what is saved has another name; `unsaved`, the bytes that it has in an editor, where these count.
    """

    path: str
    location: str
    size: int
    mtime_ns: int
    linked: bool = False
    unsaved: bytes | None = None


class ContentFiles(Struct, frozen=True):
    """What is in a content folder, sorted by path: `files`, those that are read as content; `others`, what
    else can be linked to (pictures, files to download); `problems`, what may not be there; `root`, the folder's name;
    `strays`, the paths of what desktops, editors and sync programs left there.
    """

    files: tuple[ContentFile, ...]
    others: tuple[ContentFile, ...]
    problems: tuple[Problem, ...]
    root: str = "content"
    strays: tuple[str, ...] = ()


Seen = Mapping[str, tuple[int, int]]
"""What files were found to be like a moment ago, by their places: size in bytes, time of change in nanoseconds."""


def scan(content: Path, seen: Seen = MappingProxyType({})) -> ContentFiles:
    """Return what is in a content folder. Hidden files and other strays are not read. What was `seen` isn't looked at
    again: it is read later than that, so that what is kept of it is never newer than what was read.

    Files with an ending of content that stand where nothing is read are among `files`, so that reading them
    says so. Symbolic links are followed as long as they stay in the folder. Raises `OSError`.
    """
    root = Path(os.path.abspath(content))  # noqa: PTH100 - resolve() would follow the folder's own links
    inside = Path(os.path.realpath(root))
    files: list[ContentFile] = []
    others: list[ContentFile] = []
    problems: list[Problem] = []
    strays: list[str] = []
    paths: set[str] = set()
    for found in _found(root, root.name, inside, frozenset((str(inside),)), seen):
        if isinstance(found, str):
            strays.append(found)
        elif isinstance(found, Problem):
            problems.append(found)
        elif found.path in paths:
            message = "two files have this name, one with its accents written in another way: rename one of them"
            problems.append(Problem(found.path, START, "duplicate-slug", message))
        else:
            paths.add(found.path)
            (files if is_content(found.path) else others).append(found)
    return ContentFiles(
        tuple(sorted(files)), tuple(sorted(others)), tuple(sorted(problems)), root.name, tuple(sorted(strays))
    )


def _found(
    folder: Path, shown: str, inside: Path, above: frozenset[str], seen: Seen, *, linked: bool = False
) -> Iterator[ContentFile | Problem | str]:
    """Yield the files below a folder, of strays only the path; `above` are the real paths of the folders around,
    against circles; `linked`: a link leads to the folder.
    """
    with os.scandir(folder) as entries:
        listed = list(entries)
    for entry in listed:
        if _PLAIN.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            size, mtime = seen.get(entry.path) or _like(entry)
            yield ContentFile(f"{shown}/{entry.name}", entry.path, size, mtime, linked)
            continue
        path = f"{shown}/{_shown(entry.name)}"
        if is_stray(entry.name):
            yield path
            continue
        if not entry.name.isprintable():
            message = "the name of this file has characters in it that can't be shown: give it another name"
            yield Problem(path, START, "unknown-value", message)
        elif len(_shown(entry.name).encode()) > LONGEST_NAME:
            message = f"this name has more than {LONGEST_NAME} bytes, too many for what is made of it: shorten it"
            yield Problem(path, START, "unknown-value", message)
        elif entry.is_symlink() and not _stays(entry.path, inside, above):
            yield Problem(
                path,
                START,
                "unknown-value",
                "this is a link that leads nowhere, or out of the content folder",
            )
        elif entry.is_dir():
            real = os.path.realpath(entry.path)
            is_linked = linked or entry.is_symlink()
            yield from _found(Path(entry.path), path, inside, above | {real}, seen, linked=is_linked)
        elif entry.is_file():
            yield ContentFile(path, entry.path, *_like(entry), linked or entry.is_symlink())
        else:
            yield Problem(path, START, "unknown-value", "this isn't a file: it can't be read")


def _like(entry: os.DirEntry[str]) -> tuple[int, int]:
    found = entry.stat()
    return found.st_size, found.st_mtime_ns


def _stays(location: str, inside: Path, above: frozenset[str]) -> bool:
    """Whether a link leads to something in the content folder that does not hold the link itself."""
    real = os.path.realpath(location)
    return os.path.exists(real) and Path(real).is_relative_to(inside) and real not in above  # noqa: PTH110


def _shown(name: str) -> str:
    """Return a file's name as text; bytes that aren't UTF-8, and what can't be printed, as escapes."""
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    safe = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )
    return unicodedata.normalize("NFC", safe)


def is_content(path: str) -> bool:
    """Return whether a file is read as content, by its path, which starts with the content folder's name."""
    parts = path.split("/")
    in_folder = len(parts) > 2 and parts[1] in BY_FOLDER
    return in_folder or (parts[1] not in _NO_CONTENT and path.lower().endswith(_ENDINGS))


def unsaved_file(path: str, location: str, data: bytes) -> ContentFile:
    """Return a file as an editor has it, with the bytes that it has there; it need not be on the disk. Its time of
    change is one that no file on a disk has, and another one for other bytes.
    """
    return ContentFile(path, location, len(data), -2 - int(digest_of_bytes(data)[:15], 16), False, data)


def content_bytes(file: ContentFile) -> bytes:
    """Return a file's bytes, no more of them than show that it is too large. Raises `OSError`."""
    if file.unsaved is not None:
        return file.unsaved[: LARGEST + 1]
    with open(file.location, "rb", buffering=0) as opened:  # noqa: PTH123 - thousands of them
        data = opened.read(min(file.size, LARGEST) + 1)  # room is made for as much as is asked for
        return data + opened.read(LARGEST + 1 - len(data)) if len(data) > file.size else data
