"""A receipt's link opens its source at the words, in Chromium: the paragraph is scrolled to and marked."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from explainers.model import Sealed, Source
from explainers.pages.whereabouts import opened_at
from explainers.reading.openings import openings
from tests.waiting import soon

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

pytestmark = pytest.mark.browser

_MIDDLE = "that came in from the north with all its lamps lit and nobody on board to say what had become of the others"
# What our copy has, and what the page has in its place where that isn't the same.
PARAGRAPHS = {
    f"The first of them, {_MIDDLE}, was small.": None,
    f"“Well-known, we’d say,” R&D officer Ann Lee of the harbour said of a boat {_MIDDLE}, “and not ours”.": (
        f'"Well-known, we\'d say," R&amp;D officer Ann Lee of the harbour said of a boat {_MIDDLE}, "and not ours".'
    ),
    f"Élise Ørn, 41, fishes 1,000 tonnes a year, more than any boat {_MIDDLE}, or so she says: 50% more.": (
        f"<a href='/'>Élise</a> <em>Ørn</em>, 41, fishes 1,000 tonnes a year, more than any boat {_MIDDLE}, "
        "or so she&nbsp;says:  50% <strong>more</strong>."
    ),
    "Nobody asked them why they had come at all, they said.": None,
}
STYLE = "body { margin: 0; background: #fff } p { margin: 1500px 0; width: 300px } ::target-text { background: #f00 }"
LINE = 18  # pixels
REDS = 60  # pixels of a marked stretch at least


@pytest.fixture
def opened(tmp_path: Path, serve_folder: Callable[..., str], visit: Callable[..., Visit]) -> tuple[Page, Source]:
    """A page that has the paragraphs, and the source that leads there."""
    shown = (f"<p>{other or text}</p>" for text, other in PARAGRAPHS.items())
    page = f"<!doctype html><meta charset=utf-8><title>T</title><style>{STYLE}</style><h1>Boats</h1>{''.join(shown)}"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    address = serve_folder(tmp_path)
    sealed = Sealed("d", len(PARAGRAPHS), opens=openings([*PARAGRAPHS], (), (), "Boats").found)
    source = Source("wire", "Boats", "Wire", "2025", address, "en", sealed=sealed)
    return visit(address, viewport={"width": 400, "height": 400}).page, source


def _marked(page: Page, box: dict[str, Any]) -> tuple[bool, bool]:
    """Return whether the first line and the last line of a stretch of the window are marked."""
    data = page.screenshot(clip={key: box[key] for key in ("x", "y", "width", "height")})
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = picture.size
    lines = (picture.crop((0, 0, width, LINE)), picture.crop((0, height - LINE, width, height)))
    first, last = (
        sum(count for count, (red, green, _) in one.getcolors(width * LINE) or () if red > 200 > 90 > green)
        for one in lines
    )
    return first > REDS, last > REDS


def test_each_paragraph_is_scrolled_to_and_marked_from_its_beginning_to_its_end(opened: tuple[Page, Source]) -> None:
    page, source = opened
    assert source.sealed is not None
    assert [len(ends) for ends in source.sealed.opens.values()] == [2, 2, 2, 1]
    for number in source.sealed.opens:
        page.goto("about:blank")
        page.goto(opened_at(source, (number,)))
        assert soon(page, "scrollY > 0")
        paragraph = page.locator("p").nth(number - 1)
        box: Any = paragraph.bounding_box()
        assert 0 <= box["y"] <= 400 - box["height"], f"paragraph {number} isn't in the window"
        assert _marked(page, box) == (True, len(source.sealed.opens[number]) == 2), f"paragraph {number} is marked"
