"""What may happen to files that a build has made: outputs, and the store."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from explainers.ownership import LIST_NAME


@dataclass(frozen=True)
class Damage:
    """A damage; a number says to which file, or where in it."""

    name: str
    make: Callable[[Path, int], object] = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<{self.name}>"


# ---- outputs -----------------------------------------------------------------------------------------


def _output(change: Callable[[Path], object]) -> Callable[[Path, int], object]:
    """Damage one of the files in the output folder."""

    def make(site: Path, number: int) -> None:
        files = sorted(
            path
            for path in (site / "output").rglob("*")
            if path.is_file() and path.read_bytes() != b"theirs" and path.name != LIST_NAME
        )
        if files:
            change(files[number % len(files)])

    return make


def _flip(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes((data[0] ^ 1,)) + data[1:] if data else b"x")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    elsewhere = path.parents[len(path.parents) - 3] / f"{path.name}.moved"
    path.replace(elsewhere)
    path.symlink_to(elsewhere)


def _all_outputs(site: Path, number: int) -> None:
    shutil.rmtree(site / "output", ignore_errors=True)


def _folder_gone(path: Path) -> None:
    if path.parent.name != "output":
        shutil.rmtree(path.parent)


OUTPUT_DAMAGE: Final = (
    Damage("touched", _output(os.utime)),
    Damage("damaged", _output(_flip)),
    Damage("cut short", _output(lambda path: path.write_bytes(path.read_bytes()[:-1]))),
    Damage("deleted", _output(lambda path: path.unlink())),
    Damage("a folder", _output(_folder)),
    Damage("a link", _output(_link)),
    Damage("folder deleted", _output(_folder_gone)),
    Damage("all deleted", _all_outputs),
)

# ---- the store ---------------------------------------------------------------------------------------

_TABLES: Final = (("page", "row"), ("bundle", "row"), ("record", "data"), ("note", "data"), ("answers", "data"))


def _stored(change: Callable[[Path, int], object], pattern: str = "store.sqlite") -> Callable[[Path, int], object]:
    """Damage a file beside the site."""

    def make(site: Path, number: int) -> None:
        for path in sorted((site / ".cache/explainers").glob(pattern))[:1]:
            change(path, number)

    return make


def _garbage(path: Path, number: int, junk: bytes = b"\xc1garbage\xff" * 20) -> None:
    data = path.read_bytes()
    at = len(data) * number // 10_000
    path.write_bytes(data[:at] + junk[: len(data) - at] + data[at + len(junk) :])


def _cut_short(path: Path, number: int) -> None:
    os.truncate(path, path.stat().st_size * number // 10_000)


def _zeros(path: Path, number: int) -> None:
    data = path.read_bytes()
    at = len(data) * number // 10_000 // 4096 * 4096
    path.write_bytes(data[:at] + bytes(len(data[at : at + 4096])) + data[at + 4096 :])


def _sql(sentences: Callable[[int], Iterator[str]]) -> Callable[[Path, int], object]:
    def make(site: Path, number: int) -> None:
        path = site / ".cache/explainers/store.sqlite"
        if not path.is_file():
            return
        with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
            for sentence in sentences(number):
                connection.execute(sentence)
            connection.commit()

    return make


def _a_row(number: int) -> Iterator[str]:
    table, column = _TABLES[number % len(_TABLES)]
    keys = {"record": "rowid", "page": "file", "bundle": "slug", "answers": "kind"}
    key = keys.get(table, "name")
    place = (
        f"(select {key} from {table} order by {key} limit 1 offset {number} % max(1, (select count(*) from {table})))"
    )
    yield f"update {table} set {column} = x'c1ff' where {key} = {place}"


def _a_table(number: int) -> Iterator[str]:
    table, column = _TABLES[number % 5]
    yield f"update {table} set {column} = x'c1'"


def _a_table_lost(number: int) -> Iterator[str]:
    yield f"drop table {_TABLES[number % 5][0]}"


STORE_DAMAGE: Final = (
    Damage("deleted", _stored(lambda path, number: path.unlink())),
    Damage("cut short", _stored(_cut_short)),
    Damage("garbage inside", _stored(_garbage)),
    Damage("a page of zeros", _stored(_zeros)),
    Damage("garbage", _stored(lambda path, number: path.write_bytes(b"\xc1garbage" * number))),
    Damage("garbage in the log", lambda site, number: (site / ".cache/explainers").mkdir(parents=True, exist_ok=True)
           or (site / ".cache/explainers/store.sqlite-wal").write_bytes(b"\xc1garbage" * number)),
    Damage("a row", _sql(_a_row)),
    Damage("a table's rows", _sql(_a_table)),
    Damage("a table lost", _sql(_a_table_lost)),
    Damage("gate cut short", _stored(_cut_short, "unchanged-*")),
    Damage("gate garbage", _stored(_garbage, "unchanged-*")),
    Damage("all deleted", lambda site, number: shutil.rmtree(site / ".cache", ignore_errors=True)),
)  # fmt: skip
