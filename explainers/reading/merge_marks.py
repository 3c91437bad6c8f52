"""The lines by which git marks two versions of a text in a file, where a merge could not choose between them."""

from __future__ import annotations

import re
from typing import Final

from explainers.problems import Problem
from explainers.reading.text import FileText

__all__ = ["merge_conflict"]

_MARK: Final = re.compile(r"^(?:<<<<<<<|=======|>>>>>>>)(?: .*)?$", re.MULTILINE)
_ORDER: Final = "<=>"
_MESSAGE: Final = (
    "two versions of this file were merged, and git could not choose between them: keep the words that are right, "
    "and take out the lines with <<<<<<<, ======= and >>>>>>>"
)


def merge_conflict(file: FileText) -> Problem | None:
    """Return a problem at the first place where two versions of a file stand one below the other, if there is one.

    The three marks are those that git writes (git-merge, "How conflicts are presented"), in this order.
    """
    if "<<<<<<<" not in file.text:
        return None
    seen = 0
    start = end = 0
    for mark in _MARK.finditer(file.text):
        if mark[0][0] == "<":
            seen, start, end = 1, mark.start(), mark.end()
        elif seen and mark[0][0] == _ORDER[seen]:
            seen += 1
        if seen == len(_ORDER):
            return file.problem("merge-conflict", (start, end), _MESSAGE)
    return None
