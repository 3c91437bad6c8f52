"""A language without interface texts is told once, with the command that makes its file."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

from explainers.catalogues import untranslated
from explainers.cli import main
from tests.building_sites import build, site_copy


def test_only_languages_without_words_are_told() -> None:
    assert untranslated(("en", "fr", "de-AT", "es", "pt-BR"), ("pt-BR",)) == ()
    [told] = untranslated(("en", "pt-BR"), ())
    assert "'explainers new words pt-BR' makes locale/pt_BR/LC_MESSAGES/explainers.po" in told


def test_a_sites_own_words_are_on_its_pages(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('["en"]', '["en", "pt"]'), encoding="utf-8")
    told = build(site).stderr
    assert told.count("explainers new words pt") == 1
    with chdir(site):
        assert main(["new", "words", "pt"]) == 0
        assert main(["new", "words", "pt"]) == 2  # nothing is written over
    own = site / "locale/pt/LC_MESSAGES/explainers.po"
    empty = own.read_text(encoding="utf-8")
    own.write_text(empty.replace('"Glossary"\nmsgstr ""', '"Glossary"\nmsgstr "Glossário"'), encoding="utf-8")
    assert "new words" not in build(site).stderr
    assert "<h1>Glossário</h1>" in (site / "output/pt/glossary/index.html").read_text(encoding="utf-8")
    own.write_text(empty + "rubbish\n", encoding="utf-8")
    broken = build(site)
    assert broken.returncode == 2
    assert "locale/pt/LC_MESSAGES/explainers.po can't be read" in broken.stderr
