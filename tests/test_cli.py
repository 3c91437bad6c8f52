"""The command lists its commands, runs one, and ends with an exit code and never with a traceback."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from explainers import cli
from explainers.cli import main
from explainers.exit_codes import ExitCode
from explainers.failures import CommandError
from tests.building_sites import ROOT

COMMANDS = ("build", "serve", "check", "new", "source", "gallery")


def stopped(monkeypatch: pytest.MonkeyPatch, run: BaseException | int) -> int:
    """Return the exit code where a command ends with a number, or is stopped by an exception."""

    def work(options: argparse.Namespace) -> int:
        assert options.command == "any"
        if isinstance(run, BaseException):
            raise run
        return run

    monkeypatch.setattr(cli, "_options", lambda words: argparse.Namespace(command=words[0], run=work))
    return main(["any"])


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == ExitCode.DONE
    listed = capsys.readouterr().out
    assert all(f"\n    {command} " in listed for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == ExitCode.DONE
    assert f"usage: explainers {command}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["unknown"], ["build", "--unknown"], ["new"], ["check", "--unknown"]])
def test_wrong_usage_is_told_on_standard_error(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == ExitCode.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("usage: explainers")


@pytest.mark.parametrize(
    ("run", "code", "words"),
    [
        (0, ExitCode.DONE, ""),
        (1, ExitCode.PROBLEMS, ""),
        (CommandError("a sentence"), ExitCode.USAGE, "a sentence"),
        (OSError(5, "Input/output error", "file"), ExitCode.OUTSIDE, "file"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "explainers"),
    ],
)
def test_what_stops_a_command_is_a_sentence_and_an_exit_code(
    run: BaseException | int, code: ExitCode, words: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert stopped(monkeypatch, run) == code
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_the_module_itself_loads_nothing_that_takes_time() -> None:
    code = "import sys, explainers.cli; print(*sorted({'argparse', 'msgspec', 'pelican', 'typing'} & {*sys.modules}))"
    told = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


def test_at_its_end_the_program_looks_for_no_garbage_in_what_is_left() -> None:
    code = "import gc, sys, explainers.cli as cli; sys.argv[1:] = ['--help']; cli.main(); print(len(gc.get_objects()))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(told.stdout.splitlines()[-1]) < 700  # how many are looked through while they are new
