"""What goes on the interactive map, in degrees: ground, lines, sides of names, the part of the world to open with.

It follows the drawn map: the same projection, lines and sides. Where Lambert's projection won't do (the map is of the
whole world, has land at the point opposite to its middle, or lies on tiles), it is Web Mercator, with lines of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from explainers.maps.arcs import arcs_near
from explainers.maps.curves import Curve
from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.frame import Frame
from explainers.maps.geojson import arcs_of, around_meridian, multipolygon
from explainers.maps.labels import Label
from explainers.maps.layout import Layout, layout_of, pairs_of, tone_of
from explainers.maps.mercator import Place, window_around
from explainers.maps.paths import holds_opposite
from explainers.maps.projection import XY, LambertAzimuthal, angle_between
from explainers.maps.world import Part, detail_of, world
from explainers.model import Tone

__all__ = ["Line", "Place", "Plan", "plan_of"]

Roles = tuple[tuple[str, str], ...]
"""Codes of countries, and their roles on the map."""

_FAR_DEGREES: Final = 115.0
"""Land that is farther from the middle of Lambert's projection isn't on the map."""
_LAND: Final = (4096.0, 8000.0)
"""Square kilometres under which points and islands of the ground are left out."""
_OWN: Final = (0.5, 14.0, 300.0)
_NEAR: Final = (6.0, 64.0, 4096.0)
"""The same for points of the map's countries, and of land in the drawn map's frame, in square units of that, but no
less and no more than so many square kilometres."""

_MOST_POINTS: Final = 3900


class Line(Struct, frozen=True):
    """A line, where its disc is, the number of its relation, and how it is drawn."""

    points: tuple[Place, ...]
    disc: Place
    relation: int
    tone: Tone


class Plan(Struct, frozen=True):
    """What goes on the map: the centre of Lambert's projection (`None`: Web Mercator); places that must be seen; the
    countries' markers and on which sides of them their names stand; lines; ground as MultiPolygons by class.
    """

    centre: Place | None
    seen: tuple[Place, ...]
    markers: tuple[Place, ...]
    sides: tuple[str, ...]
    lines: tuple[Line, ...]
    ground: tuple[tuple[str, dict[str, Any]], ...]


def plan_of(countries: tuple[MapCountry, ...], relations: tuple[MapRelation, ...], *, tiles: bool) -> Plan:
    """The plan of the interactive map of some countries and the relations between them; on `tiles` it has no ground.

    Raises:
        ValueError: as for the drawn map.
    """
    layout = layout_of(countries, relations, "page")
    projection = None if tiles else _lambert(layout)
    plane = _Plane(layout, layout.frame.projection.longitude)
    sides = tuple(_side(label, marker) for label, marker in zip(layout.labels, layout.markers, strict=True))
    if projection:
        centre = projection.latitude, projection.longitude
        return Plan(
            centre,
            plane.corners(),
            tuple(country.marker for country in countries),
            sides,
            _lines(relations, layout.curves, plane.place),
            _ground(_roles(countries), layout.frame, projection),
        )
    markers = tuple(plane.near(country.marker) for country in countries)
    window = window_around(markers)
    curves = window.curves(markers, pairs_of(countries, relations))
    ground = () if tiles else _ground(_roles(countries), layout.frame, None)
    return Plan(
        None,
        window.corners(curves),
        markers,
        sides,
        _lines(relations, curves, window.place),
        tuple((name, around_meridian(shape, plane.meridian)) for name, shape in ground),
    )


class _Plane(Struct, frozen=True):
    """The drawn map, read backwards; longitudes are within 180 degrees of its meridian."""

    layout: Layout
    meridian: float

    def near(self, place: Place) -> Place:
        latitude, longitude = place
        turned = self.meridian + (longitude - self.meridian + 180) % 360 - 180
        return latitude, round(turned, 2)

    def place(self, point: XY) -> Place:
        frame = self.layout.frame
        latitude, longitude = frame.projection.place(
            frame.west + point[0] / frame.scale, frame.north - point[1] / frame.scale
        )
        return self.near((round(latitude, 2), longitude))

    def corners(self) -> tuple[Place, ...]:
        """The corners of what must be seen: a little within the drawn map's own, with all lines and discs in them."""
        frame = self.layout.frame
        points = [point for curve in self.layout.curves for point in (*curve.points(5), curve.disc)]
        ends = []
        for length, shares in ((frame.width, [x for x, _ in points]), (frame.height, [y for _, y in points])):
            least = min((share - _DISC for share in shares), default=length)
            most = max((share + _DISC for share in shares), default=0.0)
            ends.append((min(length * 0.07, least), max(length * 0.93, most)))
        return tuple(self.place((across, along)) for across in ends[0] for along in ends[1])


