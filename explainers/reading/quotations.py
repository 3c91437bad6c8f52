"""Block quotations: where their words end and their speaker's line begins, and the quotation marks around
them.

A speaker's line starts with a dash, as a paragraph of its own or as the last line of one. Quotations that
follow each other directly are one element for the library; each speaker's line ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from explainers.reading.marks import Mark, Marked
from explainers.reading.quotation_marks import closing_mark, outer_marks
from explainers.reading.runs import CodeRun, Hidden, Run, runs

__all__ = ["Quotation", "quotations"]

_DASHES: Final = "—–―"
_SPACES: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_LINE: Final = re.compile(rf"(?:\A|\n)[ ]*(?=[{_DASHES}])")


class Quotation(Struct, frozen=True):
    """A quotation: its paragraphs as runs (other blocks in it as they are), and its speaker's line, if
    any.
    """

    quoted: list[list[Run] | Element]
    caption: list[Run]


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
    """Hide the marks around the whole of a quotation, where they stand in plain words at its two ends."""
    first, last = quoted[0], quoted[-1]
    if not isinstance(first, list) or not isinstance(last, list):
        return
    if outer_marks("\n\n".join(map(_typed, quoted))) is None:
        return
    end = len(last) - 1
    while end > 0 and (isinstance(last[end], Mark) or (type(last[end]) is str and not str(last[end]).strip())):
        end -= 1
    opening, closing = first[0], last[end]
    if type(opening) is not str or type(closing) is not str:
        return
    words = opening.lstrip()[1:].lstrip()
    start = len(opening) - len(words)
    stop = closing_mark(closing)
    if not opening.strip() or stop is None:
        return
    alone = first is last and end == 0
    hidden = closing[stop.words_end : stop.end]
    last[end : end + 1] = [closing[start if alone else 0 : stop.words_end], Hidden(hidden), closing[stop.end :]]
    if alone:
        first.insert(0, Hidden(opening[:start]))
    else:
        first[0:1] = [Hidden(opening[:start]), words]


def _typed(part: list[Run] | Element) -> str:
    """Return the words of a paragraph, or of what else stands in a quotation, as far as marks matter."""
    return "".join(map(_words, part)) if isinstance(part, list) else "".join(part.itertext())


def _words(run: Run) -> str:
    if isinstance(run, CodeRun):
        return run.typed
    if isinstance(run, Mark):
        return "" if run.kind == "cite" else run.words or run.term or run.typed
    return run if isinstance(run, str) else ""
