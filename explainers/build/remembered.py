"""What a process that builds again and again remembers of its last build, so that it need not be found again.

Nothing here is needed: each part counts only where what it was found from is the same. A process that builds once
remembers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from explainers.build.bundles import Bundle
from explainers.build.content import Key
from explainers.build.gathered import Gathered
from explainers.site.site import Site

__all__ = ["Last", "Remembered"]

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


class Remembered:
    """`records`: decoded records that every build needs, with the digests of their bytes; `ground`: what checks stand
    on; `joined`: all files by what others call them; `keys`: those of the plan's pages; `gathered`: what was read last.
    `site` and `bundles`: what was answered in the last build that ended well, and what it has kept of the content;
    `None` where the store knows of another one.
    """

    def __init__(self) -> None:
        self.records: dict[Key, tuple[str, Any]] = {}
        self.ground: Last[Any] = Last()
        self.joined: Last[Any] = Last()
        self.keys: Last[list[str]] = Last()
        self.gathered: Gathered | None = None
        self.site: Site | None = None
        self.bundles: Mapping[Key, Bundle] | None = None
