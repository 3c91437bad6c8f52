"""Positions of the protocol and places of problems are two names of the same characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainers.positions import Encoding, Lines
from explainers.problems import Place

TEXTS = st.text(st.sampled_from("aé𝄞\r\n\u2028 "), max_size=30)
ENCODINGS: st.SearchStrategy[Encoding] = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(TEXTS, ENCODINGS, st.integers(0, 30))
def test_an_offset_has_one_position_and_one_place(text: str, encoding: Encoding, offset: int) -> None:
    lines = Lines(text, encoding)
    offset = min(offset, len(text))
    line, column = text[:offset].count("\n") + 1, offset - text.rfind("\n", 0, offset)
    assert lines.offset_of(line, column) == offset
    if text[offset - 1 : offset + 1] != "\r\n":  # nobody types between the two
        assert lines.offset(lines.position(offset)) in (offset, len(text[:offset].rstrip("\r")))


@given(TEXTS, ENCODINGS, st.integers(-3, 40), st.integers(-3, 40))
def test_any_position_has_an_offset_in_the_text(text: str, encoding: Encoding, line: int, column: int) -> None:
    assert 0 <= Lines(text, encoding).offset((line, column)) <= len(text)
    start, end = Lines(text, encoding).span(Place(line, column, line, column - 2))
    assert 0 <= start <= end <= len(text)


def test_columns_are_counted_in_the_units_that_were_agreed() -> None:
    text = "a𝄞é[@b\r\nnext"
    assert [Lines(text, one).position(3) for one in ("utf-8", "utf-16", "utf-32")] == [(0, 7), (0, 4), (0, 3)]
    assert list(map(Lines(text).position, Lines(text).span(Place(1, 4, 2, 3)))) == [(0, 4), (1, 2)]
    assert Lines("a\rb").position(2) == (1, 0)  # a line for editors, none for us
