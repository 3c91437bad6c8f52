"""The output folder is written only where bytes differ, and nothing out of it is ever touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from explainers.build.output import Output
from explainers.build.store import KeptPage
from explainers.ownership import NotOurs


def test_a_file_is_written_once_and_then_left_alone(tmp_path: Path) -> None:
    output = Output(tmp_path / "out")
    first = output.put("a/b.html", b"one")
    second = output.put("a/b.html", b"one")
    assert (first, output.written) == (second, 1)
    assert (tmp_path / "out/a/b.html").read_bytes() == b"one"


def test_changed_bytes_of_the_same_size_are_written(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.put("a", b"one")
    output.put("a", b"two")
    assert ((tmp_path / "a").read_bytes(), output.written) == (b"two", 2)


def test_a_kept_file_is_intact_until_it_is_touched_deleted_or_replaced(tmp_path: Path) -> None:
    output = Output(tmp_path)
    kept = output.put("a", b"one")
    assert output.is_intact(kept)
    os.utime(tmp_path / "a", ns=(1, 1))
    assert not output.is_intact(kept)
    (tmp_path / "a").unlink()
    assert not output.is_intact(kept)


@pytest.mark.parametrize("file", ["../x", "/x", "a/../../x", "", "a\\..\\x", "a\0"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, file: str) -> None:
    with pytest.raises(ValueError, match="isn't a file of the output folder"):
        Output(tmp_path / "out").put(file, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").symlink_to(outside)
    Output(tmp_path / "out").put("a", b"theirs")
    assert not (tmp_path / "out/a").is_symlink()
    Output(tmp_path / "out").put("a", b"ours")
    assert outside.read_bytes() == b"theirs"


def test_an_empty_folder_in_the_place_of_a_file_gives_way_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    with pytest.raises(NotOurs, match="'a/'"):
        Output(tmp_path).put("a", b"file")
    (tmp_path / "a/b").rmdir()
    Output(tmp_path).put("a", b"file")
    assert (tmp_path / "a").read_bytes() == b"file"


def test_what_nobody_knows_as_ours_is_neither_replaced_nor_written_through(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/file").write_bytes(b"theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").write_bytes(b"theirs")
    (tmp_path / "out/b").symlink_to(tmp_path / "theirs")
    (tmp_path / "out/c").symlink_to(tmp_path / "theirs/file")
    output = Output(tmp_path / "out", owns=lambda _: False)
    for file in ("a", "b/file", "b/new", "c"):
        with pytest.raises(NotOurs, match="this command didn't make"):
            output.put(file, b"ours")
    output.remove("b/file")
    output.put("a", b"theirs")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "theirs").iterdir()) == ["theirs/file"]
    assert (tmp_path / "theirs/file").read_bytes() == (tmp_path / "out/a").read_bytes() == b"theirs"
    assert output.written == 0


def test_what_is_put_in_a_place_after_all_were_looked_at_is_not_replaced(tmp_path: Path) -> None:
    output = Output(tmp_path, owns={"own.html"}.__contains__)
    (tmp_path / "own.html").write_bytes(b"before")
    output.check(["own.html", "new.html"])
    (tmp_path / "new.html").write_bytes(b"theirs")
    output.put("own.html", b"ours")
    with pytest.raises(NotOurs, match=r"new\.html"):
        output.put("new.html", b"ours")
    assert [(tmp_path / name).read_bytes() for name in ("own.html", "new.html")] == [b"ours", b"theirs"]


def test_a_place_for_new_files_that_others_use_is_left_to_them(tmp_path: Path) -> None:
    (tmp_path / ".explainers-new").mkdir()
    (tmp_path / ".explainers-new/theirs").write_bytes(b"theirs")
    output = Output(tmp_path)
    output.put("a", b"ours")
    output.sweep()
    assert (tmp_path / ".explainers-new/theirs").read_bytes() == b"theirs"


def test_what_stands_in_the_place_for_new_files_is_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    new = tmp_path / "out/.explainers-new/file"
    new.parent.mkdir(parents=True)
    new.symlink_to(tmp_path / "theirs")
    with pytest.raises(NotOurs, match="this command didn't make"):
        Output(tmp_path / "out", owns=lambda _: False).put("a", b"ours")
    Output(tmp_path / "out").put("a", b"ours")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert (tmp_path / "out/a").read_bytes() == b"ours"


def test_a_file_is_kept_as_it_stands_with_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    kept = Output(tmp_path).put("a/b", b"ours" * 1000)
    (tmp_path / "other").write_bytes(b"")
    found = (tmp_path / "a/b").stat()
    assert (kept.size, kept.mtime) == (found.st_size, found.st_mtime_ns) == (4000, found.st_mtime_ns)
    assert found.st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_of_ours_gives_way_to_a_folder_and_nobody_elses_does(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(NotOurs, match="'a'"):
        Output(tmp_path, owns=lambda _: False).put("a/b/c", b"ours")
    Output(tmp_path).put("a/b/c", b"ours")
    assert (tmp_path / "a/b/c").read_bytes() == b"ours"


def test_removing_takes_empty_folders_along_and_no_others(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.put("a/b/c", b"")
    output.put("a/d", b"")
    output.remove("a/b/c")
    output.sweep()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a", "a/d"]
    assert output.removed == 1


def test_what_an_interrupted_build_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".explainers-new").mkdir()
    (tmp_path / ".explainers-new/file").write_bytes(b"half")
    Output(tmp_path).sweep()
    assert list(tmp_path.iterdir()) == []


def test_a_row_is_current_while_its_files_have_their_bytes_whatever_their_times(tmp_path: Path) -> None:
    output = Output(tmp_path / "out")
    row = KeptPage("key", "", (), (output.put("a.html", b"one"), output.put("b.html", b"two")))
    assert output.current(row) is row
    os.utime(tmp_path / "out/b.html", ns=(5, 5))
    renewed = output.current(row)
    assert renewed is not None
    assert [one.mtime for one in renewed.files] == [row.files[0].mtime, 5]
    assert output.current(renewed) is renewed
    (tmp_path / "out/b.html").write_bytes(b"owt")
    assert output.current(row) is None
    (tmp_path / "out/b.html").unlink()
    (tmp_path / "out/b.html").symlink_to(tmp_path / "out/a.html")
    assert output.current(row) is None
    (tmp_path / "out/b.html").unlink()
    assert output.current(row) is None


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"theirs")
    with pytest.raises(NotOurs, match="is a file"):
        Output(tmp_path / "output").check(["index.html"])
    assert (tmp_path / "output").read_bytes() == b"theirs"
