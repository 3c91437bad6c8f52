"""A small atlas: two square countries side by side, and an island on the antimeridian."""

from __future__ import annotations

import json
from typing import Any

import pytest

from explainers.maps.shapes.atlas import Atlas, atlas_from


@pytest.fixture
def topology() -> dict[str, Any]:
    """The atlas as TopoJSON: Malta's number in the west, Cyprus's in the east of a border with a small dent, and
    something without a code.
    """
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
def atlas(topology: dict[str, Any]) -> Atlas:
    """The atlas, read."""
    return atlas_from(json.dumps(topology).encode())
