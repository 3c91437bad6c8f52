"""What is read as Markdown and was hardly meant as such: numbers that change, a sentence that becomes a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["misread"]

_UNEXPECTED: Final = (
    "this item is printed with the number {}, whatever stands here: number items one after the other; "
    "for a plain number write {}\\."
)
_HIGH: Final = "a list starts here, with a number that no list has: for a year, or another plain number, write {}\\."
_HEADING: Final = (
    "the hyphens below make a heading of this sentence: leave a blank line between them; a heading starts with ##"
)
_HIGHEST: Final = 999  # what a list may start with
_ITEM: Final = re.compile(r"(?P<indent>[ \t>]*)(?P<number>\d{1,9})\.[ \t]+\S")
_ANY_ITEM: Final = re.compile(rf"\n{_ITEM.pattern}")
_SENTENCE: Final = re.compile(r"(?:\A\s*|\n[ \t]*\n)(?P<words>(?![ \t>#*+-]).*[.!:;,…])[ \t]*\n-+[ \t]*(?=\n|\Z)")


def misread(blank: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and what to do of what is read otherwise than it looks; `blank` as `unread.flattened` has it."""
    for found in _SENTENCE.finditer(blank) if "\n-" in blank else ():
        yield *found.span("words"), _HEADING
    if not _ANY_ITEM.search(f"\n{blank}"):
        return
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
