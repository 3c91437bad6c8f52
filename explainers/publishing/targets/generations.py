"""The releases that were live in an object store, numbered: each is an object that nobody else could create, and the
highest number is the newest.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection
from typing import Final

import msgspec
from msgspec import Struct

from explainers.publishing.manifest import Manifest, NotReadable, manifest_of
from explainers.publishing.targets.protocol import OWN_FOLDER
from explainers.publishing.targets.store import Store

__all__ = ["GENERATIONS", "Generation", "Generations"]

GENERATIONS: Final = f"{OWN_FOLDER}gen"


class Generation(Struct, frozen=True):
    """A release that was live, with the store's tag of each object as it was then."""

    manifest: Manifest
    tags: dict[str, str]


class Generations:
    """The generations of a store. While they are `held`, nobody else can make one, and they are listed once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[int, Generation] = {}
        self._listed: list[int] | None = None

    def hold(self) -> None:
        """List them, and count on nobody to make others from now on."""
        self._kept.clear()
        self._listed = None
        self._listed = self.numbers()

    def let_go(self) -> None:
        """Count on others again."""
        self._listed = None

    def numbers(self) -> list[int]:
        """Return their numbers, sorted."""
        if self._listed is not None:
            return self._listed
        names = (key.rpartition("/")[2].partition(".")[0] for key in self._store.found(GENERATIONS))
        return sorted(int(name) for name in names if name.isdecimal())

    def next_number(self) -> int:
        """Return the number of the one that would be made next."""
        return max(self.numbers(), default=0) + 1

    def newest(self) -> Generation | None:
        """Return the newest one, if there is one; raises `NotReadable`."""
        numbers = self.numbers()
        return self._at(numbers[-1]) if numbers else None

    def of(self, release: str) -> Generation:
        """Return the newest one of a release; raises `NotReadable`, `FileNotFoundError`."""
        for number in reversed(self.numbers()):
            if (found := self._at(number)).manifest.id == release:
                return found
        raise FileNotFoundError(release)

    def all(self) -> list[Generation]:
        """Return all of them, oldest first; raises `NotReadable`."""
        return [self._at(number) for number in self.numbers()]

    def add(self, made: Generation) -> bool:
        """Make the next one; return whether nobody was faster. Where an answer was lost, it was made all the same."""
        number = self.next_number()
        data = gzip.compress(msgspec.json.encode(made, order="sorted"), 6, mtime=0)
        if not self._store.create(self._key(number), data) and self._store.read(self._key(number)) != data:
            return False
        self._kept[number] = made
        if self._listed is not None:
            self._listed = [*self._listed, number]
        return True

    def remove(self, releases: Collection[str]) -> None:
        """Remove those of releases."""
        numbers = self.numbers()
        old = [number for number in numbers if self._at(number).manifest.id in releases]
        self._store.remove(self._key(number) for number in old)
        if self._listed is not None:
            self._listed = [number for number in numbers if number not in old]

    def _key(self, number: int) -> str:
        return f"{GENERATIONS}/{number:08}.json.gz"

    def _at(self, number: int) -> Generation:
        if number not in self._kept:
            try:
                data = gzip.decompress(self._store.read(self._key(number)))
                found = msgspec.json.decode(data, type=Generation)
                manifest_of(msgspec.json.encode(found.manifest))
            except (msgspec.MsgspecError, EOFError, gzip.BadGzipFile) as error:
                raise NotReadable(f"generation {number} is damaged") from error
            self._kept[number] = found
        return self._kept[number]
