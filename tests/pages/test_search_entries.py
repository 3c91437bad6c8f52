"""What search finds: pages worth finding, each in the languages that its words are in."""

from __future__ import annotations

from explainers.model import ExplainerText
from explainers.pages.search_entries import SearchedPage, searched_pages
from explainers.site_settings import SiteNames
from tests.pages.corpora import explainer, known, prose_page, relation, with_records

NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}


def test_a_page_is_found_in_the_languages_of_its_texts_alone() -> None:
    texts = {"en": ExplainerText("What?", "So."), "fr": ExplainerText("Quoi ?", "Voilà.")}
    site = known(explainer("cod"), explainer("eel", texts=texts), names=NAMES)
    files = {one.file for one in searched_pages(site)}
    assert {"cod/index.html", "eel/index.html", "fr/eel/index.html"} <= files
    assert "fr/cod/index.html" not in files
    assert "fr/countries/norway/index.html" not in files
    assert "fr/glossary/index.html" in files


def test_what_is_hidden_or_a_draft_or_has_no_words_is_not_found() -> None:
    site = known(explainer("cod", status="hidden"), explainer("eel", status="draft"))
    files = " ".join(one.file for one in searched_pages(site))
    for word in ("cod", "eel", "search", "404", "interactive"):
        assert word not in files, word


def test_a_country_is_found_by_its_name_and_each_page_says_its_kind_in_order_of_files() -> None:
    site = with_records(known(explainer()), relations={("NO", "SE"): relation()}, pages={"about": prose_page()})
    found = searched_pages(site)
    assert list(found) == sorted(found)
    assert SearchedPage("countries/norway/index.html", "en", "Country", "Norway") in found
    assert SearchedPage("herring/index.html", "en", "Explainer") in found
    assert SearchedPage("relations/norway-sweden/index.html", "en", "Two countries") in found
    assert {one.kind for one in found if one.file.startswith(("about", "index"))} == {""}
