"""The script of a map, put together from Folium's parts, is the one that Folium writes for the whole map."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

import folium
import pytest
from branca import element

from explainers.maps import folium_parts
from explainers.maps.curves import DISC
from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.folium_parts import folium_script, json_in_script
from explainers.maps.plan import Line, Plan, plan_of
from explainers.model import TONE_SIGNS

Countries = Callable[..., tuple[MapCountry, ...]]
Relations = Callable[..., tuple[MapRelation, ...]]
Layers = list[tuple[str, list[Line]]]
TILES = "https://tiles.example/{z}/{x}/{y}.png"


def _by_folium(plan: Plan, names: list[str], layers: Layers, tiles: str) -> str:
    """Folium's own script for a map, as it writes it: its ids are of this run, and texts are tokens."""
    texts: list[str] = []

    def token(text: str) -> str:
        texts.append(json_in_script(text))
        return f"token{len(texts) - 1}end"

    made = folium.Map(
        location=list(plan.seen[0]),
        zoom_start=3,
        tiles=None,
        crs="EqualArea" if plan.centre else "EPSG3857",
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        max_zoom=7 if plan.centre else 9,
    )
    if tiles:
        folium.TileLayer(token(tiles), attr=token(""), control=False).add_to(made)
    for name, geometry in plan.ground:
        data = {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {}, "geometry": geometry}],
        }
        ground = folium.GeoJson(data, control=False, class_name=name, interactive=False, smooth_factor=0.5)
        ground.add_to(made)
    for word, lines in layers:
        _add_layer(made, token, word, lines)
    for number, (name, side, place) in enumerate(zip(names, plan.sides, plan.markers, strict=True)):
        icon = folium.DivIcon(
            html=token(f'<span class="map-dot"></span><span class="map-name">{escape(name)}</span>'),
            icon_size=(26, 26),
            icon_anchor=(13, 13),
            popup_anchor=(0, -6),
            class_name=f"map-place {side}",
        )
        _call("placed", number).add_to(folium.Marker(list(place), icon=icon).add_to(made))
    if layers:
        folium.LayerControl(position="bottomright", collapsed=False).add_to(made)
    figure: Any = made.get_root()
    figure.render()
    lines_of_it = (line.strip() for line in figure.script.render().splitlines())
    script = "\n".join(line for line in lines_of_it if line)
    return re.sub(r'"token(\d+)end"', lambda found: texts[int(found[1])], script)


def _add_layer(made: Any, token: Callable[[str], str], word: str, lines: list[Line]) -> None:
    tone = lines[0].tone
    sign = f'<span class="map-sign {tone}">{TONE_SIGNS[tone]}</span>'
    sign = f'<span class="map-key {tone}" aria-hidden="true">{sign}</span>'
    group = folium.FeatureGroup(name=token(f"{sign} {escape(word)}")).add_to(made)
    for line in lines:
        points = [list(point) for point in line.points]
        for name in ("map-halo", f"map-line {tone}"):
            folium.PolyLine(points, class_name=name, interactive=False, smooth_factor=0.2).add_to(group)
        disc = folium.CircleMarker(list(line.disc), radius=DISC, class_name=f"map-disc {tone}", fill=True)
        folium.Tooltip(
            TONE_SIGNS[tone], sticky=False, permanent=True, direction="center", class_name="map-on-disc", opacity=1
        ).add_to(disc)
        disc.add_to(group)
        _call("joined", line.relation).add_to(disc)


def _call(function: str, number: int) -> Any:
    made: Any = element.MacroElement()  # type: ignore[no-untyped-call]
    made._name = "Call"
    made._template = element.Template(
        f"{{% macro script(this, kwargs) %}}{function}({{{{ this._parent.get_name() }}}}, {number});{{% endmacro %}}"
    )
    return made


def _numbered(script: str) -> str:
    """A script with Folium's random ids numbered in the order in which they come."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"{found[1]}_{numbers.setdefault(found[2], len(numbers) + 1)}"

    return re.sub(r"\b([a-z_]+)_([0-9a-f]{32})(?![0-9a-f])", number, script)


@pytest.mark.parametrize("tiles", ["", TILES], ids=["ground", "tiles"])
@pytest.mark.parametrize("codes", [("BF", "FR", "ML", "RU"), ("US", "CN"), ("SM",)], ids="-".join)
def test_the_script_is_what_folium_writes(
    codes: tuple[str, ...], tiles: str, countries_of: Countries, all_relations: Relations
) -> None:
    relations = all_relations(codes)
    plan = plan_of(countries_of(codes), relations, tiles=bool(tiles))
    layers = [
        (f"<{status}> & more", [line for line in plan.lines if relations[line.relation].status == status])
        for status in dict.fromkeys(relations[line.relation].status for line in plan.lines)
    ]
    names = [f"</script> {code} \u2028" for code in codes]
    script, name = folium_script(plan, names, layers, tiles)
    assert script == _numbered(_by_folium(plan, names, layers, tiles))
    assert f'L.map(\n"{name}"' in script


def test_texts_are_strings_that_end_no_script() -> None:
    assert json_in_script("</script>{{7*7}} a\u2028") == '"\\u003c/script\\u003e{{7*7}} a\\u2028"'


@pytest.mark.parametrize("text", ["x = `<div>standintext</div>`;", "standinother", "'standintext'"])
def test_a_text_that_folium_would_put_elsewhere_stops_the_build(text: str) -> None:
    with pytest.raises(ValueError, match="Folium"):
        folium_parts._holed(text)
