from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainers.maps.drawings import Detail, MapCountry, MapRelation, drawn_map
from explainers.model import STATUSES, Status

Countries = Callable[..., tuple[MapCountry, ...]]
Relations = Callable[..., tuple[MapRelation, ...]]
FOUR = ("BF", "FR", "ML", "RU")
DESCRIPTION = "A grows closer to B, and further apart from C; how D and E stand to each other is not stated."


def elements(svg: str, name: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg).iter() if element.tag == name]


def classed(svg: str, name: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg).iter() if name in element.get("class", "").split()]


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_drawn_with_its_line_and_its_sign(countries_of: Countries, status: Status) -> None:
    svg = drawn_map(countries_of(["FR", "DE"]), (MapRelation("FR", "DE", status),), title="t", description="d")
    tone = {"allied": "closer", "closer": "closer", "apart": "apart"}.get(status, "mixed")
    lines = classed(svg, "line")
    if status == "not-stated":
        assert not lines
        assert not classed(svg, "disc")
    else:
        assert [line.get("class") for line in lines] == [f"line {tone}"]
        assert [disc.get("class") for disc in classed(svg, "disc")] == [f"disc {tone}"]


def test_a_pair_without_a_tie_has_no_line(countries_of: Countries) -> None:
    svg = drawn_map(countries_of(FOUR), (), title="t", description="d")
    assert not classed(svg, "line")
    assert len(classed(svg, "place")) == 4


def test_the_map_has_a_title_and_a_description(countries_of: Countries, all_relations: Relations) -> None:
    svg = drawn_map(countries_of(FOUR), all_relations(FOUR), title="Who <&> where", description=DESCRIPTION, ids="side")
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    by_id = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert by_id[root.get("aria-labelledby")] == "Who <&> where"
    assert by_id[root.get("aria-describedby")] == DESCRIPTION
    assert all(found.startswith("side-") for found in by_id if found)


def test_only_the_map_of_a_page_has_links_and_they_have_names(
    countries_of: Countries, all_relations: Relations
) -> None:
    countries, relations = countries_of(FOUR, hrefs=True), all_relations(FOUR, hrefs=True)
    small = drawn_map(countries, relations, title="t", description="d", detail="sidebar")
    assert not elements(small, "a")
    large = drawn_map(countries, relations, title="t", description="d", detail="page")
    links = elements(large, "a")
    assert len(links) == 4 + 6
    assert all(link.get("aria-label") or "".join(link.itertext()).strip() for link in links)
    assert ET.fromstring(large).get("role") == "group"


@pytest.mark.parametrize("detail", ["sidebar", "page", "overview"])
def test_nothing_is_styled_in_the_map(countries_of: Countries, all_relations: Relations, detail: Detail) -> None:
    svg = drawn_map(countries_of(FOUR, subject=True), all_relations(FOUR), title="t", description="d", detail=detail)
    assert not re.search(r"style|fill|stroke|#[0-9a-f]{3}|var\(", svg)


def test_the_style_sheet_knows_every_class(countries_of: Countries, all_relations: Relations, root: Path) -> None:
    # A map's own style, and what every page has: how two countries stand has a colour wherever it is shown.
    files = ("components/drawn-map/drawn-map.css", "static/css/base.css")
    css = "".join((root / "theme" / name).read_text(encoding="utf-8") for name in files)
    svg = drawn_map(countries_of(FOUR, subject=True), all_relations(FOUR), title="t", description="d")
    names = {name for found in re.findall(r'class="([^"]*)"', svg) for name in found.split()}
    assert names <= set(re.findall(r"\.([a-z-]+)", css))


def test_the_overview_shows_countries_and_nothing_else(countries_of: Countries, all_relations: Relations) -> None:
    svg = drawn_map(countries_of(FOUR), all_relations(FOUR), title="t", description="d", detail="overview")
    assert not elements(svg, "text")
    assert not elements(svg, "circle")
    assert classed(svg, "partner")


