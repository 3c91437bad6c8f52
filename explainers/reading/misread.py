"""What is read as Markdown and was hardly meant as such: numbers that change, a sentence that becomes a heading, cells
that run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from explainers.seldom import seldom

__all__ = ["misread"]

_UNEXPECTED: Final = (
    "this item is printed with the number {}, whatever stands here: number items one after the other; "
    "for a plain number write {}\\."
)
_HIGH: Final = "a list starts here, with a number that no list has: for a year, or another plain number, write {}\\."
_HEADING: Final = (
    "the hyphens below make a heading of this sentence: leave a blank line between them; a heading starts with ##"
)
_EMPTY: Final = "this item has no words, and would become part of the one above it: write them, or take it out"
_CELLS: Final = (
    "the tabs in these lines become spaces: a table has | between its cells, and |---|---| below its first row"
)
_QUOTED_HEADING: Final = "a quotation has no headings, this would be a paragraph of it: take the # out"
_HIGHEST: Final = 999  # what a list may start with
_ITEM: Final = seldom(r"(?P<indent>[ \t>]*)(?P<number>\d{1,9})\.[ \t]+\S")
_ANY_ITEM: Final = re.compile(rf"\n{_ITEM.pattern}")
_SENTENCE: Final = re.compile(r"(?:\A\s*|\n[ \t]*\n)(?P<words>(?![ \t>#*+-]).*[.!:;,…])[ \t]*\n-+[ \t]*(?=\n|\Z)")
_EMPTY_ITEM: Final = re.compile(r"\n[ \t>]*(?:[-*+]|\d{1,9}\.)[ \t]+\S.*\n[ \t>]*(?P<words>-+|[*+])[ \t]*(?=\n|\Z)")
_ROW: Final = r"(?![ \t>]*(?:[-*+#]+|\d{1,9}[.)])[ \t])[^\t\n]*[^\s>][ ]*\t[ \t]*\S.*"
_ROWS: Final = seldom(rf"\n(?P<words>{_ROW})\n{_ROW}")
_HEADING_IN_QUOTATION: Final = re.compile(r"\n[ ]{0,3}>[> ]*(?P<words>#{1,6}[ ]+\S.*)")
_PATTERNS: Final = (  # each with what must be there, which is faster to look for
    ("\n-", _SENTENCE, _HEADING),
    ("\n", _EMPTY_ITEM, _EMPTY),
    ("\t", _ROWS, _CELLS),
    (">", _HEADING_IN_QUOTATION, _QUOTED_HEADING),
)


def misread(blank: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and what to do of what is read otherwise than it looks; `blank` as `unread.flattened` has it."""
    text = f"\n{blank}"  # so that each line is behind a line break, which `re` can skip to
    for sign, pattern, message in _PATTERNS:
        for found in pattern.finditer(text) if sign in blank else ():
            yield found.start("words") - 1, found.end("words") - 1, message
    if _ANY_ITEM.search(text):
        yield from _numbers(blank)


def _numbers(blank: str) -> Iterator[tuple[int, int, str]]:
    lists: dict[str, list[int]] = {}  # the typed numbers of lists that are open, by how far these are indented
    below_blank, below_item, place = True, False, 0
    for line in blank.split("\n"):
        item = _ITEM.match(line)
        if item and (below_blank or below_item or item["indent"] in lists):
            indent, number = item["indent"], int(item["number"])
            lists = {other: numbers for other, numbers in lists.items() if len(other) <= len(indent)}
            numbers = lists.setdefault(indent, [])
            if message := _message(numbers, number):
                yield place + len(indent), place + len(line.rstrip()), message
            numbers.append(number)
        elif below_blank and line.strip():
            far = len(line) - len(line.lstrip(" \t>"))
            lists = {other: numbers for other, numbers in lists.items() if len(other) < far}
        below_blank, below_item = not line.strip(), item is not None
        place += len(line) + 1


def _message(numbers: list[int], number: int) -> str:
    """Return what is wrong with the number of an item, behind those of its list."""
    if not numbers:
        return _HIGH.format(number) if number > _HIGHEST else ""
    first, printed = numbers[0], numbers[0] + len(numbers)
    is_same = len({*numbers, number}) == 1  # who numbers all items alike leaves it to Markdown
    told = first > _HIGHEST or ([*range(first, printed)] != numbers and len(set(numbers)) > 1)
    return "" if number == printed or is_same or told else _UNEXPECTED.format(printed, number)
