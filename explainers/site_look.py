"""What settings say of a site's own look: colours, fonts, a logo. Whether they can be read, `pages.look` sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from explainers.failures import CommandError
from explainers.seldom import seldom
from explainers.site_settings import SiteLook

__all__ = ["LookError", "site_look"]


class LookError(CommandError, ValueError):
    """A colour, a font or a logo that a site can't have; its message is a sentence for the person who wrote it."""


_LOOK: Final = ("light", "dark", "fonts", "logo")
_FONT: Final = re.compile(r"[\w\s,.\"'-]+")
_LARGEST_LOGO: Final = 20_000  # bytes
_RUNS: Final = seldom(
    r"<\s*(?:script|foreignObject|iframe)|\son\w+\s*=|javascript:|<!ENTITY|href\s*=\s*[\"'](?!#)",
    re.IGNORECASE,
)


def site_look(settings: Mapping[str, Any]) -> SiteLook:
    """Return what a site has instead of its theme's colours, fonts and mark. Raises `LookError`."""
    given = settings.get("EXPLAINER_LOOK") or {}
    if unknown := sorted(set(given) - set(_LOOK)):
        raise LookError(f"EXPLAINER_LOOK has no '{unknown[0]}': it has {', '.join(_LOOK)}")
    named = {name: dict(given.get(name) or {}) for name in _LOOK[:3] if not isinstance(given.get(name), str)}
    if len(named) < len(_LOOK) - 1 or not isinstance(given.get("logo", ""), str):
        raise LookError("EXPLAINER_LOOK: light, dark and fonts have values by name, logo is a file: docs/settings.md")
    for scheme in ("light", "dark"):
        for name, colour in named[scheme].items():
            if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", colour):
                raise LookError(f"EXPLAINER_LOOK: {name} can't be {colour!r}: write a colour as #rrggbb")
    for name, font in named["fonts"].items():
        if name not in ("serif", "sans") or not _FONT.fullmatch(font):
            raise LookError(f"EXPLAINER_LOOK: {name} can't be {font!r}: fonts are serif and sans, by their names")
    return SiteLook(**named, logo=_logo(settings, given.get("logo") or ""))


def _logo(settings: Mapping[str, Any], name: str) -> str:
    """Return the drawing of a logo, seen to be one that runs nothing and loads nothing."""
    if not name:
        return ""
    file = Path(settings["PATH"]).resolve().parent / name
    try:
        drawing = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise LookError(f"EXPLAINER_LOOK: there is no drawing '{name}' in the site's folder") from None
    if "<svg" not in drawing or _RUNS.search(drawing) or len(drawing) > _LARGEST_LOGO:
        wanted = f"an SVG of up to {_LARGEST_LOGO // 1000} KB, without scripts and without links out of it"
        raise LookError(f"EXPLAINER_LOOK: '{name}' can't be the logo: it is {wanted}")
    return drawing
