"""What a run of the command is about: folders and targets as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.commands.publish_office import Office, Printed


def test_folders_that_are_typed_begin_where_they_are_typed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert office.run("build", "--output", "mine") == 0
    assert (elsewhere / "mine/index.html").is_file()
    assert not (office.root / "mine").exists()
    assert office.run("check", "mine") == 0
    assert office.run("deploy", "--output", "mine", "dir:www") == 0
    assert (elsewhere / "www/current/index.html").is_file()
    assert office.run("build") == 0  # the project's own folder, from anywhere
    assert (office.root / "output/index.html").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("deploy", "dir:~nosuchuser/x"),
        ("deploy", "dir:/"),
        ("build", "--output", "/"),
        ("build", "--output", ".."),
        ("check", "~nosuchuser/x"),
        ("build", "--site-url", "https://desk:hunter2@news.alt/"),
        ("deploy", "production"),
    ],
    ids=" ".join,
)
def test_odd_words_are_a_sentence_and_no_traceback(office: Office, capsys: Printed, arguments: tuple[str, ...]) -> None:
    assert office.run(*arguments) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "hunter2" not in printed


def test_a_target_may_have_a_name_in_the_settings(office: Office, capsys: Printed) -> None:
    named = replace(office.project, targets={"production": {"url": office.target}, "old": {"path": "x"}})
    office.project = named
    office.run("build")
    assert office.run("deploy", "production") == 0
    assert office.run("deploy", "old") == 2
    assert "PUBLISH_TARGETS['old'] can't have 'path'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("deploy",), ("plan",), ("snippet", "nginx"), ("releases",), ("verify",)])
def test_a_folder_of_a_user_that_there_is_none_is_a_sentence(
    office: Office, capsys: Printed, command: tuple[str, ...]
) -> None:
    office.run("build")
    assert office.run(*command, "dir:~nobody-has-this-name/x") == 2
    assert "there is no such user on this machine" in capsys.readouterr().err
