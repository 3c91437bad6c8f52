"""Receipts of a page: numbers, marks, badges, and the source cards at its foot."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from explainers.model import ParagraphNote, Sealed
from explainers.pages.numbered import Numbered
from explainers.pages.page_context import PageContext
from explainers.pages.receipts import ClaimEnds, Receipts, about_source, badge, how_of
from explainers.pages.view_parts import SourceCard
from explainers.pages.whereabouts import locator
from explainers.prose import Attribution, Citation, Cite
from tests.pages.corpora import context, explainer, known, with_records


def _page(language: str = "en", **of_source: Any) -> PageContext:
    """Return the context of an explainer's page; the source is another in some fields."""
    site = known(explainer())
    source = msgspec.structs.replace(site.corpus.sources["gazette"], **of_source)
    second = msgspec.structs.replace(source, key="afp", publisher="AFP", language="fr", archived="https://a.example/1")
    return context(with_records(site, sources={"gazette": source, "afp": second}), "explainer", "herring", language)


def _cite(*paragraphs: int, source: str = "gazette", how: Attribution | None = None) -> Cite:
    return Cite((Citation(source, paragraphs, how),))


def test_the_same_receipt_has_one_number_and_only_its_first_mark_has_an_id() -> None:
    receipts = Receipts(_page())
    cites = (_cite(1), _cite(1, how="said"), _cite(1), _cite(2))
    marks = [receipts.marks(cite).marks[0] for cite in cites]
    assert [(mark.number, mark.id) for mark in marks] == [(1, "m1"), (2, "m2"), (1, ""), (3, "m3")]
    assert marks[0].href == "#r1"


def test_source_cards_stand_in_the_order_in_which_sources_come_with_their_rows() -> None:
    receipts = Receipts(_page())
    for cite in (_cite(4, source="afp"), _cite(), _cite(2, source="afp")):
        receipts.marks(cite)
    afp, gazette = receipts.source_cards()
    assert [(row.number, row.id, row.locator, row.back) for row in afp.rows] == [
        (1, "r1", "para. 4", "#m1"), (3, "r3", "para. 2", "#m3"),
    ]  # fmt: skip
    assert (afp.language, afp.archived) == ("fr", "https://a.example/1")
    assert [row.locator for row in gazette.rows] == ["the report"]
    assert (gazette.title, gazette.language, gazette.archived) == ("Talks <end>", "", "")


def test_the_card_of_one_receipt_is_the_same_on_all_pages_but_for_its_number() -> None:
    page = _page()
    cards = []
    for cites in ((_cite(1),), (_cite(4, source="afp"), _cite(1))):
        receipts = Receipts(page)
        for cite in cites:
            receipts.marks(cite)
        cards.append(receipts.source_cards()[-1])
    first, second = cards
    assert isinstance(first, Numbered)
    assert isinstance(second, Numbered)
    assert first.like is second.like
    assert [(row.id, row.back) for card in (first, second) for row in card.rows] == [("r1", "#m1"), ("r2", "#m2")]


def test_cards_of_claims_that_many_pages_show_stand_behind_the_page_s_own() -> None:
    page = _page()
    claims = [(_cite(3), None), (_cite(4, source="afp"), None), (_cite(3), None), (_cite(5, source="afp"), None)]
    ends, shown = ClaimEnds(page, claims), []
    for before in ((), (_cite(1),), (_cite(3),), (_cite(1), _cite(2))):
        receipts, one_by_one = Receipts(page), Receipts(page)
        for cite in before:
            receipts.marks(cite)
            one_by_one.marks(cite)
        marks = [one_by_one.marks(cite) for cite, _ in claims]
        numbers, new = receipts.of_run(ends)
        assert [one.like for one in ends.marks(receipts.row, new)] == [one.like for one in marks]
        assert numbers == tuple(number for one in marks for number in one.numbers)
        cards = receipts.source_cards()
        assert [_rows_of(one) for one in cards] == [_rows_of(one) for one in one_by_one.source_cards()]
        shown.append((len(cards.own), cards.run))
    assert [own for own, _ in shown] == [0, 1, 1, 1]
    assert shown[1][1] is shown[3][1]


def _rows_of(card: SourceCard | Numbered[SourceCard]) -> list[object]:
    return [card.title, *[(row.number, row.id, row.locator, row.back) for row in card.rows]]


def test_a_row_is_unchecked_while_the_source_is_not_sealed() -> None:
    for sealed, key in ((None, "unchecked"), (Sealed("d", 4), "pledged")):
        receipts = Receipts(_page(sealed=sealed))
        receipts.marks(_cite(1, how="pledged"))
        assert receipts.source_cards()[0].rows[0].badge.key == key


