"""What `docs/border-policy.md` says is what the shapes have."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from explainers.maps.arcs import degrees_of
from explainers.maps.world import Part, world

TO_CODES = {
    "in Ukraine": {"UA"}, "a territory of its own": {"EH"}, "a shape of its own, not in Serbia": {"XK"},
    "land, in no country": set(), "in Cyprus": {"CY"}, "in Palestine": {"PS"}, "in Israel": {"IL"},
    "in Georgia": {"GE"}, "in Moldova": {"MD"}, "in Azerbaijan": {"AZ"}, "in India": {"IN"}, "in Pakistan": {"PK"},
    "in China": {"CN"}, "in Bhutan": {"BT"}, "in Russia": {"RU"}, "in Sudan": {"SD"}, "in Egypt": {"EG"},
    "in Kenya": {"KE"}, "in Guyana": {"GY"}, "a shape of their own": {"FK"}, "not drawn": None,
}  # fmt: skip

PLACES = {
    "Crimea, Donetsk, Luhansk": [(44.95, 34.1), (44.6, 33.55), (45.3, 36.3), (48.0, 37.8), (48.57, 39.3)],
    "Western Sahara, on both sides of the berm": [(27.13, -13.16), (26.15, -10.57)],
    "Kosovo": [(42.66, 21.16), (42.9, 20.87)],
    "Taiwan": [(25.03, 121.55)],
    "Hong Kong": [(22.4, 114.15)],
    "Somaliland": [(9.56, 44.06)],
    "Northern Cyprus": [(35.3, 33.3)],
    "British bases on Cyprus": [(34.6, 32.97), (34.99, 33.74)],
    "Gaza, West Bank, East Jerusalem": [(31.45, 34.4), (31.9, 35.2), (31.78, 35.25)],
    "Golan Heights": [(33.0, 35.75)],
    "Abkhazia, South Ossetia": [(43.0, 41.02), (42.23, 43.97)],
    "Transnistria": [(46.84, 29.63)],
    "Nagorno-Karabakh": [(39.82, 46.75)],
    "Kashmir, Indian side": [(34.08, 74.8)],
    "Kashmir, Pakistani side": [(35.92, 74.31), (34.37, 73.47)],
    "Siachen glacier": [(35.4, 77.1)],
    "Aksai Chin, Shaksgam valley": [(35.2, 79.3), (36.0, 76.5)],
    "Arunachal Pradesh": [(27.1, 93.6), (27.6, 91.87)],
    "Doklam": [(27.3, 89.0)],
    "Southern Kurils, as far as they are drawn": [(45.0, 147.8), (43.8, 146.75)],
    "Abyei, Kafia Kingi": [(9.6, 28.43), (9.28, 24.1)],
    "Halaib triangle": [(22.22, 36.6)],
    "Bir Tawil": [(21.87, 33.7)],
    "Ilemi triangle": [(4.9, 35.3)],
    "Essequibo": [(6.5, -60.0)],
    "Falkland Islands": [(-51.7, -58.2)],
    "French overseas departments": [(4.0, -53.0), (-21.1, 55.5), (14.65, -61.0), (16.2, -61.7), (-12.8, 45.15)],
    "Svalbard": [(78.5, 17.0)],
    "Spratly and Paracel islands, Gibraltar": [(10.38, 114.36), (16.83, 112.34), (36.14, -5.35)],
}
OVERSEAS = [{"FR", code} for code in ("GF", "RE", "MQ", "GP", "YT")]


def around(ring: list[tuple[float, float]], latitude: float, longitude: float) -> bool:
    """Whether a ring goes round a place."""
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > latitude) != (y2 > latitude):
            inside ^= longitude < x1 + (x2 - x1) * (latitude - y1) / (y2 - y1)
    return inside


def holds(part: Part, latitude: float, longitude: float) -> bool:
    rings = degrees_of(world(), part.rings, 0, {}, 3)
    return any(sum(around(ring, latitude, longitude + turn) for ring in rings) % 2 for turn in (-360, 0, 360))


def countries_at(latitude: float, longitude: float) -> set[str]:
    return {
        code for code, parts in world().countries.items() if any(holds(part, latitude, longitude) for part in parts)
    }


def rows_of(policy: Path) -> list[tuple[str, str]]:
    lines = [line.strip("| \n").split(" | ") for line in policy.read_text(encoding="utf-8").splitlines() if "|" in line]
    return [(place.strip(), drawn.strip()) for place, drawn in lines[2:]]


def test_the_policy_speaks_of_the_places_that_are_tested(root: Path) -> None:
    assert [place for place, _ in rows_of(root / "docs" / "border-policy.md")] == list(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_a_disputed_place_is_drawn_as_the_policy_says(place: str, root: Path) -> None:
    says = dict(rows_of(root / "docs" / "border-policy.md"))[place]
    for number, spot in enumerate(PLACES[place]):
        found = countries_at(*spot)
        land = any(holds(part, *spot) for part in world().land)
        if says.startswith("in France, and"):
            assert found == OVERSEAS[number]
        elif says.startswith("in Norway, and"):
            assert found == {"NO", "SJ"}
        elif says.startswith("a shape of its own, not in China"):
            assert found == {"Taiwan": {"TW"}, "Hong Kong": {"HK"}}[place]
        elif TO_CODES[says] is None:
            assert not found
            assert not land
        else:
            assert found == TO_CODES[says]
            assert land
