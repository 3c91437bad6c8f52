"""The gallery: one self-contained page that shows each component of a theme in its states."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from explainers.pages.examples import Component, Example, Part, components
from explainers.pages.templates import Theme

__all__ = ["gallery"]

TEMPLATE: Final = "gallery.html"
# Attributes that hold ids, or lead to one. Templates write all attributes in double quotes.
_IDS: Final = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
_PLACES: Final = re.compile(r'\bhref="#([^"]+)"')


def gallery(theme: Theme, language: str = "en") -> bytes:
    """Return the gallery's page, in UTF-8: its template sees the components, and the language of the interface texts in
    their examples. Ids in these are made different from one another, so that one page can hold them all. Raises what
    `explainers.pages.examples.components` raises.
    """
    shown = tuple(_apart(component) for component in components(theme, language))
    with theme.errors_told(TEMPLATE):
        template = theme.template(TEMPLATE, language)
        text = template.render(language=language, components=shown, **theme.globals_for_all(TEMPLATE))
    return (text.strip() + "\n").encode()


def _apart(component: Component) -> Component:
    parts = (_part(part, f"{component.name}-{part.name or 'style'}") for part in component.parts)
    return replace(component, parts=tuple(parts))


def _part(part: Part, name: str) -> Part:
    numbered = (_example(example, f"{name}-{number}-") for number, example in enumerate(part.examples, 1))
    return replace(part, examples=tuple(numbered))


def _example(example: Example, before: str) -> Example:
    def named(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(before + one for one in found[2].split())}"'

    html = _PLACES.sub(rf'href="#{before}\1"', _IDS.sub(named, example.html))
    return replace(example, html=Markup(html))  # noqa: S704 (it was before)
