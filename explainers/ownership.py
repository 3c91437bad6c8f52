"""What a command may replace or remove: only what was made by us before. Every command that writes asks here.

An output folder carries the list of the files that builds have written into it. What is not on the list belongs to
somebody else, whatever its name; so does a whole folder without a list, unless it is empty. The list travels with its
folder and vanishes with it, so it can't speak of files that were put there later.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, islice
from pathlib import Path
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, naming
from explainers.terminal import printable

__all__ = [
    "LIST_NAME", "NEW_FILE", "TARGET_MARK", "TARGET_PARTS", "NotOurs",
    "claim_new_folder", "claim_store", "claim_workspace", "foreign_files", "list_bytes", "list_line", "listed_files",
    "nesting_problem", "owned_files", "owns_file", "refuse_foreign", "target_problem",
]  # fmt: skip

LIST_NAME: Final = ".explainers-files"
"""The list, in the folder that it speaks of. Nothing publishes it."""

NEW_FILE: Final = ".explainers-new/file"
"""In the same folder, what a build writes a file as before it renames it into place."""

TARGET_MARK: Final = ".publish/owner"
"""In a folder that is published to, the file that says whose it is."""

TARGET_PARTS: Final = ("current", "previews", "releases", "staging", ".publish")
"""In such a folder, what publications do as they like with."""

_AROUND: Final = (".git/", ".venv/")
_SHOWN: Final = 3
_FIRST: Final = 4096  # bytes of a list: longer than any line
_TAG: Final = "CACHEDIR.TAG"
_SIGNATURE: Final = b"Signature: 8a477f597d28d172789f06886806bc55"
_MADE_BY: Final = b"# This folder is a cache of explainers: it is safe to delete.\n"


class NotOurs(CommandError, ValueError):
    """Something in the way of a command wasn't made by it: a sentence on what, and what to do."""


def list_line(file: str, digest: str) -> bytes:
    """Return the line of a file in the list. It starts with its line end, so that a line that was cut short doesn't
    spoil the one after it.
    """
    return f"\n{digest} {file}".encode()


def listed_files(folder: Path) -> dict[str, set[str]]:
    """Return the files that builds have written into a folder, with the digests of the bytes that each had; nothing
    where the folder has no list. Raises `OSError`.
    """
    listed: dict[str, set[str]] = {}
    for digest, file in _lines(folder):
        listed.setdefault(file, set()).add(digest)
    return listed


def owned_files(folder: Path) -> set[str]:
    """Return the paths of these files alone, with that of the file that a build may have left half written. Raises
    `OSError`.
    """
    listed = {file for _, file in _lines(folder)}
    return {*listed, NEW_FILE} if listed else listed


def list_bytes(folder: Path) -> bytes:
    """Return the bytes of a folder's list; none where there is no list. Raises `OSError`."""
    path = folder / LIST_NAME
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for line in list_bytes(folder).decode("utf-8", "replace").split("\n"):
        digest, _, file = line.partition(" ")
        if file:
            yield digest, file


def owns_file(listing: bytes, file: str) -> bool:
    """Return whether the bytes of a list name a file; the one that a build may have left half written, if they name
    any. For a few files this is quicker than to make them all out.
    """
    if file == NEW_FILE:
        return any(line.partition(b" ")[2] for line in listing[:_FIRST].split(b"\n")) or len(listing) > _FIRST
    name = f" {file}\n".encode("utf-8", "surrogateescape")
    listing += b"\n"
    at = listing.find(name)
    while at >= 0 and b" " in listing[listing.rfind(b"\n", 0, at) + 1 : at]:  # the end of another file's name
        at = listing.find(name, at + 1)
    return at >= 0


def foreign_files(folder: Path) -> Iterator[str]:
    """Yield the paths below a folder, links and empty folders included, that no build of ours has written there.
    Raises `OSError`.
    """
    if folder.is_symlink() or not folder.is_dir():
        if os.path.lexists(folder):
            yield "."
        return
    ours = owned_files(folder) | {LIST_NAME}
    parents = {parent for file in ours for parent in _parents(file)}
    todo = [""]
    while todo:
        prefix = todo.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                path = prefix + entry.name
                if not entry.is_dir(follow_symlinks=False):
                    if path not in ours:
                        yield path
                elif path in parents:
                    todo.append(f"{path}/")
                else:
                    yield f"{path}/"


