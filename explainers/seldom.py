"""Patterns for what most texts don't have, compiled where one of them is first asked for."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any, cast

__all__ = ["seldom"]


@lru_cache(maxsize=512)
def seldom(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what is used as ``re.compile(pattern, flags)`` is, the same for the same pattern. To compile what a usual
    page asks nothing of takes a twenty-fifth of an edit in a new process. An error in one shows where it is first used.
    """
    return cast("re.Pattern[str]", _Seldom(pattern, flags))


class _Seldom:
    def __init__(self, pattern: str, flags: int) -> None:
        self._text, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # the next time it is found at once
        return found
