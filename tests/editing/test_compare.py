"""A source beside its page: unchanged, changed, gone, new; by its text or by its seal alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from explainers.checks.book import NameBook
from explainers.checks.evidence import sealed_facts
from explainers.editing.compare import Comparison, compared
from explainers.model import Corpus, Elsewhere, Quotation, Source
from explainers.reading.openings import openings
from tests.editing.web import PARAGRAPHS

BOOK = NameBook(Corpus({}, {}, {}, {}, {}, {}, {}, {}), ("en",))
FIRST, QUOTED, BOATS, NETS = PARAGRAPHS
BY = pytest.mark.parametrize("by_text", [True, False], ids=["by the text", "by the seal"])


def _source(text: Sequence[str] = PARAGRAPHS, **changes: Any) -> Source:
    sealed = replace(sealed_facts(text, "en", BOOK), opens=openings(text, (), ()).found)
    quotation = Quotation(2, "the quota will be fair to every harbour", "the ministry")
    source = Source(
        "wire", "Herring", "Wire", "2025", "https://w.example/", "en", quotations=(quotation,), sealed=sealed
    )
    return replace(source, **changes)


def _compared(now: Sequence[str], *, by_text: bool, cited: Sequence[int] = (1, 3), **changes: Any) -> Comparison:
    return compared(_source(**changes), now, cited, BOOK, PARAGRAPHS if by_text else None)


def _states(found: Comparison) -> list[str]:
    return [one.state for one in found.paragraphs]


@BY
def test_the_same_page_is_unchanged_to_the_letter(by_text: bool) -> None:
    found = _compared(PARAGRAPHS, by_text=by_text)
    assert (_states(found), found.new, found.is_same, found.lost) == (["unchanged"] * 4, 0, True, ())
    assert [one.cited for one in found.paragraphs] == [True, False, True, False]


@BY
def test_what_stands_around_a_text_changes_nothing(by_text: bool) -> None:
    found = _compared(["By our reporters", *PARAGRAPHS, "More on this"], by_text=by_text)
    assert (_states(found), found.new, found.is_same) == (["unchanged"] * 4, 2, False)


@BY
@pytest.mark.parametrize(
    ("place", "old", "new", "difference"),
    [
        (2, "12 new boats", "20 new boats", "figures: 12 → 20"),
        (2, "Gothenburg", "the coast", "names that aren't there any more: Gothenburg"),
        (1, "every harbour", "every port", "a quotation isn't there word for word any more"),
        (0, "beforehand, Oslo said", "later, Oslo said", "it ends with other words"),
        (0, "The four fishing", "Four fishing", "it begins with other words"),
    ],
)
def test_a_change_is_told_with_what_is_different(
    by_text: bool, place: int, old: str, new: str, difference: str
) -> None:
    now = [*PARAGRAPHS]
    now[place] = now[place].replace(old, new)
    assert now != [*PARAGRAPHS]
    found = _compared(now, by_text=by_text)
    assert [one.number for one in found.paragraphs if one.state == "changed"] == [place + 1]
    assert difference in found.paragraphs[place].differences
    assert bool(found.lost) is (place != 1)


def test_only_the_text_tells_a_change_that_no_seal_shows() -> None:
    now = [FIRST.replace("agreed on a common", "settled on a common"), QUOTED, BOATS, NETS]
    assert _compared(now, by_text=True).paragraphs[0].differences == ("other words",)
    assert _states(_compared(now, by_text=False))[0] == "unchanged"


@BY
def test_a_paragraph_that_is_gone_and_one_that_is_new(by_text: bool) -> None:
    found = _compared([FIRST, "A whole new paragraph that nobody has read before.", QUOTED, NETS], by_text=by_text)
    assert (_states(found), found.new) == (["unchanged", "unchanged", "gone", "unchanged"], 1)
    assert [one.number for one in found.lost] == [3]
    assert _compared([FIRST, QUOTED, NETS], by_text=by_text, cited=()).lost == ()


@BY
def test_paragraphs_in_another_order_are_the_same(by_text: bool) -> None:
    assert _states(_compared([NETS, BOATS, QUOTED, FIRST], by_text=by_text)) == ["unchanged"] * 4


@BY
def test_another_page_is_told_as_such(by_text: bool) -> None:
    found = _compared(["The mayor of Bergen opened a swimming pool.", "It has 3 basins, she said."], by_text=by_text)
    assert (found.is_other, set(_states(found))) == (True, {"gone"})
    assert not _compared(PARAGRAPHS[:2], by_text=by_text).is_other


@BY
def test_what_stands_elsewhere_is_not_looked_for_and_of_a_part_no_end(by_text: bool) -> None:
    elsewhere = (Elsewhere((4,)), Elsewhere((3,), "", "its end"))
    found = _compared([FIRST, QUOTED, BOATS.partition(", and planned")[0]], by_text=by_text, elsewhere=elsewhere)
    assert (_states(found), found.new) == (["unchanged", "unchanged", "unchanged", "elsewhere"], 0)


def test_a_paragraph_of_which_nothing_is_sealed_cannot_be_told() -> None:
    text = ["It rained.", *PARAGRAPHS]
    found = compared(_source(text, quotations=()), PARAGRAPHS[:2], (1,), BOOK)
    assert _states(found) == ["untold", "unchanged", "unchanged", "gone", "gone"]
    assert found.lost == ()


def test_an_enormous_page_is_compared_too() -> None:
    now = [f"Paragraph {number} of the minutes, in which Ann Lee and Bo Ek spoke." for number in range(3_000)]
    assert _states(_compared([*now, *PARAGRAPHS], by_text=True)) == ["unchanged"] * 4
    assert _states(_compared([*now[:300], *PARAGRAPHS], by_text=False)) == ["unchanged"] * 4
