"""The look of cards: the colours of the theme's light pages, as its tokens say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from explainers.pages.look import TOKENS
from explainers.pages.templates import Theme, ThemeError
from explainers.pages.view_parts import Family

__all__ = ["Look", "look_of"]

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK: Final = re.compile(r"(?P<opens>[^{};]*)\{|\}")
_COLOUR: Final = re.compile(r"--(\w+)\s*:\s*([^;{}]+?)\s*(?=[;}])")


class Look(Struct, frozen=True):
    """Colours by what they are for, as Pillow reads them (`#rrggbb`, `rgb(…)`, names)."""

    paper: str
    ink: str
    soft: str
    line: str
    closer: str
    apart: str
    mixed: str

    def of(self, family: Family) -> str:
        """Return the colour of a kind of pair."""
        return {"closer": self.closer, "apart": self.apart, "mixed": self.mixed, "none": self.soft}[family]


def look_of(theme: Theme) -> Look:
    """Return the look that a theme gives to cards. Raises `ThemeError` where a colour is missing, or isn't one that can
    be drawn.
    """
    from PIL import ImageColor

    tokens = dict(_light_tokens(theme.texts.get(TOKENS, "")))
    colours = {}
    for name in Look.__struct_fields__:
        colour = tokens.get(name)
        if colour is None:
            raise ThemeError(f"{TOKENS}: the colour --{name} is missing in :root: cards are drawn in it")
        try:
            red, green, blue = ImageColor.getrgb(colour)[:3]
        except ValueError:
            message = f"{TOKENS}: --{name} is '{colour}': cards are drawn in it, so write it as #rrggbb"
            raise ThemeError(message) from None
        colours[name] = f"#{red:02x}{green:02x}{blue:02x}"
    return Look(**colours)


def _light_tokens(css: str) -> Iterator[tuple[str, str]]:
    """Yield the custom properties of ``:root`` that hold everywhere, not in some medium alone."""
    css, opened, start = _COMMENT.sub("", css), list[str](), 0
    for match in _BLOCK.finditer(css):
        if match["opens"] is not None:
            opened.append(" ".join(match["opens"].split()))
            start = match.end()
        elif opened:
            inside = [one for one in opened if not one.startswith("@layer")]
            if inside == [":root"]:
                yield from _COLOUR.findall(css[start : match.end()])
            opened.pop()
            start = match.end()