_DISC: Final = 6.0  # units: what a disc takes on the smallest map, and a little room


def _lambert(layout: Layout) -> LambertAzimuthal | None:
    """The drawn map's projection, if it is Lambert's and can be zoomed out of."""
    projection = layout.frame.projection
    if not isinstance(projection, LambertAzimuthal):
        return None
    rings = [part.rings[0] for part in world().land if part.area > _LAND[1]]
    return None if holds_opposite(world(), rings, projection, detail_of(_LAND[0])) else projection


def _roles(countries: Sequence[MapCountry]) -> Roles:
    """The countries' codes, and whether each is the map's subject or a partner."""
    return tuple((country.code, country.role) for country in countries)


@lru_cache(maxsize=16)
def _ground(
    countries: Roles, frame: Frame, projection: LambertAzimuthal | None
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Land, and over it the countries by role, coarser until they have few enough points. Kept for the next map of
    the same countries, in another language: nobody may change it.
    """
    coarse = 1.0
    while True:
        ground = _ground_at(countries, frame, projection, coarse)
        points = sum(len(ring) for _, shape in ground for polygon in shape["coordinates"] for ring in polygon)
        if points <= _MOST_POINTS or coarse > 100:
            return ground
        coarse *= 1.25


def _ground_at(
    countries: Roles, frame: Frame, projection: LambertAzimuthal | None, coarse: float
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Land and countries; along the countries' coasts the land is as fine as they are."""
    everything = world()
    near, fine = (_detail(limits, frame, coarse) for limits in (_NEAR, _OWN))
    island = min(_LAND[1], 2.5 * frame.square_kilometres) * coarse
    reach = frame.reach
    land = [
        part
        for part in everything.land
        if part.area > island and (part.area > _LAND[1] * coarse or _in_frame(part, frame, reach))
    ]
    details: dict[int, int] = {}
    if projection:
        land = [part for part in land if _away(part, projection) < _FAR_DEGREES]
        details |= dict.fromkeys(arcs_near(everything, projection.middle, reach), near)
    details |= dict.fromkeys(arcs_of(everything, (code for code, _ in countries)), fine)
    ground = [("map-land", multipolygon(everything, land, detail_of(_LAND[0] * coarse), details))]
    for role in ("partner", "subject"):
        parts = [
            part
            for code, own_role in countries
            if own_role == role
            for part in _seen_parts(code, min(150.0, frame.square_kilometres) * coarse)
        ]
        shape = multipolygon(everything, parts, fine)
        if shape["coordinates"]:
            ground.append((f"map-country {role}", shape))
    return tuple(ground)


def _detail(limits: tuple[float, float, float], frame: Frame, coarse: float) -> int:
    units, least, most = limits
    return detail_of(coarse * max(least, min(most, units * frame.square_kilometres)))


def _in_frame(part: Part, frame: Frame, reach: float) -> bool:
    """Whether some land may be seen in the drawn map."""
    return isinstance(frame.projection, LambertAzimuthal) and _away(part, frame.projection) < reach


def _seen_parts(code: str, least: float) -> list[Part]:
    """The parts of a country that are large enough to be shown, its largest in any case."""
    parts = world().countries.get(code, ())
    return [part for part in parts if part.area > least] or list(parts[:1])


def _away(part: Part, projection: LambertAzimuthal) -> float:
    middle, radius = world().cap(part.rings[0])
    return angle_between(middle, projection.middle) - radius


def _side(label: Label, marker: XY) -> str:
    """Where a name stands beside its marker, about as on the drawn map."""
    left, top, right, bottom = label.box
    sides = []
    if bottom <= marker[1] or top >= marker[1]:
        sides.append("above" if bottom <= marker[1] else "below")
    if (left + right) / 2 < marker[0] - 12:
        sides.append("before")
    elif (left + right) / 2 > marker[0] + 12:
        sides.append("after")
    return " ".join(sides) or "above"


def _lines(
    relations: tuple[MapRelation, ...], curves: Sequence[Curve], place: Callable[[XY], Place]
) -> tuple[Line, ...]:
    """The lines of relations, which have curves on a map's plane; `place` says what falls on a point of it."""
    toned = [(i, tone) for i, relation in enumerate(relations) if (tone := tone_of(relation.status))]
    return tuple(
        Line(tuple(place(point) for point in curve.points(5)), place(curve.disc), i, tone)
        for (i, tone), curve in zip(toned, curves, strict=True)
    )
