"""Scripts and servers rely on exit codes: each number keeps its meaning, and the documentation has them all."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from explainers.exit_codes import ExitCode


def test_each_number_keeps_its_meaning() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0, "PROBLEMS": 1, "USAGE": 2, "OUTSIDE": 3, "UNSUITABLE": 4, "OLDER": 5, "ROLLED_BACK": 6,
        "BROKEN": 7, "BUSY": 75, "INTERRUPTED": 130,
    }  # fmt: skip


def test_an_interruption_ends_as_shells_expect() -> None:
    assert int(ExitCode.INTERRUPTED) == 128 + signal.SIGINT


def test_the_documentation_has_every_code(root: Path) -> None:
    table = (root / "docs/commands.md").read_text(encoding="utf-8")
    documented = {int(number) for number in re.findall(r"^\|\s*`?(\d+)`?\s*\|", table, re.MULTILINE)}
    assert documented == set(map(int, ExitCode))
