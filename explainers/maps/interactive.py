"""The interactive map, made with Folium: the only module that knows Folium and Branca, and it imports them when asked.

Folium writes a script; this module gives it our own shapes as ground, a marker for each country and a layer for each
status, and takes from it that script alone. jQuery, Bootstrap, icon fonts and other people's servers, which its page
would load, are left out; Leaflet comes from a Python package and is served by the site itself. Everything is in files
whose names have a digest of what is in them, so a content-security policy needs neither ``unsafe-inline`` nor hosts.

**Texts are data.** Folium and Branca take strings for Jinja templates, twice, and put some into JavaScript as they are.
So they never see a name or any other text of ours: they get tokens of plain letters, and the finished script has each
token replaced by a JSON string (`_Texts`). Popups are built from such data by the browser, text by text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from importlib import metadata, resources
from typing import Any, Final

from explainers.maps.curves import DISC
from explainers.maps.geojson import feature
from explainers.maps.layout import MapCountry, MapRelation, tone_of
from explainers.maps.plan import Plan, plan_of
from explainers.model import TONE_SIGNS

__all__ = ["Asset", "InteractiveMap", "LiveCountry", "LiveRelation", "LiveWords", "Tiles", "interactive_map"]

_LEAFLET: Final = ("js_lib_leaflet", "static/js_lib_leaflet", "django-js-lib-leaflet")
"""The package with Leaflet's files, where they are in it, and the distribution that it comes with."""


@dataclass(frozen=True, slots=True)
class LiveCountry:
    """A country with what its popup says: a line on it, as plain text."""

    country: MapCountry
    profile: str = ""


@dataclass(frozen=True, slots=True)
class LiveRelation:
    """A relation and its status in words. A pair that the sources don't cover is ``not-stated``, with words of its
    own. A relation's label and address are what the popups' links have.
    """

    relation: MapRelation
    word: str


@dataclass(frozen=True, slots=True)
class LiveWords:
    """The words of the map itself: what it is called, the heading of its layers, and its buttons."""

    region: str
    layers: str
    zoom_in: str
    zoom_out: str
    close: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile server: an address with ``{z}``, ``{x}`` and ``{y}``, and whom to name for it, with a link or without."""

    url: str
    attribution: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site: its name, with a digest in it, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class InteractiveMap:
    """The map in parts.

    `markup` is the element that it opens in; `styles` and `scripts` name the assets that a page loads, in order.
    `assets` are all of these files, and Leaflet's licence. A page that opens it on request has the script of
    ``opening.js`` in it.
    """

    markup: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    assets: tuple[Asset, ...]


def interactive_map(
    countries: Sequence[LiveCountry],
    relations: Sequence[LiveRelation],
    words: LiveWords,
    *,
    tiles: Tiles | None = None,
) -> InteractiveMap:
    """The interactive map of some countries and the relations between them; the last ones are kept for the next page.

    Raises:
        ValueError: as for the drawn map, which has the same lines.
    """
    return _interactive_map(tuple(countries), tuple(relations), words, tiles)


@lru_cache(maxsize=16)
def _interactive_map(
    countries: tuple[LiveCountry, ...], relations: tuple[LiveRelation, ...], words: LiveWords, tiles: Tiles | None
) -> InteractiveMap:
    texts = _Texts()
    plan = plan_of(tuple(c.country for c in countries), tuple(t.relation for t in relations), tiles=tiles is not None)
    folium_script, name = _folium_script(plan, countries, relations, texts, tiles)
    begin, _, rest = _own_file("interactive.js").partition("__DATA__")
    middle, _, end = rest.partition("__FOLIUM__")
    data = _json(_data(plan, countries, relations, words, tiles))
    script = f"{begin}{data}{middle}{texts.put_into(folium_script)}\nfinished({name});{end}"
    leaflet, style, licence = _leaflet()
    assets = (
        leaflet,
        licence,
        _asset("interactive.css", f"{style}\n{_own_style()}".encode()),
        _asset("interactive.js", script.encode()),
    )
    markup = f'<div class="live-map" id="{name}" role="region" aria-label="{escape(words.region)}"></div>'
    return InteractiveMap(markup, (assets[2].name,), (leaflet.name, assets[3].name), assets)


# ---- files -----------------------------------------------------------------------------------------------


def _asset(name: str, content: bytes) -> Asset:
    """A file with the beginning of its SHA-256 in its name."""
    stem, _, ending = name.rpartition(".")
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}", content)


def _own_file(name: str) -> str:
    return resources.files("explainers.maps").joinpath(name).read_text(encoding="utf-8")


@cache
def _own_style() -> str:
    import rcssmin

    return str(rcssmin.cssmin(_own_file("interactive.css")))


@cache
def _leaflet() -> tuple[Asset, str, Asset]:
    """Leaflet's script, its style without rules that ask for pictures (no map of ours shows them), its licence.

    Raises:
        FileNotFoundError: the package doesn't hold what it should.
    """
    import rcssmin

    package, folder, distribution = _LEAFLET
    files = resources.files(package).joinpath(folder)
    script = re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", files.joinpath("leaflet.js").read_bytes())
    style = str(rcssmin.cssmin(files.joinpath("leaflet.css").read_text(encoding="utf-8")))
    style = re.sub(r"[^{}]*\{[^{}]*url\([^{}]*\}", "", style)
    for path in metadata.files(distribution) or ():
        if path.name.startswith("LICENSE"):
            return _asset("leaflet.js", script), style, _asset("leaflet-licence.txt", path.read_binary())
    raise FileNotFoundError(f"{distribution} has no licence")


# ---- texts -----------------------------------------------------------------------------------------------


def _json(value: object) -> str:
    """JSON that is safe inside of a script, wherever that stands."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


