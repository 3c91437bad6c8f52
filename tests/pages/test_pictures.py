"""Pictures in prose: files in several widths, none wider than the picture, and HTML that needs no script."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.model import PictureFile
from explainers.pages.pictures import picture_html, variants
from explainers.pages.prose import text_of
from explainers.prose import Emphasis, Picture, Prose
from tests.pages.corpora import context, explainer, known, with_records


def picture(path: str = "images/boats.jpg", width: int = 2000, height: int = 1000, **more: Any) -> PictureFile:
    """Return the file of a picture."""
    return PictureFile(path, "d", width, height, **more)


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2000, [320, 640, 1216]), (1216, [320, 640, 1216]), (700, [320, 640, 700]), (320, [320]), (100, [100])],
)
def test_no_file_is_wider_than_the_picture_and_none_stands_twice(width: int, widths: list[int]) -> None:
    *modern, plain = variants(picture(width=width))
    assert [one.width for one in modern] == widths
    assert {one.format for one in modern} == {"AVIF"}
    assert plain.width == min(width, 640)


def test_height_keeps_the_proportion_and_is_a_pixel_at_least() -> None:
    assert [(one.width, one.height) for one in variants(picture())][:2] == [(320, 160), (640, 320)]
    assert {one.height for one in variants(picture(width=2000, height=1))} == {1}


@pytest.mark.parametrize(
    ("path", "transparent", "format"),
    [("a.jpg", False, "JPEG"), ("a.PNG", False, "PNG"), ("a.gif", False, "PNG"), ("a.webp", True, "PNG")],
)
def test_the_plain_file_is_png_where_jpeg_would_lose_something(path: str, transparent: bool, format: str) -> None:
    assert variants(picture(f"images/{path}", transparent=transparent))[-1].format == format


def test_names_that_no_address_may_have_are_kept_apart() -> None:
    spaced, dashed = (variants(picture(f"images/my{sign}boats.jpg"))[0].address for sign in (" ", "("))
    assert spaced != dashed
    assert not {" ", "("} & set(spaced + dashed)
    assert variants(picture("images/sea/my-boats.jpg"))[0].address.endswith("sea/my-boats.jpg.320.avif")


def test_a_picture_is_shown_with_its_sizes_its_words_escaped_and_its_credit() -> None:
    site = with_records(known(explainer()), attached={"images/boats.jpg": picture(width=640, height=480)})
    shown = picture_html(
        context(site, "explainer", "herring"), Picture("images/boats.jpg", 'Boats "at" sea', "Ann <Lee>")
    )
    assert 'alt="Boats &quot;at&quot; sea" width="640" height="480" loading="lazy"' in shown
    assert "<small>Ann &lt;Lee&gt;</small>" in shown
    assert "boats.jpg.320.avif 320w, ../" in shown
    assert 'src="../' in shown
    assert 'boats.jpg.640.jpg"' in shown


def test_words_before_a_picture_are_not_escaped_by_it() -> None:
    site = with_records(known(explainer()), attached={"images/boats.jpg": picture(width=640, height=480)})
    there = Picture("images/boats.jpg", "Boats", "Ann Lee")
    shown = text_of(context(site, "explainer", "herring"), None, Prose(("Two", Emphasis(("boats",)), there, " at sea")))
    html = "".join(map(str, shown))
    assert html.startswith("Two<em>boats</em><picture>")
    assert html.endswith("</small> at sea")
