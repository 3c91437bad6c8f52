"""The script that makes ``world.json``: the file is what the maps read."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from itertools import accumulate
from typing import Any

import pytest

from explainers.maps.projection import angle_between, vector
from explainers.maps.shapes.atlas import Atlas, atlas_from
from explainers.maps.shapes.make import STEP, world_bytes
from explainers.maps.shapes.territories import polygon_area


@pytest.fixture
def world(atlas: Atlas) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(world_bytes(atlas))
    return made


def unpacked(arc: list[Any]) -> list[tuple[float, float, int]]:
    """Return an arc's points in degrees with their worth, without what only cuts a long stretch."""
    x, y, packed = arc
    data = base64.b64decode(packed)
    steps = [(byte + 128) % 256 - 128 for byte in data]
    easts, norths = accumulate(steps[::3], initial=x), accumulate(steps[1::3], initial=y)
    points = list(zip(easts, norths, [127, *data[2::3]], strict=True))
    return [(round(east * STEP, 3), round(north * STEP, 3), worth) for east, north, worth in points if worth]


def test_the_file_has_the_area_of_each_polygon_and_the_same_bytes_every_time(
    atlas: Atlas, world: dict[str, Any]
) -> None:
    assert set(world) == {"step", "arcs", "rings", "land", "countries", "home", "caps"}
    assert world["countries"]["MT"][0][0] == pytest.approx(polygon_area(atlas, ((0, 1),)), rel=1e-3)
    assert world_bytes(atlas) == world_bytes(atlas)


def test_the_largest_land_comes_first_and_a_country_says_how_many_polygons_are_home(world: dict[str, Any]) -> None:
    areas = [land[0] for land in world["land"]]
    assert areas == sorted(areas, reverse=True)
    assert len(areas) == 2
    assert world["home"] == {"CY": 1, "MT": 1}
    assert len(world["countries"]["CY"]) == 2


def test_a_ring_that_several_use_stands_in_the_file_once(world: dict[str, Any]) -> None:
    assert sorted(world["rings"]) == ["0 1", "2 -1", "2 1", "3"]
    island = world["rings"].index("3")
    assert [polygon[1] for polygon in world["countries"]["CY"]].count(island) == 1
    assert [land[1] for land in world["land"]].count(island) == 1


def test_each_ring_has_a_circle_that_it_lies_in(world: dict[str, Any]) -> None:
    assert len(world["caps"]) == len(world["rings"])
    latitude, longitude, radius = world["caps"][world["rings"].index("3")]
    arc = unpacked(world["arcs"][3])
    middle = vector(latitude / 100, longitude / 100)
    farthest = max(angle_between(middle, vector(north, east)) for east, north, _ in arc)
    assert farthest <= radius / 100 < farthest + 0.02


def test_an_arc_keeps_its_points_and_what_they_are_worth(world: dict[str, Any]) -> None:
    points = unpacked(world["arcs"][0])
    assert [point[:2] for point in points] == [(-130.0, 0.0), (-130.0, 5.0), (-129.9, 5.1), (-130.0, 5.2), (-130.0, 10)]
    assert points[-1][2] == 127, "an end of an arc is never left out"
    assert 2 ** (points[2][2] / 2) == pytest.approx(122, rel=0.2), "square kilometres of the dent's triangle"


def test_points_that_matter_little_are_left_out_but_in_small_countries(topology: dict[str, Any]) -> None:
    topology["transform"]["scale"] = [0.01, 0.01]  # everything a hundredth as large: the dent is worth about 1 km²
    topology["transform"]["translate"] = [0, 0]
    small = json.loads(world_bytes(atlas_from(json.dumps(topology).encode())))
    assert len(unpacked(small["arcs"][0])) == 2, "Malta is a degree wide here, no small country"
    topology["transform"]["scale"] = [0.001, 0.001]
    smaller = json.loads(world_bytes(atlas_from(json.dumps(topology).encode())))
    assert len(unpacked(smaller["arcs"][1])) == 4


def test_the_script_says_how_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "explainers.maps.shapes.make", "--help"], capture_output=True, text=True, check=True
    )
    assert "package" in done.stdout
