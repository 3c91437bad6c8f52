"""The drawn map: countries, and the relations between them, as an inline SVG.

Pure: the same input gives the same bytes. Colours, widths and sizes come from the theme's
``components/drawn-map/drawn-map.css`` through classes; nothing is styled here. The map is laid out 328 units wide, for
the narrowest screen; wider, that style sheet keeps names, lines and discs at their size on the screen while the
land grows.
"""

from __future__ import annotations

from html import escape
from typing import Final

from explainers.maps.curves import DISC, MARKER
from explainers.maps.drawings import Detail, MapCountry, MapRelation
from explainers.maps.labels import Label
from explainers.maps.layout import Layout, layout_of, tone_of
from explainers.maps.projection import XY
from explainers.model import Tone

__all__ = ["drawing_of"]

_SIGNS: Final[dict[Tone, str]] = {
    "closer": "m-4 0h8m-4-4v8",
    "apart": "m-4 0h8",
    "mixed": "m-3.5-1.5h7m-3.5-3.5v7m-3.5 2h7",
}


def drawing_of(countries: tuple[MapCountry, ...], relations: tuple[MapRelation, ...], detail: Detail) -> str:
    """The map without the words about it."""
    layout = layout_of(countries, relations, detail)
    frame, links = layout.frame, detail == "page"
    body = _shapes(layout)
    if detail != "overview":
        body += _lines(layout, relations, links=links) + _places(layout, countries, links=links)
    role = "group" if "<a " in body else "img"
    return f'<svg viewBox="0 0 {frame.width} {frame.height}" role="{role}">{body}</svg>'


def _shapes(layout: Layout) -> str:
    scale = "" if layout.grain == 1 else f' transform="scale({1 / layout.grain:.3g})"'
    return "".join(f'<path class="{name}"{scale} d="{data}"/>' for name, data in layout.shapes if data)


def _lines(layout: Layout, relations: tuple[MapRelation, ...], *, links: bool) -> str:
    """The lines, each on its halo, then the discs on all of them."""
    lines, discs = [], []
    toned = [(relation, tone) for relation in relations if (tone := tone_of(relation.status))]
    for curve, (relation, tone) in zip(layout.curves, toned, strict=True):
        (ax, ay), (cx, cy), (bx, by) = (_whole(point) for point in (curve.start, curve.control, curve.end))
        data = f"M{ax} {ay}Q{cx} {cy} {bx} {by}".replace(" -", "-")
        lines.append(f'<path class="halo" d="{data}"/><path class="line {tone}" d="{data}"/>')
        x, y = _whole(curve.disc)
        disc = f'<g class="disc {tone}"><circle cx="{x}" cy="{y}" r="{DISC:g}"/><path d="M{x} {y}{_SIGNS[tone]}"/></g>'
        if links and relation.href:
            disc = f'<a href="{escape(relation.href)}" aria-label="{escape(relation.label)}">{disc}</a>'
        discs.append(disc)
    return "".join(lines + discs)


def _places(layout: Layout, countries: tuple[MapCountry, ...], *, links: bool) -> str:
    """The markers, then the names."""
    markers = [_whole(marker) for marker in layout.markers]
    dots = "".join(f'<circle class="place" cx="{x}" cy="{y}" r="{MARKER:g}"/>' for x, y in markers)
    names = []
    for country, label, marker in zip(countries, layout.labels, markers, strict=True):
        name = _text(label, marker)
        names.append(f'<a href="{escape(country.href)}">{name}</a>' if links and country.href else name)
    return dots + "".join(names)


def _text(label: Label, marker: tuple[int, int]) -> str:
    """A name, placed from its marker, so that it keeps its distance where names don't grow with the map."""
    at_x, at_y = _whole((label.x, label.y))
    x, y = at_x - marker[0], at_y - marker[1]
    side = "" if label.anchor == "middle" else f' class="{label.anchor}"'
    first, *more = (escape(line, quote=False) for line in label.lines)
    rest = "".join(f' <tspan x="{x}" dy="1.15em">{line}</tspan>' for line in more)
    text = f'<text{side} x="{x}" y="{y}">{first}{rest}</text>'
    return f'<g transform="translate({marker[0]} {marker[1]})">{text}</g>'


def _whole(point: XY) -> tuple[int, int]:
    return round(point[0]), round(point[1])
