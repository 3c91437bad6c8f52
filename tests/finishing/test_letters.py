"""Words in a picture: what can be drawn letter by letter, how wide it is, and where lines end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from explainers.finishing.letters import SANS, SERIF, Face, broken, wrapped


@pytest.mark.parametrize(
    "text", ["Qu’ont apporté « ça » ?", "Łódź – Şırnak", "Что произошло?", "Τι έγινε;", "Œuvre, Ærø"]
)
def test_letters_of_many_languages_can_be_drawn(text: str) -> None:
    assert SERIF.can_be_drawn(text)
    assert SANS.can_be_drawn(text)


def test_letters_stand_as_far_apart_as_the_font_says() -> None:
    assert SANS.width("AV", 100) < SANS.width("A", 100) + SANS.width("V", 100)


@settings(max_examples=60)
@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=14), st.integers(300, 1000))
def test_lines_hold_all_words_in_order_and_fit(words: list[str], width: int) -> None:
    lines = wrapped(SERIF, " ".join(words), 60, width)
    assert " ".join(lines).split(" ") == words
    assert all(SERIF.width(line, 60) <= width or " " not in line for line in lines)


def test_lines_part_at_ordinary_spaces_only_and_are_about_equally_long() -> None:
    lines = wrapped(SERIF, "Pourquoi les troupes sont-elles parties\N{NARROW NO-BREAK SPACE}?", 84, 1056)
    assert lines[-1].endswith("parties\N{NARROW NO-BREAK SPACE}?")
    widths = [SERIF.width(line, 84) for line in lines]
    assert min(widths) > max(widths) * 0.6


@pytest.mark.parametrize("text", ["ماذا", "\N{CJK UNIFIED IDEOGRAPH-4E2D}"])
def test_letters_that_join_or_are_in_no_font_cannot_be_drawn(text: str) -> None:
    assert not SANS.can_be_drawn(text)


def test_a_text_is_as_wide_as_its_size_says_and_serifs_stand_closer() -> None:
    assert SANS.width("Norway", 80) == pytest.approx(2 * SANS.width("Norway", 40))
    assert SANS.width("", 80) == 0
    loose, tight = Face("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"), SANS
    assert loose.width("Norway", 80) == tight.width("Norway", 80)
    tracked = Face("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", -0.1)
    assert tracked.width("Norway", 80) == pytest.approx(SANS.width("Norway", 80) - 6 * 8)


def test_a_text_is_drawn_on_its_base_line_over_its_width() -> None:
    picture = Image.new("L", (400, 200))
    SANS.draw(ImageDraw.Draw(picture), (50, 100), "HIH", 60, "white")
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    assert bottom in (100, 101)
    assert 50 <= left < 60
    assert 100 - 60 < top < 100 - 30
    assert right == pytest.approx(50 + SANS.width("HIH", 60), abs=10)


def test_a_line_is_broken_anywhere_into_pieces_that_fit() -> None:
    pieces = broken(SANS, "Donaudampfschiff", 60, 200)
    assert "".join(pieces) == "Donaudampfschiff"
    assert len(pieces) > 2
    assert all(SANS.width(piece, 60) <= 200 for piece in pieces)
    assert broken(SANS, "Donau", 60, 1) == list("Donau"), "a piece has a letter at least"
    assert broken(SANS, "", 60, 200) == [""]
