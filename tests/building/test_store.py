"""The store saves work and never decides anything: what is wrong with it counts as empty."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainers.building.store import KeptFile, KeptPage, opened_store

PAGE = KeptPage("key", "view", (7,), (KeptFile("x/index.html", "d", 1, 2),))


def _kept(path: Path, site: str = "out") -> dict[str, KeptPage]:
    with opened_store(path, site) as store:
        return store.pages()


def test_what_is_kept_is_there_the_next_time(tmp_path: Path) -> None:
    with opened_store(tmp_path / "s.sqlite", "out") as store:
        store.replace({"x": PAGE}, iter(()))
    assert _kept(tmp_path / "s.sqlite") == {"x": PAGE}


def test_each_output_folder_has_its_own_rows(tmp_path: Path) -> None:
    with opened_store(tmp_path / "s.sqlite", "out") as store:
        store.replace({"x": PAGE}, iter(()))
    assert _kept(tmp_path / "s.sqlite", "other") == {}


def test_a_build_that_fails_keeps_nothing(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stopped_build() -> None:
        with opened_store(tmp_path / "s.sqlite", "out") as store:
            store.replace({"x": PAGE}, iter(()))
            raise Stopped

    with pytest.raises(Stopped):
        stopped_build()
    assert _kept(tmp_path / "s.sqlite") == {}


@given(st.binary(max_size=600))
@settings(max_examples=40)
def test_a_damaged_store_counts_as_empty(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("store") / "s.sqlite"
    path.write_bytes(junk)
    assert _kept(path) == {}


def test_rows_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with opened_store(path, "out") as store:
        store.replace({"x": PAGE}, iter(()))
    with sqlite3.connect(path) as connection:
        connection.execute("insert into page values ('out', 'y', x'c1')")
        connection.execute("insert into page values ('out', 'z', x'8163')")
    assert _kept(path) == {"x": PAGE}


def test_a_table_of_another_shape_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table page (something)")
    assert _kept(path) == {}
