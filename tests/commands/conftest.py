"""The example site as the folder where commands are typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests/checks/site"
DAY = ("--today", "2024-01-01")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example site, as the folder where commands are typed."""
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    settings = (folder / "pelicanconf.py").read_text(encoding="utf-8")
    theme = repr(str(ROOT / "theme"))
    (folder / "pelicanconf.py").write_text(settings.replace('"../../../theme"', theme), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")  # 2024-01-01
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
