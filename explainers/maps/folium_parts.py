"""The script that Folium writes for a map, from its parts: the only module that knows Folium and Branca.

Folium takes longer to load than a small site to read, and compiles what it has written as templates once more. So it is
asked for one of each part, with stand-ins for what differs between parts of a kind, and what it wrote around them is
kept (`explainers.kept_code`) until Folium is another. A map's script is these parts with the map's own values in them:
the tests hold it to what Folium writes for the whole map.

**Texts are data.** Folium and Branca take strings for Jinja templates, twice, and put some into JavaScript as they are.
So they never see a name or any other text of ours. Each is put where they put a stand-in, as a JSON string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from explainers.kept_code import keep, kept, stand_of
from explainers.maps.curves import DISC
from explainers.maps.plan import Line, Plan
from explainers.model import TONE_SIGNS
from explainers.script_json import in_script

__all__ = ["folium_script", "json_in_script"]

Parts = Mapping[str, str]
"""Folium's script by its parts, each with holes: names between two ``\\0``."""

_PLACE: Final = [1.0625, 2.0625]
_STAND_INS: Final = {  # what Folium is given, as it comes out, and the hole that it makes; longer ones first
    json.dumps([[[_PLACE]]]): "coordinates",
    json.dumps([_PLACE, _PLACE]): "coordinates",
    json.dumps(_PLACE): "coordinates",
    '"standintext"': "text",
    '"standinother"': "other",
    "standinlook": "look",
    "standinsign": "sign",
    "98765432": "number",
}
_ID: Final = re.compile(r"\b([a-z_]+)_[0-9a-f]{32}(?![0-9a-f])")


