"""What is printed: a line a phase for people, an object an event for programs, a log of SARIF for code scanning, and
the summary of a step for whoever opens a run on GitHub. Nothing secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

import msgspec

from explainers.problems import Problem
from explainers.publishing.gates.codes import CODES
from explainers.reporting import RuleText, as_github, as_sarif, github_notice
from explainers.terminal import echo, echo_data, fail

__all__ = ["GithubReport", "JsonReport", "Report", "SarifReport", "TextReport", "WithStepOutput", "WithStepSummary"]

_MOST: Final = 50  # problems that a step's summary lists


class Report(Protocol):
    """Says what is being done, and how it ended."""

    def tell(self, phase: str, text: str, /, **figures: int | str) -> None:
        """Say what is being done."""

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended."""

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""


class TextReport:
    """Says it to people. `aside`: on standard error, where standard output is for programs."""

    aside = False

    def tell(self, phase: str, text: str, /, **_figures: int | str) -> None:
        """Say what is being done."""
        echo(f"{phase:<8} {text}", err=self.aside)

    def summary(self, text: str, /, **_figures: int | str) -> None:
        """Say how it ended."""
        echo(text, err=self.aside)

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        for problem in problems:
            echo(_line(problem), err=True)
        fail(text, code, "publish.py")


class GithubReport(TextReport):
    """Says it to people who read GitHub's logs: each problem is an annotation, and so is each note.

    `folded` is the name under which what is being done is folded away, so that how it ended stands out; without it,
    nothing is.
    """

    def __init__(self, folded: str = "") -> None:
        self._folded, self._open = folded, False

    def tell(self, phase: str, text: str, /, **figures: int | str) -> None:
        """Say what is being done."""
        if phase == "note":
            echo_data(github_notice(text))
            return
        if self._folded and not self._open:
            echo_data(f"::group::{self._folded}")
            self._open = True
        super().tell(phase, text, **figures)

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended."""
        self._close()
        super().summary(text, **figures)

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        self._close()
        if listed := as_github(tuple(problems)):
            echo_data(listed)
        fail(text, code, "publish.py")

    def _close(self) -> None:
        if self._open:
            echo_data("::endgroup::")
            self._open = False


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


class SarifReport(TextReport):
    """Says it to code scanning: one log of SARIF 2.1.0 on standard output, everything else on standard error.

    `version` is that of this program. Paths in the log are those of the built site, relative to its folder.
    """

    aside = True

    def __init__(self, version: str) -> None:
        self._version = version

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended: a log without results."""
        echo_data(as_sarif((), rule_text=_rule_text, version=self._version))
        super().summary(text, **figures)

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        listed = tuple(problems)
        # Without a problem to show, it is the command that failed; a log must not look like a clean one.
        failed = "" if listed else text
        echo_data(as_sarif(listed, rule_text=_rule_text, version=self._version, failed=failed))
        fail(text, code, "publish.py")


class _Beside:
    """Says it as another report does. What stands below writes something beside it, with `write`."""

    def __init__(self, report: Report, write: Callable[[str], None]) -> None:
        self._report, self._write = report, write

    def tell(self, phase: str, text: str, /, **figures: int | str) -> None:
        """Say what is being done."""
        self._report.tell(phase, text, **figures)

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended."""
        self._report.summary(text, **figures)

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        self._report.failure(code, text, problems)


class WithStepOutput(_Beside):
    """Writes the id of a release as an output of the step, as GitHub reads it: ``release=ID``."""

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended."""
        super().summary(text, **figures)
        if "id" in figures:
            self._write(f"release={figures['id']}\n")


class WithStepSummary(_Beside):
    """Writes the summary of a step, in GitHub's Markdown, under a heading that names the `command`."""

    def __init__(self, report: Report, write: Callable[[str], None], command: str) -> None:
        super().__init__(report, write)
        self._command = command

    def summary(self, text: str, /, **figures: int | str) -> None:
        """Say how it ended."""
        super().summary(text, **figures)
        self._write(_summary(self._command, text, figures))

    def failure(self, code: int, text: str, problems: Iterable[Problem], /) -> None:
        """Say why it ended, after every problem."""
        listed = tuple(problems)
        super().failure(code, text, listed)
        self._write(_failure(self._command, code, text, listed))


def _summary(command: str, text: str, figures: Mapping[str, int | str]) -> str:
    rows = [f"| {_cell(name)} | {_cell(str(value))} |" for name, value in figures.items() if value != ""]
    table = ["", "| what | |", "|---|---|", *rows] if rows else []
    return "\n".join((f"### {_cell(command)}: done", "", _cell(text), *table, "", ""))


def _failure(command: str, code: int, text: str, problems: tuple[Problem, ...]) -> str:
    lines = [f"### {_cell(command)}: not done (exit code {int(code)})", "", _cell(text)]
    if problems:
        lines += ["", "| file | line | what is wrong | code |", "|---|---|---|---|"]
    for problem in problems[:_MOST]:
        said = problem.message + (f" (write {problem.suggestion})" if problem.suggestion else "")
        lines.append(f"| {_cell(problem.path)} | {problem.place.line} | {_cell(said)} | {problem.code} |")
    if len(problems) > _MOST:
        lines += ["", f"… and {len(problems) - _MOST} more: the log has them all."]
    return "\n".join((*lines, "", ""))


def _cell(text: str) -> str:
    """Return a text as Markdown that shows it and nothing else, in one line: names of files may come from strangers.

    >>> _cell("<b>a|b</b>")
    '\\\\<b\\\\>a\\\\|b\\\\</b\\\\>'
    """
    return re.sub(r"([\\`*_\[\]<>|~&#!])", r"\\\1", " ".join(text.split()))


def _rule_text(code: str) -> RuleText | None:
    return RuleText(code, "error", CODES[code]) if code in CODES else None


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
