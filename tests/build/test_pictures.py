"""Pictures in content: small, in the sizes that screens need, without what cameras write into them."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, ImageCms, ImageDraw

from explainers.build.pictures import _files
from explainers.model import PictureFile
from explainers.pages.pictures import variants
from explainers.reading.links import BadLink, image_target
from explainers.reading.pictures import BadPicture, picture_file
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


# ---- whatever the file is like, it is published as it looks ----------------------------------------------

SHADE = (200, 120, 40)
GREY = 90


def saved(picture: Image.Image, format_: str, **options: object) -> bytes:
    data = BytesIO()
    picture.save(data, format_, **options)
    return data.getvalue()


def png(kind: int, bits: int, sample: bytes, *chunks: tuple[bytes, bytes], side: int = 32) -> bytes:
    """Return a PNG of one colour, as Pillow can't write all of them: `kind` as in the format, `sample` of a pixel."""
    rows = b"".join(b"\0" + sample * side for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, bits, kind, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    written = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def words(*shades: int) -> bytes:
    return b"".join(struct.pack(">H", shade * 257) for shade in shades)


def profile(name: str, **options: object) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name, **options)).tobytes()


def icc(space: bytes, *tags: tuple[bytes, bytes]) -> bytes:
    """Return a profile of version 2.1, as short as one can be."""
    name = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Test\0" + b"\0" * 80
    bodies = [*tags, (b"wtpt", xyz(0.9642, 1.0, 0.8249)), (b"cprt", b"text\0\0\0\0CC0\0"), (b"desc", name)]
    at = 128 + 4 + 12 * len(bodies)
    table, data = struct.pack(">I", len(bodies)), b""
    for sign, body in bodies:
        table += struct.pack(">4sII", sign, at + len(data), len(body))
        data += body + b"\0" * (-len(body) % 4)
    kind = struct.pack(">4s4s4s12x4s28x", b"mntr", space, b"XYZ ", b"acsp")
    return (
        struct.pack(">I4xI", at + len(data), 0x02100000)
        + kind
        + xyz(0.9642, 1.0, 0.8249)[8:]
        + b"\0" * 48
        + table
        + data
    )


def xyz(*light: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(one * 65536) for one in light))


def gamma(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256)) + b"\0\0"


TURNED_COLOURS = icc(  # red and blue of sRGB exchanged
    b"RGB ", (b"rXYZ", xyz(0.1431, 0.0606, 0.7141)), (b"gXYZ", xyz(0.3851, 0.7169, 0.0971)),
    (b"bXYZ", xyz(0.4361, 0.2225, 0.0139)), *((name, gamma(2.2)) for name in (b"rTRC", b"gTRC", b"bTRC")),
)  # fmt: skip


