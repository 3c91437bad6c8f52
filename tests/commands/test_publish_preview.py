"""Previews by the command, and a lock that a dead run has left."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tests.commands.publish_office import URL, Office, Printed
from tests.publishing.synthetic import target_in


def test_a_preview_is_hidden_and_beside_what_is_live(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    base = Path(office.target[4:])
    live = target_in(base).live_id()
    assert office.run("preview", office.target, "--name", "b1") == 2
    said = capsys.readouterr().err
    assert said.count("python3 publish.py") == 2
    assert f"'python3 publish.py build --site-url {URL}/previews/b1 --output preview'" in said
    assert f"'python3 publish.py preview {office.target} --name b1 --output preview'" in said
    shown = str(base.parent / "shown")
    assert office.run("build", "--site-url", "http://localhost:8000", "--output", shown) == 0
    assert office.run("deploy", office.target, "--output", shown) == 2, "only previews are for loopback"
    assert office.run("preview", office.target, "--output", shown, "--name", "B 1") == 2
    assert "--name b-1" in capsys.readouterr().err
    assert office.run("preview", office.target, "--output", shown, "--name", "b1") == 0
    assert b'content="noindex"' in (base / "previews/b1/current/index.html").read_bytes()
    assert target_in(base).live_id() == live
    assert office.run("gc", office.target) == 0
    place = target_in(base).preview("b1")
    shown_now = place.live()
    assert shown_now
    place.update(replace(shown_now, expires=shown_now.commit_time))
    capsys.readouterr()
    assert office.run("gc", office.target, "--dry-run") == 0
    assert "preview 'b1' would be removed" in capsys.readouterr().out
    assert office.run("gc", office.target) == 0
    assert not (base / "previews/b1").exists()


def test_a_preview_may_come_before_the_first_release(office: Office, capsys: Printed) -> None:
    assert office.run("preview", office.target, "--name", "first") == 2
    assert f"build --site-url {URL}/previews/first --output preview'" in capsys.readouterr().err
    office.run("build", "--site-url", "http://localhost:8000")
    assert office.run("preview", office.target, "--name", "first") == 0
    assert office.run("releases", office.target) == 2
    office.run("build")
    assert office.run("deploy", office.target) == 0


def test_a_lock_that_ends_by_itself_needs_no_breaking(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    assert office.run("unlock", office.target, "--owner", "x") == 2
    assert "ends with its holder" in capsys.readouterr().err
    assert office.run("doctor", office.target) == 3  # nobody answers there
    assert "MiB are free" in capsys.readouterr().out
