"""What somebody may have meant is found among what is there, and nothing is said where nothing is near."""

from __future__ import annotations

from explainers.nearest import did_you_mean, nearest


def test_the_nearest_word_is_found_whatever_its_capitals_and_nothing_far_away() -> None:
    assert nearest("PLEDGD", ("planned", "Pledged")) == "Pledged"
    assert nearest("qqq", ("planned", "pledged")) is None
    assert nearest("a", ()) is None


def test_a_slip_in_a_short_word_is_near_and_a_word_with_letters_of_its_own_is_not() -> None:
    assert nearest("apf", ("afp",)) == "afp"
    assert nearest("quota", ("junta",)) is None


def test_a_question_stands_behind_a_sentence_where_something_is_near() -> None:
    assert did_you_mean("orign/main", ("main", "origin/main")) == ". Did you mean 'origin/main'?"
    assert did_you_mean("elsewhere", ("main", "origin/main")) == ""
