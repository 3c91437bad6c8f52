"""What is certain of all suggestions of a site, written: only where the problem is gone then and no other has come.

Nothing here writes: it is found out in memory, with the new texts laid over the files.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from explainers.build.live_site import LiveSite
from explainers.editing.fixes import applied, edit_of, is_certain
from explainers.positions import Lines
from explainers.problems import Problem

__all__ = ["FixedFile", "diff", "fixed_files"]

_ROUNDS: Final = 5  # what is mended may show the next thing that is wrong
_BOM: Final = "\ufeff"
_Told = Counter[tuple[str, str, str]]


class FixedFile(Struct, frozen=True):
    """A file that can be mended: its path as problems show it, its text, the new one, how many problems that mends."""

    path: str
    before: str
    after: str
    mended: int


def fixed_files(site: LiveSite) -> tuple[FixedFile, ...]:
    """Return the files of a site that its certain suggestions mend. Raises `OSError`."""
    reading = site.read({})
    first = told = _told(reading.content.problems)
    wrong = {one.path for one in reading.content.problems if one.suggestion} & reading.paths
    saved = {path: _text(reading.document(path).data) for path in sorted(wrong)}
    texts = dict(saved)
    for _ in range(_ROUNDS):
        changed = False
        for path, ways in _tried(reading.content.problems, texts).items():
            for text in ways:
                after = _told(site.read(_bytes({**texts, path: text}, saved)).content.problems)
                if told - after and not after - told:
                    texts[path], told, changed = text, after, True
                    break
        reading = site.read(_bytes(texts, saved))
        if not changed:
            break
    gone = first - told
    return tuple(
        FixedFile(path, saved[path], text, sum(count for key, count in gone.items() if key[0] == path))
        for path, text in texts.items()
        if text != saved[path]
    )


def _told(problems: Iterable[Problem]) -> _Told:
    return Counter((one.path, one.code, one.message) for one in problems)


def _bytes(texts: Mapping[str, str], saved: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode("utf-8") for path, text in texts.items() if text != saved[path]}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")  # what isn't UTF-8 has no suggestion that is certain


def _tried(problems: Iterable[Problem], texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the new texts that files may have: with all that is certain, or else with one thing after the other."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.path in texts and problem.suggestion is not None:
            by_path.setdefault(problem.path, []).append(problem)
    found: dict[str, list[str]] = {}
    for path, its in by_path.items():
        mark = _BOM if texts[path].startswith(_BOM) else ""
        lines = Lines(texts[path].removeprefix(_BOM))
        edits = [edit for one in its if is_certain(one, lines) and (edit := edit_of(one, lines))]
        if edits:
            ways = [edits, *([edit] for edit in edits if len(edits) > 1)]
            found[path] = [mark + applied(lines.text, way) for way in ways]
    return found


def diff(path: str, before: str, after: str) -> str:
    """Return what changes in a file, as a unified diff."""
    was, now = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(was, now, f"a/{path}", f"b/{path}", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
