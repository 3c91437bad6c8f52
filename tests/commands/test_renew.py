"""`explainers renew`: seals, names and `translated_from`, made again and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from explainers.cli import main
from tests.commands.conftest import DAY, tree
from tests.repositories import git

PAGE = "content/explainers/neutral-zone.md"
RENEW = ["renew", "--source-text", "texts", *DAY]


def test_names_and_seals_follow_the_list_of_names(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(RENEW) == 0
    assert "nothing has to be renewed" in capsys.readouterr().out
    with (site / "content/names.yaml").open("a", encoding="utf-8") as names:
        names.write("- id: talks\n  forms: {en: [Envoys]}\n")
    assert main(RENEW) == 0
    out = capsys.readouterr().out
    assert "renewed 1 file" in out
    assert "+++ b/content/sources/wire.yaml" in out
    assert main(["check", *DAY]) == 0


def test_a_translation_is_renewed_where_only_spelling_changed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, french = site / PAGE, site / PAGE.replace(".md", ".fr.md")
    wrong = page.read_text(encoding="utf-8").replace("kilometres, the ministry", "kilometers, the ministry")
    page.write_text(wrong, encoding="utf-8")
    assert main(["new", "translation", "explainers/neutral-zone", "fr"]) == 0
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-qm", "One")
    page.write_text(wrong.replace("agreed on", "agreeed on"), encoding="utf-8")
    before = tree(site / "content")
    capsys.readouterr()
    assert main(RENEW) == 0
    told = capsys.readouterr()
    assert "neutral-zone.fr.md: only spelling has changed in the original: 'agreed' is now 'agreeed'" in told.err
    assert "+translated_from: " in told.out
    now = tree(site / "content")
    assert {name for name in now if now[name] != before[name]} == {"neutral-zone.fr.md"}
    page.write_text(wrong.replace("agreed on", "disputed"), encoding="utf-8")
    assert main(RENEW) == 0
    assert "compare the two" in capsys.readouterr().err
    assert french.read_bytes() == now["neutral-zone.fr.md"]
    page.write_text(wrong.replace("agreed on", "agreeed on"), encoding="utf-8")
    keys, body = french.read_text(encoding="utf-8").removeprefix("---\n").split("---\n", 1)
    given = {**yaml.safe_load(keys), "translated_from": before["neutral-zone.fr.md"].decode().split("from: ")[1][:32]}
    french.write_text(f"---\n{json.dumps(given, ensure_ascii=False, default=str)}\n---\n{body}", encoding="utf-8")
    assert main(RENEW) == 1
    told = capsys.readouterr()
    assert "neutral-zone.fr.md: its front matter can't be edited: keys and values are expected here" in told.err


def test_a_text_that_is_another_document_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "texts/wire.txt").write_text("Something else altogether.\n", encoding="utf-8")
    before = tree(site)
    assert main(RENEW) == 1
    assert "looks like another document" in capsys.readouterr().err
    assert tree(site) == before
