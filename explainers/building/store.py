"""What the last build knew, kept in one SQLite file: the key, the reads and the files of each page.

The store only ever saves work: lost, damaged or from another version, it counts as empty. It holds nothing that
could run: a cache may have been written by others. One transaction a build, begun at once, so that a second build
waits for the first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

__all__ = ["KeptFile", "KeptPage", "Store", "opened_store"]

_WAIT: Final = 3600.0  # seconds that a build waits for another one on the same store
_SCHEMA: Final = """
    create table if not exists page (
        site text not null, file text not null, row blob not null, primary key (site, file)
    ) without rowid
"""


class KeptFile(Struct, frozen=True):
    """A file that was written: its path relative to the output folder, the digest of its bytes, size in bytes,
    and modification time in nanoseconds.
    """

    file: str
    digest: str
    size: int
    mtime: int


class KeptPage(Struct, frozen=True):
    """A page as it was made: its key, the digest of its view, the facts that it read, its files."""

    key: str
    view: str
    reads: tuple[str, ...]
    files: tuple[KeptFile, ...]


class Store:
    """The rows of one site (an output folder) in an open store."""

    def __init__(self, connection: sqlite3.Connection, site: str) -> None:
        self._connection = connection
        self._site = site

    def beside(self, name: str) -> Store:
        """Return the rows that something else than the pages keeps of the same site, by its name."""
        return Store(self._connection, f"{self._site}#{name}")

    def pages(self) -> dict[str, KeptPage]:
        """Return the kept pages by their file; rows that make no sense are left out."""
        kept = {}
        for file, row in self._connection.execute("select file, row from page where site = ?", (self._site,)):
            try:
                kept[str(file)] = msgspec.msgpack.decode(row, type=KeptPage)
            except msgspec.MsgspecError:
                continue
        return kept

    def replace(self, changed: Mapping[str, KeptPage], removed: Iterator[str]) -> None:
        """Keep pages by their file, and forget others."""
        self._connection.executemany(
            "delete from page where site = ? and file = ?", ((self._site, file) for file in removed)
        )
        rows = ((self._site, file, msgspec.msgpack.encode(page)) for file, page in changed.items())
        self._connection.executemany("insert or replace into page values (?, ?, ?)", rows)


@contextmanager
def opened_store(path: Path, site: str) -> Iterator[Store]:
    """Open a store for one build of a site and keep what is said in it when the build ends well; wait while
    another build has it. Raises `OSError` where the folder can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connected(path)
    try:
        yield Store(connection, site)
        connection.commit()
    finally:
        connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    """Return a connection in its transaction; a store that is no store of ours is begun anew."""
    for last in (False, True):
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("begin immediate")
            connection.execute(_SCHEMA)
            connection.execute("select count(*) from page where typeof(row) = 'blob'").fetchone()
        except sqlite3.DatabaseError as failed:
            connection.close()
            # A generic error is a table of another shape, as wrong as a damaged file; others are the disk's.
            of_disk = isinstance(failed, sqlite3.OperationalError) and failed.sqlite_errorcode != sqlite3.SQLITE_ERROR
            if last or of_disk:
                raise OSError(f"the store can't be used: {failed}") from failed
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        else:
            return connection
    raise AssertionError("unreachable")
