"""A copy of a package runs the byte code of what it was copied from, and its own where it differs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.byte_code import lend_byte_code


def test_a_copy_finds_compiled_what_is_the_same_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    source, copy = tmp_path / "source/package", tmp_path / "copy/package"
    source.mkdir(parents=True)
    for name in ("same", "other"):
        (source / f"{name}.py").write_text("number = 1\n")
    (source / "__init__.py").write_text("")
    variables = {"PYTHONPYCACHEPREFIX": str(tmp_path / "kept")}

    def told(folder: Path) -> list[str]:
        code = "import package.same, package.other; print(package.same.number, package.other.number)"
        command = [sys.executable, "-v", "-c", code]
        ended = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=True)
        matched = [name for name in ("same", "other") if f"matches {copy / name}.py" in ended.stderr]
        return [ended.stdout.strip(), *matched]

    told(source.parent)
    shutil.copytree(source, copy, copy_function=shutil.copyfile)
    (copy / "other.py").write_text("number = 2\n")
    lend_byte_code(source, copy)
    assert told(copy.parent) == ["1 2", "same"]
