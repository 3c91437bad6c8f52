"""`explainers new site`: a site that has no problem from its first moment, in any language."""

from __future__ import annotations

import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from explainers.cli import main
from explainers.interrupts import INTERRUPTED
from explainers.languages import LANGUAGES

DAY = ("--today", "2026-11-24")
MADE = ("--countries", "EC,PE", "--name", "Mirador Andino", "--licence", "CC BY 4.0", *DAY)


def made(folder: Path, languages: str) -> Path:
    assert main(["new", "site", str(folder / "site"), "--languages", languages, *MADE]) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("new"), "es,en")


def test_it_has_no_problem_with_any_language_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for first in LANGUAGES:
        (tmp_path / first).mkdir()
        others = ",".join(one for one in LANGUAGES if one != first)
        site = made(tmp_path / first, f"{first},{others}")
        with chdir(site):
            assert main(["check", *DAY, "--strict"]) == 0, first
        assert "checked content/: no problems\n" in capsys.readouterr().out


def test_a_language_without_an_example_gets_the_english_one(tmp_path: Path) -> None:
    with chdir(made(tmp_path, "pt")):
        assert main(["check", *DAY]) == 0


def test_settings_say_what_was_asked_for(spanish: Path) -> None:
    settings = (spanish / "pelicanconf.py").read_text(encoding="utf-8")
    assert 'SITENAME = "Mirador Andino"\n' in settings
    assert 'EXPLAINER_LANGUAGES = ["es", "en"]\n' in settings
    assert 'EXPLAINER_LICENCE = "CC BY 4.0"' in settings
    publish = (spanish / "publish.py").read_text(encoding="utf-8")
    assert '"https://mirador-andino.example"' in publish
    assert 'PUBLISH_SITE = "mirador-andino-' in publish


def test_publish_answers_an_interruption_before_its_settings_are_read(spanish: Path, tmp_path: Path) -> None:
    (tmp_path / "publish.py").write_bytes((spanish / "publish.py").read_bytes())
    (tmp_path / "pelicanconf.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "publish.py", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 130
    assert ended.stderr.splitlines() == [f"publish.py: {INTERRUPTED}"]


def test_countries_have_their_capital_in_each_language_and_addresses_without_accents(spanish: Path) -> None:
    countries = spanish / "content/countries"
    assert sorted(file.name for file in countries.iterdir()) == ["ecuador.en.md", "ecuador.md", "peru.en.md", "peru.md"]
    assert "code: PE\ncapital: Lima\nmarker: [-12.04, -77.03]" in (countries / "peru.md").read_text(encoding="utf-8")


def test_the_example_quotes_its_source_word_for_word(spanish: Path) -> None:
    source = (spanish / "content/sources/method.yaml").read_text(encoding="utf-8")
    assert "\n    seal: " in source
    assert "\nsealed:\n" in source


def test_the_first_explainer_takes_the_place_of_the_example(tmp_path: Path) -> None:
    site = made(tmp_path, "es,en")
    with chdir(site):
        assert main(["new", "explainer", "¿Quién paga?", "--countries", "EC", *DAY]) == 0
        assert main(["check", *DAY]) == 0
    assert [file.name for file in (site / "content/explainers").iterdir()] == ["quien-paga.md"]


def test_an_example_that_was_changed_is_kept(tmp_path: Path) -> None:
    site = made(tmp_path, "es,en")
    example = site / "content/explainers/example.en.md"
    example.write_text(example.read_text(encoding="utf-8").replace("Nobody", "No one"), encoding="utf-8")
    with chdir(site):
        assert main(["new", "explainer", "¿Quién paga?", "--countries", "EC", *DAY]) == 0
    names = {file.name for file in (site / "content/explainers").iterdir()}
    assert names == {"quien-paga.md", "example.md", "example.en.md"}


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["new", "site", str(tmp_path), *MADE]) == 4
    assert "'mine.txt'" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_repository_and_an_environment_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "site/.git").mkdir(parents=True)
    (tmp_path / "site/.venv").mkdir()
    assert (made(tmp_path, "en") / "pelicanconf.py").is_file()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "name the countries that it begins with: --countries EC,PE"),
        (("--countries", "ecu"), "Ecuador is 'EC'"),
        (("--countries", "EC", "--languages", "español"), "'español' isn't the code of a language"),
        (("--countries", "EC", "--report", "me@news.example"), "isn't an address for reports"),
        (("--countries", "EC", "--address", "news"), "'news' isn't a site's address"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert main(["new", "site", str(tmp_path / "site"), *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert not any((tmp_path / "site").glob("*"))
