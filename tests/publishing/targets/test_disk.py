"""The disk: files appear whole or not at all, and only plain ones are read."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from explainers.publishing.manifest import Scanned
from explainers.publishing.targets.disk import Disk, scanned_file, walk


def test_a_write_that_fails_at_its_last_step_leaves_the_old_content(tmp_path: Path) -> None:
    class Stuck(Disk):
        def rename(self, old: Path, new: Path) -> None:
            raise OSError(5, "Input/output error")

    path = tmp_path / "manifest.json"
    Disk().write(path, b"old")
    with pytest.raises(OSError, match="Input"):
        Stuck().write(path, b"new")
    assert path.read_bytes() == b"old"
    Disk().write(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_copy_never_writes_over_a_file_nor_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "link").symlink_to("new")
    with pytest.raises(FileExistsError):
        Disk().copy(tmp_path / "new", tmp_path / "old", 0)
    with pytest.raises(OSError, match="symbolic"):
        Disk().copy(tmp_path / "link", tmp_path / "copy", 0)
    assert (tmp_path / "old").read_bytes() == b"old"


def test_a_copy_has_the_time_and_rights_that_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "a").chmod(0o600)
    Disk().copy(tmp_path / "a", tmp_path / "b", 1_700_000_000_000_000_001)
    found = (tmp_path / "b").stat()
    assert (found.st_mtime_ns, found.st_mode & 0o777) == (1_700_000_000_000_000_001, 0o644)


def test_a_line_is_added_after_one_that_was_cut_short(tmp_path: Path) -> None:
    log = tmp_path / "log"
    Disk().append(log, b"one")
    with log.open("ab") as file:
        file.write(b"tw")
    Disk().append(log, b"three")
    assert log.read_bytes() == b"one\ntw\nthree\n"


def test_a_folder_a_link_and_nothing_are_removed_without_following(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("kept")
    for name in ("link", "nothing"):
        Disk().remove(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    Disk().remove(kept)
    assert not list(tmp_path.iterdir())


def test_only_plain_files_have_a_digest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 3_000_000)
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    assert scanned_file(tmp_path / "file") == Scanned(sha256(b"x" * 3_000_000).hexdigest(), 3_000_000)
    for name in ("link", "pipe", "none", "."):
        with pytest.raises(OSError, match=r"."):
            scanned_file(tmp_path / name)


def test_a_walk_names_every_file_and_enters_no_link(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.txt").write_bytes(b"")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "empty").mkdir()
    assert sorted(path for path, _ in walk(tmp_path)) == ["a/b/c.txt", "loop"]
