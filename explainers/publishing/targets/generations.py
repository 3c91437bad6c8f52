"""The releases that were live in an object store, numbered: each is an object that nobody else could create, and the
highest number is the newest.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Final

import msgspec
from msgspec import Struct

from explainers.publishing.history import LogLine
from explainers.publishing.manifest import Manifest, NotReadable, manifest_of
from explainers.publishing.targets.listing import Listing
from explainers.publishing.targets.protocol import OWN_FOLDER
from explainers.publishing.targets.store import Store

__all__ = ["GENERATIONS", "Generation", "Generations"]

GENERATIONS: Final = f"{OWN_FOLDER}gen"


class Generation(Struct, frozen=True):
    """A release that was live, with the store's tag of each object as it was then. `log` has a line for each change
    until then, and `earlier` the release of each generation there was.
    """

    manifest: Manifest
    tags: dict[str, str]
    log: tuple[LogLine, ...] = ()
    earlier: dict[str, str] = {}


class Generations:
    """The generations of a store."""

    def __init__(self, store: Store, listing: Listing) -> None:
        self._store, self._listing = store, listing
        self._kept: dict[int, Generation] = {}

    def numbers(self) -> list[int]:
        """Return their numbers, sorted."""
        keys = (key for key in self._listing.own if key.startswith(f"{GENERATIONS}/"))
        names = (key.rpartition("/")[2].partition(".")[0] for key in keys)
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
        for number, name in reversed(self._releases().items()):
            if name == release:
                return self._at(number)
        raise FileNotFoundError(release)

    def releases(self) -> frozenset[str]:
        """Return the ids of the releases that there are generations of; raises `NotReadable`."""
        return frozenset(self._releases().values())

    def all(self) -> list[Generation]:
        """Return all of them, oldest first; raises `NotReadable`."""
        return [self._at(number) for number in self.numbers()]

    def add(self, manifest: Manifest, tags: Mapping[str, str], log: tuple[LogLine, ...]) -> bool:
        """Make the next one; return whether nobody was faster. Where an answer was lost, it was made all the same."""
        number = self.next_number()
        earlier = {str(each): release for each, release in self._releases().items()}
        made = Generation(manifest, dict(tags), log, earlier)
        data = gzip.compress(msgspec.json.encode(made, order="sorted"), 6, mtime=0)
        if not self._is_made(self._key(number), data):
            return False
        self._kept[number] = made
        self._listing.add(self._key(number))
        return True

    def remove(self, releases: Collection[str]) -> None:
        """Remove those of releases."""
        old = [self._key(number) for number, name in self._releases().items() if name in releases]
        self._store.remove(old)
        self._listing.drop(old)

    def _releases(self) -> dict[int, str]:
        """Return the release of each one, oldest first, by what the newest one knows of the others."""
        newest = self.newest()
        known = newest.earlier if newest else {}
        numbers = self.numbers()
        return {number: known.get(str(number)) or self._at(number).manifest.id for number in numbers}

    def _is_made(self, key: str, data: bytes) -> bool:
        try:
            if self._store.create(key, data):
                return True
        except OSError:
            with suppress(OSError):
                if self._store.read(key) == data:
                    return True
            raise
        return self._store.read(key) == data

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
