"""Markdown becomes the HTML that prose_html.txt says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from explainers.pages.prose_html import _BLOCKS, _PARTS, ClaimEnd, html_of
from explainers.prose import BodyBlock, Inline
from tests.reading.texts import body_of, explainer, shown

TEXT = Path(__file__).with_name("prose_html.txt").read_text(encoding="utf-8")
CASES = re.findall(r"^== (.*)\n((?:.*\n)*?)--\n((?:.*\n)*?)(?=\n*^== |\n*\Z)", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("title", "markdown", "expected"), CASES, ids=[case[0] for case in CASES])
def test_markdown_becomes_what_the_list_of_cases_says(title: str, markdown: str, expected: str) -> None:
    document = explainer(markdown, "fr" if title.startswith("fr: ") else "en")
    assert document.problems == ()
    assert shown(body_of(document)) == expected.strip()


def test_the_list_of_cases_is_read_whole() -> None:
    assert len(CASES) == TEXT.count("\n== ")


def test_whatever_prose_can_hold_can_be_written() -> None:
    assert set(get_args(BodyBlock)) == _BLOCKS.keys()
    assert set(get_args(Inline)) == {str, *_PARTS}


def test_citations_know_the_paragraph_that_they_stand_in_and_whether_it_is_a_table() -> None:
    text = (
        "a [@a]. b [@a].\n\nc [@a].\n\n- d [@a]\n    - e [@a]\n\n| f |\n|---|\n| g [@a] |\n\n> h [@a]\n>\n> — i [@a]\n"
    )
    ends = [hole.line for hole in html_of(body_of(explainer(text)))[1] if isinstance(hole, ClaimEnd)]
    assert [ends.index(line) for line in ends] == [0, 0, 2, 3, 4, 5, 6, 7]
    assert [bool(line) for line in ends] == [True] * 5 + [False] + [True] * 2
