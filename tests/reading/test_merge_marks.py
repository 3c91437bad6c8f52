"""A merge that isn't finished is told as what it is, in any file, and nothing that comes of it."""

from __future__ import annotations

import pytest

from explainers.reading.documents import read_document
from tests.reading.texts import FRONT, LANGUAGES

MERGED = "<<<<<<< HEAD\n{0}\n=======\n{1}\n>>>>>>> main\n"
BASE = "<<<<<<< HEAD\n{0}\n||||||| 1a2b3c4\n\n=======\n{1}\n>>>>>>> 5d6e7f8 (Say how many)\n"


def codes(path: str, text: str) -> list[tuple[int, str]]:
    return [(one.place.line, one.code) for one in read_document(path, text.encode(), LANGUAGES).problems]


@pytest.mark.parametrize("marks", [MERGED, BASE])
@pytest.mark.parametrize(
    ("path", "before", "ours", "theirs"),
    [
        ("content/explainers/one.md", FRONT["en"], "It is «so».", "| a |"),
        ("content/explainers/one.fr.md", "", "---\ntitle: Un", "---\ntitle: [Deux"),
        ("content/explainers/one.md", "---\n", "title: One", "titel: Two"),
        ("content/events.yaml", "", "- id: a", "  - {id: b"),
        ("content/names.yaml", "- {id: a, forms: {en: [A]}}\n", "", "- {id: b, forms: {en: [B]}}"),
        ("content/sources/afp.yaml", "title: One\n", "language: en", "language: fr"),
    ],
)
def test_an_unfinished_merge_is_told_at_its_first_line_and_nothing_that_comes_of_it(
    path: str, before: str, ours: str, theirs: str, marks: str
) -> None:
    text = before + marks.format(ours, theirs) + "\n\tLast [@nobody].\n"
    assert codes(path, text) == [(before.count("\n") + 1, "merge-conflict")]


def test_a_draft_that_is_being_merged_stays_one() -> None:
    text = "---\n" + MERGED.format("status: draft", "status: hidden") + "---\n"
    assert read_document("content/explainers/one.md", text.encode(), LANGUAGES).status == "draft"


@pytest.mark.parametrize("words", ["<<<<<<< HEAD", ">>>>>>> a\n\n=======\n\n<<<<<<< b", "    " + MERGED])
def test_what_only_looks_alike_is_no_merge(words: str) -> None:
    assert "merge-conflict" not in {code for _, code in codes("content/explainers/one.md", FRONT["en"] + words)}
