"""Problems that only follow from others: they go when those are mended, so they aren't told beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explainers.content_kinds import file_of_kind, inner_path
from explainers.problems import Problem

__all__ = ["without_consequences"]

_OF_NAMES: Final = frozenset(("attribution-missing", "country-not-in-source", "name-not-in-source", "speaker-missing"))


def without_consequences(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without those that rest on `names.yaml` where that can't be read as it is meant: each name would
    be an unknown one; and without those that say what a claim lacks whose Markdown isn't read as it is meant.

    What follows from a source that can't be read, or from an original that has changed, no rule finds.
    """
    told = tuple(problems)
    unread = {_start(problem) for problem in told if problem.code == "unread-markdown"}
    found = tuple(one for one in told if one.code not in _OF_NAMES or _start(one) not in unread)
    if any(problem.severity == "error" and inner_path(problem.path) == file_of_kind("names") for problem in found):
        return tuple(problem for problem in found if problem.code not in _OF_NAMES)
    return found


def _start(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.place.line, problem.place.column
