"""Numbers that are a piece of a text by themselves are the figures that are found in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.figures import figures
from explainers.reading.whole_numbers import whole_number


@pytest.mark.parametrize(
    ("piece", "value", "closed"),
    [("400", "400", False), ("(007,", "7", True), ("000", "0", False), ("“12”.", "12", True), ("$5", "5", False)],
)
def test_a_number_with_nothing_but_punctuation_is_whole(piece: str, value: str, closed: bool) -> None:
    found = whole_number(piece)
    assert found is not None
    assert (found.value, found.closed) == (value, closed)


@pytest.mark.parametrize("piece", ["1.8bn", "10-12", "7th", "3,500", "G20", "", "(", "٣", "5\u00a0m"])
def test_anything_else_is_none(piece: str) -> None:
    assert whole_number(piece) is None


@given(st.text("0123456789.,()%-$“”a\u00a0", max_size=6))
def test_a_whole_number_is_the_only_figure_of_its_piece(piece: str) -> None:
    found = whole_number(piece)
    if found:
        assert [(one.value, one.start, one.end) for one in figures(piece, "en")] == [
            (found.value, found.start, found.end)
        ]
