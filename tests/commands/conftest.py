"""The example site as the folder where commands are typed, and a project to publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from explainers.publishing.outside import Answer, Asker
from tests.commands.publish_office import Office
from tests.repositories import git

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


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    monkeypatch.setattr(Asker, "get", lambda *_: Answer(0, {}, b"", "no such host"))
    return Office(tmp_path)


@pytest.fixture
def history(office: Office) -> Callable[..., str]:
    """Commands of git in the project, which has a first commit."""

    done = partial(git, office.root)
    done("init", "-q")
    done("commit", "-q", "--allow-empty", "-m", "First")
    return done
