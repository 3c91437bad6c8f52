"""Prose as values: its words, its claims, and the lines that state something."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from explainers.prose import (
    BlockQuotation,
    Body,
    BodyBlock,
    Cell,
    Citation,
    Cite,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Line,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Rule,
    Table,
    TermLink,
    Unbroken,
    claims_in,
    one_line,
    plain_words,
    statements,
)

A, B = Cite((Citation("a"),)), Cite((Citation("b"),))
LEAVES = st.text(min_size=1, max_size=3) | st.sampled_from([
    A, B, TermLink("t", "term"), Code("c <"), Unbroken("-il"), LineBreak(), Picture("images/a.jpg", "alt", "credit"),
])  # fmt: skip


def _nested(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.builds(Emphasis, parts, st.booleans()) | st.builds(Link, st.just("https://x.org"), parts)


PARTS = st.lists(st.recursive(LEAVES, _nested, max_leaves=8), max_size=5).map(tuple)


def test_words_are_plain_with_single_spaces_and_without_what_is_no_word() -> None:
    parts = ("It’s\u00a0a ", Emphasis(("b", A)), LineBreak(), TermLink("c", "term"), Code(" <d>"), Unbroken("-il"), B)
    assert plain_words((*parts, Picture("images/a.jpg", "alt", "credit"))) == "It’s a b term <d>-il"


def test_a_claim_ends_at_its_citation_also_inside_of_markup() -> None:
    parts: tuple[Inline, ...] = ("One ", Emphasis(("two", A, " three"), strong=True), " four", B, " five")
    assert list(claims_in(parts)) == [
        (("One ", Emphasis(("two",), strong=True)), A),
        ((Emphasis((" three",), strong=True), " four"), B),
        ((" five",), None),
    ]


@given(PARTS)
def test_claims_lose_no_word_and_no_citation(parts: tuple[Inline, ...]) -> None:
    found = list(claims_in(parts))
    assert [cite for _, cite in found][-1] is None
    assert "".join(plain_words(claim) for claim, _ in found).replace(" ", "") == plain_words(parts).replace(" ", "")
    assert all(Cite not in map(type, claim) for claim, _ in found)


def test_lines_that_state_something_are_those_of_texts_items_rows_and_quotations() -> None:
    blocks: tuple[BodyBlock, ...] = (
        Heading(2, "h", "Heading", ("Heading",)),
        Paragraph(("One:",)),
        List(((Line(("two", A)), List(((Paragraph(("three", B)),),))),)),
        Table((Cell(("Header",)),), ((Cell(("four",)), Cell(("five", A))),)),
        CodeBlock("code"),
        Rule(),
        Figure((Picture("images/a.jpg", "alt", "credit"),)),
        BlockQuotation((Paragraph(("Six.",)), Paragraph(("Seven.",))), ("Ann", B), (), "en"),
    )
    assert [plain_words(line) for line in statements(blocks)] == [
        "One:", "two", "three", "four five", "Six. Seven. Ann",
    ]  # fmt: skip


@given(PARTS)
def test_prose_that_was_kept_is_the_same(parts: tuple[Inline, ...]) -> None:
    body = Body((Paragraph(parts), List(((Line(one_line((parts, parts))),),)), Table((Cell(parts),), ())), 1)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(body), type=Body) == body
