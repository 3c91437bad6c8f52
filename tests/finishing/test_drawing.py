"""Drawn cards: small pictures of one size, the same on every machine, that say what a page is about."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from explainers.finishing.drawing import drawn_card
from explainers.finishing.look import Look, look_of
from explainers.pages.sharing import Card
from explainers.pages.templates import Theme
from explainers.pages.view_parts import CountryPair, Family
from tests.building_sites import ROOT

LOOK = look_of(Theme(ROOT / "theme"))
FAMILIES: tuple[Family, ...] = ("closer", "apart", "mixed", "none")
COLOURS = {"closer": (10, 74, 143), "apart": (138, 51, 0), "mixed": (74, 79, 87)}


def pair(family: Family = "closer", first: str = "Norway", second: str = "Sweden") -> CountryPair:
    """Return a pair."""
    return CountryPair(first, second, ("NO", "SE"), "x", "Growing closer", "closer", "+", family, "")


def opened(data: bytes) -> Image.Image:
    """Return a picture in plain colours."""
    picture = Image.open(BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def colours(picture: Image.Image) -> set[tuple[int, ...]]:
    """Return the colours of a picture that cover more than specks."""
    return {colour for count, colour in picture.getcolors(100_000) or () if count > 40}  # type: ignore[misc]


LONG = ("South Georgia & South Sandwich Islands", "Bosnia & Herzegovina")
CARDS = {
    "an explainer": Card("Harbour", "What did the herring talks bring?", pair()),
    "a pair": Card("Harbour", "Growing closer", pair("apart")),
    "no pair": Card("Le Port", "Qui peut pêcher où\N{NARROW NO-BREAK SPACE}?", None),
    "a long title": Card("Harbour", "A title about many things that goes on and on, " * 4, pair("mixed")),
    "long names": Card("Harbour", "Growing closer", pair("none", *LONG)),
    "one long word": Card("Harbour", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", None),
    "letters that join": Card("Harbour", "ماذا حدث؟", pair(first="النرويج")),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CARDS))
def test_a_card_is_small_and_the_same_every_time(name: str) -> None:
    data = drawn_card(CARDS[name], LOOK)
    assert len(data) <= 25_000
    assert data == drawn_card(CARDS[name], LOOK)
    picture = opened(data)
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert picture.getpixel((600, 60)) == (20, 23, 26), "the rule on top"


@pytest.mark.parametrize("name", list(CARDS))
def test_nothing_stands_in_the_margin(name: str) -> None:
    picture = opened(drawn_card(CARDS[name], LOOK))
    for box in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 50), (0, 600, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (255, 255, 255))], box


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("title", ["Growing closer", "What did they agree?"])
def test_a_status_has_its_colour_and_no_other(family: Family, title: str) -> None:
    found = colours(opened(drawn_card(Card("Harbour", title, pair(family)), LOOK)))
    near = {
        name: any(max(abs(a - b) for a, b in zip(colour, one, strict=True)) <= 3 for one in found)
        for name, colour in COLOURS.items()
    }
    shown = {name for name, there in near.items() if there}
    if family == "none":
        assert shown <= {"mixed"}  # the grey of small words is next to it
    else:
        assert shown == {family}


@pytest.mark.parametrize("family", FAMILIES)
def test_kinds_of_ties_look_different_without_their_colour(family: Family) -> None:
    shown = (
        opened(drawn_card(Card("Harbour", "What?", pair(family)), LOOK))
        .convert("L")
        .point(lambda value: 255 * (value < 128))
    )
    others = [
        opened(drawn_card(Card("Harbour", "What?", pair(other)), LOOK))
        .convert("L")
        .point(lambda value: 255 * (value < 128))
        for other in FAMILIES
        if other != family
    ]
    assert all(shown.tobytes() != other.tobytes() for other in others)


def test_other_words_give_another_card() -> None:
    made = {drawn_card(Card("Harbour", title, None), LOOK) for title in ("What?", "Why?", "What")}
    assert len(made) == 3


def test_words_that_cannot_be_drawn_are_left_out_and_the_mark_stands_for_them() -> None:
    empty, joined = (
        opened(drawn_card(Card("Harbour", title, None), LOOK)) for title in ("\N{CJK UNIFIED IDEOGRAPH-4E2D}", "ماذا")
    )
    assert empty.tobytes() == joined.tobytes()
    assert empty.crop((72, 180, 400, 340)).getextrema() != ((255, 255),) * 3


def test_another_look_has_its_own_colours_down_to_the_paper() -> None:
    dark = Look("#12171a", "#e6e9e7", "#b6bdba", "#414c50", "#7cc0f5", "#f4a261", "#b3b9c2")
    picture = opened(drawn_card(CARDS["a pair"], dark))
    assert picture.getpixel((0, 0)) == picture.getpixel((1199, 629)) == (0x12, 0x17, 0x1A)
    shown = colours(picture)
    assert (255, 255, 255) not in shown
    for colour in ((0xE6, 0xE9, 0xE7), (0xF4, 0xA2, 0x61)):
        assert any(max(abs(a - b) for a, b in zip(one, colour, strict=True)) <= 3 for one in shown)
