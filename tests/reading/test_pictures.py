"""A picture is read as far as a page must know it; a file that isn't one is told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from explainers.digest import digest_of_bytes
from explainers.model import PictureFile
from explainers.problems import Problem
from explainers.reading import pictures
from explainers.reading.pictures import FORMATS, BadPicture, attached_file, picture_file
from explainers.reading.scan import scan


def picture(format: str = "PNG", mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture of three by two pixels."""
    data = BytesIO()
    Image.new(mode, (3, 2)).save(data, format, **options)
    return data.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_read_with_its_size_and_digest(format: str) -> None:
    data = picture(format)
    assert picture_file("images/a", data) == PictureFile("images/a", digest_of_bytes(data), 3, 2)


@pytest.mark.parametrize(("orientation", "size"), [(1, (3, 2)), (3, (3, 2)), (5, (2, 3)), (6, (2, 3)), (8, (2, 3))])
def test_a_picture_that_the_camera_turned_has_the_size_that_is_seen(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = picture_file("images/a.jpg", picture("JPEG", exif=exif))
    assert (found.width, found.height) == size


def test_transparent_parts_are_known() -> None:
    assert picture_file("images/a.png", picture(mode="RGBA")).transparent


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", picture()[:40], picture("BMP")])
def test_what_is_broken_or_of_another_format_is_not_a_picture(data: bytes) -> None:
    with pytest.raises(BadPicture) as bad:
        picture_file("images/a.png", data)
    assert bad.value.code == "wrong-type"


def test_a_picture_that_moves_is_refused() -> None:
    frames = [Image.new("L", (3, 2), shade) for shade in (0, 255)]
    data = BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(BadPicture, match="moves"):
        picture_file("images/a.gif", data.getvalue())


@pytest.mark.parametrize(("limit", "most"), [("LARGEST_PICTURE", 50), ("_MOST_PIXELS", 5)])
def test_a_picture_that_is_too_large_is_refused(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, limit, most)
    with pytest.raises(BadPicture) as bad:
        picture_file("images/a.png", picture())
    assert bad.value.code == "too-large"


def test_a_file_is_a_picture_or_a_problem_at_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/a.png").write_bytes(picture())
    (tmp_path / "content/images/b.png").write_bytes(b"no")
    found = [attached_file(one.path.partition("/")[2], one) for one in scan(tmp_path / "content").others]
    good, bad = sorted(found, key=lambda one: one.path.rpartition("/")[2])
    assert isinstance(good, PictureFile)
    assert good.path == "images/a.png"
    assert isinstance(bad, Problem)
    assert (bad.path, bad.place.line, bad.code) == ("content/images/b.png", 1, "wrong-type")