@pytest.mark.parametrize("name", ["{{7*7}}", "{% raw %}", "${1+1}", "`x`", '"quoted"', "</text><script>", "<b>&amp;"])
def test_a_name_is_shown_as_typed(countries_of: Countries, name: str) -> None:
    (country,) = countries_of(["FR"])
    named = MapCountry(country.code, name, country.marker, "partner", f"/{name}/")
    svg = drawn_map((named,), (), title=name, description=name, detail="page")
    assert "".join("".join(text.itertext()) for text in elements(svg, "text")) == name
    assert elements(svg, "title")[0].text == name
    assert elements(svg, "a")[0].get("href") == f"/{name}/"


def test_ties_and_countries_must_fit_together(countries_of: Countries) -> None:
    for countries, relations in (
        ((), ()),
        (countries_of(["FR", "FR"]), ()),
        (countries_of(["FR", "DE"]), (MapRelation("FR", "IT", "closer"),)),
        (countries_of(["FR", "DE"]), (MapRelation("FR", "FR", "closer"),)),
    ):
        with pytest.raises(ValueError, match="map"):
            drawn_map(countries, relations, title="t", description="d")


def test_a_country_without_a_shape_has_its_marker(countries_of: Countries, all_relations: Relations) -> None:
    countries = (*countries_of(["ES"]), MapCountry("GI", "Gibraltar", (36.14, -5.35)))
    svg = drawn_map(countries, all_relations(["ES", "GI"]), title="t", description="d")
    assert len(classed(svg, "place")) == 2
    assert "Gibraltar" in svg


def test_maps_do_not_depend_on_what_was_drawn_before(countries_of: Countries, all_relations: Relations) -> None:
    from explainers.maps import layout

    def drawn() -> str:
        return drawn_map(countries_of(FOUR), all_relations(FOUR), title="t", description="d")

    first = drawn()
    drawn_map(countries_of(("US", "CN")), (), title="t", description="d", detail="page")
    layout._layout.cache_clear()
    assert drawn() == first


@settings(max_examples=40)
@given(st.text(max_size=40), st.floats(-90, 90), st.floats(-180, 180))
def test_any_name_and_any_marker_make_a_map(name: str, latitude: float, longitude: float) -> None:
    printable = "".join(letter for letter in name if letter.isprintable())
    here = MapCountry("ZZ", printable, (latitude, longitude))
    there = MapCountry("FR", "There", (48.86, 2.35))
    drawn = drawn_map((here, there), (MapRelation("ZZ", "FR", "closer"),), title="t", description="d")
    ET.fromstring(drawn)


def weight(svg: str) -> int:
    return len(brotli.compress(svg.encode(), quality=11))


def test_a_sidebars_map_is_at_most_2000_bytes(
    countries_of: Countries, all_relations: Relations, sets_of: Callable[..., list[list[str]]]
) -> None:
    sets = [list(FOUR), ["CZ", "SK", "AT", "HU", "PL", "DE"], ["CA", "US", "GL"], ["ID", "PH", "MY"], *sets_of(4, 25)]
    for codes in sets:
        svg = drawn_map(
            countries_of(codes, subject=True), all_relations(codes), title="Who stands where", description=DESCRIPTION
        )
        assert weight(svg) <= 2000, codes


def test_a_pages_map_is_at_most_7000_bytes(
    countries_of: Countries, all_relations: Relations, sets_of: Callable[..., list[list[str]]]
) -> None:
    for codes in [list(FOUR), ["CA", "RU", "NO", "GL"], ["ID", "PH", "MY"], *sets_of(4, 10)]:
        countries, relations = countries_of(codes, hrefs=True), all_relations(codes, hrefs=True)
        svg = drawn_map(countries, relations, title="Who stands where", description=DESCRIPTION, detail="page")
        assert weight(svg) <= 7000, codes
