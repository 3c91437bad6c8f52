"""`explainers gallery`: one page that shows the theme's components, or a sentence on what is wrong with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainers.cli import main
from explainers.ownership import LIST_NAME


def test_the_command_writes_one_page(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert main(["gallery", "--output", str(tmp_path / "gallery"), "--language", "fr"]) == 0
    assert {path.name for path in (tmp_path / "gallery").iterdir()} == {"index.html", LIST_NAME}


def test_the_command_tells_which_example_is_wrong(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "theme", tmp_path / "theme")
    said = tmp_path / "theme/components/badge/examples.yaml"
    said.write_text(said.read_text(encoding="utf-8").replace("style: open", "style: opened", 1), encoding="utf-8")
    (tmp_path / "pelicanconf.py").write_text((root / "pelicanconf.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["gallery", "--output", "gallery"]) == 2
    assert "badge: show_badge: " in capsys.readouterr().err
    assert not (tmp_path / "gallery").exists()


def test_the_command_knows_the_sites_languages(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    assert main(["gallery", "--output", "gallery", "--language", "eo"]) == 2
    assert "no language 'eo'" in capsys.readouterr().err
