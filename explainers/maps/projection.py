"""Equal-area projections: Lambert azimuthal for a part of the world, Equal Earth for all of it.

On both of them areas are true everywhere, so that countries can be compared. They are computed on the
*authalic* sphere, which has the surface of the WGS 84 ellipsoid, belt by belt if latitudes are moved a little.
Angles are degrees, distances metres, x grows to the east and y to the north of the projection's centre. Places
are handled as unit vectors ``(x, y, z)`` of that sphere, z through the North Pole and x through (0° N, 0° E):
they know no antimeridian, and project in a few multiplications.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Flags = NDArray[np.bool_]
else:
    Array = Numbers = Flags = Any  # numpy is imported where it is needed, since few commands draw maps

__all__ = [
    "AUTHALIC_RADIUS",
    "XY",
    "Array",
    "EqualEarth",
    "Flags",
    "LambertAzimuthal",
    "Numbers",
    "Projection",
    "Vector",
    "angle_between",
    "authalic_latitude",
    "kilometres",
    "vector",
]

AUTHALIC_RADIUS: Final = 6_371_007.181
"""Radius in metres of the sphere that has the surface of the WGS 84 ellipsoid
(H. Moritz, *Geodetic Reference System 1980*, Journal of Geodesy 74 (2000), 128-133: R2)."""

Vector = tuple[float, float, float]
XY = tuple[float, float]


_E2 = 0.00669437999014  # the square of the WGS 84 ellipsoid's eccentricity
_TO_AUTHALIC = (_E2 / 3 + 31 * _E2**2 / 180 + 59 * _E2**3 / 560, 17 * _E2**2 / 360 + 61 * _E2**3 / 1260)
_TO_GEODETIC = (_E2 / 3 + 31 * _E2**2 / 180 + 517 * _E2**3 / 5040, 23 * _E2**2 / 360 + 251 * _E2**3 / 3780)


def authalic_latitude(latitude: float) -> float:
    """The authalic latitude of a geodetic one, both in radians (Snyder, see below, equation 3-14)."""
    first, second = _TO_AUTHALIC
    return latitude - first * math.sin(2 * latitude) + second * math.sin(4 * latitude)


def _geodetic_degrees(authalic: float) -> float:
    """The geodetic latitude in degrees of an authalic one in radians (Snyder's equation 3-18)."""
    first, second = _TO_GEODETIC
    return math.degrees(authalic + first * math.sin(2 * authalic) + second * math.sin(4 * authalic))


def vector(latitude: float, longitude: float) -> Vector:
    """The unit vector of a place whose geodetic latitude and longitude are given in degrees.

    >>> vector(90, 0)[2], vector(0, 90)[1]
    (1.0, 1.0)
    """
    phi, lam = authalic_latitude(math.radians(latitude)), math.radians(longitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def angle_between(a: Vector, b: Vector) -> float:
    """The angle at the Earth's centre between two unit vectors, in degrees.

    >>> round(angle_between(vector(0, 0), vector(0, 60)), 6)
    60.0
    """
    return math.degrees(math.acos(max(-1.0, min(1.0, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))))


def kilometres(degrees: float) -> float:
    """An angle at the Earth's centre as a distance on its surface."""
    return math.radians(degrees) * AUTHALIC_RADIUS / 1000


class LambertAzimuthal(Struct, frozen=True):
    """Lambert's azimuthal equal-area projection around a centre given in degrees.

    With c the angle from the centre, a place lies 2R sin(c/2) away from it, in its true direction; shapes are
    nearly right up to about 40 degrees and bearable up to 90. What lies beyond 150 degrees is laid on the edge
    there, outside of every map. A ring that goes round the point opposite to the centre comes out running the
    other way round than on the globe.

    Source: J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), equations
    24-2, 22-4 and 22-5.
    """

    latitude: float
    longitude: float

    _FAR = math.cos(math.radians(150))

    @property
    def _axes(self) -> tuple[Vector, Vector, Vector]:
        return _axes(self.latitude, self.longitude)

    @property
    def middle(self) -> Vector:
        """The centre as a unit vector."""
        return self._axes[0]

    def points(self, vectors: Iterable[Vector]) -> list[XY]:
        """Where unit vectors fall on the map, in metres from its centre.

        >>> x, y = LambertAzimuthal(0, 0).points([vector(0, 90)])[0]
        >>> round(x / AUTHALIC_RADIUS, 3), abs(round(y))
        (1.414, 0)
        """
        return [(x, -y) for x, y in self.seen(vectors, 1.0, 0.0, 0.0)]

    def seen(self, vectors: Iterable[Vector], scale: float, west: float, north: float) -> list[XY]:
        """Where unit vectors fall in a window: x to the right and y down from its corner (in metres), times
        `scale`.
        """
        (cx, cy, cz), (ex, ey, _), (nx, ny, nz) = self._axes
        double, far = AUTHALIC_RADIUS * math.sqrt(2) * scale, self._FAR
        left, top, sqrt = west * scale, north * scale, math.sqrt
        return [
            (k * (ex * x + ey * y) - left, top - k * (nx * x + ny * y + nz * z))
            for x, y, z in vectors
            for cosine in (cx * x + cy * y + cz * z,)
            for k in (
                double / sqrt(1 + cosine)
                if cosine > far
                else double * sqrt((1 - far) / max(1e-12, 1 - cosine * cosine)),
            )
        ]

    def seen_at_once(self, places: Array, scale: float, west: float, north: float) -> tuple[Array, Array]:
        """Where many unit vectors fall in such a window, to the last bit as `seen` says it, as two arrays."""
        import numpy as np

        (cx, cy, cz), (ex, ey, _), (nx, ny, nz) = self._axes
        double, far = AUTHALIC_RADIUS * math.sqrt(2) * scale, self._FAR
        x, y, z = places.T
        cosine = cx * x + cy * y + cz * z
        near = cosine > far
        k = double / np.sqrt(1 + np.where(near, cosine, 0.0))
        if not near.all():
            k = np.where(near, k, double * np.sqrt((1 - far) / np.maximum(1e-12, 1 - cosine * cosine)))
        return k * (ex * x + ey * y) - west * scale, north * scale - k * (nx * x + ny * y + nz * z)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude in degrees of a point of the map (Snyder's equations 20-14, 20-15, 24-16).

        >>> p = LambertAzimuthal(40, 10)
        >>> tuple(round(v, 6) for v in p.place(*p.points([vector(12, -2)])[0]))
        (12.0, -2.0)
        """
        rho = math.hypot(x, y)
        if rho == 0:
            return self.latitude, self.longitude
        c = 2 * math.asin(min(1.0, rho / (2 * AUTHALIC_RADIUS)))
        phi, sin_c, cos_c = authalic_latitude(math.radians(self.latitude)), math.sin(c), math.cos(c)
        latitude = math.asin(cos_c * math.sin(phi) + y * sin_c * math.cos(phi) / rho)
        turn = math.atan2(x * sin_c, rho * math.cos(phi) * cos_c - y * math.sin(phi) * sin_c)
        return _geodetic_degrees(latitude), (self.longitude + math.degrees(turn) + 180) % 360 - 180


@lru_cache(maxsize=64)
def _axes(latitude: float, longitude: float) -> tuple[Vector, Vector, Vector]:
    """Unit vectors to a place whose coordinates are in degrees, and from there to the east and to the north."""
    phi, lam = authalic_latitude(math.radians(latitude)), math.radians(longitude)
    east = (-math.sin(lam), math.cos(lam), 0.0)
    north = (-math.sin(phi) * math.cos(lam), -math.sin(phi) * math.sin(lam), math.cos(phi))
    return vector(latitude, longitude), east, north


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


class EqualEarth(Struct, frozen=True):
    """The Equal Earth projection around a meridian given in degrees: the whole world, poles as lines.

    Source: B. Savric, T. Patterson, B. Jenny, *The Equal Earth map projection*, International Journal of
    Geographical Information Science 33 (2019), 454-465, equations 7 and 8.
    """

    longitude: float

    def points(self, vectors: Iterable[Vector]) -> list[XY]:
        """Where unit vectors fall on the map, in metres from the middle of its meridian.

        >>> [(x, y)] = EqualEarth(10).points([vector(0, 10)])
        >>> round(x), round(y)
        (0, 0)
        """
        return [
            self._point((math.degrees(math.atan2(y, x)) - self.longitude + 180) % 360 - 180, z) for x, y, z in vectors
        ]

    def rings(self, vectors: Sequence[Vector]) -> list[list[XY]]:
        """A closed ring on the map: two or more where it crosses the meridian opposite to the map's own,
        closed along the pole where it goes round one.
        """
        around: list[tuple[float, float]] = []
        if len(vectors) < 3:
            return []
        for x, y, z in vectors:
            turn = math.degrees(math.atan2(y, x)) - self.longitude
            turn -= 360 * round((turn - (around[-1][0] if around else 0)) / 360)
            around.append((turn, z))
        surplus = 360 * round((around[-1][0] - around[0][0]) / 360)
        if surplus:
            pole = math.copysign(1.0, sum(z for _, z in around))
            around.append((around[0][0] + surplus, around[0][1]))
            around += [(around[-1][0], pole), (around[0][0], pole)]
        least, most = min(turn for turn, _ in around), max(turn for turn, _ in around)
        pieces = (
            _between([(turn - 360 * k, z) for turn, z in around])
            for k in range(math.floor((least + 180) / 360), math.ceil((most - 180) / 360) + 1)
        )
        return [[self._point(turn, z) for turn, z in piece] for piece in pieces if piece]

    def seen(self, vectors: Iterable[Vector], scale: float, west: float, north: float) -> list[XY]:
        """Where unit vectors fall in a window: x to the right and y down from its corner (in metres), times
        `scale`.
        """
        return [((x - west) * scale, (north - y) * scale) for x, y in self.points(vectors)]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude in degrees of a point of the map, found by Newton's method."""
        x, y = x / AUTHALIC_RADIUS, y / AUTHALIC_RADIUS
        t = y
        for _ in range(12):
            t -= (_height(t) - y) / _slope(t)
        latitude = _geodetic_degrees(math.asin(max(-1.0, min(1.0, math.sin(t) / _M))))
        turn = math.degrees(_M * x * _slope(t) / math.cos(t))
        return latitude, (self.longitude + turn + 180) % 360 - 180

    def _point(self, turn: float, sine: float) -> XY:
        """A point from degrees east of the map's meridian (-180 to 180) and the sine of latitude."""
        t = math.asin(_M * sine)
        x = math.radians(turn) * math.cos(t) / (_M * _slope(t))
        return AUTHALIC_RADIUS * x, AUTHALIC_RADIUS * _height(t)


def _height(t: float) -> float:
    return t * (_A1 + _A2 * t**2 + t**6 * (_A3 + _A4 * t**2))


def _slope(t: float) -> float:
    return _A1 + 3 * _A2 * t**2 + t**6 * (7 * _A3 + 9 * _A4 * t**2)


def _between(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The part of a closed ring whose first coordinate lies between -180 and 180 (Sutherland and Hodgman)."""
    for side in (-1, 1):
        kept: list[tuple[float, float]] = []
        for (a, za), (b, zb) in zip(ring[-1:] + ring[:-1], ring, strict=True):
            if (side * a <= 180) != (side * b <= 180):
                kept.append((180.0 * side, za + (zb - za) * (180 * side - a) / (b - a)))
            if side * b <= 180:
                kept.append((b, zb))
        ring = kept
    return ring


Projection = LambertAzimuthal | EqualEarth