def refuse_foreign(what: str, files: Iterable[str]) -> None:
    """Raise `NotOurs` where there are any files of somebody else's in the way. `what` names the folder that they are
    in; of the files no more are looked at than the sentence names.
    """
    if found := list(islice(files, _SHOWN + 1)):
        names = ", ".join(f"'{printable(file)}'" for file in found[:_SHOWN])
        rest = " and more" if len(found) > _SHOWN else ""
        raise NotOurs(
            f"{what} has something in it that this command didn't make ({names}{rest}), which is left as it is: "
            "move it away, or name another folder"
        )


def claim_store(folder: Path) -> None:
    """Make the folder of a store, unless it is there. Raises `NotOurs` where a folder has anything in it that isn't
    marked as ours, whatever its name, and `OSError`.
    """
    _claim(folder, f"the store's folder '{folder.name}'")


def claim_workspace(folder: Path) -> None:
    """Make a folder for what a command keeps only while it runs. Raises as `claim_store` does."""
    _claim(folder, f"'{folder.name}'")


def claim_new_folder(folder: Path) -> None:
    """Make a folder for what a person goes on with; a repository and an environment may be there already. Raises
    `NotOurs`, as a target that doesn't suit, where there is anything else in it, and `OSError`.
    """
    try:
        refuse_foreign(f"'{folder.name}'", (file for file in foreign_files(folder) if file not in _AROUND))
    except NotOurs as taken:
        taken.exitcode = ExitCode.UNSUITABLE
        raise
    folder.mkdir(parents=True, exist_ok=True)


def _claim(folder: Path, what: str) -> None:
    """Make a folder and mark it as ours by a cache directory tag (https://bford.info/cachedir/), which backup programs
    know too. Without a tag it may have nothing in it.
    """
    tag, new = folder / _TAG, folder / f"{_TAG}.new"
    if tag.is_file() and _MADE_BY in tag.read_bytes():
        return
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        refuse_foreign(what, ["."])
    folder.mkdir(parents=True, exist_ok=True)
    refuse_foreign(what, sorted(entry.name for entry in folder.iterdir() if entry != new))
    with naming(folder):
        new.write_bytes(_SIGNATURE + b"\n" + _MADE_BY)
    new.replace(tag)


def nesting_problem(folders: Mapping[str, Path], root: Path) -> str:
    """Return a sentence on which of a site's folders lie in one another, hold the site's root, or lie in what is
    published; nothing where all is well. `folders` are resolved paths by what they are called.
    """
    for name, folder in folders.items():
        if root == folder:
            return f"the {name} folder is the site's own folder, '{root.name}': choose one inside or beside it"
        if root.is_relative_to(folder):
            return f"the {name} folder '{folder.name or folder}' has the whole site in it: choose another one"
        if said := _published_in(folder):
            return f"the {name} folder '{folder.name}' {said}: choose another place"
    for (one, first), (other, second) in combinations(folders.items(), 2):
        if first == second:
            return f"the {one} folder and the {other} folder are the same, '{first.name}': choose two"
        for (inner, inside), (outer, around) in (((one, first), (other, second)), ((other, second), (one, first))):
            if inside.is_relative_to(around):
                return f"the {inner} folder lies inside the {outer} folder, '{around.name}': choose another place"
    return ""


def _published_in(folder: Path) -> str:
    """Return in words which part of a target a folder lies in, if it lies in one that publications change."""
    for around in folder.parents:
        part = folder.relative_to(around).parts[0]
        if part in TARGET_PARTS and (around / TARGET_MARK).is_file():
            return f"lies in '{part}' of the target '{around.name}', which keeps its own things there"
    return ""


def target_problem(target: Path, folders: Mapping[str, Path], root: Path, committed: Callable[[Path], bool]) -> str:
    """Return a sentence on why a folder can't be a target of a site: it lies in one of the site's own, or around one,
    or where what is published would be `committed` with the sources; nothing where all is well. Paths are resolved.
    """
    if wrong := nesting_problem({**folders, "target": target}, root):
        return wrong
    if committed(target):
        said = f"the target '{target.name}' lies in the repository, where git would take what is published for sources"
        line = f"/{target.relative_to(root).as_posix()}/" if target.is_relative_to(root) else f"/{target.name}/"
        return f"{said}: name a folder outside, or write {line} into .gitignore"
    return ""


def _parents(file: str) -> Iterator[str]:
    parts = file.split("/")
    return ("/".join(parts[:number]) for number in range(1, len(parts)))
