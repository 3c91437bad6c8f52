"""What lies in a built site's folder: every file with digest and size, and whatever has no business there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.ownership import LIST_NAME
from explainers.problems import Place, Problem, Severity
from explainers.publishing.manifest import Scanned
from explainers.publishing.targets.disk import scanned_file, walk

__all__ = ["Scan", "problem_at", "scan"]


class Scan(Struct, frozen=True):
    """A folder as it was found: its plain files by path, sorted, and a problem for everything else."""

    files: dict[str, Scanned]
    problems: tuple[Problem, ...]


def problem_at(
    path: str, code: str, message: str, line: int = 1, suggestion: str | None = None, severity: Severity = "error"
) -> Problem:
    """Return the problem of a built file, at a line of it."""
    return Problem(_printable(path), Place(line, 1, line, 1), code, _printable(message), suggestion, severity)


def scan(root: Path) -> Scan:
    """Read every file below a folder. Raises `OSError` where the folder itself can't be read."""
    files: dict[str, Scanned] = {}
    problems: list[Problem] = []
    for path, entry in walk(root):
        if path == LIST_NAME:
            continue
        if reason := _unfit(entry):
            problems.append(problem_at(path, "not-a-file", reason))
            continue
        if not _is_utf8(path):  # no manifest could hold it
            problems.append(problem_at(path, "unfit-name", "this name is not in UTF-8"))
            continue
        try:
            files[path] = scanned_file(f"{root}/{path}")
        except PermissionError:
            problems.append(problem_at(path, "not-a-file", "this file can't be read"))
    return Scan(dict(sorted(files.items())), tuple(sorted(problems)))


def _unfit(entry: os.DirEntry[str]) -> str | None:
    if entry.is_symlink():
        return "a link can't be published, only files can"
    return None if entry.is_file(follow_symlinks=False) else "a device or pipe can't be published"


def _is_utf8(path: str) -> bool:
    try:
        return bool(path.encode())
    except UnicodeEncodeError:
        return False


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode().translate(_VISIBLE)


_VISIBLE: Final = {code: f"\\x{code:02x}" for code in (*range(32), 127)}
