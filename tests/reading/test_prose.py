"""Markdown becomes what prose.txt says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reading.texts import body_of, explainer, shown

TEXT = Path(__file__).with_name("prose.txt").read_text(encoding="utf-8")
CASES = re.findall(r"^== (.*)\n((?:.*\n)*?)--\n((?:.*\n)*?)(?=\n*^== |\n*\Z)", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("title", "markdown", "expected"), CASES, ids=[case[0] for case in CASES])
def test_markdown_becomes_what_the_list_of_cases_says(title: str, markdown: str, expected: str) -> None:
    document = explainer(markdown, "fr" if title.startswith("fr: ") else "en")
    assert document.problems == ()
    assert shown(body_of(document).prose.parts) == expected.strip()


def test_the_list_of_cases_is_read_whole() -> None:
    assert len(CASES) == TEXT.count("\n== ")


def test_headings_are_known_by_level_id_and_words() -> None:
    body = body_of(explainer("## What's *next*?\n\nx [@a]\n\n### So\n\n> ## No\n>\n> x [@a]\n"))
    assert [(one.level, one.id, one.text) for one in body.headings] == [
        (2, "whats-next", "What’s next?"),
        (3, "so", "So"),
    ]


def test_words_are_counted_without_citations_and_markup() -> None:
    body = body_of(explainer("## Two words\n\nThree [more](https://x.org) *words* [@a, para. 1].\n\n- One [@a].\n"))
    assert body.words == 6


def test_strings_of_html_are_joined_between_parts() -> None:
    parts = body_of(explainer("One *two* [@a]. Three [@b].\n\nFour [@c].\n")).prose.parts
    assert [type(part).__name__ for part in parts] == ["str", "Cite"] * 3 + ["str"]
