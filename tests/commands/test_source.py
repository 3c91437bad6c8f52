"""`explainers source`: sealing, and how sources stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainers.cli import main


def test_the_text_is_looked_for_where_it_is_kept(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", "seal", "wire"]) == 2
    assert "source-texts/wire.txt' with the source's text: name it with --text" in capsys.readouterr().err
    (site / "source-texts").mkdir()
    (site / "source-texts/wire.txt").write_bytes((site / "texts/wire.txt").read_bytes())
    assert main(["source", "seal", "wire"]) == 0


def test_status_tells_what_is_sealed_used_and_unused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", "status"]) == 0
    told = capsys.readouterr().out
    assert "wire: sealed, 6 paragraphs, cited in" in told
    assert "gazette: not sealed, cited nowhere" in told
    assert "para. 3, sealed: a step towards lasting peace (unused)" in told
    with (site / "content/countries/norway.md").open("a", encoding="utf-8") as file:
        file.write("\nThe ministry saw “lasting peace” [@wire, para. 3].\n")
    assert main(["source", "status", "--format", "json"]) == 0
    wire = json.loads(capsys.readouterr().out)["sources"][1]
    assert wire["quotations"][0]["used"] == ["content/countries/norway.md:9"]
    assert (wire["key"], wire["sealed"], wire["paragraphs"]) == ("wire", True, 6)
