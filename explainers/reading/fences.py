"""Fenced code: the lines between two rows of backquotes or tildes, shown as typed.

Python-Markdown's own extension makes HTML of them before the text is read. Here one private character stands for each
fence, so that nothing in it is taken for Markdown or for a citation, and code can stand in lists and quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from explainers.seldom import seldom

__all__ = ["FENCE", "MOST_FENCES", "Fence", "character_of", "fences", "number_of"]

_FIRST: Final = 0xF0000
MOST_FENCES: Final = 0xFFFD
FENCE: Final = re.compile("[\U000f0000-\U000ffffd]")
"""Finds the characters that stand for fences: no file may hold any (`text`)."""

_OPENING: Final = seldom(r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}\.)[ \t]+)?)(?P<row>`{3,}|~{3,})(?P<info>[^`\n]*)")
_QUOTED: Final = re.compile(r"[ \t]{0,3}>[ ]?")


class Fence(Struct, frozen=True):
    """Fenced code: where it starts (at its row of backticks or tildes) and ends in the text, and what is typed in it;
    `closed`: it has its second row, without which it is words.
    """

    start: int
    end: int
    code: str
    closed: bool = True


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced code of a text, in its order.

    >>> [one.code for one in fences("a\\n\\n```yaml\\ntitle: x\\n```\\n")]
    ['title: x']
    """
    if "```" not in text and "~~~" not in text:
        return
    opening: re.Match[str] | None = None
    start, inner = 0, 0
    closing = ""
    place = 0
    for line in text.split("\n"):
        if opening is None:
            opening = _OPENING.fullmatch(line)
            if opening:
                start, inner, closing = place + opening.start("row"), place + len(line) + 1, opening["row"]
        elif ">" in opening["before"] and not _QUOTED.match(line):  # the quotation ends, and the fence in it
            yield Fence(start, start + len(closing), "", closed=False)
            opening = None
        elif _closes(line, closing):
            yield Fence(start, place + len(line), _code(text[inner : max(inner, place - 1)], opening["before"]))
            opening = None
        place += len(line) + 1
    if opening:
        yield Fence(start, start + len(closing), "", closed=False)


def _closes(line: str, row: str) -> bool:
    found = line.strip(" \t>")
    return len(found) >= len(row) and not found.strip(row[0])


def _code(typed: str, before: str) -> str:
    """Return the lines of a fence without what stands before the fence itself: spaces, marks of quotations."""
    depth = before.count(">")
    inside = before.rpartition(">")[2]
    indented = len((inside.removeprefix(" ") if depth else inside).expandtabs(4))  # one space belongs to the mark
    lines = []
    for typed_line in typed.split("\n"):
        line = typed_line
        for _ in range(depth):
            line = _QUOTED.sub("", line, count=1)
        line = line.expandtabs(4)
        lines.append(line[min(indented, len(line) - len(line.lstrip(" "))) :])
    return "\n".join(lines)


def character_of(number: int) -> str:
    """Return the character that stands for a text's fence, counted from 0."""
    return chr(_FIRST + number)


def number_of(character: str) -> int:
    """Return which fence of a text a character stands for."""
    return ord(character) - _FIRST
