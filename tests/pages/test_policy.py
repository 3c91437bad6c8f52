"""The policy of pages: nothing but what they need, and a tile server only where a map may ask it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainers.pages.policy import policy, tile_source, united
from explainers.pages.templates import Theme
from tests.building_sites import build, site_copy

TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"


def rules(written: str) -> dict[str, str]:
    return dict(rule.split(" ", 1) for rule in written.split("; "))


@pytest.mark.parametrize("template", ["map.html", "interactive.html"])
def test_a_map_may_ask_the_tile_server_for_pictures_and_for_nothing_else(template: str) -> None:
    with_tiles, without = rules(policy(template, "b{}", tiles=TILES)), rules(policy(template, "b{}"))
    assert with_tiles.pop("img-src") == "'self' data: https://*.tiles.example"
    assert without.pop("img-src") == "'self' data:"
    assert with_tiles == without


def test_no_other_page_may(root: Path) -> None:
    with_tiles, without = Theme(root / "theme", tiles=TILES), Theme(root / "theme")
    for path in (root / "theme/templates").glob("*.html"):
        same = with_tiles.globals(path.name) == without.globals(path.name)
        assert same == (path.name not in ("map.html", "interactive.html")), path.name


@pytest.mark.parametrize(
    "tiles", ["https://t.example; script-src *", "javascript:alert()", "https://", "//t.example/x"]
)
def test_what_is_no_address_of_a_server_is_not_let_in(tiles: str) -> None:
    assert tile_source(tiles) == ""


def test_the_setting_reaches_pages_and_headers(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'\nMAP_TILES = {{"url": "{TILES}", "attribution": "Those who draw"}}\n')
    assert build(site).returncode == 0
    output = site / "output"
    allowed = {
        path.relative_to(output).as_posix()
        for path in output.rglob("*.html")
        if re.search(r'Policy" content="[^"]*img-src [^;"]*tiles\.example', path.read_text(encoding="utf-8"))
    }
    assert {"map/index.html", "map/interactive/index.html"} <= allowed
    assert all("map/" in name for name in allowed)
    assert "https://*.tiles.example" in (output / "_headers").read_text(encoding="utf-8")


def test_policies_are_united_directive_by_directive() -> None:
    assert (
        united(["script-src 'none'; img-src a", "script-src 'self'; img-src a b"]) == "script-src 'self'; img-src a b"
    )
    assert united(["img-src a; img-src b", "img-src c"]) == "img-src a c"  # browsers take no notice of the second
    assert united([]) == ""
