"""An atlas is read from TopoJSON: arcs in degrees without leaps, polygons by their arcs."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from explainers.maps.shapes.atlas import Atlas, atlas_bytes, atlas_from


def test_arcs_are_sums_of_steps_in_degrees(atlas: Atlas) -> None:
    border = [(-130.0, 0.0), (-130.0, 5.0), (-129.9, 5.1), (-130.0, 5.2), (-130.0, 10.0)]
    assert [point for place in atlas.arcs[0] for point in place] == pytest.approx(
        [c for place in border for c in place]
    )


def test_an_arc_over_the_antimeridian_goes_on_beyond_180_degrees(topology: dict[str, Any]) -> None:
    topology["arcs"] = [[[3590, 0], [-3580, 10], [3580, 10]]]
    (arc,) = atlas_from(json.dumps(topology).encode()).arcs
    assert [longitude for longitude, _ in arc] == pytest.approx([179.0, 181.0, 179.0])


def test_a_territory_has_its_number_letters_and_polygons(atlas: Atlas) -> None:
    assert atlas.territories == (
        ("470", "MLT", (((0, 1),),)),
        ("196", "CYP", (((2, -1),), ((3,),))),
        ("-9", "XXA", (((3,),),)),
    )
    assert atlas.land == (((2, 1),), ((3,),))


def test_a_polygon_alone_is_read_like_one_of_many(topology: dict[str, Any]) -> None:
    topology["objects"]["land"]["geometries"] = [{"type": "Polygon", "arcs": [[0, 1], [3]]}]
    assert atlas_from(json.dumps(topology).encode()).land == (((0, 1), (3,)),)


@pytest.mark.parametrize("missing", ["transform", "arcs", "objects"])
def test_what_is_not_a_quantised_topology_is_an_error(topology: dict[str, Any], missing: str) -> None:
    del topology[missing]
    with pytest.raises(KeyError, match=missing):
        atlas_from(json.dumps(topology).encode())


def test_what_is_not_json_is_an_error() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        atlas_from(b"<html>")


def test_tarball_and_folder_are_read_alike(tmp_path: Path, topology: dict[str, Any]) -> None:
    inside = tmp_path / "package" / "world" / "50m.json"
    inside.parent.mkdir(parents=True)
    inside.write_text(json.dumps(topology))
    with tarfile.open(tmp_path / "atlas.tgz", "w:gz") as package:
        package.add(inside, "package/world/50m.json")
    read = [atlas_bytes(source) for source in (tmp_path / "atlas.tgz", tmp_path, tmp_path / "package")]
    assert read == [inside.read_bytes()] * 3


def test_a_package_without_the_atlas_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="50m"):
        atlas_bytes(tmp_path)
    with tarfile.open(tmp_path / "atlas.tgz", "w:gz") as package:
        package.add(tmp_path, "package/world")
    with pytest.raises(KeyError, match="50m"):
        atlas_bytes(tmp_path / "atlas.tgz")
    with pytest.raises(KeyError):
        atlas_bytes(tmp_path / "atlas.tgz", "package/world")
