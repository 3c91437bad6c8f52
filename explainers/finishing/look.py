"""The look of cards: the colours of the theme's light pages, as its tokens say them."""

from __future__ import annotations

from msgspec import Struct

from explainers.pages.look import TOKENS, tokens_in
from explainers.pages.templates import Theme, ThemeError
from explainers.pages.view_parts import Family

__all__ = ["Look", "look_of"]


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

    found = tokens_in(theme.texts.get(TOKENS, ""))
    tokens = {one.name: one.value for one in found if one.scheme == "light"}
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
