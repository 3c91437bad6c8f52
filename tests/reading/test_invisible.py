"""Signs that look like a space, or like nothing, are named where YAML would trip over them, and let be in words."""

from __future__ import annotations

import pytest

from explainers.reading.documents import read_document
from explainers.reading.invisible import without_invisible
from tests.reading.texts import LANGUAGES, findings, marked

FRONT = "---\ntitle: One\nsummary: Two.\ndate: 2026-01-01\ncountries: [BF]\n---\n\nText [@a].\n"
NBSP = "\u00a0"


def told(text: str, path: str = "content/explainers/one.md") -> list[tuple[int, str, str]]:
    problems = read_document(path, text.encode(), LANGUAGES).problems
    return [(one.place.line, one.code, marked(text, one.place)) for one in problems]


def front(old: str, new: str) -> list[tuple[int, str, str]]:
    assert old in FRONT
    return told(FRONT.replace(old, new, 1))


INVISIBLE = [
    ("title: One", f"title:{NBSP}One", 2),
    ("title: One", f"title: {NBSP}One", 2),
    ("title: One", f"{NBSP}title: One", 2),
    ("title: One", f"title{NBSP}: One", 2),
    ("title: One", "ti\u200dtle: One", 2),
    ("title: One", "\u200etitle: One", 2),
    ("summary: Two.", "summary:\u202fTwo.", 3),
    ("summary: Two.", "summary:\u3000Two.", 3),
    ("---\n\n", f"---{NBSP}\n\n", 6),
    ("---\n\n", f"{NBSP}---\n\n", 6),
    ("---\ntitle", f"---{NBSP}\ntitle", 1),
    ("---\ntitle", f"{NBSP}---\ntitle", 1),
    ("countries: [BF]", f"countries:\n{NBSP}{NBSP}- BF", 6),
    ("countries: [BF]", f"countries:\n  -{NBSP}BF", 6),
    ("date:", f"key_points: |{NBSP}\n  - One [@a].\ndate:", 4),
    ("date:", f"key_points:{NBSP}|\n  - One [@a].\ndate:", 4),
]


@pytest.mark.parametrize(("old", "new", "line"), INVISIBLE)
def test_invisible_signs_in_front_matter_are_named_at_their_line_and_nothing_else_is(
    old: str, new: str, line: int
) -> None:
    found = front(old, new)
    assert {(place, code) for place, code, _ in found} == {(line, "control-character")}
    assert all(not words.isascii() for _, _, words in found)


def test_they_are_named_in_data_files_too() -> None:
    text = f"- id: a\n{NBSP} term: {{en: A}}\n  means: {{en: A.}}\n"
    assert told(text, "content/glossary.yaml") == [(2, "control-character", NBSP)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: One", f"title: « One{NBSP}»"),
        ("title: One", f"title: 10{NBSP}000 francs"),
        ("summary: Two.", f"summary: Deux\u202f? Trois{NBSP}!"),
        ("date:", f"key_points: |\n  - Remarque{NBSP}: un [@a].\ndate:"),
        ("date:", f"key_points: |\n  - Remarque, « un{NBSP}» : deux [@a].\ndate:"),
        ("title: One", "title: می\u200cخواهم"),
        ("Text", f"{NBSP}Text : « a{NBSP}»"),
    ],
)  # fmt: skip
def test_no_break_spaces_in_words_are_let_be(old: str, new: str) -> None:
    assert [one for one in front(old, new) if one[1] != "misquoted"] == []


def test_a_blank_takes_the_place_of_each_so_that_what_follows_stays_where_it_is() -> None:
    typed = f"{NBSP}title:\u202f«{NBSP}One\u202f»\n\u3000- a\n"
    read, problems = without_invisible(findings(typed).file, whole=True)
    assert read.text == f" title: «{NBSP}One\u202f»\n - a\n"
    assert [(one.place.line, one.place.column) for one in problems] == [(1, 1), (1, 8), (2, 1)]


def test_a_file_without_them_is_the_file_that_it_was() -> None:
    file = findings("title: One\n").file
    assert without_invisible(file, whole=True) == (file, ())


def test_a_file_full_of_them_tells_twenty_and_loses_all() -> None:
    read, problems = without_invisible(findings(f"-{NBSP}a\n" * 30).file, whole=True)
    assert (read.text, len(problems)) == ("- a\n" * 30, 20)


def test_below_the_front_matter_nothing_is_changed() -> None:
    text = f"---\ntitle: One\n---\n{NBSP}title:{NBSP}Two\n"
    file = findings(text).file
    assert without_invisible(file, whole=False) == (file, ())
    assert len(without_invisible(file, whole=True)[1]) == 2
