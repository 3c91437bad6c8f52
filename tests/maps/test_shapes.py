"""The script that makes the shapes, on a small atlas: two square countries side by side, and an island."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from explainers.maps.shapes.atlas import Atlas, atlas_bytes, atlas_from
from explainers.maps.shapes.make import world_bytes
from explainers.maps.shapes.simplify import effective_areas, ring_area
from explainers.maps.shapes.territories import home_first, polygon_area, territories


def topology() -> dict[str, Any]:
    """Malta's number in the west, Cyprus's in the east of a border with a small dent; something without a code."""
    arcs = [
        [[500, 0], [0, 50], [1, 1], [-1, 1], [0, 48]],  # the border, northwards
        [[500, 100], [-100, 0], [0, -100], [100, 0]],  # round the west
        [[500, 0], [100, 0], [0, 100], [-100, 0]],  # round the east
        [[3590, 0], [20, 0], [0, 10], [-20, 0], [0, -10]],  # an island on the antimeridian
    ]
    one, two = ([[[0, 1]]]), ([[[2, -1]]])
    island = [[[3]]]
    shapes = [("470", "MLT", [*one]), ("196", "CYP", [*two, *island]), ("-9", "XXA", [[[3]]])]
    countries = [
        {"type": "MultiPolygon", "id": number, "properties": {"a3": letters}, "arcs": arcs_of}
        for number, letters, arcs_of in shapes
    ]
    land = {"type": "MultiPolygon", "arcs": [[[2, 1]], *island]}
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [-180, 0]},
        "arcs": arcs,
        "objects": {"land": {"geometries": [land]}, "countries": {"geometries": countries}},
    }


@pytest.fixture
def atlas() -> Atlas:
    return atlas_from(json.dumps(topology()).encode())


def test_countries_are_found_by_their_iso_numbers(atlas: Atlas) -> None:
    found = territories(atlas)
    assert list(found) == ["CY", "MT"]


def test_what_lies_far_away_is_not_home(atlas: Atlas) -> None:
    polygons, home = home_first(atlas, territories(atlas)["CY"])
    assert len(polygons) == 2
    assert home == 1
    assert polygon_area(atlas, polygons[0]) > polygon_area(atlas, polygons[1])


def test_the_dent_in_a_border_is_worth_its_triangle(atlas: Atlas) -> None:
    worth = effective_areas(atlas.arcs[0])
    dent = ((-130.0, 5.0), (-129.9, 5.1), (-130.0, 5.2))
    assert worth[2] == pytest.approx(abs(ring_area(dent)), rel=1e-6)
    assert worth[0] == worth[-1] == float("inf")


def test_the_file_is_what_the_maps_read(atlas: Atlas) -> None:
    world = json.loads(world_bytes(atlas))
    assert set(world) == {"step", "arcs", "rings", "land", "countries", "home"}
    assert world["countries"]["MT"][0][0] == pytest.approx(polygon_area(atlas, ((0, 1),)), rel=1e-3)
    assert world_bytes(atlas) == world_bytes(atlas)


def test_the_script_reads_tarball_and_folder_alike(tmp_path: Path) -> None:
    inside = tmp_path / "package" / "world" / "50m.json"
    inside.parent.mkdir(parents=True)
    inside.write_text(json.dumps(topology()))
    with tarfile.open(tmp_path / "atlas.tgz", "w:gz") as package:
        package.add(inside, "package/world/50m.json")
    assert atlas_bytes(tmp_path / "atlas.tgz") == atlas_bytes(tmp_path) == atlas_bytes(tmp_path / "package")


def test_the_script_says_how_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "explainers.maps.shapes.make", "--help"], capture_output=True, text=True, check=True
    )
    assert "package" in done.stdout
