"""What all commands share: days and ports are what they should be, a site is named in one way, problems are counted."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from explainers.commands.arguments import add_day, add_site, port, problems_in_words, shown, site_of_options
from explainers.problems import Place, Problem


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(exit_on_error=False)
    add_site(made)
    add_day(made, "the day to build for")
    made.add_argument("--port", type=port)
    return made


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        (["--today", "2026-11-24"], "today", "2026-11-24"),
        (["--today", "20261124"], "today", "2026-11-24"),
        (["--port", "0"], "port", 0),
        (["--port", "65535"], "port", 65535),
        ([], "settings", "pelicanconf.py"),
        ([], "today", None),
    ],
)
def test_an_argument_is_what_was_typed(arguments: list[str], name: str, value: object) -> None:
    assert getattr(parser().parse_args(arguments), name) == value


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--today", "24.11.2026"], "'24.11.2026' isn't a day: write year, month and day, for instance 2026-11-24"),
        (["--today", "2026-02-30"], "'2026-02-30' isn't a day"),
        (["--port", "65536"], "'65536' isn't a port: write a number from 1 to 65535, or 0 for any free one"),
        (["--port", "-1"], "'-1' isn't a port"),
        (["--port", "٣"], "'٣' isn't a port"),
        (["--port", ""], "'' isn't a port"),
    ],
)
def test_what_it_can_not_be_is_told_with_what_to_write(arguments: list[str], message: str) -> None:
    with pytest.raises(argparse.ArgumentError, match=message):
        parser().parse_args(arguments)


def test_a_site_is_named_by_its_settings_with_other_folders_and_another_day(site: Path) -> None:
    (site / "words").mkdir()
    options = parser().parse_args(["--content", "words", "--output", "out", "--today", "2026-11-24"])
    named = site_of_options(options, store="cache")
    assert (named.folders.content, named.folders.output, named.day) == (site / "words", site / "out", "2026-11-24")
    assert named.folders.store.is_relative_to(site / "cache")
    assert site_of_options(parser().parse_args([])).day == "2024-01-01"


def problem(severity: str = "error", *, draft: bool = False) -> Problem:
    return Problem("a", Place(1, 1, 1, 1), "uncited", "", severity=severity, draft=draft)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems"),
        ([problem()], "1 error"),
        ([problem(), problem(), problem("warning")], "2 errors, 1 warning"),
        ([problem(draft=True), problem("warning", draft=True)], "2 problems in drafts"),
    ],
)
def test_problems_are_counted_by_how_bad_they_are(problems: list[Problem], words: str) -> None:
    assert problems_in_words(problems) == words


def test_a_folder_is_shown_from_where_people_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "out/site") == "out/site/"
    assert shown(tmp_path.parent) == f"{tmp_path.parent}/"
    assert shown("https://a.example") == "https://a.example/"
