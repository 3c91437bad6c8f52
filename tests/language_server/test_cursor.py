"""What is being typed is known from the text before the cursor, finished or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.language_server.cursor import typing_in

CASES = [
    ("They met [@wi", "source", "wi"),
    ("They met [@wire, para. 2; @", "source", ""),
    ("[@wire, ", "paragraph", ""),
    ("[@wire, pa", "paragraph", "pa"),
    ("[@wire, para. ", "number", ""),
    ("[@wire, paras. 1–", "number", ""),
    ("[@wire, paras. 1, 1", "number", "1"),
    ("[@wire, para. 2, ", "care", ""),
    ("[@wire, para. 2, ple", "care", "ple"),
    ("[@wire, párr. 2, ple", "care", "ple"),
    ("a [[neu", "term", "neu"),
    ("[Norway](", "page", ""),
    ("[Norway]({filename}/cou", "page", "{filename}/cou"),
    ("[it]({filename}/explainers/a.md#wh", "heading", "wh"),
    ("![A boat](images/b", "picture", "images/b"),
]
NOTHING = ["", "They met.", "[@wire, para. 2] ", "[a](https://x", "[[term|words", "![x](https://", "[words"]


@pytest.mark.parametrize(("text", "kind", "typed"), CASES)
def test_what_is_typed_is_known_with_where_it_begins(text: str, kind: str, typed: str) -> None:
    found = typing_in(text + " and what follows", len(text))
    assert found is not None
    assert (found.kind, text[found.start :]) == (kind, typed)


def test_what_stands_before_in_a_citation_is_known() -> None:
    found = typing_in("[@other; @wire, paras. 2–4, sa", 30)
    assert found is not None
    assert (found.source, found.paragraphs) == ("wire", (2, 4))
    linked = typing_in("[a]({filename}two.md#x", 22)
    assert linked is not None
    assert linked.page == "{filename}two.md"


@pytest.mark.parametrize("text", NOTHING)
def test_elsewhere_nothing_is_typed(text: str) -> None:
    assert typing_in(text, len(text)) is None


@given(st.text(st.sampled_from("[]()@a,; .1–!{}|#\n-:"), max_size=60), st.integers(0, 60))
def test_any_text_has_an_answer(text: str, offset: int) -> None:
    found = typing_in(text, min(offset, len(text)))
    assert found is None or 0 <= found.start <= min(offset, len(text))
