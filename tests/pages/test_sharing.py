"""What a page looks like where it is shared: complete, true, and only where the page has an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from explainers.pages.sharing import Card, card, card_address, open_graph_locale, social
from tests.building_sites import build, site_copy, tree
from tests.pages.corpora import SITE, context, explainer, known

NEEDED = {
    "og:type", "og:title", "og:url", "og:image", "og:image:width", "og:image:height", "og:image:alt", "og:locale",
    "og:site_name", "og:description",
}  # fmt: skip


def meta(page: bytes) -> dict[str, list[str]]:
    """Return a page's metadata for sharing, by property."""
    found: dict[str, list[str]] = {}
    for one in html.document_fromstring(page).xpath("//head/meta[@property]"):
        found.setdefault(one.get("property"), []).append(one.get("content"))
    return found


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The complete site, finished."""
    site = site_copy("complete", tmp_path_factory.mktemp("built"))
    built = build(site, "--finish")
    assert built.returncode == 0, built.stderr
    return tree(site / "output")


def test_every_page_with_an_address_of_its_own_says_what_it_looks_like(output: dict[str, bytes]) -> None:
    for file, page in output.items():
        if not file.endswith(".html"):
            continue
        found = meta(page)
        if file.endswith("404.html"):
            assert not found
            continue
        assert set(found) >= NEEDED, file
        assert all(len(values) == 1 for name, values in found.items() if name in NEEDED), file
        document = html.document_fromstring(page)
        assert found["og:url"] == document.xpath("//link[@rel='canonical']/@href"), file
        assert found["og:description"] == document.xpath("//meta[@name='description']/@content"), file
        language = "fr_FR" if file.startswith("fr/") else "en_GB"
        assert found["og:locale"] == [language]
        assert found["og:locale:alternate"] == [{"fr_FR": "en_GB", "en_GB": "fr_FR"}[language]]
        assert document.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_the_picture_that_a_page_names_is_there(output: dict[str, bytes]) -> None:
    for file, page in output.items():
        for address in meta(page).get("og:image", []) if file.endswith(".html") else []:
            assert address.removeprefix("https://harbour.example/strait/") in output, file


def test_explainers_are_articles_with_their_dates_and_nothing_else_is(output: dict[str, bytes]) -> None:
    found = meta(output["herring-talks/index.html"])
    assert found["og:type"] == ["article"]
    assert found["article:published_time"] == ["2025-09-02"]
    assert found["article:modified_time"] == ["2025-09-10"]
    pages = [page for file, page in sorted(output.items()) if file.endswith(".html")]
    addresses = {meta(page)["og:url"][0] for page in pages if meta(page).get("og:type") == ["article"]}
    site = "https://harbour.example/strait/"
    # In French, quiet-year is the original in another place: search engines are sent to that.
    assert addresses == {site + page for page in ("herring-talks/", "fr/herring-talks/", "quiet-year/")}


def test_a_page_without_an_address_says_nothing(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('SITEURL = ""\n')
    assert build(site, "--finish").returncode == 0
    for file, page in tree(site / "output").items():
        assert not file.startswith("cards/")
        assert not (file.endswith(".html") and meta(page)), file


def test_the_picture_is_described_for_those_who_cannot_see_it() -> None:
    shown = social(context(known(explainer()), "explainer", "herring"), "What did they agree?", explainer())
    assert shown is not None
    assert shown.alt == "Norway – Sweden (not covered). What did they agree? – Harbour"
    assert shown.image == f"{SITE}/cards/herring.png"


def test_kinds_of_pages_have_cards_that_say_what_they_are() -> None:
    knowledge = known(explainer())
    titles = {
        kind: shown.title
        for kind, slug in (("home", ""), ("country", "norway"), ("map", ""), ("explainer", "herring"), ("sources", ""))
        if (shown := card(context(knowledge, kind, slug)))
    }
    assert titles == {
        "home": "Who may fish where?", "country": "Norway", "map": "Who stands where",
        "explainer": "What did they agree?", "sources": "Sources",
    }  # fmt: skip


def test_a_first_page_that_is_called_as_its_site_says_the_name_once() -> None:
    assert Card("Mirador", "Mirador", None).words == "Mirador"
    assert Card("Mirador", "Who pays?", None).words == "Who pays? – Mirador"


def test_pages_without_a_card_of_their_own_use_that_of_the_page_they_belong_to() -> None:
    assert card(context(known(explainer()), "interactive")) is None
    assert card_address(context(known(explainer()), "interactive")) == "cards/map.png"


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en_GB"), ("en-US", "en_US"), ("fr", "fr_FR"), ("pt-BR", "pt_BR"), ("uk", "uk_UA")]
)
def test_a_locale_has_a_language_and_a_territory(language: str, locale: str) -> None:
    assert open_graph_locale(language) == locale
