"""What the interactive map opens with: all markers, lines and discs are in it, whatever countries are on the map."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explainers.maps.curves import DISC
from explainers.maps.drawings import MapCountry, MapRelation
from explainers.maps.layout import layout_of
from explainers.maps.mercator import Place, window_around
from explainers.maps.plan import plan_of
from explainers.maps.projection import XY, vector

Countries = Callable[..., tuple[MapCountry, ...]]
Relations = Callable[..., tuple[MapRelation, ...]]
TOGETHER = [
    ("NO", "SE", "NZ"), ("NO", "SE", "IS", "GL", "NZ"), ("BF", "FR", "ML", "RU"), ("NO", "SE"), ("US", "CN"),
    ("NZ", "FJ", "CL"), ("CA", "RU", "NO", "GL"), ("RW", "BI", "CD"), ("AR", "CL", "NZ", "ZA"), ("FI", "EE", "AU"),
    ("GB", "IE", "AU", "NZ"), ("RU", "US"), ("FJ", "WS", "TO"), ("DK", "SE", "NO", "FI", "US", "JP"),
]  # fmt: skip


@pytest.mark.parametrize("tiles", [False, True], ids=["ground", "tiles"])
@pytest.mark.parametrize("codes", TOGETHER, ids="-".join)
def test_the_first_view_has_all_markers_lines_and_discs_in_it(
    codes: tuple[str, ...], tiles: bool, countries_of: Countries, all_relations: Relations
) -> None:
    countries, relations = countries_of(codes), all_relations(codes)
    plan = plan_of(countries, relations, tiles=tiles)
    assert plan.lines
    at: Callable[[Place], XY]
    if plan.centre:
        frame = layout_of(countries, relations, "page").frame
        at, disc = (lambda place: frame.at(vector(*place))), 4.0
    else:
        at, disc = window_around(plan.markers).at, DISC - 1
        assert all(abs(latitude) < 84.6 for line in plan.lines for latitude, _ in line.points)
    corners = [at(place) for place in plan.seen]
    for line in plan.lines:
        for place in (*line.points, line.disc):
            for axis in (0, 1):
                least = min(corner[axis] for corner in corners)
                most = max(corner[axis] for corner in corners)
                assert least + disc <= at(place)[axis] <= most - disc, (place, line.relation)
    for marker in plan.markers:
        for axis in (0, 1):
            assert min(one[axis] for one in corners) < at(marker)[axis] < max(one[axis] for one in corners)


def test_neighbours_stay_near_each_other_though_a_third_country_is_far(
    countries_of: Countries, all_relations: Relations
) -> None:
    codes = ("NO", "SE", "NZ")
    plan = plan_of(countries_of(codes), all_relations(codes), tiles=False)
    short = next(line for line in plan.lines if {line.points[0], line.points[-1]} == set(plan.markers[:2]))
    assert max(latitude for latitude, _ in short.points) < 75
