"""What finishing keeps between builds: groups of files, each made again only when what it is made from has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from explainers.build.output import Output
from explainers.build.store import KeptFile, KeptPage, Store
from explainers.digest import digest_of_bytes
from explainers.pages.plan import PlannedPage
from explainers.pages.templates import Theme
from explainers.site.site import Site

__all__ = ["BuiltPages", "Keeper"]


class BuiltPages(NamedTuple):
    """A site whose pages are built: what is known, its theme, the plan, the output folder, the files that the build
    wrote.
    """

    site: Site
    theme: Theme
    plan: tuple[PlannedPage, ...]
    output: Output
    files: tuple[KeptFile, ...]

    def bytes_of(self, file: str, digest: str) -> bytes:
        """Return the bytes of a file in the output. Raises `OSError`, also where they haven't the digest of those that
        the build or finishing wrote.
        """
        data = self.output.path_of(file).read_bytes()
        if digest_of_bytes(data) != digest:
            raise OSError(f"'{file}' was changed by something else while the site was finished")
        return data


class Keeper:
    """The groups of files of one site that finishing owns, while it runs.

    A group has a name, and a key: a digest of all that its files are made from. `made` counts the groups that had to be
    made.
    """

    def __init__(self, output: Output, store: Store, *, full: bool = False) -> None:
        self.made = 0
        self._output, self._store = output, store.beside("finished")
        self._owned = self._store.pages()
        self._kept = {} if full else self._owned
        self._changed: dict[str, KeptPage] = {}
        self._asked: dict[str, KeptPage] = {}

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """The files of all groups that were asked for so far."""
        return tuple(one for row in self._asked.values() for one in row.files)

    def is_current(self, name: str, key: str) -> bool:
        """Whether a group is there as it should be; it counts as asked for then."""
        kept = self._kept.get(name)
        row = self._output.current(kept) if kept and kept.key == key else None
        if row is None:
            return False
        self._asked[name] = row
        if row is not kept:
            self._changed[name] = row
        return True

    def put(self, name: str, key: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write a group's files (address and bytes)."""
        written = tuple(self._output.put(file, data) for file, data in files)
        self._asked[name] = self._changed[name] = KeptPage(key, "", (), written)
        self.made += 1

    def have(self, name: str, key: str, make: Callable[[], Iterable[tuple[str, bytes]]]) -> None:
        """Have a group's files in the output; they are made where they are not there or not current."""
        if not self.is_current(name, key):
            self.put(name, key, make())

    def remembered(self, name: str, key: str, find: Callable[[], str]) -> str:
        """Return a value that was found for a key in an earlier build, or else find it; it is kept like a group."""
        row = self._kept.get(name)
        if row is None or row.key != key:
            row = self._changed[name] = KeptPage(key, find(), (), ())
        self._asked[name] = row
        return row.view

    def close(self) -> None:
        """Remove the files of groups that nobody asked for, and keep the rows of the others."""
        files = {one.file for one in self.files}
        for row in self._owned.values():
            for one in row.files:
                if one.file not in files:
                    self._output.remove(one.file)
        self._store.replace(self._changed, (name for name in self._owned if name not in self._asked))
