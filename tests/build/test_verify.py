"""A build that did only what was needed is compared with one from nothing, byte by byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from explainers.build.verify import differences
from explainers.ownership import LIST_NAME

COLD = {"index.html": b"<p>One", "map/index.html": b"a map"}


def _found(place: Path, built: Mapping[str, bytes], *files: str) -> tuple[str, ...]:
    for name, contents in (("built", built), ("cold", {**COLD, LIST_NAME: b"of the cold build"})):
        for file, data in contents.items():
            (place / name / file).parent.mkdir(parents=True, exist_ok=True)
            (place / name / file).write_bytes(data)
    return differences(place / "built", files, place / "cold")


def test_equal_bytes_differ_in_nothing_whatever_lies_beside_them(tmp_path: Path) -> None:
    assert _found(tmp_path, {**COLD, "CNAME": b"x", LIST_NAME: b"of this build"}, *COLD) == ()


@pytest.mark.parametrize(
    ("data", "place"), [(b"<b>One", 2), (b"<p>On", 6), (b"<p>One!", 7), (b"", 1), (b"\x00p>One", 1)]
)
def test_the_first_byte_that_differs_is_told_counted_from_one(tmp_path: Path, data: bytes, place: int) -> None:
    assert _found(tmp_path, {**COLD, "index.html": data}, *COLD) == (f"index.html: byte {place} differs",)


def test_the_places_of_large_files_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "cold").mkdir()
    (tmp_path / "cold/large").write_bytes(b"x" * 12_345)
    assert _found(tmp_path, {**COLD, "large": b"x" * 12_344 + b"y"}) == ("large: byte 12,345 differs",)


def test_what_is_missing_and_what_is_too_much_are_told_in_order(tmp_path: Path) -> None:
    built = {"index.html": COLD["index.html"], "b.html": b"", "a.html": b""}
    assert _found(tmp_path, built, "index.html", "b.html", "a.html") == (
        "a.html: a build from nothing does not have it",
        "b.html: a build from nothing does not have it",
        "map/index.html: it is missing",
    )


def test_a_folder_in_the_place_of_a_file_is_a_missing_file(tmp_path: Path) -> None:
    assert _found(tmp_path, {"map/index.html": b"a map", "index.html/x": b""}) == ("index.html: it is missing",)
