"""Questions on a terminal, and the defaults where there is none."""

from __future__ import annotations

import io
import sys

import pytest

from explainers.commands.asking import asked, asker


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_where_nobody_sits_at_a_terminal_the_default_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("from a file\n"))
    assert asked(None, asker(), "Which countries?", "NO,SE") == "NO,SE"


@pytest.mark.parametrize(("typed", "answer"), [("FI\n", "FI"), ("\n", "NO,SE"), ("", "NO,SE"), ("  FI \n", "FI")])
def test_a_terminal_is_asked_and_an_empty_answer_is_the_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, answer: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert asked(None, asker(), "Which countries?", "NO,SE") == answer
    assert "Which countries? [NO,SE]: " in capsys.readouterr().err


def test_what_was_given_is_not_asked_for() -> None:
    def ask(question: str, default: str) -> str:
        raise AssertionError(question + default)

    assert asked(" FI ", ask, "Which countries?") == "FI"
