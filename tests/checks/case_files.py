"""Cases of the rules in `cases/`, which editors can read and add to: a text, and what is found in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from explainers.problems import Problem
from tests.checks.examples import changed, found, site_files, texts, with_body

__all__ = ["Case", "each_case", "finds"]

CASES = Path(__file__).parent / "cases"
CITATION = re.compile(r"\[@[^\]]+\]")


class Case(NamedTuple):
    """A text, where in the site it stands, and what is found: each code with the words that it points at."""

    where: str
    text: str
    expected: tuple[str, ...]


def each_case(name: str) -> pytest.MarkDecorator:
    """Return what runs a test with each case of a file."""
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("@ ")]
    cases = [_case(lines, start) for start in starts]
    return pytest.mark.parametrize("case", cases, ids=[f"line {start + 1}" for start in starts])


def _case(lines: list[str], start: int) -> Case:
    end = next(number for number in range(start, len(lines)) if lines[number].startswith("=>"))
    expected = tuple(sorted(part.strip() for part in lines[end].removeprefix("=>").split(";") if part.strip()))
    return Case(lines[start].removeprefix("@ "), "\n".join(lines[start + 1 : end]), expected)


def finds(case: Case) -> tuple[str, ...]:
    """Return what is found in the site with a case's text in it, as cases write it."""
    files = site_files()
    where, _, about = case.where.partition(", ")
    if "same citation" in about:
        files = with_body(files, f"An original {''.join(CITATION.findall(case.text))}.")
    files = dict(changed(files, where, case.text, about))
    at_hand = texts() if "text at hand" in about else None
    told = found(files, translations=".fr.md" in where, text=at_hand).problems
    ignored = {"translation-missing"} | ({"translation-stale"} if "translated_from" not in case.text else set())
    if "same citation" in about:
        told = tuple(one for one in told if one.path.endswith(".fr.md") and one.code != "translation-differs")
    return tuple(sorted(_shown(one, files) for one in told if one.code not in ignored))


def _shown(problem: Problem, files: dict[str, bytes]) -> str:
    suggestion = f" ({problem.suggestion})" if problem.suggestion else ""
    return f"{problem.code}: {_pointed_at(problem, files)}{suggestion}"


def _pointed_at(problem: Problem, files: dict[str, bytes]) -> str:
    """Return the words of the file that a problem points at."""
    lines = files[problem.path.partition("/")[2]].decode().split("\n")
    place = problem.place
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]
    return f"{lines[place.line - 1][place.column - 1 :]} … {lines[place.end_line - 1][: place.end_column - 1]}"
