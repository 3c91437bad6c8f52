"""The hooks that other repositories may take from this one run commands that there are, on files that matter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from explainers.cli import main
from tests.commands.conftest import site

ROOT = Path(__file__).resolve().parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

__all__ = ["site"]


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_checks_the_whole_site(hook: dict[str, str], site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, *words = hook["entry"].split()
    assert command == "explainers"
    assert main(words) == 0
    page = site / "content/explainers/neutral-zone.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nEnvoys met [@nobody].\n", encoding="utf-8")
    assert main(words) == 1


@pytest.mark.parametrize("path", ["content/explainers/a.md", "content/names.yaml", "pelicanconf.py"])
def test_what_the_site_is_made_of_starts_a_hook(path: str) -> None:
    assert all(re.search(hook["files"], path) for hook in HOOKS)
    assert not any(re.search(hook["files"], f"docs/{path}") for hook in HOOKS)
