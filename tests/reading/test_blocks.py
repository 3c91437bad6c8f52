"""A stretch of a block knows its place in the file, whatever parts the block was read from."""

from __future__ import annotations

import pytest

from explainers.problems import Place
from explainers.reading.blocks import Block, place_in

# 'one two' in line 3 from column 5, 'three four' in line 4 from column 1: one text with a space between.
SPANS = ((0, 3, 5), (8, 4, 1))


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 3, Place(3, 5, 3, 8)),
        (4, 7, Place(3, 9, 3, 12)),
        (8, 13, Place(4, 1, 4, 6)),
        (4, 13, Place(3, 9, 4, 6)),
        (7, 8, Place(3, 12, 3, 13)),
        (14, 18, Place(4, 7, 4, 11)),
    ],
)
def test_a_stretch_is_found_in_its_own_line(start: int, end: int, place: Place) -> None:
    assert place_in(SPANS, start, end) == place


def test_an_empty_stretch_has_one_character_so_that_it_can_be_shown() -> None:
    assert place_in(SPANS, 4, 4) == Place(3, 9, 3, 10)


def test_words_before_the_first_part_are_told_where_it_begins() -> None:
    assert place_in(((5, 2, 1),), 0, 7) == Place(2, 1, 2, 3)


def test_a_block_without_parts_is_told_as_a_whole() -> None:
    whole = Place(7, 1, 7, 20)
    assert Block("paragraph", "one two", whole, (), "en").place_of(0, 3) == whole
    assert Block("paragraph", "one two", whole, (), "en", spans=SPANS).place_of(0, 3) == Place(3, 5, 3, 8)
