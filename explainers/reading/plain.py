"""Plain blocks: paragraphs of one line, headings and lists of nothing but words, citations and terms, as nearly all of
a text is.

They are known by their characters. Neither is what they become changed by the blocks around, nor those by them, nor do
they look like any Markdown that isn't read; so they are taken as they stand, and what is left is marked (`marks`) and
read by the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from explainers.reading.marks import Mark

__all__ = ["PlainBlock", "PlainLine", "plain_blocks"]


class PlainLine(Struct, frozen=True, gc=False):
    """Words, and the citations and terms among them: where it starts and ends in the text as typed."""

    start: int
    end: int
    marks: Sequence[Mark]


class PlainBlock(Struct, frozen=True, gc=False):
    """A block of plain lines, from `start` to `end` of a text: `tag` as in HTML (``p``, ``h2`` to ``h6``, ``ul``); a
    list has a line for each item.
    """

    tag: str
    start: int
    end: int
    lines: Sequence[PlainLine]


# Signs of Markdown are left out, and what `unread` suspects: signs that come twice, dashes and letters of lists.
_PIECE: Final = re.compile(
    r"""
    ( (?: [^\n`\\\[\]*_~^=+|{%$\#:&<@]++ | [=+%$\#](?![=+%$\#]) | :(?![a-z]) )*+ )
    (?: ( \[@[^\[\]\n]*\](?!\() | \[analysis\](?![(:]) )
      | ( \[\[ ([^\[\]|\n]*) (?: \| ([^\[\]\n]*) )? \]\] )
    )?
    """,
    re.VERBOSE,
)
_START: Final = re.compile(
    r"""(?! [–—] | \(? (?: \d | [A-Za-z]\) | [a-z]\.[ ] ) ) (?: [^\W\d_] | ["'“”„«»‘’(…] | \[[\[@a] )""", re.VERBOSE
)
_HEADING: Final = re.compile(r"(#{2,6})[ ]+(?=\S)")
_ITEM: Final = re.compile(r"[*+-][ ]+")
_UNEVEN: Final = re.compile(r"\n[ ]+\n")
_ACROSS: Final = re.compile(r"\]\((?:[^()]|\([^()]*\))*+\)|<[^<>]*>")


def plain_blocks(text: str) -> list[PlainBlock]:
    """Return the plain blocks of a text, in order.

    >>> [block.tag for block in plain_blocks("## One\\n\\nTwo [@a].\\n\\n- three\\n- four\\n\\n> Five")]
    ['h2', 'p', 'ul']
    """
    found: list[PlainBlock] = []
    if not _may_be_parted(text):
        return found
    blocks = text.split("\n\n")
    place, was_plain = 0, True
    for index, typed in enumerate(blocks):
        block = typed.strip("\n")
        if block:
            start = place if typed[0] != "\n" else place + len(typed) - len(typed.lstrip("\n"))
            plain = _plain(text, block, start)
            if plain and plain.tag == "ul" and not (was_plain and _ends(blocks[index + 1 :])):
                plain = None
            was_plain = plain is not None
            if plain:
                found.append(plain)
        place += len(typed) + 2
    return found


def _may_be_parted(text: str) -> bool:
    """Whether blocks stand between empty lines, each by itself: no fence, address or tag goes on in another."""
    if "```" in text or "~~~" in text or "\t" in text or "\x02" in text or "\x03" in text or _UNEVEN.search(text):
        return False
    return not ("](" in text or "<" in text) or not any("\n\n" in match[0] for match in _ACROSS.finditer(text))


def _ends(following: Sequence[str]) -> bool:
    """Whether a list doesn't go on in the blocks that follow it."""
    return next((block.lstrip("\n")[0] not in " *+-" for block in following if block.strip("\n")), True)


def _plain(text: str, block: str, start: int) -> PlainBlock | None:
    """Return a block that is plain, which starts at an offset of a text."""
    sign, end = block[0], start + len(block)
    if sign == "#":
        heading = _HEADING.match(block)
        if heading is None or block[-1] == "#" or block[-1].isspace():
            return None
        line = _line(text, start + heading.end(), end)
        return PlainBlock(f"h{len(heading[1])}", start, end, (line,)) if line else None
    if sign in "*+-":
        lines = [*_items(text, block, start)]
        return PlainBlock("ul", start, end, [line for line in lines if line]) if all(lines) else None
    line = _line(text, start, end) if _START.match(block) else None
    return PlainBlock("p", start, end, (line,)) if line else None


def _items(text: str, block: str, place: int) -> Iterator[PlainLine | None]:
    for item in block.split("\n"):
        sign = _ITEM.match(item)
        start, end = place + (sign.end() if sign else 0), place + len(item)
        yield _line(text, start, end) if sign and _START.match(text, start, end) else None
        place = end + 1


def _line(text: str, start: int, end: int) -> PlainLine | None:
    """Return a stretch of a text as a line, if it is one."""
    marks = []
    at = start
    for words, cite, term, id, shown in _PIECE.findall(text, start, end):
        at += len(words)
        if cite:
            marks.append(Mark("cite", at, at + len(cite), cite))
            at += len(cite)
        elif term:
            marks.append(Mark("term", at, at + len(term), term, id, shown))
            at += len(term)
    return PlainLine(start, end, marks) if at == end else None
