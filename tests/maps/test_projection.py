from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.maps.projection import (
    AUTHALIC_RADIUS,
    EqualEarth,
    LambertAzimuthal,
    Projection,
    angle_between,
    authalic_latitude,
    vector,
)

latitudes = st.floats(-85, 85)
longitudes = st.floats(-180, 180)


def flat_area(points: list[tuple[float, float]]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def ellipsoid_area(south: float, north: float, degrees: float) -> float:
    """Square metres of the WGS 84 ellipsoid between two parallels, so many degrees wide (Snyder, equation 3-12)."""
    a, e2 = 6_378_137.0, 0.00669437999014
    e = math.sqrt(e2)

    def q(latitude: float) -> float:
        s = math.sin(math.radians(latitude))
        return (1 - e2) * (s / (1 - e2 * s * s) - math.log((1 - e * s) / (1 + e * s)) / (2 * e))

    return math.radians(degrees) * a * a / 2 * (q(north) - q(south))


@given(
    latitudes,
    longitudes,
    st.one_of(st.builds(EqualEarth, longitudes), st.builds(LambertAzimuthal, latitudes, longitudes)),
)
def test_a_small_square_anywhere_has_its_area_on_the_ellipsoid(
    latitude: float, longitude: float, projection: Projection
) -> None:
    middle = projection.middle if isinstance(projection, LambertAzimuthal) else None
    if middle and angle_between(middle, vector(latitude, longitude)) > 140:
        return
    if not middle and abs((longitude - projection.longitude + 180) % 360 - 180) > 179.8:
        return
    size, steps = 0.1, [i / 10 for i in range(10)]
    south, west = latitude - size / 2, longitude - size / 2
    around = [(south, west + size * s) for s in steps] + [(south + size * s, west + size) for s in steps]
    around += [(south + size, west + size * (1 - s)) for s in steps] + [(south + size * (1 - s), west) for s in steps]
    drawn = flat_area(projection.points([vector(*place) for place in around]))
    assert drawn == pytest.approx(ellipsoid_area(south, south + size, size), rel=2e-3)


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_place_on_the_map_is_found_again(latitude: float, longitude: float, lat0: float, lon0: float) -> None:
    place = vector(latitude, longitude)
    projections: list[Projection] = [EqualEarth(lon0)]
    if angle_between(vector(lat0, lon0), place) < 149:
        projections.append(LambertAzimuthal(lat0, lon0))
    for projection in projections:
        back = projection.place(*projection.points([place])[0])
        assert angle_between(vector(*back), place) < 1e-3


def test_authalic_latitude_is_that_of_the_exact_formula() -> None:
    whole = ellipsoid_area(-90, 90, 360) / 2
    for latitude in (-80, -33, 12, 45, 61.5, 89):
        sine = ellipsoid_area(0, latitude, 360) / whole
        assert authalic_latitude(math.radians(latitude)) == pytest.approx(math.asin(sine), abs=1e-8)


def test_the_authalic_sphere_has_the_ellipsoids_surface() -> None:
    assert 4 * math.pi * AUTHALIC_RADIUS**2 == pytest.approx(ellipsoid_area(-90, 90, 360), rel=1e-9)


def test_equal_earth_has_the_proportions_of_its_paper() -> None:
    (right, _), (_, top) = EqualEarth(0).points([vector(0, 179.9999999), vector(90, 0)])
    assert right / top == pytest.approx(2.05458, abs=1e-4)


def test_a_ring_over_the_antimeridian_is_cut_and_closed_on_both_sides() -> None:
    ring = [vector(latitude, longitude) for latitude, longitude in ((0, 170), (10, 170), (10, -170), (0, -170))]
    west, east = EqualEarth(0).rings(ring)
    assert flat_area(west) == pytest.approx(flat_area(east), rel=1e-6)
    assert flat_area(west) + flat_area(east) == pytest.approx(ellipsoid_area(0, 10, 20), rel=3e-3)


def test_a_ring_around_a_pole_is_closed_along_it() -> None:
    ring = [vector(-70, longitude) for longitude in range(-180, 180, 5)]
    pieces = EqualEarth(20).rings(ring)
    assert sum(map(flat_area, pieces)) == pytest.approx(ellipsoid_area(-90, -70, 360), rel=0.01)
