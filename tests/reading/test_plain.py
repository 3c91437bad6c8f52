"""Plain blocks are told from others, and come to what the general way makes of them."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explainers.reading import prose
from explainers.reading.plain import plain_blocks
from tests.reading.texts import explainer

PIECES = st.sampled_from([
    "one", "two ", " three", ", ", ". ", ".", ": ", ":x", " ;", "»", '"four"', "it's", "5 May", "\u00a0", "  ", "\n",
    "\n\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "## ", "### ", "#", "- ", "\n- ", "+ ", "1. ", "> ", "    ", "*six* ",
    "[@a]", " [@a].", "[@b, para. 2]", " [@b, paras. 1–3, pledged]. ", "[@a; @c]", "[@a, para. x]", "[analysis]",
    "[[t]] ", "[[t|two words]]", "[[]]", "[x](https://x.org)", "[x](a\n\nb)", "<b>", "<i\n\n>", "&amp;", "\\*", "— ",
    "a) ", "(1) ", "%%", "5 % ", "++", "```\nseven\n```\n", "\t", "[r]", "[r]: https://x.org", "…", "(", "@stray ",
])  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["en", "fr"]))
def test_plain_blocks_are_read_as_all_others_are(text: str, language: str) -> None:
    document = explainer(text, language)
    with patch.object(prose, "plain_blocks", return_value=[]):
        expected = explainer(text, language)
    assume(all(one.code != "too-deep" for one in expected.problems))  # many marks at the start of a line look like it
    assert document == expected


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
    assert [block.tag for block in plain_blocks(text)] == tags


def test_a_plain_block_knows_where_it_stands_and_what_is_marked_in_it() -> None:
    text = "\n\nOne [@a].\n\n- two [[three|four]]\n- five"
    paragraph, items = plain_blocks(text)
    assert [text[one.start : one.end] for one in (paragraph, *items.lines)] == [
        "One [@a].", "two [[three|four]]", "five",
    ]  # fmt: skip
    assert [mark.typed for block in (paragraph, items) for line in block.lines for mark in line.marks] == [
        "[@a]", "[[three|four]]",
    ]  # fmt: skip
    (term,) = items.lines[0].marks
    assert (term.kind, term.term, term.words) == ("term", "three", "four")
