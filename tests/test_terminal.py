"""Printing on any terminal: no encoding, closed pipe or full disk makes a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building_sites import DAY, ROOT, build
from tests.commands.conftest import site

__all__ = ["site"]

_COMMAND = [sys.executable, "-m", "explainers.cli"]


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def test_what_a_terminal_lacks_is_replaced(site: Path) -> None:
    assert build(site).returncode == 0
    for encoding in ("latin-1", "ascii", "cp1252"):
        environment = _environment(PYTHONIOENCODING=encoding, SOURCE_DATE_EPOCH=DAY)
        ended = subprocess.run([*_COMMAND, "build"], cwd=site, env=environment, capture_output=True, check=False)
        assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)
        assert b"removed ? output/" in ended.stdout, encoding


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_data_is_utf_8_whatever_the_terminal_is(site: Path, form: str) -> None:
    page = site / "content/explainers/neutral-zone.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("15 kilometres", "25 kilometres \N{EM DASH}"), encoding="utf-8")
    told = [
        subprocess.run(
            [*_COMMAND, "check", "--format", form],
            cwd=site,
            env=_environment(PYTHONIOENCODING=encoding),
            capture_output=True,
            check=False,
        ).stdout
        for encoding in ("utf-8", "latin-1")
    ]
    assert told[0] == told[1]
    assert json.loads(told[1].decode("utf-8"))


def test_a_reader_that_has_gone_changes_no_exit_code(site: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*_COMMAND, "check"]
    with os.fdopen(writing, "wb") as pipe:
        ended = subprocess.run(command, cwd=site, env=_environment(), stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, b"Broken" in ended.stderr) == (0, False)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no disk that is always full")  # noqa: PTH110
def test_a_full_disk_under_standard_output_is_told(site: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*_COMMAND, "check"], cwd=site, env=_environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 3
    assert b"No space left on device" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize("program", ["publish.py", "tasks.py"])
@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_other_programs_print_on_any_terminal_too(program: str, encoding: str) -> None:
    command = [sys.executable, str(ROOT / program), "Ωmega → é"]
    ended = subprocess.run(command, env=_environment(PYTHONIOENCODING=encoding), capture_output=True, check=False)
    assert (ended.returncode, b"Traceback" in ended.stderr) == (2, False)


def test_what_publishing_tells_programs_is_utf_8_whatever_the_terminal_is(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "publish.py"), "check", "Ωmega → é", "--format", "json"]
    environment = _environment(PYTHONIOENCODING="latin-1")
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert ended.returncode == 2
    assert "'Ωmega → é'" in json.loads(ended.stdout.decode("utf-8"))["text"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no disk that is always full")  # noqa: PTH110
@pytest.mark.parametrize("words", [("publish.py", "check", "nowhere", "--format", "json"), ("tasks.py", "--list")])
def test_a_full_disk_under_what_other_programs_print_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, str(ROOT / words[0]), *words[1:]]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command, cwd=tmp_path, env=_environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (ended.returncode, "Traceback" in ended.stderr) == (3, False), ended.stderr
    assert ended.stderr.startswith(f"{words[0]}: ")


def test_a_command_without_home_terminal_or_open_streams_ends_well(site: Path) -> None:
    code = "import os, sys; os.close(1); os.close(2); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    command = [sys.executable, "-c", code, "-m", "explainers.cli", "check"]
    bare = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1704067200"}
    assert subprocess.run(command, cwd=site, env=bare, stdin=subprocess.DEVNULL, check=False).returncode == 0
    ascii_only = {**bare, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HOME": ""}
    ended = subprocess.run([*_COMMAND, "check"], cwd=site, env=ascii_only, capture_output=True, check=False)
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("serve", "--port", "99999"), "'99999' isn't a port: write a number from 1 to 65535, or 0 for any free one"),
        (("serve", "--port", "abc"), "'abc' isn't a port"),
        (("check", "--today", "tomorrow"), "'tomorrow' isn't a day: write year, month and day, for instance"),
    ],
)
def test_wrong_values_are_told_in_a_sentence(site: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ended = subprocess.run(
        [*_COMMAND, *arguments], cwd=site, env=_environment(), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
