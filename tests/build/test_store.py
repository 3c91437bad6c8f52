"""The store saves work and never decides anything: what is wrong with it counts as empty."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainers.build.store import DamagedStore, KeptAnswer, KeptFile, KeptPage, Store, opened_store, with_store

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


def test_rows_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with opened_store(path, "out") as store:
        store.replace({"x": PAGE}, iter(()))
    with sqlite3.connect(path) as connection:
        connection.execute("insert into page values ('out', 'y', x'c1')")
        connection.execute("insert into page values ('out', 'z', x'8163')")
        connection.execute("insert into page select site, 'w', row from page where file = 'x'")
    assert _kept(path) == {"x": PAGE}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with many rows."""
    path = tmp_path_factory.mktemp("full") / "s.sqlite"
    with opened_store(path, "out") as store:
        store.replace(_PAGES, ())
        store.keep_bundles(
            [("page", name, name * 50) for name in _PAGES], {("page", name): name.encode() for name in _PAGES}
        )
        store.keep_answers({"page": _by_name(_ANSWERS)})
        store.keep_note("name", "word" * 1500)
        for name in _PARTS:
            store.keep_part("drawing", name, name * 6000)
    return path


def _by_name(answers: list[KeptAnswer]) -> dict[str, KeptAnswer]:
    return {one.name: one for one in answers}


# Nothing of SQLite's, its first words, its whole header, the page with the tables' names, that and two more.
BEGINNINGS = (0, 16, 100, 4096, 3 * 4096)


@given(
    beginning=st.sampled_from(BEGINNINGS), junk=st.binary(min_size=1, max_size=600), size=st.sampled_from((1, 5, 500))
)
@settings(max_examples=60)
def test_a_store_of_junk_counts_as_empty_wherever_the_junk_begins(
    full: Path, tmp_path_factory: pytest.TempPathFactory, beginning: int, junk: bytes, size: int
) -> None:
    path = tmp_path_factory.mktemp("store") / "s.sqlite"
    path.write_bytes(full.read_bytes()[:beginning] + junk * size)
    assert with_store(path, "out", Store.pages) == {}


_ANSWERS = [
    KeptAnswer(number, f"page {number}", "digest", ("every page", f"record page {number}")) for number in range(150)
]
_PARTS = "abcdef"
_PAGES = {f"page-{number}": KeptPage(f"key {number}", "view", (number, 7), PAGE.files) for number in range(150)}


@given(at=st.integers(0, 10**6), junk=st.one_of(st.binary(min_size=1, max_size=40), st.integers(1, 5000).map(bytes)))
@settings(max_examples=150)
def test_whatever_bytes_are_damaged_no_row_is_taken_for_another(
    full: Path, tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "s.sqlite"
    data = full.read_bytes()
    at %= len(data)
    path.write_bytes((data[:at] + junk + data[at + len(junk) :])[: len(data)])
    with_store(path, "out", _look)


def _look(store: Store) -> int:
    """Read everything, of which nothing may be wrong; return how many pages are kept."""
    pages = store.pages()
    assert pages.items() <= _PAGES.items()
    assert set(store.bundles(str)) <= {name * 50 for name in _PAGES}
    assert store.note("name", str) in (None, "word" * 1500)
    for name in _PARTS:
        assert store.part("drawing", name, str) in (None, name * 6000)
    with suppress(DamagedStore):
        assert store.answers() == {"page": _by_name(_ANSWERS)}
    for name in list(_PAGES)[:20]:
        with suppress(DamagedStore):
            assert store.record(("page", name)) == name.encode()
    return len(pages)


# Where a page of SQLite's says what it is, how many cells it has and where they are; where its cells are.
@pytest.mark.parametrize("at", [0, 3, 8, 20, 2000])
@pytest.mark.parametrize("junk", [b"\0" * 4, b"\xff" * 4, b"\x0d\0\0\x01"])
def test_whichever_page_behind_the_header_is_damaged_no_row_is_taken_for_another(
    full: Path, tmp_path: Path, at: int, junk: bytes
) -> None:
    data, path, opened = full.read_bytes(), tmp_path / "s.sqlite", 0
    for place in range(4096 * (1 + at % 3) + at, len(data), 3 * 4096):
        path.write_bytes(data[:place] + junk + data[place + len(junk) :])
        opened += with_store(path, "out", _look) > 0
    assert opened, "some damage leaves rows that can be read: it is not the header that fails"


def test_pages_in_one_anothers_place_give_no_row_that_is_anothers(full: Path, tmp_path: Path) -> None:
    data, path = full.read_bytes(), tmp_path / "s.sqlite"
    pages = [data[place : place + 4096] for place in range(0, len(data), 4096)]
    for first in range(1, len(pages) - 1):
        for second in (first + 1, len(pages) - 1):
            swapped = [*pages]
            swapped[first], swapped[second] = pages[second], pages[first]
            path.write_bytes(b"".join(swapped))
            with_store(path, "out", _look)


def test_a_store_that_is_found_damaged_while_it_is_used_is_begun_anew(tmp_path: Path) -> None:
    path, seen = tmp_path / "s.sqlite", []

    def work(store: Store) -> str:
        seen.append(store.pages())
        store.replace({"x": PAGE}, ())
        if len(seen) < 3:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return "done"

    assert with_store(path, "out", work) == "done"
    assert _kept(path) == {"x": PAGE}


def test_answers_that_are_missing_count_as_a_damaged_store(tmp_path: Path) -> None:
    with opened_store(tmp_path / "s.sqlite", "out") as store:
        store.keep_answers({"page": _by_name(_ANSWERS[:2]), "codes": _by_name(_ANSWERS[2:3])})
        store.keep_answers({"page": _by_name(_ANSWERS[:1])})
        assert store.answers() == {"codes": _by_name(_ANSWERS[2:3]), "page": _by_name(_ANSWERS[:1])}
    for loss in (
        "delete from answers where kind = 'page'",
        "update answers set kind = 'pages' where kind = 'page'",
        "update answers set data = (select data from answers where kind = 'codes')",
        "drop table answers",
    ):
        copy = tmp_path / "copy.sqlite"
        copy.write_bytes((tmp_path / "s.sqlite").read_bytes())
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute(loss)
            connection.commit()
        with opened_store(copy, "out") as store, pytest.raises(DamagedStore):
            store.answers()


def test_a_store_where_forgetting_does_not_help_is_begun_anew(tmp_path: Path) -> None:
    path, seen = tmp_path / "s.sqlite", []
    with opened_store(path, "out") as store:
        store.replace({"x": PAGE}, ())

    def work(store: Store) -> str:
        seen.append(store.pages())
        if seen[-1]:
            raise DamagedStore
        return "done"

    assert with_store(path, "out", work) == "done"
    assert seen == [{"x": PAGE}, {"x": PAGE}, {}]


def test_a_disk_that_fails_is_no_damage(tmp_path: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def work(store: Store) -> None:
        raise full

    with opened_store(tmp_path / "s.sqlite", "out") as store:
        store.replace({"x": PAGE}, ())
    with pytest.raises(OSError, match="full"):
        with_store(tmp_path / "s.sqlite", "out", work)
    assert _kept(tmp_path / "s.sqlite") == {"x": PAGE}


def test_a_table_of_another_shape_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table page (something)")
    assert _kept(path) == {}
