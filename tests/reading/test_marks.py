"""What stands beside Markdown is replaced by one character each, keeps its place, and can be turned back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.marks import MARK, Marked, marked


def marks_of(text: str) -> Marked:
    found = marked(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind", "typed"),
    [
        ("a [@key, para. 2].", "cite", "[@key, para. 2]"),
        ("a [analysis].", "cite", "[analysis]"),
        ("a [key, par. 2] b", "cite", "[key, par. 2]"),
        ("a [[aid]] b", "term", "[[aid]]"),
        ("[a](https://a.example/b_(c))", "link", "https://a.example/b_(c)"),
        ("a <https://a.example> b", "web", "<https://a.example>"),
        ("a <ann@a.example> b", "web", "<ann@a.example>"),
        ("a <b class='c'> d", "html", "<b class='c'>"),
        ("a <!-- b", "html", "<!--"),
        ("a @key b", "stray", "@key"),
        ("a [@key b", "stray", "[@key"),
        ("a [@key\n\nb] c", "stray", "[@key"),
        ("# a {#b}", "attribute", "{#b}"),
        ("[a]: https://a.example", "definition", "https://a.example"),
    ],
)
def test_each_kind_of_mark_is_found_at_its_place(text: str, kind: str, typed: str) -> None:
    (mark,) = marks_of(text).marks
    assert (mark.kind, mark.typed) == (kind, typed)
    assert text[mark.start : mark.end] == typed


@pytest.mark.parametrize(
    "text", ["a \\@key", "ann@a.example", "a < b > c", "a [b] c", "[analysis](x)"[:10] + ":", "{a}", "\\[@key"]
)
def test_other_signs_are_words(text: str) -> None:
    assert marks_of(text).marks == []
    assert marks_of(text).text == text


def test_a_term_has_an_id_and_words() -> None:
    one, other = marks_of("[[aid]] [[Aid worker|those who help]]").marks
    assert (one.term, one.words) == ("aid", "")
    assert (other.term, other.words) == ("Aid worker", "those who help")


def test_nothing_in_fenced_code_is_a_mark() -> None:
    found = marks_of("a [@b].\n\n```\n[@c]\n```\n")
    assert [mark.typed for mark in found.marks] == ["[@b]"]
    assert [fence.code for fence in found.fences] == ["[@c]"]
    assert "@c" not in found.text + found.blank


@given(st.lists(st.sampled_from(["[@a]", "[[b|c]]", "<d>", "{#e}", "\\", "f ", "\n", "](g)", "[", "@h"])).map("".join))
def test_marks_turn_back_into_what_was_typed_and_blanks_keep_all_places(text: str) -> None:
    found = marks_of(text)
    assert found.restored(found.text) == text
    assert len(found.blank) == len(text)
    assert [found.mark(sign) for sign in MARK.findall(found.text)] == found.marks
    assert all(one in (" ", other) for one, other in zip(found.blank, text, strict=True))


def test_a_text_with_more_marks_than_there_are_characters_for_is_not_read() -> None:
    assert marked("@a " * 6400) is not None
    assert marked("@a " * 6401) is None
