"""Front matter: the YAML at the head of a page, between two lines of three hyphens."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from explainers.content_kinds import KINDS, Kind

__all__ = ["FrontMatter", "front_matter", "yaml_span"]

_OPENING: Final = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"\n---[ \t]*\r?(?:\n|\Z)")


class FrontMatter(Struct, frozen=True):
    """Where front matter stands in a text, in offsets: its keys, without the lines of hyphens, and the body below it;
    `None` where no second line of hyphens closes it.
    """

    start: int
    end: int
    body: int | None


def front_matter(text: str) -> FrontMatter | None:
    """Return where the front matter of a page stands; `None` where its text doesn't begin with any. A byte order mark
    and Windows' line ends may be there.

    >>> front_matter("---\\ntitle: One\\n---\\nText")
    FrontMatter(start=4, end=15, body=19)
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    start = opening.end()
    closing = _CLOSING.search(text, start - 1)  # it begins with the end of the line above
    return FrontMatter(start, closing.start() + 1, closing.end()) if closing else FrontMatter(start, len(text), None)


def yaml_span(kind: Kind, text: str) -> tuple[int, int] | None:
    """Return where the YAML of a file of a kind stands, in offsets: a page's front matter, closed or not, or all of a
    data file; `None` where a page has none.
    """
    if not KINDS[kind].translated:
        return 0, len(text)
    front = front_matter(text)
    return (front.start, front.end) if front else None
