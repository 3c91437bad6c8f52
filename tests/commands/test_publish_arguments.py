"""What can be asked of `publish.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.publish_office import Office, Printed


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish",),
        ("releases", "dir:{place}/new", "--format", "sarif"),  # it has no problems to tell
        (),
        ("deploy",),
        ("deploy", "www"),
        ("deploy", "dir:"),
        ("deploy", "ftp:x"),
        ("deploy", "dir:{place}/new"),  # nothing was built
        ("check",),
        ("build", "--site-url", "news.example"),
        ("build", "--site-url", "https://news.example/?x"),
        ("build", "--site-url", "https://[news"),
        ("build", "--colour"),
        ("releases", "dir:{place}/new"),
        ("rollback", "dir:{place}/new"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_a_sentence(
    office: Office, capsys: Printed, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert office.run(*(each.format(place=tmp_path) for each in arguments)) == 2
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "command", [("deploy",), ("rollback",), ("verify",), ("doctor",), ("unlock",), ("snippet", "nginx")], ids=" ".join
)
def test_a_missing_target_is_told_with_what_it_can_be(
    office: Office, capsys: Printed, command: tuple[str, ...]
) -> None:
    assert office.run(*command) == 2
    told = capsys.readouterr().err
    assert "the target is missing: write dir:PATH, ssh://HOST/PATH" in told
    assert "usage:" not in told


@pytest.mark.parametrize(
    ("command", "option", "wrong", "bounds"),
    [
        ("gc", "--keep", ("0", "-1", "two", "1.5", "", "9" * 5000), "from 1 on"),
        ("deploy", "--max-remove", ("-1", "all", "²"), "from 0 on"),
        ("rollback", "--wait", ("-1", "1s", "9" * 11), "from 0 on"),
        ("verify", "--sample", ("0", "-5"), "from 1 on"),
        ("preview", "--days", ("0", "99999999"), "from 1 to 3650"),
    ],
)
def test_a_number_that_cannot_be_is_told_with_what_can(
    office: Office, capsys: Printed, command: str, option: str, wrong: tuple[str, ...], bounds: str
) -> None:
    for text in wrong:
        assert office.run(command, "dir:www", f"{option}={text}") == 2
        *_, told = capsys.readouterr().err.strip().splitlines()
        assert f"argument {option}: it can't be '{text[:19]}" in told
        assert told.endswith(f"write a whole number {bounds}")
