"""Stores of objects in memory that count what is written to them, and stop where a process is killed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

import pytest

from explainers.publishing.deploy import Outcome, PublishOptions, deploy
from explainers.publishing.targets.objects import Objects
from explainers.publishing.targets.store import Found, Store
from tests.publishing.synthetic import World, site_files, write_site

__all__ = ["A", "B", "C", "Counting", "ObjectsDesk", "Stop", "obstore", "out_of_time"]

obstore = pytest.importorskip("obstore", reason="obstore is not installed")
AnyObjects = TypeVar("AnyObjects", bound=Objects)
A, B, C = "a" * 40, "b" * 40, "c" * 40


class Stop(BaseException):
    """What a kill is to a store: nothing more is asked of it."""


class Counting(Store):
    """A store that counts what is written, and stops at one write."""

    def __init__(self, inner: object, fatal: int = 0) -> None:
        super().__init__(inner)  # type: ignore[arg-type]
        self.fatal, self.writes, self.requests = fatal, list[str](), 0

    def _write(self, key: str) -> None:
        self.requests += 1
        self.writes.append(key)
        if self.fatal and len(self.writes) >= self.fatal:
            raise Stop

    def read(self, key: str) -> bytes:
        self.requests += 1
        return super().read(key)

    def found(self, prefix: str = "", tell: Callable[[dict[str, Found]], object] = len) -> dict[str, Found]:
        self.requests += 1
        return super().found(prefix, tell)

    def put(self, key: str, data: bytes, headers: Mapping[str, str]) -> str:
        self._write(key)
        return super().put(key, data, headers)

    def create(self, key: str, data: bytes) -> bool:
        self._write(key)
        return super().create(key, data)

    def copy(self, key: str, goal: str) -> None:
        self._write(goal)
        super().copy(key, goal)

    def remove(self, keys: object) -> None:
        listed = list(keys)  # type: ignore[call-overload]
        if listed:
            self._write(f"-{len(listed)}")
        super().remove(listed)


class ObjectsDesk(Generic[AnyObjects]):
    """A desk that publishes into a store, through targets of one kind."""

    def __init__(self, place: Path, kind: Callable[..., AnyObjects]) -> None:
        self.place, self.kind, self.world = place, kind, World()
        self.inner = obstore.store.MemoryStore()
        self.store = Counting(self.inner)

    def target(self, fatal: int = 0, **of: object) -> AnyObjects:
        """Return the target as a new process sees it, which is killed at a write."""
        self.store = Counting(self.inner, fatal)
        return self.kind(self.store, "desk-1", **of)

    def deploy(self, name: str, commit: str, target: AnyObjects | None = None, **of: object) -> Outcome:
        """Publish a site that is built at a commit."""
        site = write_site(self.place / name, site_files(**of), commit)  # type: ignore[arg-type]
        return deploy(target or self.target(), site, PublishOptions(allow_older=True), self.world.around())

    def shown(self) -> dict[str, bytes]:
        """Return what readers see: all objects that aren't our own."""
        store = Store(self.inner)
        return {key: store.read(key) for key in store.found() if not key.startswith("_publish/")}


def out_of_time(target: AnyObjects) -> AnyObjects:
    """Return a target for which leases are over as soon as nobody beats."""
    target.lease._is_alive = lambda found, last: False  # type: ignore[method-assign]
    return target
