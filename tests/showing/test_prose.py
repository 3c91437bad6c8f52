"""Prose on a page: receipts where claims end, badges before them, own thoughts told as such."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from explainers.knowing.site import Site
from explainers.model import Citation, Cite, Corpus, ParagraphNote, Prose, Quotation, Quoted, Sealed, Source
from explainers.reading.seals import seal
from explainers.showing.prose import text_of
from explainers.showing.receipts import Receipts
from explainers.showing.sheet import Sheet
from explainers.showing.view_parts import Checked, Marks, Text
from explainers.site import SiteNames, SiteSettings
from explainers.urls import Urls

WORDS = "The strait belongs to those who live by it"
SOURCE = Source(
    "gazette",
    "Herring",
    "The Strait Gazette",
    "2025-03-05",
    "https://gazette.example/",
    "en",
    paragraphs={1: ParagraphNote(how=("said",)), 3: ParagraphNote(how=("pledged", "planned"))},
    quotations=(Quotation(2, WORDS, "the ministry", {"fr": "Le détroit est à eux"}, seal("d", 2, WORDS)),),
    sealed=Sealed("d", 4),
)
OWN = Cite((Citation("", (), "analysis"),))


def _cite(*paragraphs: int, how: str | None = None) -> Cite:
    return Cite((Citation("gazette", paragraphs, how),))  # type: ignore[arg-type]


@pytest.fixture
def sheet() -> Sheet:
    corpus = Corpus({}, {}, {}, {}, {"gazette": SOURCE}, {}, {}, {})
    names = {language: SiteNames("Harbour") for language in ("en", "fr")}
    return Sheet(Site(corpus, SiteSettings(Urls(("en", "fr")), names), "2025-09-17"), "page", "en", "x")


def _marks(text: Text) -> list[Marks]:
    return [part for part in text if isinstance(part, Marks)]


def test_the_same_receipt_has_the_same_number_and_leads_back_to_its_first_mark(sheet: Sheet) -> None:
    receipts = Receipts(sheet)
    text = text_of(sheet, receipts, Prose(("a", _cite(1), "b", _cite(3, how="pledged"), "c", _cite(1))))
    assert [[(mark.number, mark.id) for mark in end.marks] for end in _marks(text)] == [
        [(1, "m1")],
        [(2, "m2")],
        [(1, "")],
    ]
    assert [(row.number, row.locator, row.badge.key) for row in receipts.slips()[0].rows] == [
        (1, "para. 1", "said"),
        (2, "para. 3", "pledged"),
    ]


def test_another_word_for_the_same_paragraph_is_another_receipt(sheet: Sheet) -> None:
    text = text_of(sheet, Receipts(sheet), Prose((_cite(3, how="pledged"), _cite(3, how="planned"))))
    assert [end.marks[0].number for end in _marks(text)] == [1, 2]


def test_a_receipt_stands_in_the_margin_once_a_paragraph_and_never_in_a_table(sheet: Sheet) -> None:
    prose = Prose(
        ("<p>a", _cite(1), "b", _cite(1), "</p><p>c", _cite(1), "</p><table><td>d", _cite(1), "</td></table>")
    )
    text = text_of(sheet, Receipts(sheet), prose, margin=True)
    shown = [end.marks[0].margin for end in _marks(text)]
    assert shown == ["The Strait Gazette, para. 1", "", "The Strait Gazette, para. 1", ""]


def test_the_badge_of_an_own_thought_comes_before_its_paragraph(sheet: Sheet) -> None:
    text = text_of(sheet, Receipts(sheet), Prose(('<p>a</p>\n<p class="ours">We think.', OWN, "</p>")))
    assert text[0] == Markup('<p>a</p>\n<p class="ours">')
    assert isinstance(text[1], Marks)
    assert text[2] == Markup(" We think.")


def test_the_badge_of_an_own_thought_elsewhere_stays_where_it_is(sheet: Sheet) -> None:
    prose = Prose(('<p class="ours">One.', OWN, "</p><ul><li>Two.", OWN, "</li></ul>"))
    text = text_of(sheet, Receipts(sheet), prose)
    kinds = ["marks" if isinstance(part, Marks) else str(part) for part in text]
    assert kinds == ['<p class="ours">', "marks", " One.", "</p><ul><li>Two.", "marks", "</li></ul>"]


def test_a_badge_is_shown_for_what_is_not_simply_stated_or_said(sheet: Sheet) -> None:
    prose = Prose((_cite(1), _cite(3, how="pledged"), _cite(4)))
    assert [[badge.key for badge in end.badges] for end in _marks(text_of(sheet, Receipts(sheet), prose))] == [
        [],
        ["pledged"],
        [],
    ]
    implied = text_of(sheet, Receipts(sheet), Prose((_cite(4),)), otherwise="unknown")
    assert [badge.key for badge in _marks(implied)[0].badges] == ["unknown"]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", WORDS, Checked(passed=True)),
        ("en", "The strait belongs to … who live by it.", Checked(passed=True)),
        ("en", "The strait belongs to nobody", Checked(passed=False)),
        ("en", WORDS[:-1], Checked(passed=False)),  # cut within a word
        ("en", "…", Checked(passed=False)),
        ("en", "Le détroit est à eux", Checked(passed=False)),
        ("fr", "Le détroit est à eux", Checked(passed=True, original=WORDS, language="en")),
        ("fr", WORDS, Checked(passed=False)),
    ],
)
def test_a_quotation_is_checked_only_where_its_words_are_on_record_in_its_language(
    sheet: Sheet, language: str, words: str, expected: Checked
) -> None:
    quoted = Quoted((Citation("gazette", (2,)),), words, language)
    assert text_of(sheet, Receipts(sheet), Prose((quoted,))) == (expected,)
