"""The index A–Z leads to every page of a language that a reader may look for, under its letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explainers.build.content import Wanted
from explainers.build.whole_site import read_site
from explainers.pages.index_parts import IndexEntry
from explainers.pages.plan import planned_pages, shown
from explainers.pages.search_entries import searched_pages
from explainers.pages.search_page import BUNDLE
from explainers.pages.views import SearchView
from explainers.site.site import Site
from explainers.site_settings import SiteNames, SiteSettings
from explainers.urls import Urls, file_of
from tests.building_sites import site_copy

MORE = """---
title: {title}
summary: A page.
date: 2025-09-12
countries: [SE]
status: {status}
---

## Why?

So [analysis].
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What is known of the complete site, with some pages more."""
    content = site_copy("complete", tmp_path_factory.mktemp("showing")) / "content"
    for slug, title, status in (
        ("state", "État of things", "published"),
        ("numbers", "20 boats", "published"),
        ("eel", "Eel", "published"),
        ("signs", "«?»", "published"),
        ("secret", "Secret", "hidden"),
    ):
        (content / f"explainers/{slug}.md").write_text(MORE.format(title=f"'{title}'", status=status), encoding="utf-8")
    names = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}
    settings = SiteSettings(Urls(("en", "fr"), "https://harbour.example/strait"), names)
    return Site(read_site(content, Wanted(("en", "fr"), "2026-09-17")).corpus, settings, "2026-09-17")


def view(site: Site, language: str) -> SearchView:
    page = next(one for one in planned_pages(site) if (one.kind, one.language) == ("search", language))
    made = shown(site, page).view
    assert isinstance(made, SearchView)
    return made


def entries(site: Site, language: str) -> Iterator[IndexEntry]:
    for letter in view(site, language).letters:
        yield from letter.entries


@pytest.mark.parametrize(("language", "base"), [("en", "search/"), ("fr", "fr/search/")])
def test_every_page_of_the_language_stands_in_the_index_once(site: Site, language: str, base: str) -> None:
    left_out = ("not-found", "search", "sitemap", "robots", "feed", "corrections-feed")
    planned = {page.file for page in planned_pages(site) if page.language == language and page.kind not in left_out}
    planned = {file for file in planned if file.endswith(".html") and "secret" not in file}
    up = len(Path(base).parts)
    found = []
    for entry in entries(site, language):
        href, _, fragment = entry.link.href.partition("#")
        assert href.startswith("../")
        steps = href.split("/")
        back = steps.count("..")
        address = "/".join([*Path(base).parts[: up - back], *steps[back:]])
        if not fragment:
            found.append(file_of(address))
    assert sorted(found) == sorted(planned)


def test_terms_lead_to_their_place_in_the_glossary(site: Site) -> None:
    links = {entry.link.text: entry.link.href for entry in entries(site, "fr") if entry.kind == "Glossaire"}
    assert links == {"quota": "../glossary/#quota", "détroit": "../glossary/#strait"}


def test_letters_are_in_order_and_accents_do_not_part_words(site: Site) -> None:
    letters = {letter.letter: [entry.link.text for entry in letter.entries] for letter in view(site, "en").letters}
    names = list(letters)
    assert names[-2:] == ["0–9", "#"]
    assert names[:-2] == sorted(names[:-2])
    assert letters["E"] == ["Eel", "État of things"]
    assert letters["0–9"] == ["20 boats"]
    assert letters["#"] == ["«?»"]
    assert letters["N"] == ["Norway", "Norway and Sweden"]


def test_ids_of_letters_are_each_there_once(site: Site) -> None:
    ids = [letter.id for letter in view(site, "en").letters]
    assert len(set(ids)) == len(ids)
    assert {"at-e", "at-digits", "at-signs"} <= set(ids)


def test_a_page_that_is_not_translated_says_in_which_language_its_title_is(site: Site) -> None:
    languages = {entry.link.text: entry.link.language for entry in entries(site, "fr")}
    assert languages["Why was the year before quiet?"] == "en"
    assert languages["Qu’ont apporté les pourparlers sur le hareng\u202f?"] == ""


def test_the_page_knows_where_the_program_that_searches_is(site: Site) -> None:
    assert view(site, "en").program == f"../{BUNDLE}pagefind.js"
    assert view(site, "fr").program == f"../../{BUNDLE}pagefind.js"


def test_search_finds_what_is_listed_in_its_own_language(site: Site) -> None:
    files = {page.file: page for page in searched_pages(site)}
    assert list(files) == sorted(files)
    assert {"eel/index.html", "fr/herring-talks/index.html", "fr/glossary/index.html"} <= set(files)
    for missing in ("secret", "fr/eel", "unfinished", "search", "fr/search", "map/interactive", "fr/countries/norway"):
        assert f"{missing}/index.html" not in files, missing
    assert files["fr/countries/denmark/index.html"].name == "Danemark"
    assert files["fr/countries/denmark/index.html"].kind == "Pays"
    assert {page.language for page in files.values()} == {"en", "fr"}
