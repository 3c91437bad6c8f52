"""Lines on Web Mercator, where the drawn map is in another projection: as on that, but in this plane.

A line that bends round its neighbours on a map of the whole world may bend over the pole, where Mercator has nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from explainers.maps.curves import DISC, Curve, curves_between
from explainers.maps.layout import WIDTH
from explainers.maps.projection import XY

__all__ = ["Place", "Window", "window_around"]

Place = tuple[float, float]
"""Latitude and longitude in degrees."""


_SOUTH, _NORTH = -75.0, 80.0
"""How far there is room around markers: nearer to the poles Mercator draws everything out."""
_EDGE: Final = 84.5


class Window(Struct, frozen=True):
    """A part of Web Mercator's plane, in degrees of longitude and latitude, seen in units: x to the right, y down."""

    south: float
    west: float
    north: float
    east: float

    @property
    def height(self) -> float:
        """How high it is, in units."""
        return (_stretched(self.north) - _stretched(self.south)) * self._scale

    @property
    def _scale(self) -> float:
        return WIDTH / math.radians(self.east - self.west)

    def at(self, place: Place) -> XY:
        """Where a place falls, in units."""
        latitude, longitude = place
        across = math.radians(longitude - self.west) * self._scale
        on_map = max(-_EDGE, min(_EDGE, latitude))
        return across, (_stretched(self.north) - _stretched(on_map)) * self._scale

    def place(self, point: XY) -> Place:
        """The place that falls on a point, no nearer to a pole than Mercator's maps go."""
        longitude = self.west + math.degrees(point[0] / self._scale)
        latitude = math.degrees(math.atan(math.sinh(_stretched(self.north) - point[1] / self._scale)))
        return round(max(-_EDGE, min(_EDGE, latitude)), 2), round(longitude, 2)

    def curves(self, markers: Sequence[Place], pairs: Sequence[tuple[int, int]]) -> list[Curve]:
        """A line for each pair of markers (by their numbers), in units."""
        return curves_between([self.at(marker) for marker in markers], pairs, WIDTH, self.height)

    def corners(self, curves: Sequence[Curve]) -> tuple[Place, Place]:
        """Two corners of what must be seen: all that is in the window, and lines with their discs."""
        points = [point for curve in curves for point in (*curve.points(DISC), curve.disc)]
        left = min([0.0, *(x - DISC for x, _ in points)])
        right = max([WIDTH, *(x + DISC for x, _ in points)])
        top = min([0.0, *(y - DISC for _, y in points)])
        bottom = max([self.height, *(y + DISC for _, y in points)])
        return self.place((left, bottom)), self.place((right, top))


def _stretched(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude)))


def window_around(markers: Sequence[Place]) -> Window:
    """A window with markers well between its corners."""
    latitudes, longitudes = [place[0] for place in markers], [place[1] for place in markers]
    room = max(4.0, 0.2 * (max(longitudes) - min(longitudes)))
    south, north = max(_SOUTH, min(latitudes) - room), min(_NORTH, max(latitudes) + room)
    return Window(south, min(longitudes) - room, north, max(longitudes) + room)