def of_pixel(picture: Image.Image) -> tuple[int, ...]:
    return picture.getpixel((picture.width // 2, picture.height // 2))  # type: ignore[return-value]


RGB = Image.new("RGB", (32, 32), SHADE)
L = Image.new("L", (32, 32), GREY)
GREYS = (GREY, GREY, GREY)
LIKE: dict[str, tuple[str, bytes, tuple[int, ...]]] = {
    "grey of 16 bits": ("a.png", png(0, 16, words(GREY)), GREYS),
    "black of 16 bits": ("a.png", png(0, 16, words(0)), (0, 0, 0)),
    "white of 16 bits": ("a.png", png(0, 16, words(255)), (255, 255, 255)),
    "grey of 16 bits with a colour that is seen through": (
        "a.png", png(0, 16, words(GREY), (b"tRNS", words(GREY))), (*GREYS, 0),
    ),
    "grey of 16 bits with another that is seen through": (
        "a.png", png(0, 16, words(GREY), (b"tRNS", struct.pack(">H", GREY * 257 + 1))), (*GREYS, 255),
    ),
    "grey and alpha of 16 bits": ("a.png", png(4, 16, words(GREY, 128)), (*GREYS, 128)),
    "colours of 16 bits": ("a.png", png(2, 16, words(*SHADE)), SHADE),
    "colours and alpha of 16 bits": ("a.png", png(6, 16, words(*SHADE, 128)), (*SHADE, 128)),
    "grey": ("a.png", saved(L, "PNG"), GREYS),
    "grey and alpha": ("a.png", saved(Image.new("LA", (32, 32), (GREY, 128)), "PNG"), (*GREYS, 128)),
    "black and white": ("a.png", saved(Image.new("1", (32, 32), 1), "PNG"), (255, 255, 255)),
    "a palette": ("a.png", saved(RGB.quantize(4), "PNG"), SHADE),
    "a palette with a colour that is seen through": (
        "a.png", saved(Image.new("P", (32, 32), 0), "PNG", transparency=0), (0, 0, 0, 0),
    ),
    "a palette of a GIF": ("a.gif", saved(RGB.quantize(4), "GIF"), SHADE),
    "grey as JPEG": ("a.jpg", saved(L, "JPEG"), GREYS),
    "CMYK": ("a.jpg", saved(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG", quality=95), (255, 0, 0)),
    "WebP": ("a.webp", saved(RGB, "WEBP", lossless=True), SHADE),
    "AVIF": ("a.avif", saved(RGB, "AVIF", quality=100), SHADE),
    "upper-case": ("IMG_0001.JPG", saved(RGB, "JPEG", quality=95), SHADE),
    "upper-case PNG": ("A.PNG", saved(RGB, "PNG"), SHADE),
    "mixed case": ("A.Jpeg", saved(RGB, "JPEG", quality=95), SHADE),
    "another ending than its format": ("a.jpg", saved(RGB, "PNG"), SHADE),
    "grey with a profile of colours": ("a.png", saved(L, "PNG", icc_profile=profile("sRGB")), GREYS),
    "a broken profile": ("a.png", saved(RGB, "PNG", icc_profile=b"profile"), SHADE),
    "a profile of sRGB": ("a.png", saved(RGB, "PNG", icc_profile=profile("sRGB")), SHADE),
}  # fmt: skip


def published(name: str, data: bytes) -> dict[str, Image.Image]:
    """Return the files that are made of a picture, by format."""
    path = f"images/{name}"
    found = picture_file(path, data)
    return {Image.open(BytesIO(made)).format or "": Image.open(BytesIO(made)) for _, made in _files(found, data)}


@pytest.mark.parametrize("kind", LIKE)
def test_a_picture_is_published_as_it_looks(kind: str) -> None:
    name, data, expected = LIKE[kind]
    made = published(name, data)
    assert set(made) == {"AVIF", "PNG" if name.lower().endswith((".png", ".gif")) or len(expected) > 3 else "JPEG"}
    for format_, picture in made.items():
        found = of_pixel(picture.convert("RGBA"))
        if expected[-1] or len(expected) == 3:  # what is seen through has no colour
            assert found == pytest.approx((*expected, 255)[:4], abs=8), format_
        else:
            assert found[3] == 0, format_


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_profile_of_colours_counts_whatever_the_mode(mode: str) -> None:
    plain = RGB.quantize(4) if mode == "P" else RGB.convert(mode)
    found = of_pixel(published("a.png", saved(plain, "PNG", icc_profile=TURNED_COLOURS))["PNG"])
    assert found[:3] == pytest.approx(SHADE[::-1], abs=8)


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_a_profile_of_greys_counts_too(mode: str) -> None:
    given = saved(L.convert(mode), "PNG", icc_profile=icc(b"GRAY", (b"kTRC", gamma(1.0))))
    grey, _, blue = of_pixel(published("a.png", given)["PNG"])[:3]
    assert grey == blue == pytest.approx(160, abs=3)  # 90 of 255 of the light, which sRGB writes as 160


TURNED = {1: "a", 2: "b", 3: "d", 4: "c", 5: "a", 6: "c", 7: "d", 8: "b"}
CORNERS = {"a": (4, 4), "b": (-5, 4), "c": (4, -5), "d": (-5, -5)}


@pytest.mark.parametrize(("format_", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_published_as_its_camera_was_held(turn: int, format_: str, name: str) -> None:
    """Red is in the corner that shows at the top left, wherever it is in the file."""
    picture = Image.new("RGB", (64, 32), "#ffffff")
    x, y = CORNERS[TURNED[turn]]
    x, y = x % 64, y % 32
    ImageDraw.Draw(picture).rectangle((x - 4, y - 4, x + 4, y + 4), "#ff0000")
    exif = Image.Exif()
    exif[0x0112] = turn
    for made in published(name, saved(picture, format_, exif=exif)).values():
        assert made.size == ((32, 64) if turn > 4 else (64, 32))
        red, green, _ = made.convert("RGB").getpixel((3, 3))  # type: ignore[misc]
        assert red > 200 > 90 > green
        assert not made.getexif()


@pytest.mark.parametrize(("format_", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png")])
def test_a_picture_that_moves_is_refused(format_: str, name: str) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    with pytest.raises(BadPicture, match="moves"):
        picture_file(f"images/{name}", saved(frames[0], format_, save_all=True, append_images=frames[1:]))


NAMES = ["IMG 0001.JPG", "pier (1).jpg", "l'été à la mer.jpg", "a, b & c.jpg", "100%.jpg", "a.b.c.jpeg", "海.jpg"]


@pytest.mark.parametrize("form", ["{}", "<{}>", "{{static}}/{}"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_hold_spaces_and_signs(name: str, form: str) -> None:
    typed = form.format(f"images/{name}")
    assert image_target(f'{typed} "Ann Lee, CC BY 4.0"', "pages/about.md") == (f"images/{name}", "Ann Lee, CC BY 4.0")
    assert image_target(typed, "pages/about.md") == (f"images/{name}", "")


def test_a_name_may_be_written_as_in_addresses() -> None:
    assert image_target("images/my%20pier.jpg 'Own'", "pages/about.md") == ("images/my pier.jpg", "Own")


@pytest.mark.parametrize("name", ["../a.jpg", "a.svg", "a?.jpg", "a.jpg?x=1", "a.jpg#b", "a", ".jpg/", "a\\b.jpg"])
def test_what_is_no_picture_below_images_is_refused(name: str) -> None:
    with pytest.raises(BadLink):
        image_target(f"images/{name}", "pages/about.md")


def test_pictures_with_odd_names_are_published_under_plain_ones(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site / "content/images").mkdir()
    for name in ("My pier.JPG", "My-pier.JPG", "pier (1).png"):
        (site / "content/images" / name).write_bytes(photo(400, 300))
        with (site / "content/pages/about.md").open("a", encoding="utf-8") as page:
            page.write(f'\n![The pier](images/{name} "Own work, CC0")\n')
    output = built(site)
    found = html.document_fromstring(output["about/index.html"])
    addresses = [image.get("src").removeprefix("../") for image in found.xpath("//picture//img")]
    addresses += re.findall(r"\.\./(\S+) \d+w", " ".join(found.xpath("//picture/source/@srcset")))
    assert len(set(addresses)) == 9
    for address in addresses:
        assert re.fullmatch(r"images/[\w.-]+", address), address
        assert address in output


def test_a_picture_may_be_named_in_small_letters_if_only_one_is_meant(tmp_path: Path) -> None:
    site = with_pictures(tmp_path)
    images = site / "content/images"
    (images / "pier.jpg").rename(images / "PIER.JPG")
    named = built(site)
    assert [file for file in named if "pier" in file.casefold()]
    (images / "Pier.jpg").write_bytes(photo(800, 450))
    ended = build(site)
    assert ended.returncode == 1
    assert "there is no picture images/pier.jpg" in ended.stderr
    (images / "PIER.JPG").unlink()
    again = built(site)
    assert again != named
    assert build(site, "--full").returncode == 0
    assert tree(site / "output") == again


# ---- files to download -----------------------------------------------------------------------------------


def test_a_linked_file_is_published_as_it_is_and_goes_with_its_link(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site / "content/files").mkdir()
    for name in ("annex 2.pdf", "unlinked.pdf"):
        (site / f"content/files/{name}").write_bytes(f"%PDF-1.7 {name}".encode())
    about = site / "content/pages/about.md"
    before = about.read_text(encoding="utf-8")
    about.write_text(f"{before}\nSee [the annex]({{static}}/files/annex%202.pdf).\n", encoding="utf-8")
    files = built(site)
    assert {name: data for name, data in files.items() if name.startswith("files/")} == {
        "files/annex-2.9a359010.pdf": b"%PDF-1.7 annex 2.pdf"
    }
    assert b'<a href="../files/annex-2.9a359010.pdf">the annex</a>' in files["about/index.html"]
    (site / "content/files/annex 2.pdf").write_bytes(b"%PDF-1.7 another")
    assert built(site)["files/annex-2.9a359010.pdf"] == b"%PDF-1.7 another"
    about.write_text(before, encoding="utf-8")
    assert not [name for name in built(site) if name.startswith("files/")]


def test_a_file_that_is_not_there_is_told_at_its_link(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    with (site / "content/pages/about.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [the annex]({static}/files/annex.pdf).\n")
    told = build(site)
    assert told.returncode == 1
    assert "there is no file files/annex.pdf [broken-link]" in told.stderr
