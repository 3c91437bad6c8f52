"""Files are written whole or not at all."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.editing.files import create, filling, replace


def test_a_file_is_replaced_with_its_permissions_and_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(target)
    assert replace(link, b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "link.yaml"]


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"same")
    os.utime(target, (1, 1))
    assert not replace(target, b"same")
    assert target.stat().st_mtime == 1


def test_a_new_file_takes_nobodys_place(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "a.md"
    create(target, b"first")
    with pytest.raises(FileExistsError):
        create(target, b"second")
    assert target.read_bytes() == b"first"
    assert [path.name for path in target.parent.iterdir()] == ["a.md"]


def test_what_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError("no space left on the device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        replace(target, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.yaml", b"old")]


@pytest.mark.parametrize("write", [create, replace])
def test_an_interruption_waits_for_a_file_to_be_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], object]
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "a.md", b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"whole")]


def test_a_folder_is_filled_with_all_or_nothing(tmp_path: Path) -> None:
    def fill(signals: int) -> None:
        with filling(tmp_path) as made:
            create(made / "inner" / "a.md", b"a")
            for _ in range(signals):
                signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        fill(signals=1)
    assert list(tmp_path.iterdir()) == []
    fill(signals=0)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")] == ["inner/a.md"]
