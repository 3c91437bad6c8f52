"""Numbers that would be printed otherwise, and sentences that would be headings, are told with what to write."""

from __future__ import annotations

import pytest

from explainers.reading.documents import read_document
from explainers.reading.misread import misread
from tests.reading.texts import LANGUAGES, marked

PAGE = "---\ntitle: About\nsummary: Who.\n---\n"

TOLD = {
    "a year": ("1905. Then came the war.\n", "1905. Then came the war.", "write 1905\\."),
    "a year below a list": (
        "- war\n\n1905. Then came the war.\n1910. Then it went.\n", "1905. Then came the war.", "write 1905\\.",
    ),
    "a number left out": ("1. bread\n3. milk\n4. salt\n", "3. milk", "printed with the number 2,"),
    "a number left out in an item": (
        "1. bread\n    1. rye\n    3. dark\n2. milk\n", "3. dark", "printed with the number 2,",
    ),
    "a number twice": ("1. bread\n2. milk\n2. salt\n", "2. salt", "printed with the number 3,"),
    "a list that counts down": ("3. bread\n2. milk\n1. salt\n", "2. milk", "printed with the number 4,"),
    "in a quotation": ("> 1. bread\n> 3. milk\n", "3. milk", "printed with the number 2,"),
    "an item without words": ("- bread\n-\n- milk\n", "-", "this item has no words"),
    "hyphens below an item": ("- bread\n---\n", "---", "this item has no words"),
    "cells with tabs between": ("a\tb\tc\n1\t2\t3\n", "a\tb\tc", "|---|---|"),
    "a heading in a quotation": ("> ## Bread\n>\n> Milk.\n", "## Bread", "a quotation has no headings"),
    "hyphens below a sentence": (
        "Bread is dear.\n---\n\nMilk is not.\n", "Bread is dear.", "leave a blank line between them",
    ),
    "hyphens below the last sentence": ("Milk.\n\nBread:\n-\n", "Bread:", "leave a blank line between them"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_becomes_something_else_is_told_once_with_what_to_write(name: str) -> None:
    text, words, step = TOLD[name]
    ((start, end, message),) = misread(text)
    assert text[start:end] == words
    assert step in message


@pytest.mark.parametrize(
    "text",
    [
        "1. bread\n1. milk\n1. salt\n",
        "3. bread\n\n4. milk\n\n    They are dear.\n\n    1. rye\n    2. dark\n\n5. salt\n",
        "> 1. bread\n> 2. milk\n\n1. salt\n2. pepper\n\nOr:\n\n1. oil\n2. vinegar\n",
        "9. bread\n10. milk\n",
        "-\tbread\n-\tmilk\n\n1.\tbread\n2.\tmilk\n",
        "- bread\n\n---\n\n> #1 of the charts\n",
        "1905\\. Then came the war.\n",
        "Bread\n---\n\nIt is dear.\n\n---\n\nIs it?\n---\n\nYes.\n",
        "It was founded in\n1905. Then came the war.\n",
        "The two met on 3 May\n2021. A year later they met again.\n",
    ],
)
def test_lists_headings_and_words_as_they_are_meant_are_not_told(text: str) -> None:
    assert list(misread(text)) == []
    assert read_document("content/pages/about.md", (PAGE + text).encode(), LANGUAGES).problems == ()


def test_a_page_has_the_problem_at_its_place() -> None:
    text = f"{PAGE}1. bread\n3. milk\n"
    (problem,) = read_document("content/pages/about.md", text.encode(), LANGUAGES).problems
    assert (problem.code, problem.place.line, marked(text, problem.place)) == ("unread-markdown", 6, "3. milk")
