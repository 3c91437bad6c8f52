from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainers.maps.drawings import MapCountry
from explainers.maps.frame import Margins, frame_of
from explainers.maps.projection import EqualEarth, LambertAzimuthal, vector
from explainers.maps.world import world

Countries = Callable[..., tuple[MapCountry, ...]]
CODES = sorted(world().countries)
MARGINS = Margins()


def framed(countries: tuple[MapCountry, ...], *, whole: bool = False):  # type: ignore[no-untyped-def]
    places = [(country.code, vector(*country.marker)) for country in countries]
    return frame_of(world(), places, 328, MARGINS, whole=whole)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=6, unique=True))
def test_every_marker_is_well_inside_of_the_frame(countries_of: Countries, codes: list[str]) -> None:
    countries = countries_of(codes)
    frame = framed(countries)
    assert frame.width == 328
    assert math.floor(0.62 * 328) <= frame.height <= math.ceil(0.98 * 328)
    edge = 8 if isinstance(frame.projection, EqualEarth) else MARGINS.above - 1
    for country in countries:
        x, y = frame.at(vector(*country.marker))
        assert MARGINS.beside - 1 <= x <= 329 - MARGINS.beside
        assert min(edge, 39) <= y <= frame.height - min(edge, 39) or isinstance(frame.projection, EqualEarth)


@pytest.mark.parametrize("codes", [["BF", "ML"], ["FR", "DE"], ["FJ", "NZ"], ["LU"], ["RU"], ["CL"], ["IS", "IE"]])
def test_near_neighbours_are_whole(countries_of: Countries, codes: list[str]) -> None:
    frame = framed(countries_of(codes))
    for code in codes:
        for place in world().outline(code):
            x, y = frame.at(place)
            assert 0 <= x <= frame.width
            assert 0 <= y <= frame.height


def test_a_giant_is_cut_by_the_frame_unless_it_is_asked_for_whole(countries_of: Countries) -> None:
    countries = countries_of(["BF", "FR", "ML", "RU"])
    for whole in (False, True):
        frame = framed(countries, whole=whole)
        seen = [frame.at(place) for place in world().outline("RU")]
        inside = [0 <= x <= frame.width and 0 <= y <= frame.height for x, y in seen]
        assert all(inside) is whole
        assert any(inside)


def test_the_smallest_countries_have_surroundings(countries_of: Countries) -> None:
    for code in ("VA", "SG", "NR", "LI"):
        frame = framed(countries_of([code]))
        assert frame.width / frame.scale >= 299_000


@pytest.mark.parametrize(
    ("codes", "regional"),
    [
        (["BF", "FR", "ML", "RU"], True),
        (["US", "CN"], False),
        (["BR", "NZ", "FR"], False),
        (["AQ"], True),
        (["GL", "RU"], True),
    ],
)
def test_the_projection_suits_what_is_shown(countries_of: Countries, codes: list[str], regional: bool) -> None:
    assert isinstance(framed(countries_of(codes)).projection, LambertAzimuthal) is regional


def test_the_order_of_countries_changes_nothing(countries_of: Countries) -> None:
    one, other = framed(countries_of(["FR", "ML", "RU"])), framed(countries_of(["RU", "FR", "ML"]))
    assert one.projection == other.projection
    assert one.scale == pytest.approx(other.scale)
