"""What a page's text is: its paragraphs, without what stands around them, and what it says of itself.

trafilatura tells the text from menus, captions and links to other pages. docs/decisions/sources.md says why it does.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from explainers.failures import CommandError
from explainers.reading.schema import LANGUAGE

__all__ = ["PageText", "page_text"]

_LANGUAGE: Final = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z0-9-]+)", re.IGNORECASE)
_NEEDED: Final = "the text of a page needs packages that aren't installed: pip install trafilatura lxml_html_clean"
_HOLD_OTHERS: Final = ("list", "quote", "body", "div", "table")


class PageText(Struct, frozen=True):
    """The text of a page: its paragraphs in their order, and what it says of itself (empty: it doesn't): title,
    publisher, the day of its publication (ISO date), its language, and its own address.
    """

    paragraphs: tuple[str, ...]
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""

    @property
    def data(self) -> bytes:
        """The text as it is kept in a file: a paragraph a line."""
        return "".join(f"{paragraph}\n" for paragraph in self.paragraphs).encode()


def page_text(html: str) -> PageText | None:
    """Return the text of a page, or `None` where nothing in it looks like one. Raises `CommandError` where trafilatura
    isn't installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as missing:
        raise CommandError(f"{_NEEDED} ({missing})") from missing
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # The day that the page gives as its own, not any date that its text speaks of.
    of_page = {"extensive_search": False, "original_date": True}
    found: Any = bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=of_page)
    if found is None or found.body is None:
        return None
    title = _line(found.title)
    paragraphs = tuple(text for text in _paragraphs(found.body) if text and text != title)
    if not paragraphs:
        return None
    named = _LANGUAGE.search(html)
    language = named[1] if named and LANGUAGE.fullmatch(named[1]) else ""
    day = _line(found.date) if re.fullmatch(r"\d{4}-\d\d-\d\d", _line(found.date)) else ""
    return PageText(paragraphs, title, _line(found.sitename), day, language, _line(found.url))


def _line(text: str | None) -> str:
    """Return words in one line, without invisible characters: pages come from strangers, and terminals obey some."""
    return " ".join("".join(character if character.isprintable() else " " for character in text or "").split())


def _paragraphs(element: Any) -> Iterator[str]:
    """Yield the paragraphs in an element; headings are none."""
    own = _line(element.text) if element.tag in _HOLD_OTHERS else ""
    if own:
        yield own
    for child in element:
        if child.tag in _HOLD_OTHERS:
            yield from _paragraphs(child)
        elif child.tag not in ("head", "graphic"):
            yield _line("".join(_words(child)))
        if element.tag in _HOLD_OTHERS and _line(child.tail):
            yield _line(child.tail)


def _words(element: Any) -> Iterator[str]:
    """Yield an element's words; where a line is broken, or a cell ends, there is a space."""
    yield element.text or ""
    for child in element:
        yield " " if child.tag in ("lb", "cell", "p") else ""
        yield from _words(child)
        yield child.tail or ""
