"""`explainers theme eject`: the theme of the package, all of it, in a folder that was empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.cli import main
from explainers.folders import THEME_FOLDER
from explainers.pages.templates import Theme


def test_the_copy_is_the_whole_theme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "theme"
    assert main(["theme", "eject", str(folder)]) == 0
    copy, ours = Theme(folder), Theme(Path(THEME_FOLDER))
    assert copy.texts == ours.texts
    assert list(copy.assets()) == list(ours.assets())
    assert f'THEME = "{folder}"' in capsys.readouterr().out


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["theme", "eject", str(tmp_path)]) == 4
    assert "mine.txt" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
