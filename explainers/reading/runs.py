"""What stands in a line of a Markdown tree, one thing after the other: words, emphasis, code, marks.

The library's notes for escaped characters, entities, and the private characters of marks are undone here.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from html.entities import html5
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from explainers.reading.marks import MARK, Mark, Marked
from explainers.seldom import seldom

__all__ = [
    "CodeRun", "EmphasisEnd", "EmphasisStart", "Hidden", "Image", "LinkEnd", "LinkStart", "NewLine", "Run", "code_text",
    "runs", "segments",
]  # fmt: skip

_BLOCKS: Final = frozenset(
    ("p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6")
)


class EmphasisStart(Struct, frozen=True):
    """The start of emphasis."""


class EmphasisEnd(Struct, frozen=True):
    """The end of emphasis, of bold words or others. Words that follow it still belong to the sentence before."""

    strong: bool


class NewLine(Struct, frozen=True):
    """A line break that the editor wants."""


class CodeRun(Struct, frozen=True):
    """Words in code, as typed, and the marks among them, which stand for nothing there."""

    typed: str
    marks: tuple[Mark, ...]


class Hidden(str):
    """Words that are part of the text but not of the page: the quotation marks around a quotation."""

    __slots__ = ()


class LinkStart(Struct, frozen=True):
    """The start of a link to what a mark says; `title` comes from a reference's definition."""

    mark: Mark
    title: str = ""


class LinkEnd(Struct, frozen=True):
    """The end of a link."""

    mark: Mark


class Image(Struct, frozen=True):
    """An image at the address that a mark says, with its alternative text."""

    mark: Mark
    alt: str
    title: str = ""


Run = str | Mark | CodeRun | EmphasisStart | EmphasisEnd | NewLine | LinkStart | LinkEnd | Image

# It begins with all characters that a match can begin with, so that `re` skips all others.
_SPECIAL: Final = seldom(
    "([\ue000-\uf8ff\x02&])"
    "(?:(?<=\x02)(\\d+)\x03|(?<=&)((?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|(?<=[\ue000-\uf8ff]))"
)
_LOST: Final = "\N{REPLACEMENT CHARACTER}"
_INLINE: Final = frozenset(("em", "strong"))


def runs(element: Element, marked: Marked) -> list[Run]:
    """Return what stands in an element that holds no blocks."""
    found: list[Run] = []
    if element.text:
        found = _words(element.text, marked)
    for child in element:
        found += _inline(child, marked)
        if child.tail:
            found += _words(child.tail, marked)
    return found


def segments(element: Element, marked: Marked) -> Iterator[list[Run] | Element]:
    """Return what stands in an element in turn: lines as runs, and blocks as they are."""
    line = _words(element.text or "", marked)
    for child in element:
        if child.tag in _BLOCKS:
            if any(run != "" and run != "\n" for run in line):
                yield line
            yield child
            line = []
        else:
            line += _inline(child, marked)
        line += _words((child.tail or "").lstrip("\n") if child.tag in _BLOCKS else child.tail or "", marked)
    if line:
        yield line


def _inline(child: Element, marked: Marked) -> Iterator[Run]:
    if child.tag in _INLINE:
        yield EmphasisStart()
        yield from runs(child, marked)
        yield EmphasisEnd(strong=child.tag == "strong")
    elif child.tag == "code":
        yield CodeRun(*code_text(child, marked))
    elif child.tag == "br":
        yield NewLine()
    elif child.tag == "a":
        mark, title = _address(child, marked)
        yield LinkStart(mark, title)
        yield from runs(child, marked)
        yield LinkEnd(mark)
    elif child.tag == "img":
        mark, title = _address(child, marked)
        yield Image(mark, _plain(child.get("alt", ""), marked), title)


def _address(element: Element, marked: Marked) -> tuple[Mark, str]:
    return marked.mark(element.get("mark", "")), _plain(element.get("title", ""), marked)


def _words(text: str, marked: Marked) -> list[Run]:
    if "&" in text or "\x02" in text:
        return list(_special_words(text, marked))
    pieces = MARK.split(text)  # words and, at odd places, marks
    if len(pieces) == 1:
        return pieces if text else []
    return [marked.mark(piece) if place % 2 else piece for place, piece in enumerate(pieces) if piece]


def _special_words(text: str, marked: Marked) -> Iterator[Run]:
    place = 0
    for match in _SPECIAL.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        place = match.end()
        if match[2]:
            yield chr(int(match[2]))
        elif match[3]:
            yield _character(match[0])
        else:
            yield marked.mark(match[1])
    if place < len(text):
        yield text[place:]


def _character(entity: str) -> str:
    """Return the character of an entity; the entity itself if it stands for what a file may not hold."""
    character = html.unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)
    if not character or (character == _LOST and entity[2:-1].lower() not in ("xfffd", "65533")):  # of no character
        return entity
    return character if all(letter.isprintable() or letter == "\u00a0" for letter in character) else entity


def _plain(text: str, marked: Marked) -> str:
    return "".join(run.typed if isinstance(run, Mark) else str(run) for run in _words(text, marked))


def code_text(element: Element, marked: Marked) -> tuple[str, tuple[Mark, ...]]:
    """Return what was typed in a code element, and the marks among it."""
    typed = (element.text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return marked.restored(typed), tuple(marked.mark(character) for character in MARK.findall(typed))
