"""Cards drawn: a picture of 1200 × 630 pixels in the look of the pages, as PNG of some 10 KB.

Measures are twice those of a page, since cards are shown at about half their size. Colours are those of a `Look`.
Shapes are drawn four times too large and made smaller, which smooths their edges.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from explainers.finishing.letters import SANS, SERIF, Face, broken, wrapped
from explainers.finishing.look import Look
from explainers.pages.sharing import CARD_SIZE, Card
from explainers.pages.view_parts import CountryPair, Family

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

__all__ = ["drawn_card"]

_WIDTH, _HEIGHT = CARD_SIZE
_MARGIN: Final = 72
_RIGHT: Final = _WIDTH - _MARGIN
_TEXT_WIDTH: Final = _RIGHT - _MARGIN
_FINE: Final = 4  # how much too large shapes are drawn
_STEP: Final = 2  # of 255, by which a mean of nearly the same colours differs from them
_COLOURS: Final = 32  # in the palette: paper, ink, a status, and the steps between them at edges
# Sizes of a title, and in how many lines each may be set: few words stand large.
_TITLE_SIZES: Final = (*((size, 2) for size in range(112, 84, -4)), *((size, 4) for size in range(84, 39, -4)))
_LEADING: Final = 1.12
_TITLE_END: Final = 500  # where the last base line of a title may stand
_SITE_LINE: Final = 576
_LARGEST_NAME, _SMALLEST_NAME, _SHORTEST_LINE = 84, 48, 320  # of the pair on the card of a pair


def drawn_card(card: Card, look: Look) -> bytes:
    """Return a card as PNG. Words that can't be drawn are left out: the card shows the site's mark then."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", CARD_SIZE, look.paper)
    on = _Canvas(picture, ImageDraw.Draw(picture), look)
    on.draw.rectangle((_MARGIN, 56, _RIGHT - 1, 63), look.ink)
    on.draw.rectangle((_MARGIN, 524, _RIGHT - 1, 525), look.line)
    if card.pair and _drawable(SANS, card.pair.first, card.pair.second) and _is_about_the_pair(card):
        _draw_large_pair(on, card.pair)
    else:
        _draw_title(on, card)
    _draw_site(on, card)
    return _png(picture, look)


class _Canvas(Struct, frozen=True):
    """What a card is drawn on: the picture, what draws on it, and in which colours."""

    picture: Image.Image
    draw: ImageDraw.ImageDraw
    look: Look

    def write(self, face: Face, place: tuple[float, float], text: str, size: int) -> None:
        """Write words in ink; `place` is where their base line begins, `size` theirs in pixels."""
        face.draw(self.draw, place, text, size, self.look.ink)


def _is_about_the_pair(card: Card) -> bool:
    return card.pair is not None and card.title == card.pair.words


def _drawable(face: Face, *texts: str) -> bool:
    return all(face.can_be_drawn(text) for text in texts)


def _png(picture: Image.Image, look: Look) -> bytes:
    from PIL import Image, ImageColor

    few = picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The mean of what is all but paper is one step away from it.
    paper, palette = ImageColor.getrgb(look.paper), few.getpalette() or []
    colours = [tuple(palette[at : at + 3]) for at in range(0, len(palette), 3)]
    few.putpalette([value for one in colours for value in (paper if _is_near(one, paper) else one)])
    data = BytesIO()
    few.save(data, "PNG", compress_level=6)
    return data.getvalue()


def _is_near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(one - its) <= _STEP for one, its in zip(colour, other, strict=True))


# ---- words -----------------------------------------------------------------------------------------------


def _draw_title(on: _Canvas, card: Card) -> None:
    top = 96.0
    if card.pair and _drawable(SANS, card.pair.first, card.pair.second) and _draw_small_pair(on, card.pair):
        top = 152.0
    if not _drawable(SERIF, card.title):
        _draw_logo(on, _MARGIN, 200, 320)
        return
    size, lines = _set(card.title, _TITLE_END - top)
    for number, line in enumerate(lines):
        on.write(SERIF, (_MARGIN, top + size + size * _LEADING * number), line, size)


