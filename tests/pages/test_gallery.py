"""The gallery shows each component of a theme in its states, on one page that holds together."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from explainers import cli
from explainers.ownership import LIST_NAME
from explainers.pages.examples import components
from explainers.pages.gallery import gallery
from explainers.pages.templates import Theme


@pytest.fixture(scope="module")
def theme(root: Path) -> Theme:
    return Theme(root / "theme")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_component_and_every_example_is_there(theme: Theme, language: str) -> None:
    page = html.document_fromstring(gallery(theme, language).decode())
    shown = components(theme, language)
    assert page.xpath("//main/div/section/@aria-labelledby") == [component.name for component in shown]
    examples = sum(len(part.examples) for component in shown for part in component.parts)
    assert len(page.xpath("//figure[@class='specimen']")) >= examples > 90


def test_the_interface_texts_are_in_the_language_that_is_asked_for(theme: Theme) -> None:
    assert "In short" in gallery(theme, "en").decode()
    assert "L’essentiel" in gallery(theme, "fr").decode() or "En bref" in gallery(theme, "fr").decode()


def test_ids_stand_once_and_places_are_still_found(theme: Theme) -> None:
    page = html.document_fromstring(gallery(theme).decode())
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    strip = page.xpath("//section[@aria-labelledby='contents']//a/@href")
    assert all(re.match(r"#contents-", href) for href in strip)


def test_the_page_needs_nothing_else_and_its_policy_lets_nothing_in(theme: Theme) -> None:
    text = gallery(theme).decode()
    assert "default-src 'none'" in text
    assert not html.document_fromstring(text).xpath("//link[not(@rel='icon')] | //script | //iframe")


def test_the_same_theme_gives_the_same_bytes(root: Path, theme: Theme) -> None:
    assert gallery(theme) == gallery(Theme(root / "theme"))


# ---- the command ---------------------------------------------------------------------------------


def test_the_command_writes_one_page(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["gallery", "--output", str(tmp_path / "gallery"), "--language", "fr"]) == 0
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
    assert cli.main(["gallery", "--output", "gallery"]) == 2
    assert "badge: show_badge: " in capsys.readouterr().err
    assert not (tmp_path / "gallery").exists()


def test_the_command_knows_the_sites_languages(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["gallery", "--output", "gallery", "--language", "eo"]) == 2
    assert "no language 'eo'" in capsys.readouterr().err
