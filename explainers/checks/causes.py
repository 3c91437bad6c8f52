"""Problems that only follow from others: they go when those are mended, so they aren't told beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explainers.content_kinds import file_of_kind, inner_path
from explainers.problems import Place, Problem

__all__ = ["without_consequences"]

_OF_NAMES: Final = frozenset(("attribution-missing", "country-not-in-source", "name-not-in-source", "speaker-missing"))
_OF_WORDS: Final = _OF_NAMES | {"figure-not-in-source", "uncited", "unsealed-quotation"}
_UNREAD: Final = frozenset(("raw-html", "unread-markdown"))


def without_consequences(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without those that rest on `names.yaml` where that can't be read as it is meant: each name would
    be an unknown one; without those that say what a block lacks that begins with Markdown or HTML that isn't read as it
    is meant; and without what has no citation because the one that it has can't be read.

    What follows from a source that can't be read, from an original that has changed, or in a translation from a
    citation that can't be read there or in the original, no rule finds.
    """
    told = tuple(problems)
    unread = {_start(problem) for problem in told if problem.code in _UNREAD}
    uncited = _uncited_because_unread(told)
    found = tuple(
        one for one in told if one not in uncited and (one.code not in _OF_WORDS or _start(one) not in unread)
    )
    if any(problem.severity == "error" and inner_path(problem.path) == file_of_kind("names") for problem in found):
        return tuple(problem for problem in found if problem.code not in _OF_NAMES)
    return found


def _start(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.place.line, problem.place.column


def _uncited_because_unread(problems: Iterable[Problem]) -> set[Problem]:
    """Return the problems of what has no citation but one that can't be read."""
    citations: dict[str, list[Place]] = {}
    uncited = []
    for problem in problems:
        if problem.code == "bad-citation":
            citations.setdefault(problem.path, []).append(problem.place)
        elif problem.code == "uncited":
            uncited.append(problem)
    return {one for one in uncited if any(one.place.holds(place) for place in citations.get(one.path, ()))}
