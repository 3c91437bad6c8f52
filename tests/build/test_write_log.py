"""What builds have written that no store knows is removed, and nothing that others have put there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from explainers.build.output import Output
from explainers.build.store import KeptFile, KeptPage, Store, opened_store
from explainers.build.write_log import FileList, WriteLog
from explainers.ownership import NEW_FILE, NotOurs
from tests.build.disk_faults import Fault, begun, ended
from tests.building_sites import build, tree
from tests.small_site import small_site

PAGE = "---\ntitle: A new page\nsummary: Not for long.\n---\n\nNothing yet.\n"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = small_site(tmp_path_factory.mktemp("made"))
    assert build(site).returncode == 0
    return site


@pytest.fixture
def site(start: Path, tmp_path: Path) -> Path:
    return shutil.copytree(start, tmp_path / "site", copy_function=shutil.copy2)


@pytest.mark.parametrize("how", ["kill", "half", "full disk"])
def test_pages_of_a_build_that_did_not_end_are_gone_after_the_next(site: Path, how: str) -> None:
    before = set(tree(site / "output"))
    new = site / "content/pages/new.md"
    made = site / "output/new/index.html"
    for at in (1, 2, 4):
        new.write_text(PAGE, encoding="utf-8")
        assert ended(begun(lambda: build(site).returncode, Fault(how, at, made))) in (-9, 3)
        new.unlink()
        assert made.exists()
        assert build(site).returncode == 0
        assert set(tree(site / "output")) == before, at


def _junk(site: Path) -> None:
    (site / ".cache/explainers/store.sqlite").write_bytes(b"junk")


def _row(site: Path) -> None:
    with sqlite3.connect(site / ".cache/explainers/store.sqlite") as connection:
        connection.execute("update page set row = x'c1' where file = 'about/index.html'")


def _rows(site: Path) -> None:
    with sqlite3.connect(site / ".cache/explainers/store.sqlite") as connection:
        connection.execute("delete from page where file like '%about%'")


@pytest.mark.parametrize("damage", [_junk, _row, _rows])
def test_pages_that_a_damaged_store_has_forgotten_are_gone_when_they_are_not_made_any_more(
    site: Path, damage: Callable[[Path], None]
) -> None:
    (site / "output/CNAME").write_text("harbour.example\n", encoding="utf-8")
    (site / "content/pages/about.md").unlink()
    damage(site)
    assert build(site).returncode == 0
    assert not (site / "output/about").exists()
    assert (site / "output/CNAME").exists()


@contextmanager
def built(folder: Path, *files: str) -> Iterator[tuple[Store, WriteLog, Output]]:
    """A build that writes files, and is yet to be tidied up."""
    with opened_store(folder / "cache/store.sqlite", "out") as store, WriteLog.opened(folder / "out", store) as made:
        output = Output(folder / "out", made.add, made.owns)
        for file in files:
            output.put(file, file.encode())
        yield store, made, output


def kept(output: Output, *files: str) -> list[KeptFile]:
    return [output.put(file, file.encode()) for file in files]


def test_what_others_put_in_the_place_of_a_page_stays(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    with pytest.raises(Stopped), built(tmp_path, "a", "b", "c"):
        raise Stopped
    (tmp_path / "out/b").write_bytes(b"theirs")
    with built(tmp_path) as (_, made, output):
        made.tidy(output, kept(output, "c").copy)
    assert tree(tmp_path / "out") == {"b": b"theirs", "c": b"c"}


def test_a_list_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    with built(tmp_path, "a", "b") as (_, made, output):
        made.tidy(output, kept(output, "a", "b").copy)
    data = (tmp_path / "out/.explainers-files").read_bytes()
    (tmp_path / "out/.explainers-files").write_bytes(data[:-1])
    with built(tmp_path, "d") as (_, made, output):
        made.tidy(output, list)
    assert tree(tmp_path / "out") == {"b": b"b"}


def test_the_list_is_written_anew_before_it_grows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explainers.build.write_log._ROOM", 1000)
    with built(tmp_path, "a") as (store, made, output):
        store.replace({"a": KeptPage("", "", (), ())}, ())
        made.tidy(output, kept(output, "a").copy)
    short = (tmp_path / "out/.explainers-files").stat().st_size
    largest = 0
    for number in range(30):
        with built(tmp_path) as (_, made, output):
            files = [output.put("a" * 100, str(number).encode())]
            made.tidy(output, files.copy)
        largest = max(largest, (tmp_path / "out/.explainers-files").stat().st_size)
    assert short < largest < 2000


def test_a_file_is_ours_from_before_it_is_written(tmp_path: Path) -> None:
    with closing(FileList(tmp_path / "out")) as listed:
        assert not listed.owns("a")
        listed.add("a", "d")
        assert listed.owns("a")
    assert FileList(tmp_path / "out").owns("a")
    assert not FileList(tmp_path / "out").owns("b")


def test_what_others_put_in_the_place_for_new_files_stops_what_would_be_the_first(tmp_path: Path) -> None:
    (tmp_path / NEW_FILE).parent.mkdir()
    (tmp_path / NEW_FILE).write_bytes(b"theirs")
    with closing(FileList(tmp_path)) as listed:
        output = Output(tmp_path, listed.add, listed.owns)
        with pytest.raises(NotOurs, match="explainers-new/file"):
            output.put("index.html", b"ours")
        output.sweep()
    assert tree(tmp_path) == {NEW_FILE: b"theirs"}


def test_a_list_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.explainers-files").symlink_to(tmp_path / "theirs")
    with closing(FileList(tmp_path / "out")) as listed:
        assert not listed.owns("theirs")
        listed.add("a", "d")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
