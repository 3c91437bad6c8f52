"""What the last build knew, kept in one SQLite file: what was read, the answers that pages rest on, their files.

The store only ever saves work: lost, damaged or from another version, it counts as empty. What it holds ends with a
checksum, since a disk may return zeros, or other bytes than it was given; SQLite itself sees only what breaks its own
order. It holds nothing that could run: a cache may have been written by others. One transaction a build, begun at once,
so that a second build waits for the first.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import starmap
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from explainers.build.rows import Rows, checked, decoded, encoded, is_whole, single

__all__ = [
    "DamagedStore", "KeptAnswer", "KeptFile", "KeptPage", "Store", "opened_store", "readable_store", "with_store",
]  # fmt: skip

_T = TypeVar("_T")
_WAIT: Final = 3600.0  # seconds that a build waits for another one on the same store
_SCHEMA: Final = """
    create table if not exists page (
        site text not null, file text not null, row blob not null, primary key (site, file)
    ) without rowid;
    create table if not exists bundle (
        site text not null, kind text not null, slug text not null, row blob not null, primary key (site, kind, slug)
    ) without rowid;
    create table if not exists record (
        site text not null, kind text not null, slug text not null, data blob not null, primary key (site, kind, slug)
    );
    create table if not exists answers (
        site text not null, kind text not null, data blob not null, primary key (site, kind)
    );
    create table if not exists note (
        site text not null, name text not null, data blob not null, primary key (site, name)
    ) without rowid;
    create table if not exists part (
        site text not null, kind text not null, name text not null, data blob not null, primary key (site, kind, name)
    );
    select page.row, bundle.row, record.data, answers.data, note.data, part.data
    from page, bundle, record, answers, note, part limit 0;
