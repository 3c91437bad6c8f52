"""What isn't published stops nothing: how its problems are told, and which files that is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from explainers.build.bundles import Bundle
from explainers.build.content import Key
from explainers.content_kinds import inner_path
from explainers.problems import Problem

__all__ = ["Unpublished", "attached_paths", "draft_translations", "reported"]

Unpublished = dict[Key, frozenset[str]]
"""The paths of the files that aren't published, by what they belong to: of a page all, or single translations."""


def draft_translations(bundle: Bundle) -> frozenset[str]:
    """Return the paths of the translations that say themselves that they are drafts."""
    return frozenset(one.path for one in bundle.files if one.outline.status == "draft" and not one.outline.original)


def reported(
    bundles: Mapping[Key, Bundle],
    unpublished: Unpublished,
    problems: Iterable[Problem],
    unreadable: Sequence[Problem],
) -> Iterator[Problem]:
    """Yield problems as they are reported: those of files that aren't published as a draft's; then those of files
    that pages show or offer.
    """
    drafts = frozenset().union(*unpublished.values())
    for problem in problems:
        yield replace(problem, draft=True) if problem.path in drafts else problem
    if unreadable:
        published = (one for one in bundles.values() if not drafts.issuperset(file.path for file in one.files))
        shown = {path.casefold() for bundle in published for path in bundle.attached}
        for problem in unreadable:
            yield problem if attached_paths([problem]) & shown else replace(problem, draft=True)


def attached_paths(problems: Iterable[Problem]) -> set[str]:
    """Return the pictures and other files that problems are about, as pages may call them."""
    return {inner_path(problem.path).casefold() for problem in problems}
