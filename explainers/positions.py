"""Places in a text as editors' programs count them: lines from 0, columns in the units of an encoding (UTF-16, unless
both sides agree on another).

Problems count lines and columns from 1, in characters. For the protocol a line ends with line feed, carriage return or
both, for us with line feed: that is why both are counted here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, Literal

from explainers.problems import Place

__all__ = ["Encoding", "Lines", "Position", "units"]

Encoding = Literal["utf-8", "utf-16", "utf-32"]
Position = tuple[int, int]

_END: Final = re.compile(r"\r\n|\r|\n")


def units(text: str, encoding: Encoding) -> int:
    """Return how many units of an encoding a text has.

    >>> units("a𝄞é", "utf-16"), units("a𝄞é", "utf-8"), units("a𝄞é", "utf-32")
    (4, 7, 3)
    """
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


class Lines:
    """A text as it is typed, and the places in it: offsets in characters, places of problems, positions."""

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self.text, self.encoding = text, encoding
        self._ours = [0, *(match.end() for match in re.finditer("\n", text))]
        self._theirs = [0, *(match.end() for match in _END.finditer(text))] if "\r" in text else self._ours

    def offset_of(self, line: int, column: int) -> int:
        """Return the offset of a line and a column as problems have them; the nearest where there is none."""
        start = self._ours[min(max(line, 1), len(self._ours)) - 1]
        return min(max(start, start + column - 1), len(self.text))

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = bisect_right(self._theirs, offset) - 1
        return line, units(self.text[self._theirs[line] : offset], self.encoding)

    def offset(self, position: Position) -> int:
        """Return the offset of a position; where there is none, that of the nearest before it."""
        line, column = max(position[0], 0), position[1]
        if line >= len(self._theirs):
            return len(self.text)
        start = self._theirs[line]
        end = self._theirs[line + 1] if line + 1 < len(self._theirs) else len(self.text)
        typed = self.text[start:end].rstrip("\r\n")
        if self.encoding == "utf-32" or typed.isascii():
            return start + min(max(column, 0), len(typed))
        used = 0
        for number, character in enumerate(typed):
            used += units(character, self.encoding)
            if used > column:
                return start + number
        return start + len(typed)

    def span(self, place: Place) -> tuple[int, int]:
        """Return the offsets at which a problem's place starts and ends."""
        start = self.offset_of(place.line, place.column)
        return start, max(start, self.offset_of(place.end_line, place.end_column))