_PLACE_OF_TEXT: Final = r'"textnumber(\d{4,})end"'


@dataclass(slots=True)
class _Texts:
    """Tokens that stand for texts while Folium has them, and the JSON strings they stand for."""

    strings: list[str] = field(default_factory=list)

    def token(self, text: str) -> str:
        """A token, to be given to Folium where the browser takes the text as text."""
        self.strings.append(_json(text))
        return f"textnumber{len(self.strings) - 1:04d}end"

    def put_into(self, script: str) -> str:
        """The script with a text in place of each token.

        Raises:
            ValueError: Folium put a token elsewhere than into a string of its own.
        """
        if re.search(r"textnumber\d", re.sub(_PLACE_OF_TEXT, "", script)):
            raise ValueError("Folium used a text in a way that this version of the map doesn't know")
        return re.sub(_PLACE_OF_TEXT, lambda found: self.strings[int(found[1])], script)


# ---- data for the browser --------------------------------------------------------------------------------


def _data(
    plan: Plan,
    countries: Sequence[LiveCountry],
    relations: Sequence[LiveRelation],
    words: LiveWords,
    tiles: Tiles | None,
) -> dict[str, object]:
    """What the browser builds popups and controls from."""
    attribution = escape(tiles.attribution) if tiles else ""
    if tiles and tiles.href:
        attribution = f'<a href="{escape(tiles.href)}">{attribution}</a>'
    return {
        "centre": plan.centre,
        "seen": plan.seen,
        "attribution": attribution,
        "words": {
            "layers": words.layers,
            "zoomIn": words.zoom_in,
            "zoomOut": words.zoom_out,
            "close": words.close,
        },
        "countries": [
            {
                "name": live.country.name,
                "href": live.country.href,
                "profile": live.profile,
                "relations": [i for i, t in enumerate(relations) if live.country.code in (t.relation.a, t.relation.b)],
            }
            for live in countries
        ],
        "relations": [
            {
                "label": live.relation.label or f"{live.relation.a}, {live.relation.b}",
                "href": live.relation.href,
                "word": live.word,
                "tone": tone_of(live.relation.status) or "none",
                "sign": TONE_SIGNS.get(tone, "") if (tone := tone_of(live.relation.status)) else "",
            }
            for live in relations
        ],
    }


# ---- Folium ----------------------------------------------------------------------------------------------


