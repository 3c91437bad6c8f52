"""What is printed: a line a phase for people, an object an event for programs. Nothing secret."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from explainers.problems import Problem
from explainers.reporting import as_github
from explainers.terminal import echo, echo_data, fail

__all__ = ["GithubReport", "JsonReport", "Report", "TextReport"]


class TextReport:
    """Says it to people."""

    def tell(self, phase: str, text: str, /, **_figures: int | str) -> None:
        """Say what is being done."""
        echo(f"{phase:<8} {text}")

    def summary(self, text: str, /, **_figures: int | str) -> None:
        """Say how it ended."""
        echo(text)

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        for problem in problems:
            echo(_line(problem), err=True)
        fail(text, code, "publish.py")


class GithubReport(TextReport):
    """Says it to people who read GitHub's logs: each problem is an annotation."""

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        if listed := as_github(tuple(problems)):
            echo_data(listed)
        fail(text, code, "publish.py")


class JsonReport:
    """Says it to programs: one JSON object a line, in UTF-8."""

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
        echo_data(msgspec.json.encode(value).decode())


Report = TextReport | GithubReport | JsonReport


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
