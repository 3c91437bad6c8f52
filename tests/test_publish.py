"""`publish.py`: settings for Pelican, a command for people, and no need of anything but Python to start it."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import pelicanconf
import publish

ROOT = Path(__file__).resolve().parents[1]
READ = (
    "import json, sys; from pelican.settings import read_settings; s = read_settings(sys.argv[1]);"
    "print(json.dumps({name: s[name] for name in ('SITEURL', 'RELATIVE_URLS', 'SITENAME', 'FEED_DOMAIN')}))"
)


def settings_as_pelican_reads_them(place: Path, **environment: str) -> dict[str, object]:
    command = (sys.executable, "-c", READ, str(ROOT / "publish.py"))
    whole = {**os.environ, **environment}
    done = subprocess.run(command, cwd=place, env=whole, capture_output=True, check=True)
    settings: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return settings


def test_the_overlay_changes_addresses_and_nothing_else() -> None:
    names = {name for name in vars(publish) if name.isupper()}
    changed = {name for name in names if getattr(publish, name) != getattr(pelicanconf, name, None)}
    assert {name for name in changed if not name.startswith("PUBLISH_")} <= {"SITEURL", "RELATIVE_URLS"}
    assert {name for name in vars(pelicanconf) if name.isupper()} <= names


def test_pelican_reads_production_settings_from_it_wherever_it_is_started(tmp_path: Path) -> None:
    settings = settings_as_pelican_reads_them(tmp_path)
    assert str(settings["SITEURL"]).startswith("https://")
    assert settings["RELATIVE_URLS"] is False
    assert settings["SITENAME"] == pelicanconf.SITENAME


def test_the_environment_names_the_address_and_a_last_stroke_does_no_harm(tmp_path: Path) -> None:
    settings = settings_as_pelican_reads_them(tmp_path, SITE_URL="https://desk.example/news/")
    assert settings["SITEURL"] == settings["FEED_DOMAIN"] == "https://desk.example/news"


def test_the_command_lists_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in ("build", "check", "deploy", "releases", "rollback"))
    assert publish.main([]) == 2


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project whose Python has no packages, and whose tasks.py makes one that repeats what it is told."""
    project = tmp_path / "project"
    project.mkdir()
    for name in ("publish.py", "pelicanconf.py"):
        shutil.copy(ROOT / name, project / name)
    shutil.copytree(ROOT / "explainers", project / "explainers", ignore=shutil.ignore_patterns("__pycache__"))
    (project / "tasks.py").write_text(
        "import pathlib, sys\n"
        "python = pathlib.Path(__file__).parent / '.venv' / 'bin' / 'python'\n"
        "assert sys.argv[1:] == ['publish', '--help']\n"
        "python.parent.mkdir(parents=True)\n"
        'python.write_text(\'#!/bin/sh\\nprintf "%s|" "$PWD" "$@"\\nexit 75\\n\')\n'
        f"python.chmod({stat.S_IRWXU})\n"
        "print('help')\n"
    )
    return project


def test_a_bare_python_makes_the_projects_own_and_hands_over_every_word(bare: Path, tmp_path: Path) -> None:
    words = ("deploy", "dir:my site", "--dry-run", "")
    command = (sys.executable, "-S", str(bare / "publish.py"), *words)
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.stdout.split("|")[:-1] == [str(tmp_path), str(bare / "publish.py"), *words]
    assert done.returncode == 75


def test_a_bare_python_that_can_not_make_one_ends_with_its_number(bare: Path) -> None:
    (bare / "tasks.py").write_text("import sys; sys.exit('no network') if len(sys.argv) < 2 else sys.exit(3)")
    command = (sys.executable, "-S", str(bare / "publish.py"), "build")
    assert subprocess.run(command, check=False).returncode == 3
