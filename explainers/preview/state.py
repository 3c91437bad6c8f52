"""What the preview knows: how the last build went, and when each file of the site last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from explainers import reporting
from explainers.problems import Problem, has_errors

__all__ = ["Draft", "State", "message"]


class Draft(Struct, frozen=True):
    """An explainer that is not published yet: its title and its address, with a leading slash."""

    title: str
    address: str


class State(Struct, frozen=True):
    """How things stood after a build, or in it, when its first file was written. States are numbered on from `first`,
    which no earlier run of the preview reached.

    `problems` are those of the content, `trouble` is a sentence on what else went wrong (settings, theme, disk), or
    empty; with either of them the files are those of the last good build. `changed` has the number of the first
    state after a file was last written or removed, for those that changed since the preview began.
    """

    number: int = 0
    first: int = 0
    problems: tuple[Problem, ...] = ()
    trouble: str = ""
    drafts: tuple[Draft, ...] = ()
    changed: Mapping[str, int] = {}

    @property
    def failed(self) -> bool:
        """Whether the last good version is shown in place of what the files say."""
        return bool(self.trouble) or has_errors(self.problems)

    def has_changed(self, files: Iterable[str], since: int) -> bool:
        """Return whether any of the files changed after a build, or the build was another run's."""
        return since < self.first or any(self.changed.get(file, 0) > since for file in files)


def message(state: State, files: Iterable[str], since: int) -> dict[str, Any]:
    """Return what a page in the browser is told: whether to load itself again, and what is wrong.

    >>> told = message(State(number=3, changed={"index.html": 3}), ["index.html"], 2)
    >>> told["number"], told["reload"], told["trouble"]
    (3, True, '')
    """
    return {
        "number": state.number,
        "reload": state.has_changed(files, since),
        "trouble": state.trouble,
        "drafts": [{"title": draft.title, "address": draft.address} for draft in state.drafts],
        "problems": [
            {"severity": problem.shown_as, "path": problem.path, "words": reporting.as_text(problem)}
            for problem in state.problems
        ],
    }
