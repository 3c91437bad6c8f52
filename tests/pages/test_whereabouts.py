"""Where a source's paragraphs stand, as readers see it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from explainers.model import Elsewhere, Sealed
from explainers.pages.page_context import PageContext
from explainers.pages.receipts import Receipts
from explainers.pages.reference_pages import sources
from explainers.pages.structured_data import structured_data
from explainers.pages.whereabouts import make_up, opened_at, whereabouts
from explainers.prose import Citation, Cite
from explainers.site.site import Site
from tests.pages.corpora import SITE, context, explainer, known, with_records

OPENS = {1: ("Ann’s well-known boat", "1,000 & more"), 2: ("Boats left",), 4: ("The river",), 6: ("In May",)}
PART = Elsewhere((2,), "", {"en": "its end", "fr": "sa fin"})
MADE_UP = (PART, Elsewhere((4, 6), "herald", None, {"en": "Nearly the same.", "fr": "À peu près."}), Elsewhere((5,)))
LANGUAGES = {"en": "Harbour", "fr": "Le Port"}


def _site(elsewhere: tuple[Elsewhere, ...] = MADE_UP, **changes: Any) -> Site:
    site = known(explainer())
    source = msgspec.structs.replace(
        site.corpus.sources["gazette"], elsewhere=elsewhere, sealed=Sealed("d", 6, opens=OPENS), **changes
    )
    herald = msgspec.structs.replace(
        source, key="herald", title="Boats", publisher="The Herald", url="https://h.example/", published="2024-09~",
        elsewhere=(), sealed=None,
    )  # fmt: skip
    return with_records(site, sources={"gazette": source, "herald": herald})


def _page(language: str = "en", **changes: Any) -> PageContext:
    return context(_site(**changes), "explainer", "herring", language)


def _places(page: PageContext, *paragraphs: int) -> list[tuple[str, str]]:
    found = whereabouts(page, page.site.source("gazette"), paragraphs)
    return [(one.words, one.report.href if one.report else "") for one in found]


def test_a_source_opens_at_the_words_of_a_paragraph() -> None:
    source = _site(()).source("gazette")
    assert opened_at(source, (1,)) == (
        "https://gazette.example/1?a=1&b=2#:~:text=Ann%E2%80%99s%20well%2Dknown%20boat,1%2C000%20%26%20more"
    )
    assert opened_at(source, (2, 4)).endswith("#:~:text=Boats%20left&text=The%20river")
    with_fragment = msgspec.structs.replace(source, url="https://gazette.example/#top")
    assert opened_at(with_fragment, (2,)) == "https://gazette.example/#top:~:text=Boats%20left"


@pytest.mark.parametrize("paragraphs", [(), (3,), (1, 2, 4, 6)])
def test_without_words_on_record_or_as_a_whole_it_opens_as_it_is(paragraphs: tuple[int, ...]) -> None:
    source = _site(()).source("gazette")
    assert opened_at(source, paragraphs) == ""
    assert opened_at(msgspec.structs.replace(source, sealed=None), (1,)) == ""


def test_of_a_paragraph_that_is_there_in_part_only_the_beginning_is_looked_for() -> None:
    source = _site((Elsewhere((1,), "", "its end"),)).source("gazette")
    assert opened_at(source, (1,)).endswith("#:~:text=Ann%E2%80%99s%20well%2Dknown%20boat")


def test_a_paragraph_that_stands_elsewhere_is_not_looked_for_behind_the_link() -> None:
    source = _site().source("gazette")
    assert opened_at(source, (4,)) == ""
    assert opened_at(source, (2, 6)).endswith("#:~:text=Boats%20left")


@pytest.mark.parametrize(
    ("paragraphs", "places"),
    [
        ((1, 3), []),
        ((5,), [("in our copy only", "")]),
        ((2,), [("its end in our copy only", "")]),
        ((4,), [("stands in:", "https://h.example/")]),
        ((4, 6), [("stand in:", "https://h.example/")]),
        ((1, 2), [("para. 2 (its end) in our copy only", "")]),
        ((3, 4, 5), [("para. 4 in:", "https://h.example/"), ("para. 5 in our copy only", "")]),
    ],
)
def test_a_receipt_says_which_paragraphs_stand_elsewhere(
    paragraphs: tuple[int, ...], places: list[tuple[str, str]]
) -> None:
    assert _places(_page(), *paragraphs) == places


def test_a_card_names_a_report_with_its_date_once() -> None:
    receipts = Receipts(_page())
    for paragraphs in ((4,), (6,), (4, 5)):
        receipts.marks(Cite((Citation("gazette", paragraphs),)))
    (card,) = receipts.source_cards()
    named = [[one.report and one.report.text for one in row.elsewhere] for row in card.rows]
    assert named == [["The Herald, about September 2024"], ["The Herald"], ["The Herald", None]]


def test_what_a_source_is_made_up_of_is_told_in_two_sentences() -> None:
    page = _page()
    assert make_up(page, page.site.source("gazette")) == (
        "On the page behind the link: paras. 1–3. "
        "Elsewhere: paras. 4, 6 in The Herald, about September 2024; para. 2 (its end), para. 5 in our copy only."
    )
    french = _page("fr")
    assert make_up(french, french.site.source("gazette")) == (
        "Sur la page derrière le lien\u00a0: §\u00a01–3. "
        "Ailleurs\u00a0: §\u00a04, 6 dans The Herald, vers septembre 2024\u202f; "
        "§\u00a02 (sa fin), §\u00a05 seulement dans notre copie."
    )
    assert make_up(page, page.site.source("herald")) == ""
    none_there = _page(elsewhere=(Elsewhere((1, 2, 3, 4, 5, 6), "herald"),))
    assert make_up(none_there, none_there.site.source("gazette")).startswith("Elsewhere: paras. 1–6 in The Herald")


def test_slips_the_page_of_sources_and_data_for_machines_say_it() -> None:
    page = _page()
    receipts = Receipts(page)
    receipts.marks(Cite((Citation("gazette", (2,)), Citation("gazette", (4,)))))
    first, second = receipts.source_cards()[0].rows
    assert (first.href.rpartition("#")[2], first.elsewhere[0].words) == (
        ":~:text=Boats%20left",
        "its end in our copy only",
    )
    report = second.elsewhere[0].report
    assert report is not None
    assert (second.href, report.text) == ("", "The Herald, about September 2024")

    item = sources(context(page.site, "sources")).sources[0]
    assert item.make_up == make_up(page, page.site.source("gazette"))
    (fourth,) = (use for use in item.paragraphs if use.number == 4)
    assert [(one.note, one.report and one.report.href) for one in fourth.elsewhere] == [("Nearly the same.", "#herald")]
    assert [use.number for use in item.paragraphs if use.href] == [1, 2]

    data = str(structured_data(page, "Herring", page.site.explainer("herring")))
    assert '"description":"On the page behind the link: paras. 1' in data
    assert '"position":"4, 6","isPartOf":{"@type":"CreativeWork","name":"Boats","url":"https://h.example/"}' in data
    assert SITE in data


def test_only_pages_that_show_another_source_rest_on_it() -> None:
    for cited, rests in ((1, False), (4, True), (5, False)):
        page = _page()
        with page.site.recording() as reads:
            receipts = Receipts(page)
            receipts.marks(Cite((Citation("gazette", (cited,)),)))
            receipts.source_cards()
        assert ('source ["herald"]' in reads) is rests


def test_a_receipt_for_what_no_paragraph_says_does_not_list_where_each_stands() -> None:
    assert _places(_page(), 2, 4, 5) != []
    assert _places(_page(), 2, 4, 5, 6) == []
