from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import resources

import brotli
import pytest

from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.interactive import (
    InteractiveMap,
    LiveCountry,
    LiveRelation,
    LiveWords,
    Tiles,
    _interactive_map,
    interactive_map,
)

Countries = Callable[..., tuple[MapCountry, ...]]
Relations = Callable[..., tuple[MapRelation, ...]]
WORDS = LiveWords("Interactive map", "What the lines mean", "Zoom in", "Zoom out", "Close")
FOUR = ("BF", "FR", "ML", "RU")


@pytest.fixture
def made(countries_of: Countries, all_relations: Relations) -> Callable[..., InteractiveMap]:
    """A function from codes to an interactive map of these countries and all relations between them."""

    def make(codes: tuple[str, ...] = FOUR, tiles: Tiles | None = None) -> InteractiveMap:
        countries = [LiveCountry(country, "A line on it.") for country in countries_of(codes, hrefs=True)]
        relations = [LiveRelation(relation, f"Is {relation.status}") for relation in all_relations(codes, hrefs=True)]
        return interactive_map(countries, relations, WORDS, tiles=tiles)

    return make


def content(made: InteractiveMap, name: str) -> str:
    return next(asset.content for asset in made.assets if asset.name == name).decode()


def test_the_same_map_has_the_same_bytes(made: Callable[..., InteractiveMap]) -> None:
    first = made()
    _interactive_map.cache_clear()
    assert made() is not first
    assert made() == first


def test_names_of_files_have_the_digest_of_what_is_in_them(made: Callable[..., InteractiveMap]) -> None:
    for asset in made().assets:
        assert hashlib.sha256(asset.content).hexdigest()[:12] == asset.name.split(".")[-2]


def test_leaflet_is_byte_for_byte_the_released_one() -> None:
    files = resources.files("js_lib_leaflet").joinpath("static/js_lib_leaflet")
    released = {  # the integrity values that Leaflet's own site gives for 1.9.4
        "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
        "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
    }
    for name, digest in released.items():
        found = hashlib.sha256(files.joinpath(name).read_bytes()).digest()
        assert base64.b64encode(found).decode() == digest


def test_leaflets_licence_comes_with_it(made: Callable[..., InteractiveMap]) -> None:
    (licence,) = [asset for asset in made().assets if "licence" in asset.name]
    assert b"BSD 2-Clause" in licence.content


def test_nothing_but_what_is_used_is_published_or_asked_for(made: Callable[..., InteractiveMap]) -> None:
    everything = made()
    own = content(everything, everything.scripts[1])
    assert not re.search(r"jquery|\$\(|bootstrap|awesome|cdn|https?:", own, re.IGNORECASE)
    assert "url(" not in content(everything, everything.styles[0])
    assert "sourceMappingURL" not in content(everything, everything.scripts[0])


def test_the_map_is_at_most_60000_bytes(made: Callable[..., InteractiveMap]) -> None:
    for codes in (FOUR, ("US", "CN"), ("RW", "BI", "CD"), ("CA", "RU", "NO", "GL")):
        everything = made(codes)
        asked = {*everything.styles, *everything.scripts}
        weights = [len(brotli.compress(a.content, quality=11)) for a in everything.assets if a.name in asked]
        assert len(weights) == 3
        assert sum(weights) <= 60_000, codes


def test_there_is_one_folium_marker_a_country_and_a_layer_a_status(made: Callable[..., InteractiveMap]) -> None:
    script = content(made(), made().scripts[1])
    assert len(re.findall(r"var marker_\d+ = L\.marker\(", script)) == 4
    assert len(re.findall(r"var feature_group_\d+ = L\.featureGroup\(", script)) == 4  # of six relations, four statuses
    assert script.count("L.control.layers(") == 1


def test_ids_are_numbers_in_order(made: Callable[..., InteractiveMap]) -> None:
    script = content(made(), made().scripts[1])
    assert not re.search(r"_[0-9a-f]{32}", script)
    assert re.search(r'id="(map_1)"', made().markup)
    assert 'L.map(\n"map_1"' in script


def test_tiles_come_with_who_made_them_and_without_our_ground(made: Callable[..., InteractiveMap]) -> None:
    tiles = Tiles("https://tiles.example/{z}/{x}/{y}.png", "© <Somebody>", "https://tiles.example/?a&b")
    script = content(made(tiles=tiles), made(tiles=tiles).scripts[1])
    assert '"https://tiles.example/{z}/{x}/{y}.png"' in script
    assert r"\u003ca href=\"https://tiles.example/?a\u0026amp;b\"\u003e© \u0026lt;Somebody\u0026gt;" in script
    assert "geo_json" not in script
    assert "L.CRS.EPSG3857" in script


def test_the_map_has_the_drawn_maps_projection_unless_it_is_of_the_whole_world(
    made: Callable[..., InteractiveMap],
) -> None:
    for codes, name in ((FOUR, "EqualArea"), (("US", "CN"), "EPSG3857"), (("NZ", "FJ"), "EPSG3857")):
        everything = made(codes)
        assert f"L.CRS.{name}" in content(everything, everything.scripts[1]).partition("L.map(")[2]


def test_only_the_interactive_map_loads_folium() -> None:
    code = (
        "import sys, explainers.maps.svg, explainers.maps.interactive, explainers.maps.geojson\n"
        "sys.exit(bool({'folium', 'branca', 'numpy', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
