"""A site's own colours, fonts and logo over those of its theme: values of tokens, seen to be readable.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): text needs 4.5 : 1 (level AA, 1.4.3) on
all that it stands on, in light and in dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from explainers.site_look import LookError
from explainers.site_settings import SiteLook

__all__ = ["TOKENS", "contrast", "nearest_readable", "with_look"]

TOKENS: Final = "static/css/tokens.css"
"""The style sheet of a theme that has its colours and fonts."""
_LEAST: Final = 4.5
_BEHIND: Final = ("paper", "ground", "tint")
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("ink", "soft", "accent"), _BEHIND),
    **dict.fromkeys(("closer", "apart", "mixed"), ("paper", "ground")),
}
_FONTS: Final = ("serif", "sans")
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_PROPERTY: Final = r"(?P<start>--{name}\s*:\s*)(?P<value>[^;}}]+)"
_DARK: Final = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{")
_STEPS: Final = 256


def with_look(sheet: str, look: SiteLook) -> str:
    """Return a theme's sheet of tokens with a site's own values in it. Raises `LookError` for a token that the sheet
    doesn't have, and for text that can't be read on what it stands on, with the nearest colour that can.
    """
    dark = _DARK.search(sheet)
    light, rest = (sheet[: dark.start()], sheet[dark.start() :]) if dark else (sheet, "")
    fonts = {name: value for name, value in look.fonts.items() if name in _FONTS}
    light = _set(light, {**look.light, **fonts}, "light")
    rest = _set(rest, look.dark, "dark") if look.dark else rest
    for scheme, part, own in (("light", light, look.light), ("dark", rest, look.dark)):
        if own:
            _check(dict(_colours(part)), own, scheme)
    return light + rest


def _set(sheet: str, values: Mapping[str, str], scheme: str) -> str:
    for name, value in values.items():
        pattern = re.compile(_PROPERTY.format(name=re.escape(name)))
        if not pattern.search(sheet):
            raise LookError(f"EXPLAINER_LOOK: the theme has no --{name} for {scheme} pages in {TOKENS}")
        sheet = pattern.sub(lambda found, value=value: found["start"] + value, sheet, count=1)  # type: ignore[misc]
    return sheet


def _colours(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the first value of each colour."""
    seen: set[str] = set()
    for name, value in re.findall(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{3,6})\b", sheet):
        if name not in seen:
            seen.add(name)
            yield name, value


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
