"""Words in a picture: measured and drawn letter by letter, from fonts that come as packages.

HarfBuzz says how far letters stand apart, Pillow draws them. Neither asks the system for fonts or libraries, so that
the same words give the same picture on every machine. What this way of drawing can't do (letters that join, or that no
font here has) is refused by `can_be_drawn`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

__all__ = ["SANS", "SERIF", "Face", "broken", "wrapped"]


class Face:
    """A face: a font of a package, bold. `tracking`: how much further apart letters stand, in parts of their size."""

    def __init__(self, package: str, file: str, tracking: float = 0.0) -> None:
        self._package, self._file, self._tracking = package, file, tracking

    def can_be_drawn(self, text: str) -> bool:
        """Whether each letter of a text is in the font, and looks the same whatever stands beside it."""
        return self._spacing(text) is not None

    def width(self, text: str, size: int) -> float:
        """Return how wide a text is at a size, both in pixels."""
        return sum(self._advances(text)) * size

    def draw(self, on: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, colour: str) -> None:
        """Draw a text: `at` is the start of its base line, in pixels."""
        x, y = at
        font = self._pillow(size)
        for letter, advance in zip(text, self._advances(text), strict=True):
            if not letter.isspace():
                on.text((x, y), letter, colour, font, anchor="ls")
            x += advance * size

    def _advances(self, text: str) -> tuple[float, ...]:
        spacing = self._spacing(text)
        assert spacing is not None, "texts are asked for when they can be drawn"
        return spacing

    @lru_cache(maxsize=4096)  # noqa: B019 - faces are two, and live as long as the process
    def _spacing(self, text: str) -> tuple[float, ...] | None:
        """Return how far each letter of a text moves the next one, in parts of its size; `None` where letter by letter
        is no way to draw it.
        """
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._harfbuzz, buffer, {"kern": True, "liga": False, "clig": False, "locl": False})
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        nominal = [self._harfbuzz.get_nominal_glyph(ord(letter)) for letter in text]
        if glyphs != nominal or None in nominal:
            return None
        em = self._harfbuzz.face.upem
        return tuple(one.x_advance / em + self._tracking for one in buffer.glyph_positions or ())

    @cached_property
    def _bytes(self) -> bytes:
        return (resources.files(self._package) / "files" / self._file).read_bytes()

    @cached_property
    def _harfbuzz(self) -> Any:
        import uharfbuzz

        font = uharfbuzz.Font(uharfbuzz.Face(self._bytes))
        font.set_variations({"wght": 700})
        return font

    @lru_cache(maxsize=64)  # noqa: B019 - faces are two, and live as long as the process
    def _pillow(self, size: int) -> ImageFont.FreeTypeFont:
        from io import BytesIO

        from PIL import ImageFont

        font = ImageFont.truetype(BytesIO(self._bytes), size, layout_engine=ImageFont.Layout.BASIC)
        axes: list[float] = [
            700 if axis["name"] == b"Weight" else axis["default"] or 0 for axis in font.get_variation_axes()
        ]
        font.set_variation_by_axes(axes)
        return font


SERIF: Final = Face("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", -0.018)
SANS: Final = Face("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")


def wrapped(face: Face, text: str, size: int, width: float) -> list[str]:
    """Return a text in lines no wider than a width in pixels (unless one word is), as few as possible and about equally
    long. Only ordinary spaces part lines.
    """
    words = text.split(" ")
    lines = _filled(face, words, size, width)
    low, high = 0.0, width
    while high - low > 1:
        middle = (low + high) / 2
        tried = _filled(face, words, size, middle)
        if len(tried) == len(lines) and all(face.width(line, size) <= middle for line in tried):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def _filled(face: Face, words: Sequence[str], size: int, width: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if face.width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def broken(face: Face, line: str, size: int, width: float) -> list[str]:
    """Return a line in pieces that are no wider than a width in pixels, parted wherever that is needed."""
    pieces = [""]
    for letter in line:
        if pieces[-1] and face.width(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
