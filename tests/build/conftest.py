"""What several files of tests ask: the small site that checks are tried out on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.building_sites import ROOT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of its content."""
    shutil.copytree(ROOT / "tests/checks/site/content", tmp_path / "content")
    return tmp_path / "content"
