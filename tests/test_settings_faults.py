"""A slip in a settings file is one line with its place, under every command that reads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from explainers.settings_faults import fault_of_site_program, settings_fault

CURLY = "NAME = \N{LEFT DOUBLE QUOTATION MARK}News\N{RIGHT DOUBLE QUOTATION MARK}\n"
STRAIGHT = "write straight quotation marks, \" or '"


def fault(folder: Path, text: str | bytes) -> str:
    file = folder / "pelicanconf.py"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BaseException) as wrong:  # noqa: PT011 - whatever a settings file does
        exec(compile(file.read_bytes(), str(file), "exec"), {})
    return settings_fault(wrong.value, str(file))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CURLY, f"line 1, column 8: invalid character '\N{LEFT DOUBLE QUOTATION MARK}' (U+201C): {STRAIGHT}"),
        ("\nNAME = \N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}a", "line 2, column 8: invalid character "),
        ("A = 1\nB = (\n", "line 2, column 5: '(' was never closed"),
        ("A = 1\n  B = 2\n", ": unexpected indent"),
        ("A = 'x\n", "line 1, column 5: unterminated string literal"),
        ("A = 1\nB = C\n", "line 2: NameError: name 'C' is not defined: if these are words, write 'C'"),
        ("A = false\n", "line 1: NameError: name 'false' is not defined: write False"),
        ("A = NULL\n", "line 1: NameError: name 'NULL' is not defined: write None"),
        ("import nothing_of_this_name\n", "line 1: ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("open('/nowhere/x')\n", "line 1: FileNotFoundError: "),
        (b"A = '\xff'\n", "(unicode error) 'utf-8' codec can't decode byte 0xff"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, text: str | bytes, said: str) -> None:
    told = fault(tmp_path, text)
    assert told.startswith("pelicanconf.py, line ")
    assert said in told
    assert "\n" not in told


def run(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run((sys.executable, str(file)), capture_output=True, check=False, text=True)


SITE = """
import sys
sys.path.insert(1, {root!r})
from explainers.interrupts import answer_interrupts
answer_interrupts("publish.py")
from pelicanconf import *
{more}
print("at work")
"""


@pytest.mark.parametrize(
    ("settings", "more", "said"),
    [
        (CURLY, "", "publish.py: its settings can't be used: pelicanconf.py, line 1, column 8: invalid character"),
        ("A = B\n", "", "publish.py: its settings can't be used: pelicanconf.py, line 1: NameError: name 'B' is not"),
        ("A = 1\n", "C = B", "publish.py: its settings can't be used: publish.py, line 7: NameError: name 'B' is not"),
        ("import json\njson.loads('')\n", "", "publish.py: its settings can't be used: pelicanconf.py, line 2: JSON"),
    ],
)
def test_publish_py_ends_with_two_and_one_line(tmp_path: Path, settings: str, more: str, said: str) -> None:
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    (tmp_path / "publish.py").write_text(SITE.format(root=str(Path(__file__).parents[1]), more=more), encoding="utf-8")
    done = run(tmp_path / "publish.py")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(said)


def test_a_fault_of_a_command_keeps_its_traceback(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("", encoding="utf-8")
    more = "from explainers.dates import *\nimport explainers.settings\nexplainers.settings.site_folders({})"
    (tmp_path / "publish.py").write_text(SITE.format(root=str(Path(__file__).parents[1]), more=more), encoding="utf-8")
    done = run(tmp_path / "publish.py")
    assert (done.returncode, "Traceback" in done.stderr) == (1, True)
    assert not fault_of_site_program(ValueError("of nobody's"), str(tmp_path / "publish.py"))
