"""Who has only what pip installed can read the documentation."""

from __future__ import annotations

import pytest

from explainers.cli import main
from tests.building_sites import ROOT


def test_the_list_has_every_page_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs"]) == 0
    told = capsys.readouterr()
    shown = told.out + told.err
    assert {file.stem for file in (ROOT / "docs").glob("*.md")} <= set(shown.split())
    assert "writing             Writing an explainer" in shown


@pytest.mark.parametrize("name", ["settings", "settings.md"])
def test_a_page_is_shown_as_it_is(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", name]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/settings.md").read_text(encoding="utf-8")


def test_a_page_that_is_not_there_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "setings"]) == 2
    assert "the documentation has no page 'setings'. Did you mean 'settings'?" in capsys.readouterr().err
