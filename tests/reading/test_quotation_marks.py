"""What of a text is somebody's words, and what is cited for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.prose import BlockQuotation
from explainers.reading.quotation_marks import has_words, in_marks, quoted_in
from tests.reading.texts import body_of, explainer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “yes”.", ["yes"]),
        ('He said "yes" and "no".', ["yes", "no"]),
        ("Il a dit « oui », puis «non».", ["oui", "non"]),
        ("Er sagte „ja“.", ["ja"]),
        ("“He said ‘no’ to all”", ["He said ‘no’ to all"]),
        ("« Il a dit “non” hier »", ["Il a dit “non” hier"]),
        ("“One.\n\n“Two.”", ["One.", "Two."]),
        ("A 5\" pipe, and 'nothing' else", []),
    ],
)
def test_marks_of_all_kinds_are_found_the_outermost_ones(text: str, words: list[str]) -> None:
    found = in_marks(text)
    assert [text[one.start : one.end].strip() for one in found] == words
    assert all(one.closed for one in found)


@pytest.mark.parametrize("text", ["“never closed", "closed” only", 'one " mark', "« ouvert", "“one\n\nparagraph”"])
def test_a_mark_without_a_partner_is_told_as_such(text: str) -> None:
    assert not all(one.closed for one in in_marks(text))


@given(st.text(alphabet='“”„«»" \n1a', max_size=40))
def test_any_marks_give_stretches_in_order_that_do_not_overlap(text: str) -> None:
    found = in_marks(text)
    ends = [0]
    for one in found:
        assert ends[-1] <= one.start <= one.end <= len(text)
        ends.append(one.end)


def test_very_many_marks_are_answered() -> None:
    """An answer whose time grew with the square of the text would take minutes here."""
    for text in ("“" * 200_000, "“" * 100_000 + "»" * 100_000, '"' * 200_001, "“\n\n" * 50_000):
        assert not all(one.closed for one in in_marks(text))


def _found(markdown: str) -> list[tuple[str, str]]:
    """The words that are somebody's in a text of one block, with the keys of what they are cited to."""
    (block,) = (one for one in explainer(markdown).blocks if one.kind in ("paragraph", "quotation"))
    return [(one.words, " ".join(cite.source for cite in one.citations)) for one in quoted_in(block)]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("He said “yes” [@a] and “no” [@b].", [("yes", "a"), ("no", "b")]),
        ("He said “yes [@a] and no” [@b].", [("yes and no", "a b")]),
        ("> Go [@a].", [("Go.", "a")]),
        ("> “Go” [@a]!", [("Go", "a")]),
        ("> “Go”.\n>\n> — Ann [@a]", [("Go", "a")]),
        ("> “*Go*”\n>\n> — Ann [@a]", [("Go", "a")]),
        ("> Go.\n> — Ann, in “The *Times*” [@a]", [("Go.", "a"), ("The Times", "a")]),
        ("> Go [@b].\n>\n> — Ann [@a]", [("Go.", "b")]),
        ("> Go [@b].\n>\n> Stay.\n>\n> — Ann [@a], via [@c]", [("Go.", "b"), ("Stay.", "a")]),
        ("> Go.\n>\n> — Ann [@a], via Bo [@c]", [("Go.", "a")]),
        ("> «Go.\n>\n> Stay».\n>\n> — Ann [@a]", [("Go.", "a"), ("Stay", "a")]),
        ("> “Go.”\n>\n> “Stay.”\n>\n> — Ann [@a]", [("Go.", "a"), ("Stay.", "a")]),
        ("> “Go,” she said, “and stay.” [@a]", [("“Go,” she said, “and stay.”", "a")]),
        ("> He said “no” [@a].", [("He said “no”.", "a")]),
        ("> “Go” … “stay” [@a]", [("Go", "a"), ("stay", "a")]),
        ("> - Go\n> - stay `now`\n>\n> — Ann [@a]", [("Go", "a"), ("stay now", "a")]),
        ("> > Go\n>\n> — Ann [@a]", [("Go", "a")]),
        ("> Go\n>\n> …\n>\n> stay [@a]", [("Go", "a"), ("stay", "a")]),
        ("> … [@a]", [("…", "a")]),
        ("> Go [analysis].", [("Go.", "")]),
    ],
)
def test_words_are_found_with_what_is_cited_for_them(markdown: str, found: list[tuple[str, str]]) -> None:
    assert _found(markdown) == found


@pytest.mark.parametrize("text", ["a", "9", "“é”", "— 5"])
def test_letters_and_digits_make_words(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", ".", "…", "[…]", "“”", "?!", "_"])
def test_punctuation_makes_none(text: str) -> None:
    assert not has_words(text)


def test_the_block_on_the_page_asks_for_the_words_that_the_rules_ask_for_without_its_speakers_line() -> None:
    markdown = "> Go.\n>\n> “Stay.” [@b]\n>\n> — Ann, in “The Times” [@a]"
    (block,) = body_of(explainer(markdown)).blocks
    assert isinstance(block, BlockQuotation)
    shown = [(one.words, " ".join(cite.source for cite in one.citations)) for one in block.quoted]
    assert [*shown, ("The Times", "a")] == _found(markdown)


WORDS = st.lists(st.sampled_from(["go", "“", "”", '"', "«", "»", ",", "…", "\n>\n> ", " ", "*stay*", "\n> — Ann"]))


@given(WORDS)
def test_no_word_of_a_block_quotation_is_left_out(pieces: list[str]) -> None:
    for block in explainer(f"> x{''.join(pieces)} [@a]").blocks:
        if block.kind != "quotation":
            continue
        found, end = quoted_in(block), len(block.text) if block.caption is None else block.caption
        inside = [one for one in found if one.start < end]
        text = list(block.text[:end])
        for one in inside:
            text[one.start : one.end] = " " * (one.end - one.start)
        assert not has_words("".join(text)) or not all(one.closed for one in inside)
