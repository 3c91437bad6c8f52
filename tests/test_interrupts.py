"""Ctrl-C while a command still loads what it needs: one line, exit code 130, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.building_sites import ROOT

# Raises what Ctrl-C raises, at the moment when a module is about to be loaded.
_INTERRUPTED = """
import runpy, sys
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.modules.pop({module!r}, None)
sys.meta_path.insert(0, Interrupts())
sys.argv = {words!r}
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize(
    ("program", "words", "module"),
    [
        ("explainers", ("explainers/cli.py", "check"), "explainers.terminal"),
        ("explainers", ("explainers/cli.py", "check"), "explainers.commands.serve"),
        ("explainers", ("explainers/cli.py", "build"), "explainers.commands.build"),
        ("publish.py", ("publish.py", "check"), "pelicanconf"),
        ("publish.py", ("publish.py", "check"), "explainers.commands.publish"),
        ("tasks.py", ("tasks.py", "--list"), "tomllib"),
        ("tasks.py", ("tasks.py", "--list"), "explainers.terminal"),
    ],
)
def test_an_interruption_is_one_line(program: str, words: tuple[str, ...], module: str) -> None:
    code = _INTERRUPTED.format(module=module, words=[str(ROOT / words[0]), *words[1:]])
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (130, ""), ended.stderr
    assert ended.stderr == (
        f"{program}: Interrupted. What was already written stays; run the same command again to finish.\n"
    )
