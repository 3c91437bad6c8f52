"""Links of a page, what it shares with others, and what sources and speakers are called in its language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from explainers.model import Called, NameEntry, Quotation
from explainers.pages.explainer_pages import explainer as explainer_page
from explainers.pages.page_context import PageContext
from explainers.pages.receipts import Receipts
from explainers.pages.reference_pages import sources
from explainers.prose import Citation, Cite
from explainers.site.site import Site
from explainers.site_settings import SiteNames
from tests.pages.corpora import explainer, known

NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}
PUBLISHER = {"en": "The Gazette, as reprinted", "fr": "The Gazette, reprise"}
MINISTRY = {"en": ("the Ministry of Fish", "the ministry"), "fr": ("le ministère d'ici", "le ministère")}


def _site(names: Mapping[str, NameEntry] | None = None, **of_source: Any) -> Site:
    """Return a site with two languages whose source is another in some fields."""
    made = known(explainer(), names=NAMES)
    source = msgspec.structs.replace(made.corpus.sources["gazette"], **of_source)
    corpus = msgspec.structs.replace(made.corpus, sources={"gazette": source}, names=names or {})
    return Site(corpus, made.settings, made.day)


def _speaker(speaker: Called, language: str, *entries: NameEntry) -> str:
    site = _site({one.id: one for one in entries}, quotations=(Quotation(1, "Fair", speaker),))
    (item,) = sources(PageContext(site, "sources", language)).sources
    ((_, shown),) = item.paragraphs[0].quotations
    return shown


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_publisher_is_called_as_the_page_speaks(language: str) -> None:
    site = _site(publisher=PUBLISHER)
    page = explainer_page(PageContext(site, "explainer", language, "herring"))
    assert page.source_cards[0].about.startswith(f"{PUBLISHER[language]}. ")
    assert f'"name":"{PUBLISHER[language]}"' in page.frame.structured


def test_a_margin_has_the_short_name_in_the_language_of_the_page() -> None:
    cite = Cite((Citation("gazette"),))
    shown = [
        Receipts(PageContext(_site(**fields), "explainer", language, "herring")).marks(cite, margin=set()).marks[0]
        for fields in ({"publisher": PUBLISHER}, {"short": {"en": "Gazette", "fr": "La Gazette"}})
        for language in ("en", "fr")
    ]
    assert [mark.margin for mark in shown] == [*PUBLISHER.values(), "Gazette", "La Gazette"]


def test_what_has_no_name_in_the_language_of_the_page_has_the_first_ones() -> None:
    assert _speaker({"en": "Ann Lee"}, "fr") == "Ann Lee"


def test_a_speaker_is_called_by_language_or_the_same_in_all() -> None:
    speaker = {"en": "a fisher", "fr": "un pêcheur"}
    assert [_speaker(speaker, language) for language in ("en", "fr")] == ["a fisher", "un pêcheur"]
    assert [_speaker("Ann Lee", language) for language in ("en", "fr")] == ["Ann Lee", "Ann Lee"]


def test_a_speaker_in_the_list_of_names_is_called_in_full_in_other_languages() -> None:
    entry = NameEntry("ministry", MINISTRY)
    assert _speaker("the ministry", "fr", entry) == "le ministère d’ici"
    assert _speaker("the ministry", "en", entry) == "the ministry"
    assert _speaker("le ministère", "en", entry) == "the Ministry of Fish"
    assert _speaker({"en": "the ministry", "fr": "les pêcheries"}, "fr", entry) == "les pêcheries"


def test_a_name_that_two_in_the_list_have_stays_as_it_is() -> None:
    other = NameEntry("other", {"en": ("the ministry",), "fr": ("le ministère de là-bas",)})
    assert _speaker("the ministry", "fr", NameEntry("ministry", MINISTRY), other) == "the ministry"


def test_pages_side_by_side_have_the_same_links_but_for_those_to_themselves() -> None:
    site = known(explainer(), explainer(slug="cod"))
    herring, cod = (PageContext(site, "explainer", "en", slug) for slug in ("herring", "cod"))
    assert [page.link("explainer", "herring") for page in (cod, herring)] == ["../herring/", "./"]
    assert [page.link("explainer", "herring", "a") for page in (cod, herring)] == ["../herring/#a", "#a"]
    assert {page.link("country", "norway") for page in (cod, herring)} == {"../countries/norway/"}
    assert herring.link_here("r1") == "#r1"
    country = PageContext(site, "country", "en", "norway")
    assert [country.link("country", slug) for slug in ("norway", "sweden")] == ["./", "../sweden/"]


def test_each_page_that_shows_a_shared_part_rests_on_what_was_asked_for_it() -> None:
    site = known(explainer(), explainer(slug="cod"))
    asked = []
    for slug in ("herring", "cod"):
        with site.recording() as reads:
            explainer_page(PageContext(site, "explainer", "en", slug))
        asked.append({name.replace(slug, "this") for name in reads})
    assert asked[0] == asked[1]
    assert 'source ["gazette"]' in asked[0]
