"""All code that pages are made by has one digest: with other code, nothing that was made before counts."""

from __future__ import annotations

import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest

from explainers.build import code


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of three files, in which the module stands that makes the digest."""
    folder = tmp_path / "package"
    (folder / "build").mkdir(parents=True)
    shutil.copyfile(code.__file__, folder / "build/code.py")
    (folder / "words.po").write_bytes(b'msgid ""')
    (folder / "notes.txt").write_bytes(b"for people")
    monkeypatch.setattr(code, "__file__", str(folder / "build/code.py"))
    return folder


def _digest() -> str:
    code.code_digest.cache_clear()
    try:
        return code.code_digest()
    finally:
        code.code_digest.cache_clear()


def test_other_bytes_another_name_and_a_new_file_give_another_digest(package: Path) -> None:
    found = [_digest()]
    assert _digest() == found[0]
    (package / "words.po").write_bytes(b'msgid "a"')
    found.append(_digest())
    (package / "words.po").rename(package / "others.po")
    found.append(_digest())
    (package / "build/style.css").write_bytes(b"")
    found.append(_digest())
    assert len(set(found)) == 4


def test_files_that_are_as_they_were_are_not_read_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(package.parent / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    before = _digest()
    with monkeypatch.context() as unread:
        unread.setattr(code, "digest_of_bytes", None)
        assert _digest() == before
    words = package / "words.po"
    words.write_bytes(b'msgid "')
    assert _digest() != before


def test_what_no_page_is_made_by_does_not_count(package: Path) -> None:
    before = _digest()
    (package / "notes.txt").write_bytes(b"for others")
    (package / "build/code.pyc").write_bytes(b"compiled")
    assert _digest() == before


def test_it_does_not_depend_on_where_the_package_lies(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _digest()
    shutil.move(package, tmp_path / "elsewhere")
    monkeypatch.setattr(code, "__file__", str(tmp_path / "elsewhere/build/code.py"))
    assert _digest() == before


@pytest.mark.usefixtures("package")
def test_another_python_or_library_gives_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _digest()
    with monkeypatch.context() as other:
        other.setattr(platform, "python_version", lambda: "3.99.0")
        assert _digest() != before
    monkeypatch.setattr(code, "_installed", lambda: {"markdown": "99"})
    assert _digest() != before


def test_versions_are_those_that_python_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _digest()
    monkeypatch.setattr(code, "_installed", dict)
    asked: list[str] = []
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: asked.append(name) or version(name))
    assert _digest() == before
    assert "markdown" in asked
