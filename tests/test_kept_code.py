"""What is kept beside Python's byte code is whole, or not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from explainers import kept_code
from explainers.kept_code import keep, kept, stand_of


@pytest.fixture(autouse=True)
def _in_a_folder_of_this_test(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _files(folder: Path) -> list[Path]:
    return [*folder.rglob("*.bin")]


def test_what_is_kept_is_found_by_its_kind_and_key(tmp_path: Path) -> None:
    keep("parts", ("a", 1), b"one")
    keep("parts", ("a", 2), b"two")
    assert (kept("parts", ("a", 1)), kept("parts", ("a", 2)), kept("others", ("a", 1))) == (b"one", b"two", None)
    assert len(_files(tmp_path)) == 2


@pytest.mark.parametrize("data", [b"", b"short", b"\0" * 400], ids=["nothing", "short", "other bytes"])
def test_what_is_not_whole_is_as_if_it_was_not_there(data: bytes, tmp_path: Path) -> None:
    keep("parts", "key", b"one")
    (file,) = _files(tmp_path)
    file.write_bytes(data or file.read_bytes()[:-1])
    assert kept("parts", "key") is None
    keep("parts", "key", b"one")
    assert kept("parts", "key") == b"one"


def test_nothing_is_kept_where_python_keeps_no_byte_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep("parts", "key", b"one")
    assert not _files(tmp_path)
    assert kept("parts", "key") is None


def test_a_place_that_can_not_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder", encoding="utf-8")
    keep("parts", "key", b"one")
    assert kept("parts", "key") is None


def test_few_of_a_kind_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_code, "_MOST", 4)
    for number in range(20):
        keep("parts", number, b"one")
        assert kept("parts", number) == b"one"
        assert len(_files(tmp_path)) <= 4


def test_a_package_stands_otherwise_when_a_module_of_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "some_package_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise AssertionError('it is not loaded')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = stand_of(folder.name)
    (folder / "other.py").write_text("", encoding="utf-8")
    stand_of.cache_clear()
    assert stand_of(folder.name) != before
    with pytest.raises(ModuleNotFoundError):
        stand_of("no_such_package_of_a_test")
