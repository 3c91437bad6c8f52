"""What stands in quotation marks, and what *word for word* means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.checks.quoted import in_marks, nearest_words, stands_in

SEALED = "Relations rest on respect, and they’ve grown in recent years."


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


@pytest.mark.parametrize(
    "words",
    [
        SEALED,
        "relations rest on respect",
        "Rest on respect.",
        "they've grown",
        "relations … in recent years",
        "Relations [...] grown",
        "Relations  rest\non respect,",
    ],
)
def test_words_pass_with_other_spaces_apostrophes_a_capital_and_a_final_stop(words: str) -> None:
    assert stands_in(words, SEALED)


@pytest.mark.parametrize(
    "words",
    [
        "relations rest upon respect",
        "rest Relations",
        "recent years … relations",
        "on respect and they",
        "they",
        "elations rest",
        "they’ve grow",
        "rest on respect; and",
        "RELATIONS rest",
        "",
        "…",
    ],
)
def test_nothing_else_passes(words: str) -> None:
    assert not stands_in(words, SEALED)


@given(
    st.lists(st.sampled_from(["we", "can", "not", "can’t", "agree", "well-known"]), min_size=1, max_size=8), st.data()
)
def test_any_part_that_is_cut_between_words_passes(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert stands_in(" ".join(words[start:end]), " ".join(words))


def test_the_nearest_words_are_those_with_most_in_common() -> None:
    wholes = ["It rained all day in the harbour.", "The zone is a step towards lasting peace, they said."]
    assert nearest_words("a step to a lasting peace", wholes) == "a step towards lasting peace"
    assert nearest_words("nothing of the kind whatever", wholes) is None
