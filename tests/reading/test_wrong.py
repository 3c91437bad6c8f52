"""Each mistake is told with its code, its place and what to do, as wrong.txt says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainers.reading.documents import read_document
from tests.reading.texts import FRONT, LANGUAGES, told

TEXT = Path(__file__).with_name("wrong.txt").read_text(encoding="utf-8")
CASES = re.findall(r"^== (.*)\n@ (.*)\n((?:.*\n)*?)^--\n((?:\d+ .*\n)*)(?=\n*^== |\n*\Z)", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("title", "where", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_mistake_is_told_at_its_place(title: str, where: str, text: str, expected: str) -> None:
    before, path = "", where
    if where.startswith("body"):
        language = where.removeprefix("body").strip() or "en"
        before = FRONT[language]
        path = "content/explainers/one.md" if language == "en" else f"content/explainers/one.{language}.md"
    elif where == "front":
        before, path = "---\n", "content/explainers/one.md"
        text += "---\nText [@a].\n"
    document = read_document(path, (before + text).encode(), LANGUAGES)
    first = before.count("\n")
    problems = document.problems
    lines = sorted(f"{one.place.line - first} {told(before + text, one)}" for one in problems)
    unnamed = [line for line in lines if not (where == "front" and _is_left_out(line, expected))]
    assert unnamed == sorted(expected.strip("\n").split("\n") if expected.strip() else [])


def _is_left_out(line: str, expected: str) -> bool:
    """Whether a line tells of the keys that a case leaves out to be short."""
    return " missing-key " in line and " missing-key " not in expected


def test_the_list_of_cases_is_read_whole() -> None:
    assert len(CASES) == TEXT.count("\n== ")


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_messages_are_plain_sentences_without_a_full_stop(case: tuple[str, str, str, str]) -> None:
    path = case[1] if case[1].startswith("content/") else "content/explainers/one.md"
    for problem in read_document(path, case[2].encode(), LANGUAGES).problems:
        assert problem.message == problem.message.strip().rstrip(".")
        assert "\n" not in problem.message
        assert problem.excerpt == (case[2].split("\n")[problem.place.line - 1] if problem.excerpt else "")
