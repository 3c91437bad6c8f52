"""How paragraphs open and end: as few words as it takes to find them, and never more than may be kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.openings import MOST_WORDS, are_allowed, folded, openings, word_count

NAMED = "ferry lamp stone river cloud north paper glass wheel garden silver anchor meadow winter copper"


def _of(number: int, *, first: str = "Boat", last: str = "now.") -> str:
    """A paragraph of so many words, none of them twice."""
    return " ".join([first, *(f"{NAMED.split()[n % 15]}{n}" for n in range(number - 2)), last])


def _found(
    *paragraphs: str, absent: tuple[int, ...] = (), cut: tuple[int, ...] = (), title: str = ""
) -> dict[int, tuple[str, ...]]:
    return openings(paragraphs, absent, cut, title).found


@pytest.mark.parametrize(
    ("words", "kept"), [(9, ()), (10, (2,)), (15, (3,)), (20, (2, 2)), (25, (3, 2)), (30, (3, 3)), (300, (3, 3))]
)
def test_the_longer_a_paragraph_the_more_is_kept_up_to_three_words_from_either_end(
    words: int, kept: tuple[int, ...]
) -> None:
    assert tuple(map(word_count, _found(_of(words)).get(1, ()))) == kept


def test_words_are_kept_as_they_stand_without_the_signs_around_them() -> None:
    text = f"“Ann’s boat, the  first – says {_of(26, last='it left.”')}"
    assert _found(text) == {1: ("Ann’s boat, the", "wheel23 it left")}


def test_a_paragraph_that_begins_like_another_or_like_the_title_opens_nowhere() -> None:
    one, two = _of(30), _of(29, last="later.")
    found = openings((one, two, _of(30, first="Ship")), (), ())
    assert (list(found.found), found.ambiguous) == ([3], (1, 2))
    assert openings((one,), (), (), "“BOAT  FERRY0 lamp1” in the harbour").ambiguous == (1,)


def test_what_browsers_take_for_the_same_is_the_same() -> None:
    assert folded("“L’Élu”\N{NO-BREAK SPACE}dit") == folded('"l\'elu" dit')
    found = openings((_of(30, first="Élan"), _of(30, first="elan")), (), ())
    assert found.ambiguous == (1, 2)


def test_an_end_that_stands_in_the_paragraph_before_is_left_out() -> None:
    text = " ".join(["Boat", "one", "two", "three", *["they left now"] * 9])
    assert _found(text) == {1: ("Boat one two",)}


def test_of_what_does_not_stand_behind_the_link_nothing_is_kept_and_of_a_part_no_end() -> None:
    texts = [_of(30, first=first) for first in ("Boat", "Ship", "Raft")]
    assert {number: len(ends) for number, ends in _found(*texts, absent=(1,), cut=(2,)).items()} == {2: 1, 3: 2}


def test_a_language_without_spaces_between_words_keeps_nothing() -> None:
    assert _found("四人の漁業大臣がオスロで会談し、ニシンの割当量について合意したと発表した。" * 9) == {}


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=400), max_size=6), st.text(max_size=40))
def test_no_text_makes_it_keep_more_than_it_may(paragraphs: list[str], title: str) -> None:
    found = openings(paragraphs, (), (), title)
    assert not found.found.keys() & set(found.ambiguous)
    for number, ends in found.found.items():
        assert are_allowed(ends, paragraphs[number - 1])
        assert sum(map(word_count, ends)) <= min(MOST_WORDS, word_count(paragraphs[number - 1]) / 5)


def test_more_words_than_may_be_kept_are_told() -> None:
    text = _of(30)
    assert are_allowed(("Boat ferry0 lamp1",), text)
    assert not are_allowed(("Boat ferry0 lamp1", "wheel8 garden9 silver10 anchor11"), text)
    assert not are_allowed(("Ship ferry0",), text)
