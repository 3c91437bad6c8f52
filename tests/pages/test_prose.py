"""Prose on a page: receipts where claims end, badges before them, own thoughts told as such."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markupsafe import Markup

from explainers.model import Corpus, ParagraphNote, Quotation, Sealed, Source
from explainers.pages.numbered import Numbered
from explainers.pages.page_context import PageContext
from explainers.pages.prose import text_of
from explainers.pages.receipts import Receipts
from explainers.pages.view_parts import Checked, Original, TermRef, Text
from explainers.prose import (
    Attribution,
    BlockQuotation,
    Body,
    BodyBlock,
    Cell,
    Citation,
    Cite,
    Inline,
    Line,
    List,
    Paragraph,
    Prose,
    Quoted,
    Table,
    TermLink,
)
from explainers.reading.seals import seal
from explainers.site.site import Site
from explainers.site_settings import SiteNames, SiteSettings
from explainers.urls import Urls
from tests.checks.examples import PAGE, found, site_files, with_body
from tests.joining import joined

WORDS = "The strait belongs to those who live by it"
SOURCE = Source(
    "gazette",
    "Herring",
    "The Strait Gazette",
    "2025-03-05",
    "https://gazette.example/",
    "en",
    paragraphs={1: ParagraphNote(how=("said",)), 3: ParagraphNote(how=("pledged", "planned"))},
    quotations=(
        Quotation(2, WORDS, "the ministry", {"fr": "Le détroit est à eux"}, seal("d", 2, WORDS)),
        Quotation(3, "Fish", "he", seal="0"),
    ),
    sealed=Sealed("d", 4),
)
OWN = Cite((Citation("", (), "analysis"),))


def _cite(*paragraphs: int, how: Attribution | None = None) -> Cite:
    return Cite((Citation("gazette", paragraphs, how),))


@pytest.fixture
def context() -> PageContext:
    corpus = Corpus({}, {}, {}, {}, {"gazette": SOURCE}, {}, {}, {})
    names = {language: SiteNames("Harbour") for language in ("en", "fr")}
    return PageContext(Site(corpus, SiteSettings(Urls(("en", "fr")), names), "2025-09-17"), "page", "en", "x")


def _marks(text: Text) -> list[Any]:
    return [part for part in text if isinstance(part, Numbered)]


def test_the_same_receipt_has_the_same_number_and_leads_back_to_its_first_mark(context: PageContext) -> None:
    receipts = Receipts(context)
    text = text_of(context, receipts, Prose(("a", _cite(1), "b", _cite(3, how="pledged"), "c", _cite(1))))
    assert [[(mark.number, mark.id) for mark in end.marks] for end in _marks(text)] == [
        [(1, "m1")],
        [(2, "m2")],
        [(1, "")],
    ]
    assert [(row.number, row.locator, row.badge.key) for row in receipts.source_cards()[0].rows] == [
        (1, "para. 1", "said"),
        (2, "para. 3", "pledged"),
    ]


def test_another_word_for_the_same_paragraph_is_another_receipt(context: PageContext) -> None:
    text = text_of(context, Receipts(context), Prose((_cite(3, how="pledged"), _cite(3, how="planned"))))
    assert [end.marks[0].number for end in _marks(text)] == [1, 2]


def test_a_receipt_stands_in_the_margin_once_a_paragraph_and_never_in_a_table(context: PageContext) -> None:
    twice: tuple[Inline, ...] = ("a", _cite(1), "b", _cite(1))
    inner = List(((Line(("d", _cite(1))),),))
    table = Table((Cell(("A",)),), ((Cell(("d", _cite(1))),),))
    body = Body((Paragraph(twice), Paragraph(twice), List(((Line(twice), inner),)), table))
    shown = [end.marks[0].margin for end in _marks(text_of(context, Receipts(context), body, margin=True))]
    once = "The Strait Gazette, para. 1"
    assert shown == [once, "", once, "", once, "", once, ""]


def test_the_badge_of_an_own_thought_comes_before_its_paragraph_once(context: PageContext) -> None:
    body = Body((Paragraph(("a",)), Paragraph(("We think.", OWN, " So it is.", OWN), ours=True)))
    before, badge, after = text_of(context, Receipts(context), body)
    assert before == Markup('<p>a</p>\n<p class="ours">')
    assert isinstance(badge, Numbered)
    assert (badge.leads, [one.key for one in badge.badges], badge.marks) == (True, ["analysis"], ())
    assert after == Markup(" We think. So it is.</p>\n")


def test_the_badge_of_an_own_thought_elsewhere_stays_where_it_is(context: PageContext) -> None:
    blocks: tuple[BodyBlock, ...] = (
        Paragraph(("It rained.", _cite(1), " We think so.", OWN)),
        List(((Line(("Two.", OWN), ours=True),),)),
    )
    text = text_of(context, Receipts(context), Body(blocks))
    kinds = ["marks" if isinstance(part, Numbered) else str(part) for part in text]
    assert kinds == [
        "<p>It rained.", "marks", " We think so.", "marks", '</p>\n<ul>\n<li class="ours">Two.', "marks",
        "</li>\n</ul>\n",
    ]  # fmt: skip
    assert not any(end.leads for end in _marks(text))


def test_without_receipts_what_is_cited_is_left_out_and_nothing_else(context: PageContext) -> None:
    text = text_of(context, None, Prose(("a ", TermLink("quota", "quota"), ".", _cite(1))))
    assert text == (Markup("a "), TermRef("quota", "../glossary/#quota"), Markup("."))


def test_a_badge_is_shown_for_what_is_not_simply_stated_or_said(context: PageContext) -> None:
    prose = Prose((_cite(1), _cite(3, how="pledged"), _cite(4)))
    assert [[badge.key for badge in end.badges] for end in _marks(text_of(context, Receipts(context), prose))] == [
        [],
        ["pledged"],
        [],
    ]
    implied = text_of(context, Receipts(context), Prose((_cite(4),)), default="unknown")
    assert [badge.key for badge in _marks(implied)[0].badges] == ["unknown"]


HERE, THERE = (Citation("gazette", (2,)),), (Citation("gazette", (4,)),)
ORIGINAL = (Original(WORDS, "en"),)


def _checked(context: PageContext, language: str, *quoted: Quoted) -> Checked:
    block = BlockQuotation((), ("Ann",), quoted, language)
    (found,) = (part for part in text_of(context, Receipts(context), Body((block,))) if isinstance(part, Checked))
    return found


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", WORDS, Checked(passed=True)),
        ("en-GB", WORDS, Checked(passed=True)),
        ("en", "The strait belongs to … who live by it.", Checked(passed=True)),
        ("en", "The strait belongs to nobody", Checked(passed=False)),
        ("en", WORDS[:-1], Checked(passed=False)),  # cut within a word
        ("en", "…", Checked(passed=False)),
        ("en", ".", Checked(passed=False)),
        ("en", "Le détroit est à eux", Checked(passed=False)),
        ("fr", "Le détroit est à eux", Checked(passed=True, originals=ORIGINAL)),
        ("fr", WORDS, Checked(passed=False)),
    ],
)
def test_a_quotation_is_checked_only_where_its_words_are_on_record_in_its_language(
    context: PageContext, language: str, words: str, expected: Checked
) -> None:
    assert _checked(context, language, Quoted(words, HERE)) == expected


def test_all_words_of_a_quotation_have_to_be_on_record_where_each_is_cited_to(context: PageContext) -> None:
    one, two = Quoted("The strait belongs to those", HERE), Quoted("who live by it", HERE)
    assert _checked(context, "en", one, two).passed
    assert not _checked(context, "en", one, Quoted("who live by it", THERE)).passed
    assert not _checked(context, "en", one, Quoted("who live by it", ())).passed
    assert not _checked(context, "en", one, Quoted("and to others", HERE)).passed
    assert not _checked(context, "en").passed


def test_the_same_original_of_several_parts_is_shown_once(context: PageContext) -> None:
    parts = (Quoted("Le détroit", HERE), Quoted("est à eux", HERE))
    assert _checked(context, "fr", *parts) == Checked(passed=True, originals=ORIGINAL)


def test_words_whose_seal_is_broken_are_not_checked(context: PageContext) -> None:
    assert not _checked(context, "en", Quoted("Fish", (Citation("gazette", (3,)),))).passed


QUOTED = [
    "a step towards lasting peace", "A step towards  lasting peace.", "a step … peace", "lasting peace",
    "a step to lasting peace", "a step toward", "…", ".", "peace lasting", "a step towards lasting peaces", "",
]  # fmt: skip


CASES = [(words, 3, "kept") for words in QUOTED] + [
    (QUOTED[0], 2, "kept"), (QUOTED[0], 3, "gone"), (QUOTED[0], 3, "broken"), (QUOTED[4], 3, "gone"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "paragraph", "state"), CASES)
def test_the_badge_says_checked_where_the_rules_for_quotations_find_nothing(
    words: str, paragraph: int, state: str
) -> None:
    files = dict(with_body(site_files(), f"> {words}\n>\n> — The ministry [@wire, para. {paragraph}, stated]"))
    wire = re.sub(r"    seal: \w+\n", {"kept": r"\g<0>", "gone": "", "broken": "    seal: abc\n"}[state],
                  files["sources/wire.yaml"].decode())  # fmt: skip
    files["sources/wire.yaml"] = wire.encode()
    outcome = found(files)
    told = {one.code for one in outcome.problems} & {"misquoted", "unsealed-quotation", "seal-broken", "wrong-type"}
    (page,) = (one for one in outcome.documents if one.inner_path == PAGE)
    corpus, _ = joined(outcome.documents, ["images/border.png"])
    names = {language: SiteNames("Border") for language in ("en", "fr")}
    site = Site(corpus, SiteSettings(Urls(("en", "fr")), names), "2024-01-01")
    context = PageContext(site, "explainer", "en", page.slug)
    body = corpus.explainers[page.slug].texts["en"].body
    shown = [part for part in text_of(context, Receipts(context), body) if isinstance(part, Checked)]
    assert [one.passed for one in shown] == [not told] * len(shown)
    assert shown or told or not words
