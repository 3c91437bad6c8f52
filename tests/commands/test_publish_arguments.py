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
