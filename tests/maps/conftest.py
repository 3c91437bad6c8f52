"""Countries for maps: where each one's largest part lies, and maps of any of them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import pytest
from babel import Locale

from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.world import world
from explainers.model import Status

CAPITALS = {
    "BF": (12.37, -1.52), "ML": (12.65, -8.0), "FR": (48.86, 2.35), "RU": (55.75, 37.62), "US": (38.9, -77.0),
    "CN": (39.9, 116.4), "BR": (-15.8, -47.9), "NZ": (-41.3, 174.8), "FJ": (-18.14, 178.44), "EE": (59.4, 24.75),
    "VA": (41.9, 12.45), "IT": (41.9, 12.48), "AQ": (-90.0, 0.0), "MH": (7.1, 171.4), "GI": (36.14, -5.35),
}  # fmt: skip


def place_of(code: str) -> tuple[float, float]:
    """A marker for a country: its capital, or else the middle of its largest part."""
    if code in CAPITALS:
        return CAPITALS[code]
    (x, y, z), _ = world().cap(world().countries[code][0].rings[0])
    return round(math.degrees(math.asin(z)), 2), round(math.degrees(math.atan2(y, x)), 2)


@pytest.fixture(scope="session")
def countries_of() -> Callable[..., tuple[MapCountry, ...]]:
    """A function from codes to a map's countries; the first is the subject if `subject` says so."""
    names = Locale("en").territories

    def countries(codes: Sequence[str], *, subject: bool = False, hrefs: bool = False) -> tuple[MapCountry, ...]:
        return tuple(
            MapCountry(
                code,
                names[code],
                place_of(code),
                "subject" if subject and code == codes[0] else "partner",
                f"/countries/{code.lower()}/" if hrefs else "",
            )
            for code in codes
        )

    return countries


@pytest.fixture(scope="session")
def all_relations() -> Callable[..., tuple[MapRelation, ...]]:
    """A function from codes to a relation for each pair, statuses taken in turn."""
    statuses: tuple[Status, ...] = ("closer", "apart", "competing", "allied")

    def relations(codes: Sequence[str], *, hrefs: bool = False) -> tuple[MapRelation, ...]:
        pairs = [(a, b) for i, a in enumerate(codes) for b in codes[i + 1 :]]
        return tuple(
            MapRelation(a, b, statuses[i % 4], f"/relations/{a}-{b}/" if hrefs else "", f"{a} and {b}")
            for i, (a, b) in enumerate(pairs)
        )

    return relations


@pytest.fixture(scope="session")
def sets_of() -> Callable[[int, int], list[list[str]]]:
    """A function from a size and a count to sets of countries, always the same ones: some near each other, some from
    anywhere."""
    codes = sorted(world().countries)

    def sets(size: int, count: int) -> list[list[str]]:
        chance = random.Random(size)
        result = []
        for _ in range(count):
            first, *others = chance.sample(codes, size)
            if chance.random() < 0.6:
                here = place_of(first)
                near = sorted(codes, key=lambda code: math.dist(place_of(code), here))[1:30]
                others = chance.sample(near, size - 1)
            result.append([first, *others])
        return result

    return sets
