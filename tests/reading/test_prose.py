"""Markdown becomes blocks of inline parts, which keep what they are."""

from __future__ import annotations

import pytest

from explainers.prose import (
    BlockQuotation,
    Body,
    Cell,
    Citation,
    Cite,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Line,
    LineBreak,
    Link,
    List,
    PageLink,
    Paragraph,
    Picture,
    Quoted,
    Rule,
    Table,
    TermLink,
    Unbroken,
)
from tests.reading.texts import body_of, explainer

A, B = Cite((Citation("a"),)), Cite((Citation("b", (2,)),))
OWN = Cite((Citation("", (), "analysis"),))


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("One. Two [@a].", Paragraph(("One. Two.", A))),
        ("We think so [analysis].", Paragraph(("We think so.", OWN), ours=True)),
        ("It is so [@a]. We think so [analysis].", Paragraph(("It is so.", A, " We think so.", OWN))),
        ("- One [@a].\n- Two [analysis].", List(((Line(("One.", A)),), (Line(("Two.", OWN), ours=True),)))),
        ("3. One [@a].", List(((Line(("One.", A)),),), start=3)),
        ("- One [@a].\n\n- Two [@a].", List(((Paragraph(("One.", A)),), (Paragraph(("Two.", A)),)))),
        ("- One:\n    - two [@a]", List(((Line(("One:",)), List(((Line(("two", A)),),))),))),
        ("    1 < 2\n", CodeBlock("1 < 2")),
        ("***", Rule()),
        ('![Rain](images/a.jpg "Ann, CC0")', Figure((Picture("images/a.jpg", "Rain", "Ann, CC0"),))),
        (
            "| A | B |\n|---|--:|\n| 1 | 2 [@a] |",
            Table((Cell(("A",), True), Cell(("B",), True, "right")), ((Cell(("1",)), Cell(("2", A), side="right")),)),
        ),
        (
            "> “Go.”\n>\n> — Ann [@a]",
            BlockQuotation((Paragraph(("Go.",)),), ("Ann", A), (Quoted("Go.", A.citations),), "en"),
        ),
        ("> Go [@a].", BlockQuotation((Paragraph(("Go.", A)),), (), (Quoted("Go.", A.citations),), "en")),
    ],
)  # fmt: skip
def test_a_block_keeps_what_it_is(markdown: str, block: object) -> None:
    assert body_of(explainer(markdown)).blocks == (block,)


@pytest.mark.parametrize(
    ("markdown", "parts"),
    [
        ("A *b **c*** `d`", ("A ", Emphasis(("b ", Emphasis(("c",), strong=True))), " ", Code("d"))),
        ("a  \nb", ("a", LineBreak(), "b")),
        ("[a *b*](https://x.org 'T')", (Link("https://x.org", ("a ", Emphasis(("b",))), "T"),)),
        ("[a]({filename}two.md#b)", (Link(PageLink("explainers/two.md", "b"), ("a",)),)),
        ("<a@x.org>", (Link("mailto:a@x.org", ("a@x.org",)),)),
        ("[[rain|Rain]] & <", (TermLink("rain", "Rain"), " & <")),
        ("[*a* [@b, para. 2] c](https://x.org)", (Link("https://x.org", (Emphasis(("a",)), B, " c")),)),
    ],
)
def test_inline_parts_keep_what_they_are(markdown: str, parts: tuple[object, ...]) -> None:
    (block,) = body_of(explainer(f"{markdown} [@a]")).blocks
    assert block.parts == (*parts, A)


def test_headings_are_known_by_level_id_and_words() -> None:
    body = body_of(
        explainer("## What's *next*?\n\nx [@a]\n\n### So\n\n> ## No\n>\n> x [@a]\n\n- x [@a]\n\n    ## No\n")
    )
    assert [(one.level, one.id, one.text) for one in body.headings] == [
        (2, "whats-next", "What’s next?"),
        (3, "so", "So"),
    ]


def test_no_line_ends_between_a_french_verb_and_its_pronoun_in_a_heading_and_in_words_alone() -> None:
    (heading,) = body_of(explainer("## Que *se passe-t-il* `va-t-il`", "fr")).blocks
    assert isinstance(heading, Heading)
    assert heading.parts == ("Que ", Emphasis(("se passe", Unbroken("-t-il"))), " ", Code("va-t-il"))


def test_words_are_counted_without_citations_and_markup() -> None:
    body = body_of(explainer("## Two words\n\nThree [more](https://x.org) *words* [@a, para. 1].\n\n- One [@a].\n"))
    assert body.words == 6


def test_an_empty_text_has_no_blocks() -> None:
    assert body_of(explainer("<!-- -->")) != Body()
    assert Body().headings == ()
