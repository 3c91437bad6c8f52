"""How two countries stand is said the same everywhere, and a pair without a file is never guessed at nor left out."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from explainers.model import EVENT_KINDS, STATUSES
from explainers.pages.country_pages import country, interactive, relations_map
from explainers.pages.explainer_pages import explainer as explainer_page
from explainers.pages.vocabulary import KINDS, STATUS_WORDS
from tests.pages.corpora import context, explainer, known

NOT_COVERED = {"en": "Not covered by our sources", "fr": "Non couvert par nos sources"}
NOT_COVERED_SHORT = {"en": "not covered", "fr": "non couvert"}
FOLDERS = {"en": "", "fr": "fr/"}
every_language = pytest.mark.parametrize("language", ["en", "fr"])


def page(built_site: Path, file: str) -> Any:
    return html.document_fromstring((built_site / file).read_bytes())


def words(element: Any) -> list[str]:
    return " ".join(element.itertext()).split()


def test_a_pair_without_a_file_is_not_covered_in_sidebar_country_page_matrix_list_and_popup() -> None:
    knowledge = known(explainer())
    (row,) = explainer_page(context(knowledge, "explainer", "herring")).sidebar.rows
    (on_country,) = country(context(knowledge, "country", "norway")).relations
    view, _ = relations_map(context(knowledge, "map"))
    cells = [cell.pair for line in view.matrix for cell in line.cells if cell.pair]
    pairs = [row.pair, on_country.pair, *cells, *(one.pair for one in view.rows)]
    assert len(pairs) == 5
    for pair in pairs:
        assert (pair.status, pair.words, pair.sign, pair.href) == ("not-covered", NOT_COVERED["en"], "", "")
    assert row.latest == ()
    assert row.since == ""
    _, files = interactive(context(knowledge, "interactive"))
    (script,) = (data.decode() for name, data in files if "/interactive." in name and name.endswith(".js"))
    assert f'"word":"{NOT_COVERED["en"]}","tone":"none","sign":""' in script


def test_no_line_is_drawn_for_a_pair_without_a_file() -> None:
    knowledge = known(explainer())
    view, _ = relations_map(context(knowledge, "map"))
    assert 'class="line' not in view.map.svg
    assert "Norway and Sweden: not covered" in view.map.svg


@every_language
def test_the_projects_uncovered_pair_is_named_in_every_place(built_site: Path, language: str) -> None:
    folder = FOLDERS[language]
    for file in ("countries/mali", "countries/france", "defence-ties"):
        side = page(built_site, f"{folder}{file}/index.html").xpath("//aside[contains(@class, 'side')]")[0]
        assert NOT_COVERED[language] in " ".join(words(side))
    of_map = page(built_site, f"{folder}map/index.html")
    assert " ".join(words(of_map.find(".//table"))).count(NOT_COVERED_SHORT[language]) == 2
    assert NOT_COVERED[language] in " ".join(words(of_map.find(".//main")))


@every_language
def test_the_matrix_has_headers_on_both_sides_and_every_pair_twice(built_site: Path, language: str) -> None:
    table = page(built_site, f"{FOLDERS[language]}map/index.html").find(".//table")
    columns = [" ".join(words(one)) for one in table.iterfind("thead//th[@scope='col']")]
    rows = [" ".join(words(one)) for one in table.iterfind("tbody//th[@scope='row']")]
    assert columns == rows
    assert len(columns) == 4
    cells = [[" ".join(words(cell)) for cell in row.iterfind("td")] for row in table.iterfind("tbody/tr")]
    for one, other in combinations(range(4), 2):
        assert cells[one][other] == cells[other][one] != ""
    assert table.find("caption") is not None


@every_language
def test_the_map_says_the_same_in_its_description_its_matrix_and_in_words(built_site: Path, language: str) -> None:
    of_map = page(built_site, f"{FOLDERS[language]}map/index.html")
    pairs = re.findall(r"(?:^|\. )([^.:]+?)\s?: ([^.]+)", of_map.find(".//desc").text)
    assert len(pairs) == 6
    table = " ".join(words(of_map.find(".//table"))).replace("\N{SOFT HYPHEN}", "")
    for _, status in pairs:
        assert table.count(status) >= 2


@every_language
def test_statuses_and_kinds_are_explained_on_the_method_page(built_site: Path, language: str) -> None:
    method = page(built_site, f"{FOLDERS[language]}method/index.html")
    ids = set(method.xpath("//dl/div/@id"))
    assert {f"status-{status}" for status in (*STATUSES, "not-covered")} <= ids
    assert {f"kind-{kind}" for kind in EVENT_KINDS} <= ids
    assert set(STATUS_WORDS) == {*STATUSES, "not-covered"}
    assert set(KINDS) == set(EVENT_KINDS)


@every_language
def test_who_stands_where_is_told_in_twenty_seconds(built_site: Path, language: str) -> None:
    """At three words a second: names and statuses, which stand out in bold."""
    for file in (built_site / FOLDERS[language]).glob("*/index.html"):
        for side in html.document_fromstring(file.read_bytes()).xpath("//aside[contains(@class, 'side')]"):
            assert len([word for bold in side.iter("b") for word in words(bold)]) <= 60, file


@every_language
def test_history_and_timeline_say_open_and_uncertain_dates_in_words(built_site: Path, language: str) -> None:
    opened = {"en": "from september 2022", "fr": "depuis septembre 2022"}[language]
    about = {"en": "about 8 november 2023", "fr": "vers le 8 novembre 2023"}[language]
    timeline = page(built_site, f"{FOLDERS[language]}timeline/index.html").find(".//main")
    text = " ".join(words(timeline)).casefold()
    assert text.count(opened) >= 2
    assert text.count(about) >= 2
    history = page(built_site, f"{FOLDERS[language]}relations/burkina-faso-russia/index.html").find(".//main")
    assert opened in " ".join(words(history)).casefold()
    assert about in " ".join(words(history)).casefold()


@every_language
def test_the_timeline_can_be_read_by_country_without_scripts(built_site: Path, language: str) -> None:
    timeline = page(built_site, f"{FOLDERS[language]}timeline/index.html")
    assert not [one for one in timeline.iter("script") if "json" not in (one.get("type") or "")]
    ids = set(timeline.xpath("//@id"))
    sections = timeline.xpath("//main//h3[a[contains(@href, 'countries/')]]")
    assert len(sections) == 4
    for section in sections:
        links = [href for href in section.getnext().xpath(".//a/@href") if href.startswith("#")]
        assert links
        assert {href[1:] for href in links} <= ids
