"""`explainers schema`: schemas for editors, and the files by which VS Code finds them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainers.cli import main
from explainers.editing.schemas import vscode_files
from tests.commands.conftest import tree

ROOT = Path(__file__).resolve().parents[2]


def test_vs_code_finds_a_schema_for_each_data_file_and_keeps_its_own_settings(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema"]) == 0
    settings = json.loads((site / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert json.loads((site / schema).read_text(encoding="utf-8"))["$schema"].endswith("draft-07/schema#")
        assert list(site.glob(files)) or files.endswith("glossary.yaml"), files
    (site / ".vscode/settings.json").write_text("{}", encoding="utf-8")
    before = tree(site / ".vscode")
    capsys.readouterr()
    assert main(["schema"]) == 0
    assert tree(site / ".vscode") == before
    assert capsys.readouterr().out == "wrote 12 schemas → .vscode/schemas/\n"


def test_another_folder_gets_schemas_alone(site: Path) -> None:
    assert main(["schema", "--into", "elsewhere"]) == 0
    assert (site / "elsewhere/source.schema.json").is_file()
    assert not (site / ".vscode").exists()


def test_this_repository_has_the_files_that_the_command_makes() -> None:
    for path, data in vscode_files("content"):
        assert (ROOT / path).read_bytes() == data