"""  # the last refuses tables of another shape: rows are looked at where they are asked for
_NO_ROOM: Final = 128 * 1024  # bytes: four times what SQLite needs to open a file

# What SQLite says when it is the disk that fails, or who may use it: no reason to start again.
_OF_DISK: Final = frozenset((
    sqlite3.SQLITE_AUTH, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
))  # fmt: skip
_KINDS: Final = "kinds of answers"  # the note of what tells that none is missing


class DamagedStore(Exception):
    """The store has not what it should have: it counts as empty. `file`: so has what SQLite makes of the file."""

    file = False


class KeptFile(Struct, frozen=True, array_like=True, gc=False):
    """A file that was written: its path relative to the output folder, the digest of its bytes, size in bytes,
    and modification time in nanoseconds.
    """

    file: str
    digest: str
    size: int
    mtime: int


class KeptPage(Struct, frozen=True, array_like=True, gc=False):
    """A page as it was made: its key, the digest of its view, the answers that it rests on (by number),
    its files, the digest of what those beside the page say.
    """

    key: str
    view: str
    reads: tuple[int, ...]
    files: tuple[KeptFile, ...]
    beside: str = ""


class KeptAnswer(Struct, frozen=True, array_like=True, gc=False):
    """The answer to a question that a page asked: its number, the question's name, the answer's digest, and the names
    of what the answer rests on.
    """

    number: int
    name: str
    digest: str
    reads: tuple[str, ...]


class Store:
    """The rows of one site (an output folder; `site` is what the store calls it) in an open store (`connection`)."""

    def __init__(self, connection: sqlite3.Connection, site: str) -> None:
        self.connection: Final = connection
        self.site: Final = site

    def beside(self, name: str) -> Store:
        """Return the rows that something else than the pages keeps of the same site, by its name."""
        return Store(self.connection, f"{self.site}#{name}")

    # ---- pages -------------------------------------------------------------------------------------------

    def pages(self) -> dict[str, KeptPage]:
        """Return the kept pages by their file; rows that make no sense are forgotten, and with them all notes: what
        they say rests on every row.
        """
        found = self.connection.execute("select file, row from page where site = ?", (self.site,))
        rows = dict(decoded(found, KeptPage))
        if wrong := [file for file, row in rows.items() if row is None]:
            self.replace({}, wrong)
            self.connection.execute("delete from note where site = ?", (self.site,))
        return {file: row for file, row in rows.items() if row is not None}

    def page_rows(self) -> Rows[KeptPage] | dict[str, KeptPage]:
        """Return the kept pages by their file, decoded when they are asked for, where all are whole. Whoever asks for
        one knows that the same code has written it.
        """
        found = self.connection.execute("select file, row from page where site = ?", (self.site,)).fetchall()
        try:
            return Rows(dict(found), KeptPage) if all(starmap(is_whole, found)) else self.pages()
        except TypeError:
            return self.pages()

    def count_pages(self) -> int:
        """Return how many pages are kept."""
        asked = "select count(*) from page where site = ?"
        return int(self.connection.execute(asked, (self.site,)).fetchone()[0])

    def replace(self, changed: Mapping[str, KeptPage], removed: Iterable[str]) -> None:
        """Keep pages by their file, and forget others."""
        gone = ((self.site, file) for file in removed)
        self.connection.executemany("delete from page where site = ? and file = ?", gone)
        rows = ((self.site, file, encoded(page, file)) for file, page in changed.items())
        self.connection.executemany("insert or replace into page values (?, ?, ?)", rows)

    # ---- content -----------------------------------------------------------------------------------------

    def bundles(self, type: type[_T]) -> list[_T]:
        """Return what is kept of the content. Raises `DamagedStore`."""
        found = self.connection.execute("select '', row from bundle where site = ?", (self.site,))
        rows = [row for _, row in decoded(found, type)]  # they say themselves what they are
        if None in rows:
            raise DamagedStore
        return rows  # type: ignore[return-value]

    def record(self, key: tuple[str, str]) -> bytes:
        """Return a whole record, by kind and slug. Raises `DamagedStore`."""
        asked = "select data from record where site = ? and kind = ? and slug = ?"
        found = self.connection.execute(asked, (self.site, *key)).fetchone()
        if found is None or not is_whole(" ".join(key), found[0]):
            raise DamagedStore
        return bytes(found[0][:-4])

    def keep_bundles(self, bundles: Iterable[tuple[str, str, Any]], records: Mapping[Any, bytes]) -> None:
        """Keep bundles by kind and slug (`None`: forget one), and whole records."""
        listed = list(bundles)
        for table in ("bundle", "record"):
            gone = ((self.site, kind, slug) for kind, slug, row in listed if row is None)
            self.connection.executemany(f"delete from {table} where site = ? and kind = ? and slug = ?", gone)  # noqa: S608
        rows = ((self.site, kind, slug, encoded(row, "")) for kind, slug, row in listed if row is not None)
        self.connection.executemany("insert or replace into bundle values (?, ?, ?, ?)", rows)
        data = ((self.site, *key, checked(record, " ".join(key))) for key, record in records.items())
        self.connection.executemany("insert or replace into record values (?, ?, ?, ?)", data)

    def forget(self) -> None:
        """Forget all that was read and made of it, as if it had never been; not which files the pages have."""
        for table in ("bundle", "record", "answers", "note", "part"):
            self.connection.execute(f"delete from {table} where site = ?", (self.site,))  # noqa: S608

    # ---- parts of pages ----------------------------------------------------------------------------------

    def part(self, kind: str, name: str, type: type[_T]) -> _T | None:
        """Return a part of pages that was kept, by its kind and name; `None` where there is none, or not whole."""
        asked = "select data from part where site = ? and kind = ? and name = ?"
        found = self.connection.execute(asked, (self.site, kind, name)).fetchone()
        return None if found is None else single(name, found[0], type)

    def keep_part(self, kind: str, name: str, part: Any) -> None:
        """Keep a part of pages."""
        row = (self.site, kind, name, encoded(part, name))
        self.connection.execute("insert or replace into part values (?, ?, ?, ?)", row)

    def newest_parts(self, kind: str, type: type[_T], most: int) -> dict[str, _T]:
        """Return so many parts of a kind at most, the newest, by name; those that aren't whole are left out."""
        asked = "select name, data from part where site = ? and kind = ? order by rowid desc limit ?"
        found = self.connection.execute(asked, (self.site, kind, most))
        return {name: part for name, part in decoded(found, type) if part is not None}

    def forget_parts(self, kind: str, most: int) -> None:
        """Forget all parts of a kind if there are more of them than so many."""
        of_kind = "from part where site = ?1 and kind = ?2"
        asked = f"delete {of_kind} and (select count(*) {of_kind}) > ?3"
        self.connection.execute(asked, (self.site, kind, most))

    # ---- answers and notes -------------------------------------------------------------------------------

    def forget_answers(self) -> None:
        """Forget the answers alone."""
        self.connection.execute("delete from answers where site = ?", (self.site,))

    def answers(self) -> dict[str, dict[str, KeptAnswer]]:
        """Return the answers that pages rest on, by kind and name. Raises `DamagedStore` where some are missing."""
        asked = "select kind, data from answers where site = ?"
        found = dict(self.connection.execute(asked, (self.site,)).fetchall())
        if tuple(sorted(found)) != self.note(_KINDS, tuple[str, ...]):
            raise DamagedStore
        kept: dict[str, dict[str, KeptAnswer]] = {}
        for kind, data in found.items():
            rows = single(kind, data, list[KeptAnswer])
            if rows is None:
                raise DamagedStore
            kept[kind] = {one.name: one for one in rows}
        return kept

    def keep_answers(self, answers: Mapping[str, Mapping[str, KeptAnswer]]) -> None:
        """Keep all answers to questions of some kinds, by kind and name; those of other kinds stay."""
        if not answers:
            return
        rows = ((self.site, kind, encoded(list(its.values()), kind)) for kind, its in answers.items())
        self.connection.executemany("insert or replace into answers values (?, ?, ?)", rows)
        kinds = self.connection.execute("select kind from answers where site = ?", (self.site,))
        self.keep_note(_KINDS, sorted(kind for (kind,) in kinds))

    def note(self, name: str, type: type[_T]) -> _T | None:
        """Return a note of the last build; `None` if there is none, or none that makes sense."""
        asked = "select data from note where site = ? and name = ?"
        found = self.connection.execute(asked, (self.site, name)).fetchone()
        return None if found is None else single(name, found[0], type)

    def keep_note(self, name: str, value: Any) -> None:
        """Keep a note for the next build."""
        row = (self.site, name, encoded(value, name))
        self.connection.execute("insert or replace into note values (?, ?, ?)", row)


