"""A plain line comes to what the general way makes of it."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import assume, given
from hypothesis import strategies as st

from explainers.prose import Heading, TermLink, Unbroken
from explainers.reading import prose
from tests.reading.texts import body_of, explainer, marked

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
    with patch.object(prose, "plain_blocks", return_value=([], False)):
        expected = explainer(text, language)
    assume(all(one.code != "too-deep" for one in expected.problems))  # many marks at the start of a line look like it
    assert document == expected


def test_words_terms_and_citations_of_a_plain_line_know_their_places() -> None:
    document = explainer("“One [@a]”,  two [[three| four five]]: six [@b, para. 2]; [@c] seven.\n")
    block, typed = document.blocks[2], document.data.decode()
    assert block.text == "“One”,  two four five: six seven."
    for words in ("“One", "”,", "two", "four", "five", ": six", "seven."):
        at = block.text.index(words)
        assert marked(typed, block.place_of(at, at + len(words))) == words
    assert [marked(typed, claim.cite_place) for claim in block.claims] == ["[@a]", "[@b, para. 2]; [@c]", "seven."]
    assert marked(typed, block.place) == "“One [@a]”,  two [[three| four five]]: six [@b, para. 2]; [@c] seven."
    assert [marked(typed, one.place) for one in document.references[1:]] == ["a", "three", "b", "c"]
    assert [marked(typed, one.place) for one in document.problems] == ["seven."]


def test_a_plain_line_is_shown_in_parts() -> None:
    (block,) = body_of(explainer("- It's [[one]] [@a], [@b]. « Two »")).blocks
    ((item,),) = block.items
    term, cite = item.parts[1], item.parts[3]
    assert item.parts == ("It’s ", TermLink("one", "one"), ".", cite, " « Two »")
    assert (term.text, [one.source for one in cite.citations]) == ("one", ["a", "b"])


def test_a_plain_heading_keeps_words_together() -> None:
    (block,) = body_of(explainer("## Que se passe-t-il ?", "fr")).blocks
    assert block == Heading(2, "que-se-passe-t-il", "Que se passe-t-il ?", ("Que se passe", Unbroken("-t-il"), " ?"))
