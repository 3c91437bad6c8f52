"""A capital lies in its country; with latitude and longitude exchanged, or a sign lost, it does not."""

from __future__ import annotations

import pytest

from bench.words import COUNTRIES
from explainers.maps.inside import away_from
from explainers.maps.world import world
from tests.maps.conftest import CAPITALS

PLACES = {
    **{code: place for code, place in CAPITALS.items() if code in world().countries},
    **{code: (latitude, longitude) for code, _, latitude, longitude in COUNTRIES},
    "JP": (35.68, 139.69), "ID": (-6.21, 106.85), "AU": (-35.28, 149.13), "ZA": (-25.75, 28.19), "IS": (64.15, -21.94),
    "GB": (51.51, -0.13), "CA": (45.42, -75.7), "AR": (-34.6, -58.38), "EG": (30.04, 31.24), "GL": (64.18, -51.72),
    "SG": (1.29, 103.85), "DK": (55.68, 12.57), "IE": (53.35, -6.26), "PT": (38.72, -9.14), "PH": (14.6, 120.98),
    "LK": (6.93, 79.86), "CU": (23.11, -82.37), "CL": (-33.45, -70.67), "PE": (-12.05, -77.04), "BO": (-19.03, -65.26),
    "FI": (60.17, 24.94), "NO": (59.91, 10.75), "SE": (59.33, 18.07), "MU": (-20.16, 57.5), "MT": (35.9, 14.51),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(PLACES))
def test_a_capital_lies_in_its_country_or_on_its_coast(code: str) -> None:
    away = away_from(code, *PLACES[code])
    assert away is None or away < 60


@pytest.mark.parametrize("code", ["NO", "SE", "BF", "ML", "US", "JP", "AU", "ZA", "IS", "CA", "NZ", "CL", "BO", "PE"])
def test_a_capital_with_its_coordinates_exchanged_does_not(code: str) -> None:
    latitude, longitude = PLACES[code]
    if abs(longitude) <= 90:
        assert (away_from(code, longitude, latitude) or 0) > 100
    assert (away_from(code, -latitude, longitude) or 0) > 100


def test_distances_are_kilometres() -> None:
    assert away_from("IS", 55.0, -21.94) == pytest.approx(935, rel=0.05)
    assert away_from("RU", 66.5, -175.0) == 0.0  # beyond the 180th meridian
    assert away_from("AQ", -90.0, 0.0) == 0.0
    assert away_from("LS", -29.3, 27.5) == 0.0
    assert (away_from("ZA", -29.3, 28.2) or 0) > 50  # in Lesotho, a hole of South Africa