def _set(title: str, room: float) -> tuple[int, list[str]]:
    """Return the size that a title is set in, and its lines. `room`: from the top of its first line to the base of its
    last, in pixels.
    """
    for size, most in _TITLE_SIZES:
        lines = wrapped(SERIF, title, size, _TEXT_WIDTH)
        widest = max(SERIF.width(line, size) for line in lines)
        if len(lines) <= most and size * (1 + _LEADING * (len(lines) - 1)) <= room and widest <= _TEXT_WIDTH:
            return size, lines
    most = 1 + int((room / size - 1) / _LEADING)
    lines = [piece for line in lines for piece in broken(SERIF, line, size, _TEXT_WIDTH)]
    return size, lines if len(lines) <= most else [*lines[: most - 1], "…"]


def _draw_site(on: _Canvas, card: Card) -> None:
    _draw_logo(on, _MARGIN, _SITE_LINE - 30)
    if not _drawable(SERIF, card.site):
        return
    size, left = 38, _MARGIN + 110
    while size > 16 and SERIF.width(card.site, size) > _RIGHT - left:
        size -= 2
    on.write(SERIF, (left, _SITE_LINE), card.site, size)


# ---- pairs ------------------------------------------------------------------------------------------------


def _draw_small_pair(on: _Canvas, pair: CountryPair) -> bool:
    """Draw the pair above a title, if its names are short enough; return whether they are."""
    size = 34
    if SANS.width(pair.first, size) + SANS.width(pair.second, size) > _TEXT_WIDTH - 200:
        return False
    _draw_pair(on, pair, SANS, size, 120, 640)
    return True


def _draw_large_pair(on: _Canvas, pair: CountryPair) -> None:
    """Draw the card of a pair: the pair as its title, and below it how the two stand."""
    face = SERIF if _drawable(SERIF, pair.first, pair.second) else SANS
    size = _LARGEST_NAME
    while (
        size > _SMALLEST_NAME
        and face.width(pair.first, size) + face.width(pair.second, size) > _TEXT_WIDTH - _SHORTEST_LINE
    ):
        size -= 2
    if size > _SMALLEST_NAME:
        _draw_pair(on, pair, face, size, 256, _TEXT_WIDTH)
    else:
        _draw_stacked_pair(on, pair, face)
    if _drawable(SANS, pair.words):
        SANS.draw(on.draw, (_MARGIN, 400), pair.words, 56, on.look.of(pair.family))


def _draw_stacked_pair(on: _Canvas, pair: CountryPair, face: Face) -> None:
    """Draw a pair of long names, one below the other."""
    size, indent = _LARGEST_NAME, _SHORTEST_LINE * 0.75
    while size > 24 and max(face.width(pair.first, size), indent + size + face.width(pair.second, size)) > _TEXT_WIDTH:
        size -= 2
    on.write(face, (_MARGIN, 190), pair.first, size)
    _draw_line(on, pair.family, (_MARGIN, 296 - size * 0.34), indent, size)
    on.write(face, (_MARGIN + indent + size * 0.35, 296), pair.second, size)


def _draw_pair(on: _Canvas, pair: CountryPair, face: Face, size: int, line: int, width: float) -> None:
    """Draw a pair: two names on a base line, between them a line with a disc that has the sign."""
    gap = size * 0.35
    first, second = face.width(pair.first, size), face.width(pair.second, size)
    between = max(width - first - second - 2 * gap, size * 3.5)
    between = min(between, _TEXT_WIDTH - first - second - 2 * gap)
    on.write(face, (_MARGIN, line), pair.first, size)
    on.write(face, (_MARGIN + first + between + 2 * gap, line), pair.second, size)
    middle = line - size * (0.36 if face is SANS else 0.34)
    _draw_line(on, pair.family, (_MARGIN + first + gap, middle), between, size)


def _draw_line(on: _Canvas, family: Family, start: tuple[float, float], width: float, size: int) -> None:
    """Draw the line of a pair and its disc; `start` is the line's left end, `size` that of the names, in pixels."""
    (x, y), radius = start, 14 + size * 0.26
    half = max(size * 0.05, 3)
    left, right = x, x + width
    shape = _Shape(left, y - radius - 2, width, 2 * radius + 4)
    centre = (left + right) / 2
    for begin, end in _strokes(family, left, right, centre, radius * 1.25, half):
        shape.box(begin, y - half, end, y + half, round_=family == "mixed")
    colour = on.look.of(family)
    if family == "none":
        shape.ring(centre, y, radius * 0.9, 3)
        shape.put(on.picture, colour)
        return
    shape.disc(centre, y, radius)
    shape.put(on.picture, colour)
    _draw_sign(on, family, centre, y, radius)


