"""Block quotations: where their words end and their speaker's line begins, and the quotation marks around
them.

A speaker's line starts with a dash, as a paragraph of its own or as the last line of one. Quotations that
follow each other directly are one element for the library; each speaker's line ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from explainers.reading.marks import Mark, Marked
from explainers.reading.runs import Hidden, Run, runs

__all__ = ["Quotation", "quotations"]

_DASHES: Final = "—–―"
_SPACES: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_LINE: Final = re.compile(rf"(?:\A|\n)[ ]*(?=[{_DASHES}])")
_PAIRS: Final = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"))
_END: Final = ".,;:!?…"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its paragraphs as runs (other blocks in it as they are), and its speaker's line, if
    any.
    """

    quoted: list[list[Run] | Element]
    caption: list[Run]

    def without_marks(self, words: str) -> str:
        """Return the quoted words without the marks around them, if these are hidden on the page."""
        first = self.quoted[0][0] if self.quoted and isinstance(self.quoted[0], list) else None
        if not isinstance(first, Hidden):
            return words
        opening = first.strip()
        closing = dict(_PAIRS)[opening]
        body, _, end = words.removeprefix(opening).rpartition(closing)
        return (body.strip() + end).strip()


def quotations(element: Element, marked: Marked) -> Iterator[Quotation]:
    """Return the quotations in a block quotation, at least one."""
    quoted: list[list[Run] | Element] = []
    for child in element:
        if child.tag != "p":
            quoted.append(child)
            continue
        words, caption = _parted(runs(child, marked))
        if words:
            quoted.append(words)
        if caption and quoted:
            _hide_marks(quoted)
            yield Quotation(quoted, _without_dash(caption))
            quoted = []
        elif caption:
            quoted.append(caption)
    if quoted:
        yield Quotation(quoted, [])


def _parted(line: list[Run]) -> tuple[list[Run], list[Run]]:
    """Return the runs of a paragraph before and in its speaker's line."""
    for place in range(len(line) - 1, -1, -1):
        run = line[place]
        if type(run) is not str:
            continue
        found = [match for match in _LINE.finditer(run) if place == 0 or match[0].startswith("\n")]
        if found:
            before, after = run[: found[-1].start()], run[found[-1].end() :]
            return [*line[:place], *([before] if before.strip() else [])], [after, *line[place + 1 :]]
    return line, []


def _without_dash(caption: list[Run]) -> list[Run]:
    """Return the runs of a speaker's line with its dash hidden: a theme draws one, or none."""
    first = str(caption[0])
    words = first.lstrip(_DASHES + _SPACES)
    return [Hidden(first[: len(first) - len(words)]), words, *caption[1:]]


def _hide_marks(quoted: list[list[Run] | Element]) -> None:
    """Hide the quotation marks at the two ends, where they are a pair and none like them stands between."""
    first, last = quoted[0], quoted[-1]
    if not isinstance(first, list) or not isinstance(last, list):
        return
    end = len(last) - 1
    while end > 0 and (isinstance(last[end], Mark) or (type(last[end]) is str and not str(last[end]).strip())):
        end -= 1
    opening, closing = first[0], last[end]
    if type(opening) is not str or type(closing) is not str:
        return
    for left, right in _PAIRS:
        start = re.match(rf"\s*{left}\s*", opening)
        stop = re.search(rf"\s*{right}(?=[{_END}]*\s*$)", closing)
        if start is None or stop is None:
            continue
        alike = sum(run.count(left) + run.count(right) for part in quoted for run in part if type(run) is str)
        if alike != (4 if left == right else 2):
            return
        inner = closing[start.end() if first is last and end == 0 else 0 : stop.start()]
        last[end : end + 1] = [inner, Hidden(stop[0]), closing[stop.end() :]]
        if first is last and end == 0:
            first.insert(0, Hidden(start[0]))
        else:
            first[0:1] = [Hidden(start[0]), opening[start.end() :]]
        return
