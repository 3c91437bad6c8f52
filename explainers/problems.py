"""A problem is a value: where it is, what it is, what to do about it.

Nothing here knows a rule; `explainers.checks` and `explainers.reading` make problems, `explainers.reporting`
prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

__all__ = ["Place", "Problem", "Severity", "Unchecked", "has_errors", "in_order"]

Severity = Literal["error", "warning"]


class Place(Struct, frozen=True, order=True):
    """A stretch of a file: lines and columns from 1, columns in Unicode characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


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
    def is_error(self) -> bool:
        """Whether it forbids to publish."""
        return self.severity == "error" and not self.draft


class Unchecked(Struct, frozen=True, order=True):
    """Something that could not be checked, and why, as plain words. It is told, never taken for passed."""

    what: str
    why: str


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether any of the problems forbids to publish."""
    return any(problem.is_error for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems as they are told: by file and place, those of drafts below the others."""
    return tuple(sorted(problems, key=lambda problem: (problem.draft, problem)))
