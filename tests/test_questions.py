"""What a result rests on is recorded where it is read; an answer has reads of its own."""

from __future__ import annotations

import pytest

from explainers.questions import Questions, changed_by_day, derived, question, question_name


class Shelf(Questions):
    """A shelf with books; it counts how often it is searched."""

    def __init__(self, day: str = "2026-05-01") -> None:
        super().__init__(day)
        self.searched = 0

    @question
    def has(self, title: str) -> bool:
        self.searched += 1
        self.note(f"spine {title}")
        return title == "atlas"

    @derived
    def count(self, *titles: str) -> int:
        self.searched += 1
        return sum(self.has(title) for title in titles)

    @question
    def broken(self) -> None:
        self.note("spine lost")
        raise OSError("the shelf fell down")

    def lend(self) -> None:
        """Not a question."""


def test_who_asks_a_question_rests_on_its_answer_and_the_answer_on_what_was_read() -> None:
    shelf = Shelf()
    with shelf.recording() as reads:
        assert shelf.has("atlas")
    assert list(reads) == ['has ["atlas"]']
    assert shelf.answer('has ["atlas"]') == (True, {"spine atlas": None})
    assert shelf.searched == 1


def test_who_asks_for_something_derived_rests_on_all_that_was_read_each_time() -> None:
    shelf = Shelf()
    for _ in range(2):
        with shelf.recording() as reads:
            assert shelf.count("atlas", "novel") == 1
        assert list(reads) == ['has ["atlas"]', 'has ["novel"]']
    assert shelf.searched == 3


def test_answers_about_the_whole_are_taken_over_as_far_as_all_that_they_rest_on_stands() -> None:
    before = Shelf()
    before.has("map")
    assert before.count() == 0
    before.hold(("best",), lambda: before.has("atlas"))
    before.hold(("old",), lambda: before.has_come("2026-06-01"))
    for changed, taken in ((set(), ["best", "count", "old"]), ({"spine atlas"}, ["count", "old"])):
        shelf = Shelf()
        shelf.take_over(before, changed)
        assert sorted(name for (name,) in (held for held in shelf.held if isinstance(held, tuple))) == taken
        assert ('has ["atlas"]' in shelf.held) == ("best" in taken)
        assert 'has ["map"]' not in shelf.held, "nobody who was taken over rests on it"
    later = Shelf("2026-06-02")
    later.take_over(before, ())
    assert ("old",) not in later.held


def test_who_asks_for_something_found_once_rests_on_all_that_was_read_for_it() -> None:
    shelf = Shelf()
    for _ in range(2):
        with shelf.recording() as reads:
            assert shelf.once(("first", 1), lambda: shelf.has("atlas"))
        assert list(reads) == ['has ["atlas"]']
    assert shelf.searched == 1


def test_reads_inside_of_a_recording_do_not_reach_the_one_around_it() -> None:
    shelf = Shelf()
    with shelf.recording() as outer:
        shelf.note("a")
        with shelf.recording() as inner:
            shelf.note("b")
    assert (list(outer), list(inner)) == (["a"], ["b"])


def test_who_catches_an_exception_rests_on_what_was_read_before_it() -> None:
    shelf = Shelf()
    with shelf.recording() as reads, pytest.raises(OSError, match="fell down"):
        shelf.broken()
    assert list(reads) == ["broken", "spine lost"]


def test_answers_that_are_let_go_are_found_again() -> None:
    shelf = Shelf()
    assert shelf.has("atlas")
    shelf.let_go("has")
    assert shelf.has("atlas")
    assert shelf.searched == 2
    shelf.let_go("ha")
    assert shelf.has("atlas")
    assert shelf.searched == 2
    for searched in (3, 4):
        shelf.let_go("has")
        assert shelf.has("atlas")
        assert shelf.searched == searched


@pytest.mark.parametrize("name", ["lend", "nothing", "has [", 'has {"a": 1}', "note x"])
def test_what_is_not_a_question_has_no_answer(name: str) -> None:
    with pytest.raises(LookupError):
        Shelf().answer(name)


def test_names_of_questions_hold_their_arguments() -> None:
    assert question_name("today") == "today"
    assert question_name("has", "a b", True) == 'has ["a b",true]'


def test_the_day_is_asked_like_anything_else() -> None:
    shelf = Shelf()
    with shelf.recording() as reads:
        assert (shelf.has_come("2026-05-01"), shelf.has_come("2026-05-02")) == (True, False)
        assert (shelf.has_passed("2026-05-01"), shelf.has_passed("2026-04-30")) == (False, True)
        assert shelf.today() == "2026-05-01"
    assert list(reads) == [
        "has-come 2026-05-01", "has-come 2026-05-02", "has-passed 2026-05-01", "has-passed 2026-04-30", "today",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "now", "changed"),
    [
        ("has-come 2026-05-02", "2026-05-01", "2026-05-02", True),
        ("has-come 2026-05-02", "2026-05-02", "2026-05-03", False),
        ("has-come 2026-05-02", "2026-05-03", "2026-05-01", True),
        ("has-passed 2026-05-02", "2026-05-01", "2026-05-02", False),
        ("has-passed 2026-05-02", "2026-05-02", "2026-05-03", True),
        ("today", "2026-05-01", "2026-05-02", True),
        ("today", "2026-05-01", "2026-05-01", False),
        ("book", "2026-05-01", "2026-05-02", False),
    ],
)
def test_another_day_changes_only_the_answers_that_differ(name: str, before: str, now: str, changed: bool) -> None:
    assert changed_by_day(name, before, now) is changed
