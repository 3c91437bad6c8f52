"""Countries as large as they are: areas of what is drawn, against published ones.

Figures: The World Factbook, *Area, total*, in square kilometres: "all land and water areas delimited by international
boundaries and/or coastlines", so inland waters are in. France's figure is that of the metropolitan area: a map of one
country shows its home, not its far islands. Two figures can't be compared: India's counts land that others hold, and
Niger's is 7 % more than lies within its borders in the shape set at full detail.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from explainers.maps.drawings import Detail, MapCountry, drawn_map
from explainers.maps.layout import layout_of
from tests.maps.outlines import area_of

PUBLISHED = {
    "BF": 274_200,
    "ML": 1_240_192,
    "FR": 551_500,
    "RU": 17_098_242,
    "AU": 7_741_220,
    "BR": 8_515_770,
    "CD": 2_344_858,
    "CO": 1_138_910,
    "DE": 357_022,
    "DZ": 2_381_740,
    "EG": 1_001_450,
    "FI": 338_145,
    "IR": 1_648_195,
    "IS": 103_000,
    "KZ": 2_724_900,
    "MG": 587_041,
    "MN": 1_564_116,
    "NG": 923_768,
    "NZ": 268_838,
    "PE": 1_285_216,
    "PL": 312_685,
    "TD": 1_284_000,
    "TR": 783_562,
    "UA": 603_550,
    "ZA": 1_219_090,
}


def loops(svg: str, name: str) -> list[list[tuple[float, float]]]:
    """The closed rings of a path of a map, in units."""
    found = re.search(rf'<path class="{name}"( transform="scale\(([\d.]+)\)")? d="([^"]*)"', svg)
    assert found
    scale = float(found[2] or 1)
    result, x, y = [], 0, 0
    for ring in found[3].removeprefix("m").removesuffix("z").split("zm"):
        numbers = [int(n) for n in re.findall(r"-?\d+", ring)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x * scale, y * scale))
        x, y = round(points[0][0] / scale), round(points[0][1] / scale)
        result.append(points)
    return result


def drawn_area(countries: tuple[MapCountry, ...], detail: Detail) -> float:
    """Square kilometres of countries on a map; holes run the other way round."""
    drawn = loops(drawn_map(countries, (), title="t", description="d", detail=detail), "partner")
    return abs(sum(map(area_of, drawn))) * layout_of(countries, (), detail).frame.square_kilometres


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_country_is_drawn_as_large_as_it_is(code: str, countries_of: Callable[..., tuple[MapCountry, ...]]) -> None:
    assert drawn_area(countries_of([code]), "page") == pytest.approx(PUBLISHED[code], rel=0.03)


def test_four_countries_on_one_map_are_as_large_as_they_are(
    countries_of: Callable[..., tuple[MapCountry, ...]],
) -> None:
    codes = ["BF", "FR", "ML", "RU"]
    # Overseas departments near enough to the frame are drawn too.
    assert drawn_area(countries_of(codes), "overview") == pytest.approx(
        sum(PUBLISHED[code] for code in codes), rel=0.03
    )
