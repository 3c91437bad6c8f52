"""Plain blocks are told from others, and their lines are read in pieces."""

from __future__ import annotations

import pytest

from explainers.reading.plain import pieces, plain_blocks


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("One [@a], [[two]].\n\n## Three\n\n- four [@b]\n- five", ["p", "h2", "ul"]),
        ("\n\n\nOne.\n\n\n\nTwo.\n", ["p", "p"]),
        ("One\ntwo", []),
        ("One *two*\n\n[three](https://x.org)\n\n> four\n\n1. five\n\n<b>six</b>\n\n&amp;", []),
        ("– one\n\na) two\n\n(3) three\n\n%%four%%\n\n5 % of five", []),
        ("Five: 5 % of $400, #1.", ["p"]),
        ("- one\n\n- two", []),
        ("- one\n\n    two", []),
        ("> one\n\n- two\n\nThree", ["p"]),
        ("## One ##\n\n## *Two*\n\n# Three", []),
        ("[one](two\n\nthree)", []),
        ("One\n\n```\ntwo\n```", []),
    ],
)
def test_a_block_is_plain_by_itself(text: str, tags: list[str]) -> None:
    assert [block.tag for block in plain_blocks(text)[0]] == tags


def test_a_text_knows_whether_all_of_it_is_plain() -> None:
    assert [plain_blocks(text)[1] for text in ("", "One.\n\n- two\n", "One.\n\n*Two*", "One.\n\n```\n```")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_plain_block_knows_where_it_stands() -> None:
    text = "\n\nOne [@a].\n\n- two [[three|four]]\n- five"
    (paragraph, items), _ = plain_blocks(text)
    assert (text[paragraph.start : paragraph.end], text[items.start :]) == ("One [@a].", "- two [[three|four]]\n- five")
    assert [text[one.start : one.end] for one in (*paragraph.lines, *items.lines)] == [
        "One [@a].", "two [[three|four]]", "five",
    ]  # fmt: skip


def test_the_pieces_of_a_plain_line_are_words_citations_and_terms() -> None:
    text = "One [@a], [[two]] [[three|four]] [analysis]"
    assert pieces(text, 4, len(text)) == [
        ("", "[@a]", "", "", ""),
        (", ", "", "[[two]]", "two", ""),
        (" ", "", "[[three|four]]", "three", "four"),
        (" ", "[analysis]", "", "", ""),
        ("", "", "", "", ""),
    ]
