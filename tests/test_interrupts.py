"""Ctrl-C, a closed terminal, a polite end while a command still loads: one line, exit code 130, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.building_sites import ROOT

# Sends a signal, at the moment when a module is about to be loaded.
_INTERRUPTED = """
import runpy, signal, sys
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            signal.raise_signal({kind})
sys.modules.pop({module!r}, None)
sys.meta_path.insert(0, Interrupts())
sys.argv = {words!r}
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize(
    ("program", "words", "module", "kind"),
    [
        ("explainers", ("explainers/cli.py", "check"), "explainers.terminal", signal.SIGTERM),
        ("explainers", ("explainers/cli.py", "check"), "explainers.commands.serve", signal.SIGINT),
        ("explainers", ("explainers/cli.py", "build"), "explainers.commands.build", signal.SIGHUP),
        ("publish.py", ("publish.py", "check"), "pelicanconf", signal.SIGINT),
        ("publish.py", ("publish.py", "check"), "explainers.commands.publish", signal.SIGHUP),
        ("tasks.py", ("tasks.py", "--list"), "tomllib", signal.SIGINT),
        ("tasks.py", ("tasks.py", "--list"), "explainers.terminal", signal.SIGHUP),
    ],
)
def test_an_interruption_is_one_line(program: str, words: tuple[str, ...], module: str, kind: signal.Signals) -> None:
    code = _INTERRUPTED.format(module=module, kind=int(kind), words=[str(ROOT / words[0]), *words[1:]])
    ended = _ended(code)
    assert (ended.returncode, ended.stdout) == (130, ""), ended.stderr
    assert ended.stderr == (
        f"{program}: Interrupted. What was already written stays; run the same command again to finish.\n"
    )


# What comes where Python can only drop an exception, and what comes when all is done.
_DROPPED = """
class Dropping:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
Dropping()
print("went on")
"""
_LATE = "ignore_interrupts(); signal.raise_signal(signal.SIGTERM); print('done')"
_IGNORED = "signal.raise_signal(signal.SIGHUP); print('went on')"


@pytest.mark.parametrize(
    ("code", "outcome"), [(_DROPPED, (130, "", 1)), (_LATE, (0, "done\n", 0)), (_IGNORED, (0, "went on\n", 0))]
)
def test_an_interruption_is_neither_lost_nor_told_by_python(code: str, outcome: tuple[int, str, int]) -> None:
    start = "import signal; from explainers.interrupts import *; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    ended = _ended(f"{start}answer_interrupts('explainers')\n{code}")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == outcome
    assert "Traceback" not in ended.stderr


def _ended(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
