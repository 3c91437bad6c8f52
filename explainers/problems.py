"""A problem is a value: where it is, what it is, what to do about it.

Nothing here knows a rule; `explainers.checks` and `explainers.reading` make problems, `explainers.reporting`
prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

__all__ = [
    "START", "Lines", "Place", "Problem", "Severity", "Shown", "Unchecked", "all_counting", "file_order", "has_errors",
    "in_order",
]  # fmt: skip

Severity = Literal["error", "warning"]
Shown = Literal["error", "warning", "draft"]


class Place(Struct, frozen=True, order=True):
    """A stretch of a file: lines and columns from 1, columns in Unicode characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def holds(self, other: Place) -> bool:
        """Return whether another stretch of the file begins in this one, or right behind it."""
        start, end = (self.line, self.column), (self.end_line, self.end_column)
        return start <= (other.line, other.column) <= end


START: Final = Place(1, 1, 1, 1)
"""The beginning of a file, where nothing in it is a better place."""


class Problem(Struct, frozen=True, order=True):
    """Something wrong in a file, complete when made.

    Fields: `path`, relative to the site's root, with `/`; `place`; `code`, a stable name from the list of
    codes; `message`, a plain sentence without a full stop; `suggestion`, what to write instead, or `None`;
    `severity`; `excerpt`, the line of the file that it starts in; `draft`: the file is not published, so that this
    forbids nothing.
    """

    path: str
    place: Place
    code: str
    message: str
    suggestion: str | None = None
    severity: Severity = "error"
    excerpt: str = ""
    draft: bool = False

    @property
    def shown_as(self) -> Shown:
        """How it is told: only an error forbids to publish."""
        return "draft" if self.draft else self.severity


class Lines(Struct, frozen=True, order=True):
    """Lines of a file, by number: `path` as a problem has it."""

    path: str
    numbers: tuple[int, ...]


class Unchecked(Struct, frozen=True, order=True):
    """Something that could not be checked, and why, as plain words; and where that is, if it is in some lines only. It
    is told, never taken for passed.
    """

    what: str
    why: str
    where: tuple[Lines, ...] = ()


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether any of the problems forbids to publish."""
    return any(problem.shown_as == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems as they are told: by file and place, an original before its translations, those of drafts below
    the others.

    >>> [one.path for one in in_order(Problem(path, START, "", "") for path in ("a.fr.md", "a.md"))]
    ['a.md', 'a.fr.md']
    """
    return tuple(sorted(problems, key=lambda problem: (problem.draft, file_order(problem.path), problem)))


def file_order(path: str) -> tuple[str, str]:
    """Return what to sort the paths of files by: an original stands before its translations."""
    folder, _, name = path.rpartition("/")
    stem, _, rest = name.partition(".")
    return f"{folder}/{stem}", rest.rpartition(".")[0]


def all_counting(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with those of drafts as if they were published."""
    return in_order(replace(problem, draft=False) for problem in problems)