@contextmanager
def opened_store(path: Path, site: str) -> Iterator[Store]:
    """Open a store for one build of a site and keep what is said in it when the build ends well; wait while
    another build has it. Raises `OSError` where the folder can't be written, `DamagedStore` where the file is damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connected(path, known=path in _LEFT and _LEFT[path] == _at_rest(path))
    _LEFT.pop(path, None)
    try:
        yield Store(connection, site)
        connection.commit()
    except (sqlite3.Error, UnicodeDecodeError) as failed:  # the latter where SQLite names what isn't text
        if _is_of_disk(failed):
            raise _disk_error(failed, path) from failed
        damaged = DamagedStore()
        damaged.file = True
        raise damaged from failed
    finally:
        connection.close()
    left = _at_rest(path)
    if left:
        _LEFT[path] = left


_LEFT: Final[dict[Path, tuple[int, int, int]]] = {}
"""How this process left stores that it had opened: one that is still so is in order, and isn't looked through again."""


def _is_of_disk(failed: Exception) -> bool:
    # What has no code, Python's own module says: text that is none.
    return getattr(failed, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _OF_DISK


def _disk_error(failed: Exception, path: Path) -> OSError:
    """Return what SQLite says of a disk in the system's words. Its log and its index fail on a full disk too, as if
    the disk were broken.
    """
    full = getattr(failed, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    full = full or shutil.disk_usage(path.parent).free < _NO_ROOM
    return OSError(errno.ENOSPC if full else errno.EIO, f"the store can't be used: {failed}", str(path))


@contextmanager
def readable_store(path: Path, site: str) -> Iterator[Store | None]:
    """Open a store that nobody is writing to, only to read what builds have kept; `None` where there is none such.
    Nothing is written, not even beside it. Raises `DamagedStore`, also at the end, if a build has begun meanwhile.
    """
    before = _at_rest(path)
    if before is None:
        yield None
        return
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error as failed:
        raise DamagedStore from failed
    try:
        yield Store(connection, site)
    except (sqlite3.Error, UnicodeDecodeError) as failed:
        raise DamagedStore from failed
    finally:
        connection.close()
    if _at_rest(path) != before:
        raise DamagedStore


def _at_rest(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one state of a store's file from another; `None` where there is none, or a build is at it."""
    if path.with_name(f"{path.name}-wal").exists():  # also where one was killed
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def with_store(path: Path, site: str, work: Callable[[Store], _T], *, afresh: bool = False) -> _T:
    """Do the work of one build with its store, and return what comes of it; `afresh` forgets first what was read. Work
    that finds the store damaged is done once more, with what was read forgotten; where that did not help, with an empty
    store: what is out of order can't be forgotten by name. Raises `OSError`, and what `work` raises.
    """
    forgets = afresh
    for last in (False, False, True):
        try:
            with opened_store(path, site) as store:
                if forgets:
                    store.forget()
                return work(store)
        except (DamagedStore, msgspec.MsgspecError) as damaged:
            if last:
                raise
            if forgets or (isinstance(damaged, DamagedStore) and damaged.file):
                _remove(path)
            forgets = True
    raise AssertionError("unreachable")


def _connected(path: Path, *, known: bool) -> sqlite3.Connection:
    """Return a connection in its transaction; a store that isn't a store of ours is started again. `known`: it is in
    order.
    """
    for last in (False, True):
        try:
            connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        except sqlite3.Error as failed:
            raise _disk_error(failed, path) from failed
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")  # a power cut may take the last build, and it as a whole
            connection.execute("begin immediate")
            for statement in _SCHEMA.split(";") if not known else ():
                connection.execute(statement).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as failed:
            connection.close()
            if last or _is_of_disk(failed):
                raise _disk_error(failed, path) from failed
            _remove(path)
        else:
            return connection
    raise AssertionError("unreachable")


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
