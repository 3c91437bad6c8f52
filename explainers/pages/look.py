"""A site's own colours, fonts and logo over those of its theme: values of tokens, seen to be readable.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): text needs 4.5 : 1 (level AA, 1.4.3) on
all that it stands on, in light and in dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct

from explainers.site_look import LookError
from explainers.site_settings import SiteLook

__all__ = ["TOKENS", "Token", "contrast", "nearest_readable", "tokens_in", "with_look"]

TOKENS: Final = "static/css/tokens.css"
"""The style sheet of a theme that has its colours and fonts."""
_LEAST: Final = 4.5
_BEHIND: Final = ("paper", "ground", "tint")
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("ink", "soft", "accent"), _BEHIND),
    **dict.fromkeys(("closer", "apart", "mixed"), ("paper", "ground")),
}
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK: Final = re.compile(r"(?P<opens>[^{};]*)\{|\}")
_PROPERTY: Final = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])")
_DARK: Final = re.compile(r"@media\b.*prefers-color-scheme:\s*dark")
_STEPS: Final = 256


class Token(Struct, frozen=True):
    """A custom property of ``:root``: the `scheme` of the pages that it is for, and where its value stands in the
    sheet.
    """

    scheme: Literal["light", "dark"]
    name: str
    value: str
    start: int
    end: int


def tokens_in(sheet: str) -> Iterator[Token]:
    """Yield the custom properties of a style sheet that hold everywhere (``light``) and those that dark pages have
    instead, not those of other media.
    """
    plain, opened, start = _COMMENT.sub(lambda one: " " * len(one[0]), sheet), list[str](), 0
    for match in _BLOCK.finditer(plain):
        if match["opens"] is not None:
            opened.append(" ".join(match["opens"].split()))
            start = match.end()
        elif opened:
            if scheme := _scheme_of(opened):
                found = _PROPERTY.finditer(plain, start, match.end())
                yield from (Token(scheme, one[1], one[2], *one.span(2)) for one in found)
            opened.pop()
            start = match.end()


def _scheme_of(opened: list[str]) -> Literal["light", "dark"] | None:
    """Return the scheme of the pages that a block is for, by what opens it and those around it."""
    match [one for one in opened if not one.startswith("@layer")]:
        case [":root"]:
            return "light"
        case [medium, ":root"] if _DARK.match(medium):
            return "dark"
    return None


def with_look(sheet: str, look: SiteLook) -> str:
    """Return a theme's sheet of tokens with a site's own values in it. Raises `LookError` for a token that the sheet
    doesn't have, and for text that can't be read on what it stands on, with the nearest colour that can.
    """
    tokens = tuple(tokens_in(sheet))
    own = {"light": {**look.light, **look.fonts}, "dark": {**look.dark}}
    for scheme, values in own.items():
        there = {one.name: one.value for one in tokens if one.scheme == scheme}
        if missing := next((name for name in values if name not in there), None):
            raise LookError(f"EXPLAINER_LOOK: the theme has no --{missing} for {scheme} pages in {TOKENS}")
        colours = {name: value for name, value in {**there, **values}.items() if _HEX.fullmatch(value)}
        _check(colours, values, scheme)
    for one in reversed(tokens):
        if value := own[one.scheme].get(one.name):
            sheet = sheet[: one.start] + value + sheet[one.end :]
    return sheet


def _check(colours: Mapping[str, str], own: Mapping[str, str], scheme: str) -> None:
    for text, grounds in _TEXTS.items():
        behind = [colours[name] for name in grounds if name in colours]
        if text not in colours or all(contrast(colours[text], one) >= _LEAST for one in behind):
            continue
        if text not in own and not set(grounds) & set(own):
            continue  # the theme's own affair
        worst = min(behind, key=lambda one: contrast(colours[text], one))
        ratio = f"{contrast(colours[text], worst):.1f}"
        near = nearest_readable(colours[text], behind)
        said = (
            f"EXPLAINER_LOOK: {text} {colours[text]} can't be read on {worst} in {scheme} ({ratio} : 1, needs {_LEAST})"
        )
        raise LookError(f"{said}: the nearest that can is {near}" if near else f"{said}: choose another ground")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as ``#rgb`` or ``#rrggbb``, from 1 to 21.

    >>> contrast("#fff", "#000000"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    dark, light = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return round((light + 0.05) / (dark + 0.05), 4)


def nearest_readable(colour: str, behind: list[str]) -> str:
    """Return the colour nearest to one, on its way to black or to white, that can be read on others; or nothing.

    >>> nearest_readable("#999999", ["#ffffff"])
    '#767676'
    """
    start = _channels(colour)
    for step in range(1, _STEPS):
        for end in (0.0, 255.0):
            mixed = tuple(one + (end - one) * step / (_STEPS - 1) for one in start)
            shown = "#" + "".join(f"{round(one):02x}" for one in mixed)
            if all(contrast(shown, one) >= _LEAST for one in behind):
                return shown
    return ""


def _channels(colour: str) -> tuple[float, ...]:
    if not _HEX.fullmatch(colour):
        raise LookError(f"EXPLAINER_LOOK: '{colour}' isn't a colour: write it as #rrggbb")
    digits = colour[1:] if len(colour) > 4 else "".join(2 * one for one in colour[1:])
    return tuple(float(int(digits[place : place + 2], 16)) for place in (0, 2, 4))


def _luminance(channels: tuple[float, ...]) -> float:
    linear = [one / 255 / 12.92 if one / 255 <= 0.04045 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
