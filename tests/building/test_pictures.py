"""Pictures in content: small, in the sizes that screens need, without what cameras write into them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, ImageCms, ImageDraw

from explainers.model import PictureFile
from explainers.reading.pictures import BadPicture, picture_file
from explainers.showing.pictures import variants
from tests.building_sites import build, tree
from tests.small_site import small_site

TEXT = """
![The pier at noon](images/pier.jpg "Ann Lee, CC BY 4.0")

![A buoy](images/deep/buoy.png "Own work, CC0")
"""


def photo(width: int = 1600, height: int = 900, **options: object) -> bytes:
    """Return a JPEG with smooth colours, and a red corner at its top left."""
    picture = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 4, height // 4), "#ff0000")
    data = BytesIO()
    picture.save(data, "JPEG", quality=90, **options)
    return data.getvalue()


def buoy() -> bytes:
    """Return a PNG with transparent parts."""
    picture = Image.new("RGBA", (500, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((50, 50, 400, 250), "#0c5440")
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def with_pictures(folder: Path, pier: bytes | None = None) -> Path:
    """Return a site with two pictures on a page, and one that no page shows."""
    site = small_site(folder)
    (site / "content/images/deep").mkdir(parents=True)
    (site / "content/images/pier.jpg").write_bytes(pier or photo())
    (site / "content/images/deep/buoy.png").write_bytes(buoy())
    (site / "content/images/unused.jpg").write_bytes(photo(30, 30))
    with (site / "content/pages/about.md").open("a", encoding="utf-8") as page:
        page.write(TEXT)
    return site


def built(site: Path) -> dict[str, bytes]:
    """Return the files of a site."""
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    return tree(site / "output")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a site with pictures."""
    return built(with_pictures(tmp_path_factory.mktemp("built")))


def test_a_page_takes_the_width_that_it_needs_and_keeps_the_room(output: dict[str, bytes]) -> None:
    picture = html.document_fromstring(output["fr/about/index.html"]).xpath("//picture")[0]
    image, source = picture.xpath(".//img")[0], picture.xpath(".//source")[0]
    assert source.get("type") == "image/avif"
    assert source.get("srcset") == (
        "../../images/pier.jpg.320.avif 320w, ../../images/pier.jpg.640.avif 640w, "
        "../../images/pier.jpg.1216.avif 1216w"
    )
    assert (image.get("width"), image.get("height")) == ("640", "360")
    assert (image.get("loading"), image.get("decoding"), image.get("alt")) == ("lazy", "async", "The pier at noon")
    assert picture.xpath("following::small")[0].text == "Ann Lee, CC BY 4.0"


def test_all_that_a_page_names_is_there_in_the_size_and_format_it_says(output: dict[str, bytes]) -> None:
    page = html.document_fromstring(output["about/index.html"])
    for source in page.xpath("//picture//source"):
        for address, width in re.findall(r"\.\./(\S+) (\d+)w", source.get("srcset")):
            picture = Image.open(BytesIO(output[address]))
            assert (picture.format, picture.width) == ("AVIF", int(width))
    for image in page.xpath("//picture//img"):
        picture = Image.open(BytesIO(output[image.get("src").removeprefix("../")]))
        assert picture.size == (int(image.get("width")), int(image.get("height")))
    plain = {file.rpartition(".")[2] for file in output if file.startswith("images/") and not file.endswith("avif")}
    assert plain == {"jpg", "png"}


def test_they_are_much_smaller_than_what_was_given(output: dict[str, bytes]) -> None:
    assert len(output["images/pier.jpg.640.avif"]) < len(output["images/pier.jpg.640.jpg"]) < len(photo()) / 2


def test_a_picture_that_no_page_shows_is_not_published_nor_is_an_original(output: dict[str, bytes]) -> None:
    assert not [file for file in output if "unused" in file or file.endswith(("pier.jpg", "buoy.png"))]


def test_transparent_parts_stay_transparent(output: dict[str, bytes]) -> None:
    for file in ("images/deep/buoy.png.500.avif", "images/deep/buoy.png.500.png"):
        picture = Image.open(BytesIO(output[file])).convert("RGBA")
        assert picture.getpixel((2, 2))[3] == 0, file
        assert picture.getpixel((200, 150))[3] == 255, file


