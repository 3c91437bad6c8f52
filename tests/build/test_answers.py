"""Which of the answers that pages rest on differ from those of the last build, and which are looked for at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from explainers.build.answers import Changes, PageAnswers
from explainers.build.store import Store, opened_store
from explainers.questions import question
from explainers.site.site import Site
from tests.pages.corpora import known

DAY, LATER = "2026-09-17", "2026-09-18"
TALLER, SHIPS, OPEN, NAMED = "taller", 'masts ["sea"]', 'is_open ["2026-09-18"]', 'port ["oslo"]'


class _Fleet(Site):
    """Ships with their masts, and ports; `found` are the questions that were answered."""

    def __init__(self, masts: dict[str, int], day: str = DAY, ports: Iterable[str] = ("oslo",)) -> None:
        site = known()
        super().__init__(site.corpus, site.settings, day)
        self.masts_of, self.ports, self.found = masts, {name: name.title() for name in ports}, list[str]()

    def digest(self, name: str) -> tuple[str, Iterable[str]]:
        self.found.append(name)
        return super().digest(name)

    @question
    def masts(self, ship: str) -> int:
        self.note(f"record ship {ship}")
        return self.masts_of[ship]

    @question
    def taller(self) -> bool:
        return self.masts("sea") > self.masts("sky")

    @question
    def is_open(self, date: str) -> bool:
        return self.has_come(date)

    @question
    def port(self, name: str) -> str:
        self.note(f"record port {name}")
        return self.ports[name]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that knows the answers of a first build, numbered as they were asked: 1 to 5."""
    with opened_store(tmp_path / "s.sqlite", "out") as opened:
        answers = PageAnswers(opened, _Fleet({"sea": 3, "sky": 1}), afresh=True)
        assert answers.of([TALLER]) == (1,)
        assert answers.of([OPEN, NAMED, TALLER]) == (1, 4, 5)
        answers.keep()
        yield opened


def _changed(store: Store, site: Site, *reads: str, day: str = DAY) -> frozenset[int]:
    return PageAnswers(store, site, afresh=False).changed(Changes(frozenset(reads), day))


def test_what_an_answer_rests_on_has_a_number_too(store: Store) -> None:
    kept = {name: (one.number, one.reads) for its in store.answers().values() for name, one in its.items()}
    assert kept == {
        TALLER: (1, (SHIPS, 'masts ["sky"]')),
        SHIPS: (2, ("record ship sea",)),
        'masts ["sky"]': (3, ("record ship sky",)),
        OPEN: (4, ("has-come 2026-09-18",)),
        NAMED: (5, ("record port oslo",)),
    }


def test_where_nothing_reads_differently_nothing_is_looked_for(store: Store) -> None:
    site = _Fleet({"sea": 1, "sky": 9})
    assert _changed(store, site) == frozenset()
    assert _changed(store, site, "record ship land") == frozenset()
    assert site.found == []


def test_an_answer_that_stays_as_it_was_reaches_no_further(store: Store) -> None:
    site = _Fleet({"sea": 3, "sky": 1})
    assert _changed(store, site, "record ship sea") == frozenset()
    assert site.found == [SHIPS]


def test_an_answer_that_differs_reaches_what_rests_on_it_and_ends_where_that_stays(store: Store) -> None:
    site = _Fleet({"sea": 4, "sky": 1})
    assert _changed(store, site, "record ship sea") == {2}
    assert site.found == [SHIPS, TALLER]


def test_a_change_goes_through_answers_to_those_that_rest_on_them(store: Store) -> None:
    assert _changed(store, _Fleet({"sea": 0, "sky": 1}), "record ship sea") == {1, 2}


def test_it_is_the_same_where_it_is_at_hand_which_answers_rest_on_what(store: Store) -> None:
    resting = PageAnswers(store, _Fleet({"sea": 3, "sky": 1}), afresh=False).rested_on()
    for ships, read in (({"sea": 4, "sky": 1}, "sea"), ({"sea": 0, "sky": 1}, "sea"), ({"sea": 3, "sky": 1}, "land")):
        changes = Changes(frozenset([f"record ship {read}"]), DAY)
        site, by_look = _Fleet(ships), _Fleet(ships)
        found = PageAnswers(store, site, afresh=False, resting=resting).changed(changes)
        assert found == PageAnswers(store, by_look, afresh=False).changed(changes)
        assert site.found == by_look.found


def test_without_a_last_reading_each_answer_is_looked_for(store: Store) -> None:
    site = _Fleet({"sea": 3, "sky": 2})
    assert PageAnswers(store, site, afresh=False).changed(None) == {3}
    assert sorted(site.found) == sorted([TALLER, SHIPS, 'masts ["sky"]', OPEN, NAMED])


def test_another_day_reaches_only_what_it_changes(store: Store) -> None:
    before = _Fleet({"sea": 3, "sky": 1}, "2026-09-16")
    assert _changed(store, before) == frozenset()
    assert before.found == []
    after = _Fleet({"sea": 3, "sky": 1}, LATER)
    assert _changed(store, after) == {4}
    assert after.found == [OPEN]


def test_a_question_that_cannot_be_answered_any_more_differs_once_and_again_when_it_can(store: Store) -> None:
    gone = PageAnswers(store, _Fleet({"sea": 3, "sky": 1}, ports=()), afresh=False)
    assert gone.changed(Changes(frozenset(["record port oslo"]), DAY)) == {5}
    gone.keep()
    assert _changed(store, _Fleet({"sea": 3, "sky": 1}, ports=()), "record port oslo") == frozenset()
    assert _changed(store, _Fleet({"sea": 3, "sky": 1}), "record port oslo") == {5}


def test_a_question_that_no_site_knows_any_more_differs_from_its_answer(store: Store) -> None:
    assert PageAnswers(store, known(), afresh=False).changed(None) == {1, 2, 3, 4, 5}


def test_what_is_found_is_kept_for_the_next_build_and_numbers_are_never_given_twice(store: Store) -> None:
    answers = PageAnswers(store, _Fleet({"sea": 4, "sky": 1}), afresh=False)
    answers.changed(Changes(frozenset(["record ship sea"]), DAY))
    assert answers.of(['port ["rome"]', NAMED]) == (5, 6)
    answers.keep()
    again = _Fleet({"sea": 4, "sky": 1})
    assert _changed(store, again, "record ship sea") == frozenset()
    assert PageAnswers(store, again, afresh=False).of_kind("port") == {5: NAMED, 6: 'port ["rome"]'}
    assert PageAnswers(store, again, afresh=False).of_kind("por") == {}


def test_an_answer_may_come_to_rest_on_something_else(store: Store) -> None:
    class Other(_Fleet):
        @question
        def taller(self) -> bool:
            return self.port("rome") == "Rome"

    site = Other({"sea": 3, "sky": 1}, ports=("oslo", "rome"))
    answers = PageAnswers(store, site, afresh=False)
    assert answers.changed(None) == frozenset()
    answers.keep()
    fewer = Other({"sea": 9, "sky": 0}, ports=("oslo",))
    assert _changed(store, fewer, "record port rome") == {1, 6}


def test_a_build_anew_forgets_all_answers(store: Store) -> None:
    answers = PageAnswers(store, _Fleet({"sea": 3, "sky": 1}), afresh=True)
    assert answers.changed(None) == frozenset()
    assert answers.of([NAMED]) == (1,)
    answers.keep()
    assert [name for its in store.answers().values() for name in its] == [NAMED]