def json_in_script(value: object) -> str:
    """Return a value as JSON that is safe inside of a script."""
    return in_script(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def folium_script(
    plan: Plan, names: Sequence[str], layers: Iterable[tuple[str, Sequence[Line]]], tiles: str
) -> tuple[str, str]:
    """Folium's script for a map, and the name of the map in it. `names` are those of the plan's markers; `layers` its
    lines, apart by what they mean, with words for that; `tiles` is the address of a tile server, or empty.

    Raises:
        ValueError: Folium used a text, or wrote parts, in a way that this module doesn't know.
    """
    script = _Script()
    script.add("equal-area map" if plan.centre else "map", "map", coordinates=_coordinates(plan.seen[0]))
    if tiles:
        script.add("tiles", "tile_layer", text=json_in_script(tiles), other=json_in_script(""))
        script.add("tiles on map")
    for look, geometry in plan.ground:
        script.add("ground", "geo_json", look=look, coordinates=json.dumps(geometry["coordinates"]))
        script.add("ground on map")
    rows = [_add_layer(script, word, lines) for word, lines in layers]
    for number, (name, side, place) in enumerate(zip(names, plan.sides, plan.markers, strict=True)):
        script.add("marker", "marker", coordinates=_coordinates(place))
        html = f'<span class="map-dot"></span><span class="map-name">{escape(name)}</span>'
        script.add("icon", "div_icon", text=json_in_script(html), look=f"map-place {side}")
        script.add("placed", number=str(number))
        script.add("icon on marker")
    if rows:
        script.add("control", "layer_control", rows="\n".join(rows))
    return script.whole, f"map_{script.ids['map']}"


def _coordinates(place: Sequence[float]) -> str:
    return json.dumps([float(one) for one in place])


def _add_layer(script: _Script, word: str, lines: Sequence[Line]) -> str:
    """Add a layer: lines on their halos, and their discs with signs; return the layer's row in the control."""
    tone = lines[0].tone
    script.add("layer", "feature_group")
    for line in lines:
        points = json.dumps([[float(one) for one in point] for point in line.points])
        for look in ("map-halo", f"map-line {tone}"):
            script.add("line", "poly_line", coordinates=points, look=look)
        script.add("disc", "circle_marker", coordinates=_coordinates(line.disc), look=f"map-disc {tone}")
        script.add("sign", sign=TONE_SIGNS[tone])
        script.add("joined", number=str(line.relation))
    script.add("layer on map")
    sign = f'<span class="map-sign {tone}">{TONE_SIGNS[tone]}</span>'
    sign = f'<span class="map-key {tone}" aria-hidden="true">{sign}</span>'
    return script.filled("row", text=json_in_script(f"{sign} {escape(word)}"))


class _Script:
    """A script while it is put together. `ids`: of each kind of thing, the number of the last one, in the order in
    which they come.
    """

    def __init__(self) -> None:
        self._parts = _parts()
        self._written: list[str] = []
        self._count = 0
        self.ids: dict[str, str] = {}

    @property
    def whole(self) -> str:
        return "\n".join(self._written)

    def add(self, part: str, new: str = "", **values: str) -> None:
        """Add a part, with values for its holes; it may make a new thing of some kind."""
        if new:
            self._count += 1
            self.ids[new] = str(self._count)
        self._written.append(self.filled(part, **values))

    def filled(self, part: str, **values: str) -> str:
        known = {**self.ids, **values}
        pieces = self._parts[part].split("\0")
        pieces[1::2] = [known[hole] for hole in pieces[1::2]]
        return "".join(pieces)


# ---- what Folium writes ----------------------------------------------------------------------------------


@cache
def _parts() -> Parts:
    """Return Folium's parts, as this machine keeps them or as Folium writes them. Raises `ValueError`."""
    key = Path(__file__).read_bytes(), *map(stand_of, ("folium", "branca", "jinja2"))
    data = kept("folium", key)
    if data is not None:
        found: Parts = json.loads(data)
        return found
    found = _asked()
    keep("folium", key, json.dumps(found).encode())
    return found


def _asked() -> Parts:
    """Ask Folium for one of each part."""
    import folium

    whole = _map(folium, equal_area=True)
    names = ["equal-area map", *_on(whole, folium)]
    written = [child.render() for child in _script_of(whole)]
    (other,) = (child.render() for child in _script_of(_map(folium, equal_area=False)))
    parts = {name: _holed(text) for name, text in zip((*names, "map"), (*written, other), strict=True)}
    before, row, after = parts["control"].partition(_row_of(parts["control"]))
    return {**parts, "row": row, "control": f"{before}\0rows\0{after}"}


def _row_of(control: str) -> str:
    """Return the line of the control that stands for a layer."""
    (row,) = [line for line in control.splitlines() if "\0text\0" in line]
    return row


def _script_of(folium_map: Any) -> Any:
    figure = folium_map.get_root()
    figure.render()
    return figure.script._children.values()


def _holed(text: str) -> str:
    """Return a part of a script with holes in place of stand-ins and of Folium's random ids, without empty lines."""
    for stand_in, hole in _STAND_INS.items():
        text = text.replace(stand_in, f"\0{hole}\0")
    text = _ID.sub("\\1_\0\\1\0", text)
    if "standin" in text:
        raise ValueError("Folium used a text in a way that this version of the map doesn't know")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _map(folium: Any, *, equal_area: bool) -> Any:
    made = folium.Map(
        location=_PLACE,
        zoom_start=3,
        tiles=None,
        crs="EqualArea" if equal_area else "EPSG3857",
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        max_zoom=7 if equal_area else 9,
    )
    made.default_js = made.default_css = []  # of other people's servers: links that no page of ours has
    return made


def _on(folium_map: Any, folium: Any) -> tuple[str, ...]:
    """Put one of each part on a map; return their names in the order in which Folium writes them."""
    folium.TileLayer("standintext", attr="standinother", control=False).add_to(folium_map)
    geometry = {"type": "MultiPolygon", "coordinates": [[[_PLACE]]]}
    data = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}
    ground = folium.GeoJson(data, control=False, class_name="standinlook", interactive=False, smooth_factor=0.5)
    ground.add_to(folium_map)
    layer = folium.FeatureGroup(name="standintext").add_to(folium_map)
    line = folium.PolyLine([_PLACE, _PLACE], class_name="standinlook", interactive=False, smooth_factor=0.2)
    line.add_to(layer)
    disc = folium.CircleMarker(_PLACE, radius=DISC, class_name="standinlook", fill=True)
    sign = folium.Tooltip(
        "standinsign", sticky=False, permanent=True, direction="center", class_name="map-on-disc", opacity=1
    )
    sign.add_to(disc)
    disc.add_to(layer)
    _call("joined").add_to(disc)
    icon = folium.DivIcon(
        html="standintext", icon_size=(26, 26), icon_anchor=(13, 13), popup_anchor=(0, -6), class_name="standinlook"
    )
    marker = folium.Marker(_PLACE, icon=icon).add_to(folium_map)
    _call("placed").add_to(marker)
    folium.LayerControl(position="bottomright", collapsed=False).add_to(folium_map)
    layers = ("layer", "line", "disc", "sign", "joined", "layer on map")
    markers = ("marker", "icon", "placed", "icon on marker")
    return ("tiles", "tiles on map", "ground", "ground on map", *layers, *markers, "control")


def _call(function: str) -> Any:
    """A part of a Folium map that calls a function of ``interactive.js`` with its parent and a number."""
    from branca import element

    branca: Any = element
    made = branca.MacroElement()
    made._name = "Call"
    made._template = branca.Template(
        f"{{% macro script(this, kwargs) %}}{function}({{{{ this._parent.get_name() }}}}, 98765432);{{% endmacro %}}"
    )
    return made