def test_what_a_camera_wrote_into_a_picture_is_not_published(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "at my mother's house"
    exif[0x0112] = 6
    output = built(with_pictures(tmp_path, photo(exif=exif, comment=b"at my mother's house")))
    for file, data in output.items():
        if file.startswith("images/pier"):
            assert b"mother" not in data, file
            assert not Image.open(BytesIO(data)).getexif(), file


def test_a_picture_stands_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: its top left is the picture's top right
    output = built(with_pictures(tmp_path, photo(1600, 900, exif=exif)))
    picture = Image.open(BytesIO(output["images/pier.jpg.320.avif"])).convert("RGB")
    assert picture.size == (320, 569)
    red, green, _ = picture.getpixel((300, 20))
    assert red > 200 > 90 > green
    assert b'width="640" height="1138"' in output["about/index.html"]


def test_colours_become_those_of_srgb(tmp_path: Path) -> None:
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    output = built(with_pictures(tmp_path, photo(icc_profile=wide)))
    assert "icc_profile" not in Image.open(BytesIO(output["images/pier.jpg.320.avif"])).info


def test_the_same_picture_gives_the_same_bytes(output: dict[str, bytes], tmp_path: Path) -> None:
    again = built(with_pictures(tmp_path))
    assert {file: data for file, data in again.items() if "images/" in file} == {
        file: data for file, data in output.items() if "images/" in file
    }


def test_pictures_are_made_once_and_again_when_they_change_or_are_damaged(tmp_path: Path) -> None:
    site = with_pictures(tmp_path)
    before = built(site)
    times = {path: path.stat().st_mtime_ns for path in (site / "output/images").rglob("*.*")}
    built(site)
    assert {path: path.stat().st_mtime_ns for path in (site / "output/images").rglob("*.*")} == times
    (site / "output/images/pier.jpg.640.avif").unlink()
    (site / "output/images/pier.jpg.320.avif").write_bytes(b"x")
    assert built(site) == before
    (site / "content/images/pier.jpg").write_bytes(photo(1600, 1200))
    after = built(site)
    assert after["images/pier.jpg.640.avif"] != before["images/pier.jpg.640.avif"]
    assert after["images/deep/buoy.png.500.avif"] == before["images/deep/buoy.png.500.avif"]
    assert b'width="640" height="480"' in after["about/index.html"]


def test_pictures_go_with_the_last_page_that_shows_them(tmp_path: Path) -> None:
    site = with_pictures(tmp_path)
    built(site)
    page = site / "content/pages/about.md"
    page.write_text(page.read_text(encoding="utf-8").replace(TEXT, ""), encoding="utf-8")
    assert not [file for file in built(site) if file.startswith("images/")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "wrong-type"),
        (b"GIF89a", "wrong-type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong-type"),
        (photo(400, 300)[:2000], "wrong-type"),
        (buoy()[:-40], "wrong-type"),
    ],
)
def test_a_file_that_is_no_whole_picture_is_told_and_nothing_is_written(tmp_path: Path, data: bytes, code: str) -> None:
    site = with_pictures(tmp_path)
    (site / "content/images/pier.jpg").write_bytes(data)
    outcome = build(site)
    assert outcome.returncode == 1
    assert "content/images/pier.jpg:1:1: error:" in outcome.stderr
    assert f"[{code}]" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("side", [8_000, 11_000, 20_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    data = BytesIO()
    Image.new("1", (side, side)).save(data, "PNG")
    with pytest.raises(BadPicture, match="pixels") as refused:
        picture_file("images/bomb.png", data.getvalue())
    assert refused.value.code == "too-large"


def test_a_small_picture_is_never_made_larger() -> None:
    made = variants(PictureFile("images/a.png", "", 100, 50))
    assert [(one.address, one.width, one.height) for one in made] == [
        ("images/a.png.100.avif", 100, 50), ("images/a.png.100.png", 100, 50),
    ]  # fmt: skip
