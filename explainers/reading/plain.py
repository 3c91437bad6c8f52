"""Plain blocks: paragraphs of one line, headings and lists of nothing but words, citations and terms, as nearly all of
a text is.

They are known by their characters. Neither is what they become changed by the blocks around, nor those by them, nor do
they look like any Markdown that isn't read; so they are taken as they stand (`plain_passage`), and what is left is
marked (`marks`) and read by the library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

__all__ = ["PlainBlock", "PlainLine", "pieces", "plain_blocks"]


class PlainLine(Struct, frozen=True, gc=False):
    """Words, and the citations and terms among them: where it starts and ends in the text as typed."""

    start: int
    end: int


class PlainBlock(Struct, frozen=True, gc=False):
    """A block of plain lines, from `start` to `end` of a text: `tag` as in HTML (``p``, ``h2`` to ``h6``, ``ul``); a
    list has a line for each item.
    """

    tag: str
    start: int
    end: int
    lines: Sequence[PlainLine]


# Signs of Markdown are left out, and what `unread` suspects: signs that come twice, dashes and letters of lists.
_WORDS: Final = r"[^\n`\\\[\]*_~^=+|{%$\#:&<@]++ | [=+%$\#](?![=+%$\#]) | :(?![a-z])"
_CITATION: Final = r"\[@[^\[\]\n]*\](?!\() | \[analysis\](?![(:])"
_TERM: Final = r"\[\[ [^\[\]|\n]* (?: \| [^\[\]\n]* )? \]\]"
_START: Final = r"""
    (?= (?! [–—] | \(? (?: \d | [A-Za-z]\) | [a-z]\.[ ] ) ) (?: [^\W\d_] | ["'“”„«»‘’(…] | \[[\[@a] ) )
"""
_LINE: Final = rf"(?: {_WORDS} | {_CITATION} | {_TERM} )*+"
_ITEM: Final = rf"[*+-][ ]++ {_START} {_LINE}"
_PARAGRAPH: Final = re.compile(f"{_START} {_LINE}", re.VERBOSE)
_HEADING: Final = re.compile(rf"(\#{{2,6}}+)[ ]++(?=\S) (?: {_WORDS} | {_TERM} )*+ (?<![\#\s])", re.VERBOSE)
_LIST: Final = re.compile(rf"{_ITEM} (?: \n {_ITEM} )*+", re.VERBOSE)
_BEFORE_WORDS: Final = re.compile(r"[*+#-]+[ ]+")
_UNEVEN: Final = re.compile(r"\n[ ]+\n")
_CLOSED: Final = (  # what goes on until it is closed, each with what it begins with
    ("](", re.compile(r"\]\((?:[^()]|\([^()]*\))*+\)")),
    ("<", re.compile(r"<[^<>]*>")),
)

pieces: Final = re.compile(
    r"([^\[]*+) (?: (\[[@a][^\]]*\]) | (\[\[ ([^\]|]*) (?: \| ([^\]]*) )? \]\]) )?", re.VERBOSE
).findall  # fmt: skip
"""Returns the pieces of a plain line of a text, by its start and end: words, the citation or the term behind them, if
any, and of a term its id and its words.
"""


def plain_blocks(text: str) -> tuple[list[PlainBlock], bool]:
    """Return the plain blocks of a text, in order, and whether these are all that it has.

    >>> blocks, are_all = plain_blocks("## One\\n\\nTwo [@a].\\n\\n- three\\n- four\\n\\n> Five")
    >>> [block.tag for block in blocks], are_all
    (['h2', 'p', 'ul'], False)
    """
    found: list[PlainBlock] = []
    if not _may_be_parted(text):
        return found, False
    blocks = text.split("\n\n")
    place, was_plain, are_all = 0, True, True
    for index, typed in enumerate(blocks):
        block = typed.strip("\n")
        if block:
            start = place if typed[0] != "\n" else place + len(typed) - len(typed.lstrip("\n"))
            plain = _plain(block, start)
            if plain and plain.tag == "ul" and not (was_plain and _ends(blocks[index + 1 :])):
                plain = None
            was_plain = plain is not None
            if plain:
                found.append(plain)
            else:
                are_all = False
        place += len(typed) + 2
    return found, are_all


def _may_be_parted(text: str) -> bool:
    """Whether blocks stand between empty lines, each by itself: no fence, address or tag goes on in another."""
    if "```" in text or "~~~" in text or "\t" in text or "\x02" in text or "\x03" in text or _UNEVEN.search(text):
        return False
    across = (one for sign, pattern in _CLOSED if sign in text for one in pattern.findall(text))
    return not any("\n\n" in one for one in across)


def _ends(following: Sequence[str]) -> bool:
    """Whether a list doesn't go on in the blocks that follow it."""
    return next((block.lstrip("\n")[0] not in " *+-" for block in following if block.strip("\n")), True)


def _plain(block: str, start: int) -> PlainBlock | None:
    """Return a block that is plain, which starts at an offset of a text."""
    sign, end = block[0], start + len(block)
    if sign == "#":
        heading = _HEADING.fullmatch(block)
        return PlainBlock(f"h{heading.end(1)}", start, end, (_line(block, start),)) if heading else None
    if sign not in "*+-":
        return PlainBlock("p", start, end, (PlainLine(start, end),)) if _PARAGRAPH.fullmatch(block) else None
    if _LIST.fullmatch(block) is None:
        return None
    lines = []
    for item in block.split("\n"):
        lines.append(_line(item, start))
        start += len(item) + 1
    return PlainBlock("ul", end - len(block), end, lines)


def _line(typed: str, start: int) -> PlainLine:
    """Return the words of a heading or an item, whose sign starts at an offset of a text."""
    sign = _BEFORE_WORDS.match(typed)
    assert sign
    return PlainLine(start + sign.end(), start + len(typed))