def _strokes(
    family: Family, left: float, right: float, centre: float, clear: float, half: float
) -> list[tuple[float, float]]:
    """Return the strokes of a line from left to right, without what lies under its disc: one, dashes, dots, none."""
    if family == "none":
        return []
    if family == "closer":
        return [(left, right)]
    length, step = (2 * half, 5 * half) if family == "mixed" else (4.5 * half, 7 * half)
    strokes = []
    for side in (-1, 1):
        place = clear if family == "apart" else clear + half
        while place + length <= (right - left) / 2 + 0.5:
            begin = centre + side * place
            strokes.append((min(begin, begin + side * length), max(begin, begin + side * length)))
            place += step
    return strokes


def _draw_sign(on: _Canvas, family: Family, x: float, y: float, radius: float) -> None:
    arm, half = radius * 0.5, max(radius * 0.11, 2)
    shape = _Shape(x - radius, y - radius, 2 * radius, 2 * radius)
    above = -arm * 0.3 if family == "mixed" else 0.0
    if family in ("closer", "mixed"):
        reach = arm if family == "closer" else arm * 0.75
        shape.box(x - half, y + above - reach, x + half, y + above + reach)
        shape.box(x - arm, y + above - half, x + arm, y + above + half)
    if family in ("apart", "mixed"):
        below = 0.0 if family == "apart" else arm * 0.95
        shape.box(x - arm, y + below - half, x + arm, y + below + half)
    shape.put(on.picture, on.look.paper)


def _draw_logo(on: _Canvas, x: float, y: float, width: int = 90) -> None:
    """Draw the site's mark as in the header of a page (there in units of 40 × 16)."""
    unit, height = width / 40, width * 16 // 40
    shape = _Shape(x, y, width, height)
    shape.disc(x + 8 * unit, y + 8 * unit, 8 * unit)
    shape.box(x + 16 * unit, y + 7 * unit, x + 25 * unit, y + 9 * unit)
    shape.ring(x + 32 * unit, y + 8 * unit, 7 * unit, 2 * unit)
    shape.box(x + 28.5 * unit, y + 7 * unit, x + 35.5 * unit, y + 9 * unit)
    shape.put(on.picture, on.look.ink)
    cut = _Shape(x, y, width, height)
    cut.box(x + 4 * unit, y + 7 * unit, x + 12 * unit, y + 9 * unit)
    cut.box(x + 7 * unit, y + 4 * unit, x + 9 * unit, y + 12 * unit)
    cut.put(on.picture, on.look.paper)


class _Shape:
    """A shape in one colour, in a frame of the picture; all measures in the picture's pixels."""

    def __init__(self, x: float, y: float, width: float, height: float) -> None:
        from PIL import Image, ImageDraw

        self._x, self._y = int(x), int(y)
        size = (int(width) + 3, int(height) + 3)
        self._mask = Image.new("L", (size[0] * _FINE, size[1] * _FINE), 0)
        self._on = ImageDraw.Draw(self._mask)

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round((x - self._x) * _FINE), round((y - self._y) * _FINE)

    def box(self, left: float, top: float, right: float, bottom: float, *, round_: bool = False) -> None:
        """Add a box, or what is round in it."""
        (x0, y0), (x1, y1) = self._at(left, top), self._at(right, bottom)
        corners = (x0, y0, x1 - 1, y1 - 1)
        if round_:
            self._on.ellipse(corners, 255)
        else:
            self._on.rectangle(corners, 255)

    def disc(self, x: float, y: float, radius: float) -> None:
        """Add a disc around a point."""
        self.box(x - radius, y - radius, x + radius, y + radius, round_=True)

    def ring(self, x: float, y: float, radius: float, width: float) -> None:
        """Add a ring around a point, whose line has a width."""
        (x0, y0), (x1, y1) = (
            self._at(x - radius - width / 2, y - radius - width / 2),
            self._at(x + radius + width / 2, y + radius + width / 2),
        )
        self._on.ellipse((x0, y0, x1 - 1, y1 - 1), outline=255, width=round(width * _FINE))

    def put(self, picture: Image.Image, colour: str) -> None:
        """Put the shape on the picture."""
        mask = self._mask.reduce(_FINE)
        picture.paste(colour, (self._x, self._y, self._x + mask.width, self._y + mask.height), mask)