def _folium() -> Any:
    """Folium, whose types are not complete."""
    import folium

    return folium


def _folium_script(
    plan: Plan,
    countries: Sequence[LiveCountry],
    relations: Sequence[LiveRelation],
    texts: _Texts,
    tiles: Tiles | None,
) -> tuple[str, str]:
    """Folium's script for the map, with tokens for texts, and the name of the map in it."""
    folium = _folium()
    folium_map = folium.Map(
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
        folium.TileLayer(texts.token(tiles.url), attr=texts.token(""), control=False).add_to(folium_map)
    for name, geometry in plan.ground:
        data = {"type": "FeatureCollection", "features": [feature({}, geometry)]}
        ground = folium.GeoJson(data, control=False, class_name=name, interactive=False, smooth_factor=0.5)
        ground.add_to(folium_map)
    _add_layers(folium_map, plan, relations, texts)
    for number, (live, side, place) in enumerate(zip(countries, plan.sides, plan.markers, strict=True)):
        name = escape(live.country.name)
        icon = folium.DivIcon(
            html=texts.token(f'<span class="map-dot"></span><span class="map-name">{name}</span>'),
            icon_size=(26, 26),
            icon_anchor=(13, 13),
            popup_anchor=(0, -6),
            class_name=f"map-place {side}",
        )
        marker = folium.Marker(list(place), icon=icon).add_to(folium_map)
        _call("placed", number).add_to(marker)
    if plan.lines:
        folium.LayerControl(position="bottomright", collapsed=False).add_to(folium_map)
    figure = folium_map.get_root()
    figure.render()
    return _renumbered(figure.script.render(), folium_map.get_name())


def _add_layers(folium_map: Any, plan: Plan, relations: Sequence[LiveRelation], texts: _Texts) -> None:
    """A layer for each status: lines on their halos, and discs with signs."""
    folium = _folium()
    for status in dict.fromkeys(relations[line.relation].relation.status for line in plan.lines):
        own = [line for line in plan.lines if relations[line.relation].relation.status == status]
        tone, word = own[0].tone, relations[own[0].relation].word
        sign = f'<span class="map-sign {tone}">{TONE_SIGNS[tone]}</span>'
        sign = f'<span class="map-key {tone}" aria-hidden="true">{sign}</span>'
        group = folium.FeatureGroup(name=texts.token(f"{sign} {escape(word)}")).add_to(folium_map)
        for line in own:
            for name in ("map-halo", f"map-line {tone}"):
                folium.PolyLine(
                    [list(point) for point in line.points], class_name=name, interactive=False, smooth_factor=0.2
                ).add_to(group)
            disc = folium.CircleMarker(list(line.disc), radius=DISC, class_name=f"map-disc {tone}", fill=True)
            folium.Tooltip(
                TONE_SIGNS[tone], sticky=False, permanent=True, direction="center", class_name="map-on-disc", opacity=1
            ).add_to(disc)
            disc.add_to(group)
            _call("joined", line.relation).add_to(disc)


def _call(function: str, number: int) -> Any:
    """A part of a Folium map that calls a function of ``interactive.js`` with its parent and a number."""
    call, call_template = _call_parts()
    made = call()
    made._name = "Call"
    made.code = f"{function}({{parent}}, {number});"
    made._template = call_template
    return made


@cache
def _call_parts() -> tuple[Any, Any]:
    """Branca's class of a part, and the template of ours, which is compiled once."""
    from branca import element

    branca: Any = element
    return branca.MacroElement, branca.Template(
        "{% macro script(this, kwargs) %}{{ this.code.replace('{parent}', this._parent.get_name()) }}{% endmacro %}"
    )


def _renumbered(script: str, name: str) -> tuple[str, str]:
    """The script with Folium's random ids numbered in order of appearance, and one of the names in it."""
    numbers: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        return f"{found[1]}_{numbers.setdefault(found[2], len(numbers) + 1)}"

    pattern = r"\b([a-z_]+)_([0-9a-f]{32})(?![0-9a-f])"
    script = re.sub(pattern, numbered, script)
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line), re.sub(pattern, numbered, name)
