"""Drawn maps by all that they show: each is drawn once, whichever build asks for it.

What draws is loaded only where something is drawn: an edit of text draws nothing.
"""

from __future__ import annotations

from html import escape
from typing import Literal, Protocol

from msgspec import Struct

from explainers.digest import digest
from explainers.model import Status

__all__ = ["Detail", "Drawings", "MapCountry", "MapRelation", "drawn_map"]

Detail = Literal["sidebar", "page", "overview"]
"""How fine a map is: ``sidebar`` for up to 400 pixels or so, ``page`` for up to 900; ``overview`` shows every country
whole, without names and relations."""


class MapCountry(Struct, frozen=True):
    """A country on the map: ISO 3166-1 alpha-2 code, the name to show, latitude and longitude of its marker in
    degrees, its role, and where its name leads (``page`` only; empty: nowhere).
    """

    code: str
    name: str
    marker: tuple[float, float]
    role: Literal["subject", "partner"] = "partner"
    href: str = ""


class MapRelation(Struct, frozen=True):
    """A relation between two countries of the map, by their codes: its status, where its disc leads (``page`` only),
    and what that link is called by those who listen.
    """

    a: str
    b: str
    status: Status
    href: str = ""
    label: str = ""


class Drawings(Protocol):
    """Drawings as text, by digests of what they are drawn from. A ``dict`` will do, or what a store keeps."""

    def get(self, name: str, /) -> str | None:
        """Return a drawing, if it is kept."""

    def __setitem__(self, name: str, drawing: str, /) -> None:
        """Keep a drawing."""


def drawn_map(
    countries: tuple[MapCountry, ...],
    relations: tuple[MapRelation, ...],
    *,
    title: str,
    description: str,
    ids: str = "map",
    detail: Detail = "sidebar",
    kept: Drawings | None = None,
) -> str:
    """Return the drawn map of some countries and of the relations between them, as an ``<svg>`` element.

    `title` and `description` say in words what it shows; `ids` begins the ids in it, so that a page can hold
    several. Relations that aren't stated have no line, nor do pairs without one. A country without a shape in the data
    (Gibraltar, some islands) has its marker alone. `kept` has what was drawn before, by digests of all that it shows,
    and gets what is drawn now.

    Raises:
        ValueError: there is no country, the same one twice, or a relation to one that isn't on the map.
    """
    name = digest((countries, relations, detail)) if kept is not None else ""
    drawing = kept.get(name) if kept is not None else None
    if drawing is None:
        from explainers.maps.svg import drawing_of

        drawing = drawing_of(countries, relations, detail)
        if kept is not None:
            kept[name] = drawing
    start, _, body = drawing.partition(">")
    return (
        f'{start} aria-labelledby="{ids}-title" aria-describedby="{ids}-desc">'
        f'<title id="{ids}-title">{escape(title)}</title><desc id="{ids}-desc">{escape(description)}</desc>'
        f"{body}"
    )