def test_the_margin_names_a_receipt_once_a_paragraph() -> None:
    receipts, margin = Receipts(_page(short="Gazette")), set[int]()
    shown = [receipts.marks(cite, margin=margin).marks[0] for cite in (_cite(1), _cite(1), _cite(2, how="denied"))]
    assert [mark.margin for mark in shown] == ["Gazette, para. 1", "", "Gazette, para. 2"]
    assert [mark.how for mark in shown] == ["", "", "denied"]
    assert margin == {1, 2}
    assert receipts.marks(_cite(), margin=margin).marks[0].margin == "Gazette"
    assert receipts.marks(_cite(3)).marks[0].margin == ""


def test_ends_of_claims_that_look_alike_are_one_value_on_all_pages() -> None:
    page, likes = _page(), []
    for cites in ((_cite(1), _cite(1)), (_cite(2), _cite(1), _cite(1))):
        receipts, margin = Receipts(page), set[int]()
        likes.append([receipts.marks(cite, margin=margin).like for cite in cites])
    (first, again), (_, other_first, other_again) = likes
    assert first is other_first
    assert again is other_again
    assert first != again


def test_a_badge_stands_once_before_marks_and_an_own_thought_has_no_mark() -> None:
    receipts = Receipts(_page())
    twice = Cite((Citation("gazette", (1,), "denied"), Citation("gazette", (2,), "denied"), Citation("gazette", (3,))))
    shown = receipts.marks(twice)
    assert [one.key for one in shown.badges] == ["denied"]
    assert [mark.number for mark in shown.marks] == [1, 2, 3]
    own = receipts.own(Cite((Citation("", (), "analysis"),)))
    assert (own.leads, [one.key for one in own.badges], own.marks) == (True, ["analysis"], ())


def test_a_sum_has_its_own_badge_and_stands_on_its_own_receipt() -> None:
    receipts = Receipts(_page(sealed=Sealed("d", 3)))
    shown = receipts.marks(
        Cite((Citation("gazette", (1,), "pledged", "3 * 400"), Citation("gazette", (1,), "pledged")))
    )
    assert [one.key for one in shown.badges] == ["pledged", "calculated"]
    assert [mark.number for mark in shown.marks] == [1, 2]
    (card,) = receipts.source_cards()
    assert [(row.badge.key, row.sum) for row in card.rows] == [("pledged", "3 × 400"), ("pledged", "")]


@pytest.mark.parametrize(
    ("citation", "default", "how"),
    [
        (Citation("gazette", (1,), "said"), "planned", "said"),
        (Citation("gazette", (1,)), "planned", "planned"),
        (Citation("gazette", (1,)), None, "pledged"),
        (Citation("gazette", (2,)), None, "stated"),
        (Citation("gazette", (1, 2)), None, "stated"),
        (Citation("gazette", (9,)), None, "stated"),
        (Citation("gazette"), None, "stated"),
        (Citation(""), None, "analysis"),
    ],
)
def test_how_a_source_has_it_is_written_or_implied_by_the_place_or_by_its_paragraphs(
    citation: Citation, default: Attribution | None, how: str
) -> None:
    notes = {1: ParagraphNote(how=("pledged",)), 2: ParagraphNote(how=("said", "denied"))}
    assert how_of(_page(paragraphs=notes), citation, default) == how


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        ((), "the report"), ((4,), "para. 4"), ((4, 5), "paras. 4–5"), ((2, 10), "paras. 2, 10"),
        ((1, 2, 3, 7, 9, 10), "paras. 1–3, 7, 9–10"),
    ],
)  # fmt: skip
def test_paragraphs_in_words_are_put_together_to_runs(paragraphs: tuple[int, ...], words: str) -> None:
    assert locator(_page(), paragraphs) == words


@pytest.mark.parametrize(("count", "words"), [(None, ""), (1, " 1 paragraph."), (4, " 4 paragraphs.")])
def test_a_source_is_told_by_publisher_date_and_length(count: int | None, words: str) -> None:
    page = _page(sealed=None if count is None else Sealed("d", count))
    about = about_source(page, page.site.source("gazette"))
    assert about == f"The Gazette. Published about 1\N{NO-BREAK SPACE}March 2025.{words}"


def test_a_badge_leads_to_its_explanation_and_an_unknown_word_has_none() -> None:
    shown = badge(_page(), "alleged")
    assert (shown.word, shown.style, shown.href) == ("alleged", "filled", "../method/#alleged")
    with pytest.raises(KeyError):
        badge(_page(), "rumoured")
