"""Edits that mend problems: what a problem's suggestion changes in its file, and whether that is certain.

A suggestion is certain where it only writes in another form what is there already, such as a citation or a link.
Guesses at what somebody may have meant are offered to editors, and never written by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from explainers.positions import Lines
from explainers.problems import START, Problem

__all__ = ["Edit", "apart", "applied", "edit_of", "is_certain", "new_path_of"]


class Edit(Struct, frozen=True, order=True):
    """A text that takes the place of what stands between two offsets in a file's text, in characters."""

    start: int
    end: int
    text: str


_HEADINGS: Final = frozenset(("second-h1", "heading-skipped"))
_OF_FILES: Final = frozenset(("broken-link", "unknown-value"))  # a file's name, a translation without its original
_FILE: Final = re.compile(r"[^/]+\.(?:md|yaml)")
_BRACKET: Final = re.compile(r"[\[\]]")
_HASHES: Final = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")


def edit_of(problem: Problem, lines: Lines) -> Edit | None:
    """Return what a problem's suggestion changes in its file; `None` where that isn't an edit, but, for instance,
    another name for the file.
    """
    suggestion = problem.suggestion
    if suggestion is None:
        return None
    start, end = lines.span(problem.place)
    line = lines.text.rfind("\n", 0, start) + 1
    if problem.code in _HEADINGS:
        return Edit(line, end, suggestion) if _HASHES.fullmatch(lines.text, line, start) else None
    if problem.code == "missing-key":
        return _new_key(lines.text, start, line, suggestion)
    if end == start or suggestion == "---":
        return None
    if problem.code == "bad-citation":
        start, end = _whole_citation(lines.text, start, end, suggestion)
    return Edit(start, end, suggestion)


def new_path_of(problem: Problem) -> str | None:
    """Return where a file is to lie that a problem says has the wrong name; `None` where it says no such thing.

    >>> new_path_of(Problem("content/pages/About us.md", START, "unknown-value", "", "about-us.md"))
    'content/pages/about-us.md'
    """
    name = problem.suggestion or ""
    if problem.place != START or problem.code not in _OF_FILES or not _FILE.fullmatch(name):
        return None
    return f"{problem.path.rpartition('/')[0]}/{name}"


def _whole_citation(text: str, start: int, end: int, suggestion: str) -> tuple[int, int]:
    """Return where a whole citation stands, with its brackets, or its quotation marks in YAML, where a suggestion for
    it has them and the place of what is wrong in it doesn't.
    """
    if suggestion.startswith("[") and text[start] != "[" and not text.startswith("(@", start):
        first, last = text.rfind("[", 0, start), text.find("]", end - 1)
        within = first >= 0 and last >= 0 and not _BRACKET.search(text, first + 1, last)
        return (first, last + 1) if within else (start, end)
    if suggestion.startswith('"') and text[start - 1 : start] == text[end : end + 1] == '"':
        return start - 1, end + 1
    return start, end


def _new_key(text: str, start: int, line: int, key: str) -> Edit | None:
    """Return the edit that begins a mapping with another key; `None` where the mapping stands in braces."""
    if text[start : start + 1] == "{":
        return None
    before = text[line:start]
    if before.strip(" -"):
        return None
    return Edit(start, start, f"{key} \n{' ' * len(before)}")


_Sure = Callable[[str, str], bool]


def _always(typed: str, suggestion: str) -> bool:  # noqa: ARG001 - as the others
    return True


def _same_word(typed: str, suggestion: str) -> bool:
    return typed.casefold() == suggestion.casefold()


def _same_address(typed: str, suggestion: str) -> bool:
    return suggestion.endswith(typed)


def _in_brackets(typed: str, suggestion: str) -> bool:
    return suggestion == f"[{typed}]"


_CERTAIN: Final[Mapping[str, _Sure]] = {
    "bad-citation": _always,
    "heading-skipped": _always,
    "second-h1": _always,
    "unknown-country": _same_word,
    "unsafe-link": _same_address,
    "wrong-type": _in_brackets,
}


def is_certain(problem: Problem, lines: Lines) -> bool:
    """Return whether a problem's suggestion says in another form what is there already."""
    sure = _CERTAIN.get(problem.code)
    edit = edit_of(problem, lines)
    return bool(sure and edit and sure(lines.text[edit.start : edit.end], edit.text))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made, as far as they are `apart`.

    >>> applied("one two", [Edit(0, 3, "1"), Edit(2, 5, "x"), Edit(4, 7, "2")])
    '1 2'
    """
    pieces, place = [], 0
    for edit in apart(edits):
        pieces += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*pieces, text[place:]])


def apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits in the order of their places; of those that overlap, the first alone."""
    end = -1
    for edit in sorted(edits):
        if edit.start >= end:
            yield edit
            end = max(edit.end, edit.start)
