"""Each rule in the body, in a list, in a quotation, in front matter: cases that editors can read, in `cases/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from explainers.problems import Problem
from tests.checks.examples import changed, found, site_files, texts, with_body

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
CITATION = re.compile(r"\[@[^\]]+\]")


class Case(NamedTuple):
    name: str
    where: str
    text: str
    finds: tuple[str, ...]


def _cases() -> Iterator[Case]:
    for file in CASES:
        lines = file.read_text(encoding="utf-8").split("\n")
        place = 0
        while place < len(lines):
            if not lines[place].startswith("@ "):
                place += 1
                continue
            end = next(number for number in range(place, len(lines)) if lines[number].startswith("=>"))
            finds = tuple(sorted(part.strip() for part in lines[end].removeprefix("=>").split(";") if part.strip()))
            text = "\n".join(lines[place + 1 : end])
            yield Case(f"{file.name}:{place + 1}", lines[place].removeprefix("@ "), text, finds)
            place = end + 1


def _pointed_at(problem: Problem, files: dict[str, bytes]) -> str:
    """Return the words of the file that a problem points at."""
    lines = files[problem.path.partition("/")[2]].decode().split("\n")
    place = problem.place
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]
    return f"{lines[place.line - 1][place.column - 1 :]} … {lines[place.end_line - 1][: place.end_column - 1]}"


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: case.name)
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    files = site_files()
    where, _, about = case.where.partition(", ")
    if "same citation" in about:
        cited = "".join(CITATION.findall(case.text))
        files = with_body(files, f"An original {cited}.")
    files = dict(changed(files, where, case.text, about))
    at_hand = texts() if "text at hand" in about else None
    translations = ".fr.md" in where
    told = found(files, translations=translations, text=at_hand).problems
    ignored = (
        {"translation-missing", "translation-stale"} if "translated_from" not in case.text else {"translation-missing"}
    )
    if "same citation" in about:
        told = tuple(one for one in told if one.path.endswith(".fr.md") and one.code != "translation-differs")
    shown = []
    for problem in told:
        if problem.code not in ignored:
            suggestion = f" ({problem.suggestion})" if problem.suggestion else ""
            shown.append(f"{problem.code}: {_pointed_at(problem, files)}{suggestion}")
    assert tuple(sorted(shown)) == case.finds, told
