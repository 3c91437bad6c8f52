"""Every value, block, claim and figure knows its place in the file, to the column."""

from __future__ import annotations

import pytest

from explainers.problems import Place
from explainers.reading.documents import Document, read_document
from explainers.reading.figures import figures
from tests.reading.texts import FRONT, LANGUAGES, explainer, marked

BODY = """\
## What of the 11 ministers?

In 12 lines **of 13** [words 14]({filename}two.md "9") with `15` and [[rain|16 drops]] [@afp, para. 99].
They go on: 17 &amp; 18 \\* 19 [@afp, paras. 98, 99]; 20 [@a].

- an item of 21
  that goes on for 22 [@a]
    - 23 in 24 items [@a, para. 9]

    1. 25 of 26 [@a].

> “27 of *28*
> and 29”
>
> — Minister 30 [@a, para. 9]

| 31 | 32 |
|----|----|
| 33 | [34](https://x.org/9) [@a] |
|    | é 35 [@a, para. 9] |

> > 36 [@b]

37 ends it all [@a].
"""
FRONT_MATTER = """\
---
title: "Of 41 \\"things\\" \\u2013 42"
summary: >
  Folded 43
  and 44
date: 2026-01-01
countries: [BF]
key_points: |
  - Point 45
    goes on 46 [@a, para. 9].

  - Loose: 47 [[t|48]] [@a].
unknowns: |2
   - Is it 49? [@a]
changes:
  - date: 2026-01-01
    kind: correction
    was: 'It''s 50, was
      51'
    now: It is 52 [@a, para. 9], and 53 [@a].
---
## 54

55 [@a].
"""
EVENTS = """\
- id: one
  when: 2023-02
  kind: happened
  countries: [BF]
  text: {en: "In 61", fr: En 62}
  cite: "[@afp, para. 9]"
"""


def figures_marked(document: Document) -> dict[str, str]:
    """Return what stands in the file where each figure of the blocks is said to stand."""
    text = document.data.decode()
    return {
        figure.value: marked(text, block.place_of(figure.start, figure.end))
        for block in document.blocks
        for figure in figures(block.text, "en")
    }


def test_figures_of_a_body_stand_where_they_are_said_to() -> None:
    document = explainer(BODY)
    assert not document.problems
    found = figures_marked(document)
    assert found == {str(number): str(number) for number in range(11, 38)}


def test_figures_of_front_matter_stand_where_they_are_said_to() -> None:
    document = read_document("content/explainers/one.md", FRONT_MATTER.encode(), LANGUAGES)
    assert not document.problems
    assert figures_marked(document) == {str(number): str(number) for number in range(41, 56)}


def test_figures_of_data_files_stand_where_they_are_said_to() -> None:
    document = read_document("content/events.yaml", EVENTS.encode(), LANGUAGES)
    assert not document.problems
    assert figures_marked(document) == {"61": "61", "62": "62", "2023-02": "2023-02"}


def test_figures_of_claims_stand_where_they_are_said_to() -> None:
    document = explainer(BODY)
    text = document.data.decode()
    for block in document.blocks:
        for claim in block.claims:
            assert block.text[claim.start : claim.start + len(claim.text)] == claim.text
            for figure in figures(claim.text, "en"):
                start, end = claim.start + figure.start, claim.start + figure.end
                assert marked(text, block.place_of(start, end)) == figure.shown
                assert _holds(block.place_of(claim.start, claim.start + len(claim.text)), block.place_of(start, end))


def _holds(outer: Place, inner: Place) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= (
        outer.end_line,
        outer.end_column,
    )


def test_citations_stand_where_they_are_said_to() -> None:
    document = explainer(BODY)
    text = document.data.decode()
    cites = [marked(text, claim.cite_place) for block in document.blocks for claim in block.claims if claim.citations]
    assert cites[:4] == ["[@afp, para. 99]", "[@afp, paras. 98, 99]", "[@a]", "[@a]"]
    sources = [(marked(text, one.place), marked(text, one.detail)) for one in _of(document, "source")]
    assert sources[:3] == [("afp", "para. 99"), ("afp", "paras. 98, 99"), ("a", "a")]


def _of(document: Document, kind: str) -> list:
    return [reference for reference in document.references if reference.kind == kind]


def test_links_and_terms_stand_where_they_are_said_to() -> None:
    document = explainer("[a]({filename}two.md#three 'T') [[rain|Rain]] ![p](images/a.jpg \"C, D\") [@a].\n")
    text = document.data.decode()
    assert [marked(text, one.place) for one in document.references if one.kind != "country"] == [
        "{filename}two.md#three",
        "rain",
        'images/a.jpg "C, D"',
        "a",
    ]
    assert marked(text, _of(document, "page")[0].detail) == "three"


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def test_blocks_are_of_their_kinds_in_the_order_of_the_file() -> None:
    assert kinds(explainer(BODY))[2:] == [
        "heading", "paragraph", "item", "item", "item", "quotation", "header-row", "row", "row", "quotation",
        "paragraph",
    ]  # fmt: skip
    document = read_document("content/explainers/one.md", FRONT_MATTER.encode(), LANGUAGES)
    assert kinds(document) == [
        "title", "summary", "key-point", "key-point", "unknown", "change-was", "change-now", "heading", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_move_no_place(start: str, end: str) -> None:
    text = FRONT["en"] + "One <b> [@a].\n\nTwo"
    document = read_document("content/explainers/one.md", (start + text.replace("\n", end)).encode(), LANGUAGES)
    assert [(one.place, one.code) for one in document.problems] == [
        (Place(7, 5, 7, 8), "raw-html"),
        (Place(9, 1, 9, 4), "uncited"),
    ]
    assert [one.excerpt for one in document.problems] == ["One <b> [@a].", "Two"]


def test_columns_count_the_characters_of_the_file_in_any_unicode_form() -> None:
    document = explainer("Cafe\u0301 e\u0301 😀 <b> [@a].\n")
    assert [problem.place.column for problem in document.problems] == [12]
    assert document.problems[0].excerpt == "Cafe\u0301 e\u0301 😀 <b> [@a]."
    assert document.blocks[2].text == "Café é 😀 <b>."
