"""What is printed: a line a phase for people, an object an event for programs. Nothing secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from explainers.problems import Problem

__all__ = ["JsonReport", "Report", "TextReport"]


class TextReport:
    """Says it to people."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out, self._err = out, err

    def tell(self, phase: str, text: str, /, **_figures: int | str) -> None:
        """Say what is being done."""
        print(f"{phase:<8} {text}", file=self._out, flush=True)

    def summary(self, text: str, /, **_figures: int | str) -> None:
        """Say how it ended."""
        print(text, file=self._out, flush=True)

    def failure(self, _code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        for problem in problems:
            print(_line(problem), file=self._err)
        print(f"publish.py: {text}", file=self._err, flush=True)


class JsonReport:
    """Says it to programs: one JSON object a line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def tell(self, phase: str, text: str, /, **figures: int | str) -> None:
        """Say what is being done."""
        self._print({"event": phase, "text": text, **figures})

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended."""
        self._print({"event": "summary", "text": text, **figures})

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        for problem in problems:
            self._print({"event": "problem", **_fields(problem)})
        self._print({"event": "failure", "text": text, "exit_code": int(code)})

    def _print(self, value: dict[str, int | str | None]) -> None:
        print(msgspec.json.encode(value).decode(), file=self._out, flush=True)


Report = TextReport | JsonReport


def _line(problem: Problem) -> str:
    better = f" (write {problem.suggestion})" if problem.suggestion else ""
    return f"{problem.path}:{problem.place.line}: error: {problem.message}{better} [{problem.code}]"


def _fields(problem: Problem) -> dict[str, int | str | None]:
    return {
        "path": problem.path,
        "line": problem.place.line,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }
