"""The interactive map: our own shapes as ground, a marker for each country and a layer for each status.

Folium writes its script (`explainers.maps.folium_parts`), of which that alone is taken. jQuery, Bootstrap, icon fonts
and other people's servers, which Folium's page would load, are left out; Leaflet comes from a Python package and is
served by the site itself. Everything is in files whose names have a digest of what is in them, so a content-security
policy needs neither ``unsafe-inline`` nor hosts. Popups are built from data by the browser, text by text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.folium_parts import folium_script, json_in_script
from explainers.maps.layout import tone_of
from explainers.maps.plan import Line, Plan, plan_of
from explainers.model import TONE_SIGNS

__all__ = ["Asset", "InteractiveMap", "LiveCountry", "LiveRelation", "LiveWords", "Tiles", "interactive_map"]

_LEAFLET: Final = ("js_lib_leaflet", "static/js_lib_leaflet", "django_js_lib_leaflet")
"""The package with Leaflet's files, where they are in it, and the distribution that it comes with, as its folder
of metadata begins."""


class LiveCountry(Struct, frozen=True):
    """A country with what its popup says: a line on it, as plain text."""

    country: MapCountry
    profile: str = ""


class LiveRelation(Struct, frozen=True):
    """A relation and its status in words. A pair that the sources don't cover is ``not-stated``, with words of its
    own. A relation's label and address are what the popups' links have.
    """

    relation: MapRelation
    word: str


class LiveWords(Struct, frozen=True):
    """The words of the map itself: what it is called, the heading of its layers, and its buttons."""

    region: str
    layers: str
    zoom_in: str
    zoom_out: str
    close: str


class Tiles(Struct, frozen=True):
    """A tile server: an address with ``{z}``, ``{x}`` and ``{y}``, and whom to name for it, with a link or without."""

    url: str
    attribution: str
    href: str = ""


class Asset(Struct, frozen=True):
    """A file of the site: its name, with a digest in it, and its content."""

    name: str
    content: bytes


class InteractiveMap(Struct, frozen=True):
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
    plan = plan_of(tuple(c.country for c in countries), tuple(t.relation for t in relations), tiles=tiles is not None)
    names, layers = [live.country.name for live in countries], list(_layers(plan, relations))
    written, name = folium_script(plan, names, layers, tiles.url if tiles else "")
    begin, _, rest = _own_file("interactive.js").partition("__DATA__")
    middle, _, end = rest.partition("__FOLIUM__")
    data = json_in_script(_data(plan, countries, relations, words, tiles))
    script = f"{begin}{data}{middle}{written}\nfinished({name});{end}"
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


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent


def _own_file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


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
    installed = _folder_of(package)
    files = installed / folder
    script = re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", (files / "leaflet.js").read_bytes())
    style = str(rcssmin.cssmin((files / "leaflet.css").read_text(encoding="utf-8")))
    style = re.sub(r"(?<![^{}])[^{}]*\{[^{}]*url\([^{}]*\}", "", style)
    # Python's own look at what is installed takes as long to load as some maps to draw.
    for path in sorted(installed.parent.glob(f"{distribution}-*.dist-info/**/LICENSE*")):
        return _asset("leaflet.js", script), style, _asset("leaflet-licence.txt", path.read_bytes())
    raise FileNotFoundError(f"{distribution} has no licence")


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
                "label": live.relation.label,
                "href": live.relation.href,
                "word": live.word,
                "tone": tone_of(live.relation.status) or "none",
                "sign": TONE_SIGNS.get(tone, "") if (tone := tone_of(live.relation.status)) else "",
            }
            for live in relations
        ],
    }


def _layers(plan: Plan, relations: Sequence[LiveRelation]) -> Iterator[tuple[str, list[Line]]]:
    """Yield what the lines of each status mean, and these lines, in the order in which they first come."""
    statuses = [relations[line.relation].relation.status for line in plan.lines]
    for status in dict.fromkeys(statuses):
        own = [line for line, its in zip(plan.lines, statuses, strict=True) if its == status]
        yield relations[own[0].relation].word, own
