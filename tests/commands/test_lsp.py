"""`explainers lsp` where its library isn't installed."""

from __future__ import annotations

from importlib import util
from pathlib import Path

import pytest

from explainers.cli import main


def test_without_its_library_it_says_how_to_install_it(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    assert main(["lsp"]) == 2
    assert "pip install pygls" in capsys.readouterr().err
