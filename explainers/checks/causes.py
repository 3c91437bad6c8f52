"""Problems that only follow from others: they go when those are mended, so they aren't told beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explainers.content_kinds import file_of_kind, inner_path
from explainers.problems import Place, Problem
from explainers.reading.documents import UNREAD

__all__ = ["without_consequences"]

_OF_NAMES: Final = frozenset(("attribution-missing", "country-not-in-source", "name-not-in-source", "speaker-missing"))
_CAUSES: Final = UNREAD | {"bad-citation"}


def without_consequences(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without those that rest on `names.yaml` where that can't be read as it is meant: each name would
    be an unknown one; and without what has no citation because something in it, its citation, a list or a tag of HTML,
    can't be read.

    What else follows from Markdown or HTML that isn't read, from a source that can't be read, from an original that has
    changed, or in a translation from a citation that can't be read there or in the original, no rule finds.
    """
    told = tuple(problems)
    uncited = _uncited_because_unread(told)
    found = tuple(one for one in told if one not in uncited)
    if any(problem.severity == "error" and inner_path(problem.path) == file_of_kind("names") for problem in found):
        return tuple(problem for problem in found if problem.code not in _OF_NAMES)
    return found


def _uncited_because_unread(problems: Iterable[Problem]) -> set[Problem]:
    """Return the problems of what has no citation, in which something can't be read."""
    causes: dict[str, list[Place]] = {}
    uncited = []
    for problem in problems:
        if problem.code in _CAUSES:
            causes.setdefault(problem.path, []).append(problem.place)
        elif problem.code == "uncited":
            uncited.append(problem)
    return {one for one in uncited if any(one.place.holds(place) for place in causes.get(one.path, ()))}
