"""What a process that builds again and again remembers of its last build, so that it need not be found again.

Nothing here is needed: each part counts only where what it was found from is the same. A process that builds once
remembers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

from explainers.build.bundles import Bundle
from explainers.build.content import Key
from explainers.build.gathered import Gathered
from explainers.build.resting import Resting
from explainers.pages.plan import PlannedPage
from explainers.site.site import Site

__all__ = ["Last", "Remembered", "Standing"]

_T = TypeVar("_T")


class Last(Generic[_T]):
    """The last result of something: found again only where what it comes from (`key`) is another."""

    def __init__(self) -> None:
        self._key: object = None
        self._result: _T | None = None

    def of(self, key: object, find: Callable[[], _T]) -> _T:
        """Return what `find` returns for a key, which may not be `None`."""
        if self._result is None or self._key != key:
            self._key, self._result = key, find()
        return self._result


class Standing(Struct, frozen=True):
    """The pages of the last build: their `keys`, in the order of the plan; the names of those that it made, whose files
    nobody has looked at since (`new`); and which of them rest on which answers, by number.
    """

    keys: Sequence[str]
    new: frozenset[str]
    resting: Resting


class Remembered:
    """`records`: decoded records that every build needs, with the digests of their bytes; `ground`: what checks stand
    on; `joined`: all files by what others call them; `keys`: those of the plan's pages, and `examples`, one
    of them for each template; `gathered`: what was read last.
    Of the last build that ended well, where the store knows of no other one: `site`, what was answered; `bundles`, what
    is kept of the content; `resting`, which answers rest on what; `standing`, its pages.
    """

    def __init__(self) -> None:
        self.records: dict[Key, tuple[str, Any]] = {}
        self.ground: Last[Any] = Last()
        self.joined: Last[Any] = Last()
        self.keys: Last[list[str]] = Last()
        self.examples: Last[dict[str, PlannedPage]] = Last()
        self.gathered: Gathered | None = None
        self.site: Site | None = None
        self.bundles: Mapping[Key, Bundle] | None = None
        self.resting: Resting | None = None
        self.standing: Standing | None = None

    def forget_build(self) -> None:
        """Forget the last build: the store knows of another one."""
        self.site = self.bundles = self.resting = self.standing = None
