"""A block has the words that were typed, its claims end where something is cited, a lead-in takes what follows."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.prose import Cite, Emphasis, TermLink
from explainers.reading.blocks import Block
from tests.reading.texts import body_of, explainer, marked, told


def terms(part: Any) -> list[TermLink]:
    """Return the links to terms in a body, or in a part of one."""
    if isinstance(part, TermLink):
        return [part]
    parts = (
        part if isinstance(part, tuple) else [getattr(part, name) for name in getattr(part, "__struct_fields__", ())]
    )
    return [one for each in parts for one in terms(each)]


def problems(body: str) -> list[str]:
    document = explainer(body)
    return [told(document.data.decode(), one) for one in document.problems]


def block_of(body: str) -> Block:
    return explainer(body).blocks[2]


def test_claims_run_from_one_citation_to_the_next() -> None:
    block = block_of("One two [@a]; three\n(four [@b], five [@c][@d]). Six [@a], [@b]. Five.\n")
    assert [(claim.text, [one.source for one in claim.citations]) for claim in block.claims] == [
        ("One two;", ["a"]),
        ("three (four,", ["b"]),
        ("five).", ["c", "d"]),
        ("Six.", ["a", "b"]),
        ("Five.", []),
    ]
    assert block.rest == "Five."


def test_a_lead_in_has_the_citations_of_what_follows() -> None:
    block = block_of("One [@a]. Two:\n\n- three [@b]\n- four [@c, para. 1]; five [@b]\n")
    assert block.lead_in
    assert block.rest == ""
    assert [[one.source for one in claim.citations] for claim in block.claims] == [["a"], ["b", "c"]]


def test_a_lead_in_to_a_lead_in_has_the_citations_of_the_last() -> None:
    block = block_of("One:\n\nTwo:\n\n> three [@b]\n")
    assert [one.source for one in block.claims[0].citations] == ["b"]


def test_a_citation_that_is_refused_ends_its_claim_all_the_same() -> None:
    block = block_of("One [@a para 1].\n")
    assert block.rest == ""
    assert [claim.citations for claim in block.claims] == [()]


def test_a_quotation_says_where_its_speaker_begins() -> None:
    block = block_of("> “One.”\n>\n> Two.\n>\n> — Three [@a]\n")
    assert block.text == "“One.”\n\nTwo.\n\n— Three"
    assert block.text[block.caption :] == "— Three"


def test_cells_and_paragraphs_are_parted_by_a_blank_line() -> None:
    assert block_of("| a | b |\n|---|---|\n| c | d [@a] |\n").text == "a\n\nb"
    assert block_of("> a\n>\n> - b\n> - c [@a]\n").text == "a\n\nb\n\nc"


def test_the_words_of_a_block_are_those_that_were_typed() -> None:
    assert block_of('"It\'s"... *50 000* &amp; `a` \\* [@a]\n').text == '"It\'s"... 50 000 & a *'


@pytest.mark.parametrize(
    ("markdown", "before"),
    [
        ("One [@a].", "One."),
        ("One [@a]", "One"),
        ("One [@a]!?", "One!?"),
        ("(One [@a]).", "(One)."),
        ("“One [@a].”", "“One.”"),
    ],
)
def test_readers_see_the_punctuation_before_the_citation(markdown: str, before: str) -> None:
    (block,) = body_of(explainer(markdown)).blocks
    assert (block.parts[0], type(block.parts[1]), len(block.parts)) == (before, Cite, 2)


def test_emphasis_is_kept_and_a_full_stop_behind_it_stays_outside() -> None:
    (block,) = body_of(explainer("It is *so **very** new* [@a].")).blocks
    assert block.parts[:3] == ("It is ", Emphasis(("so ", Emphasis(("very",), strong=True), " new"), strong=False), ".")


def test_a_comma_between_two_citations_is_not_shown() -> None:
    (block,) = body_of(explainer("One [@a], [@b, para. 2]; [@c].")).blocks
    assert block.parts[0] == "One."
    assert [one.source for one in block.parts[1].citations] == ["a", "b", "c"]


def test_a_term_is_its_own_word_or_the_words_behind_its_bar() -> None:
    (block,) = body_of(explainer("[[Rain]] and [[Rain|the\nwater]] [@a].")).blocks
    assert [one for one in block.parts if isinstance(one, TermLink)] == [
        TermLink("rain", "Rain"),
        TermLink("rain", "the water"),
    ]
    assert block_of("[[Rain]] and [[Rain|the\nwater]] [@a].").text == "Rain and the water."


@pytest.mark.parametrize(
    ("markdown", "links"),
    [
        ("A [[aid\nworker]] [@a].", [TermLink("aid-worker", "aid worker")]),
        ("> A [[rain|400\n> drops]] [@a].", [TermLink("rain", "400 drops")]),
        ("- A [[rain|400\n  drops]] [@a].", [TermLink("rain", "400 drops")]),
        ("| A |\n|---|\n| [[rain|400|drops]] [@a] |", [TermLink("rain", "400|drops")]),
        ("A [[rain| ]] [@a].", [TermLink("rain", "rain")]),
        ("A [[rain|400\n\ndrops]] [@a].", []),
    ],
)
def test_a_term_may_go_on_in_the_next_line_of_its_paragraph(markdown: str, links: list[TermLink]) -> None:
    assert terms(body_of(explainer(markdown))) == links


def test_each_word_of_a_term_stands_where_it_was_typed() -> None:
    document = explainer("> A [[rain|400\n>  drops]] [@a].\n")
    block = document.blocks[2]
    for word in ("400", "drops"):
        at = block.text.index(word)
        assert marked(document.data.decode(), block.place_of(at, at + len(word))) == word


def test_a_block_of_our_own_thoughts_alone_is_known_as_ours() -> None:
    for markdown, ours in (
        ("We think so [analysis].", True),
        ("It is so [@a], we think [analysis].", False),
        ("We think so [analysis]. So do they [@a].", False),
    ):
        assert body_of(explainer(markdown)).blocks[0].ours is ours, markdown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## One [@a]\n\nTwo [@a].", ["bad-citation «[@a]»"]),
        ("| One [@a] |\n|---|\n| two [@a] |", ["bad-citation «[@a]»"]),
        ("[](https://a.example) One [@a].", ["empty-value «https://a.example»"]),
        ("[[|One]] [@a].", ["unknown-term «[[|One]]»"]),
        ("One [@a].\n\nTwo *three* [@b]: four.", ["uncited «four.»"]),
        ("One <b>two</b> [@a].", ["raw-html «<b>»", "raw-html «</b>»"]),
    ],
)
def test_what_can_not_stand_in_a_block_is_told_at_its_place(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


def test_what_is_refused_is_shown_as_words() -> None:
    assert block_of("One <b>two</b> [@a].").text == "One <b>two</b>."
