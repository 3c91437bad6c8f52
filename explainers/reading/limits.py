"""What of a Markdown text is refused before it is parsed, since it would take too long or too much room: nesting, very
long blocks, very wide tables.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["TooMuch", "check_limits", "check_size"]


class TooMuch(Exception):
    """What is too deep or too large to be read: code, stretch of the text, message."""

    def __init__(self, code: str, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        self.code, self.span, self.message = code, span, message


_LONGEST: Final = 200_000
_LONGEST_BLOCK: Final = 20_000
_MOST_LINES: Final = 300
_MOST_BLOCKS: Final = 5_000
_WIDEST_TABLE: Final = 60
_DEEPEST: Final = 12
# They start with the end of a line, which `re` finds faster than the beginning of one.
_NESTED: Final = re.compile(rf"\n(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{{1,9}}\.(?=[ \t]))){{{_DEEPEST + 1}}}.*")
_INDENTED: Final = re.compile(rf"\n(?: {{4}}| {{0,3}}\t){{{_DEEPEST + 1}}}[ \t]*[^ \t\n]")
# What the library takes for a rule: further apart, the same characters begin list in list.
_RULE: Final = re.compile(r"\n {0,3}(?>(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}) *")
_RUNS: Final = ("`" * 11, *(character * 81 for character in "*_#~"))


def check_limits(text: str) -> None:
    """Raise `TooMuch` for what would take too long, or too much room, to parse."""
    lines = f"\n{text}"
    for match in _NESTED.finditer(lines):
        if not _RULE.fullmatch(match[0]):
            message = f"this is nested more than {_DEEPEST} levels deep"
            raise TooMuch("too-deep", (match.start(), match.start() + 1), message)
    indented = _INDENTED.search(lines)
    if indented:
        span = (indented.end() - 2, indented.end() - 1)
        raise TooMuch("too-deep", span, f"this is indented more than {_DEEPEST} levels deep")
    for run in _RUNS:
        if run in text:
            span = (text.index(run), text.index(run) + len(run))
            raise TooMuch("too-large", span, "so many of the same character can't stand in a row")
    if text.count("|") > _WIDEST_TABLE:
        _check_rows(text)
    check_size(text)


def check_size(text: str) -> None:
    """Raise `TooMuch` for what is too long, or has too many blocks."""
    if len(text) > _LONGEST:
        message = f"a page has up to {_LONGEST:,} characters: split it into several"
        raise TooMuch("too-large", (_LONGEST, _LONGEST + 1), message)
    if text.count("\n") > _MOST_LINES or len(text) > _LONGEST_BLOCK:
        _check_blocks(text)


def _check_rows(text: str) -> None:
    for row in re.finditer(r"[^\n]+", text):
        if row[0].count("|") > _WIDEST_TABLE + 1:
            raise TooMuch("too-large", row.span(), f"a table has up to {_WIDEST_TABLE} columns")


def _check_blocks(text: str) -> None:
    start = 0
    for number, block in enumerate(text.split("\n\n")):
        end = start + len(block)
        if len(block) > _LONGEST_BLOCK or block.count("\n") > _MOST_LINES:
            message = (
                f"this has more than {_LONGEST_BLOCK:,} characters or {_MOST_LINES} lines: split it by blank lines"
            )
            raise TooMuch("too-large", (start, start + 1), message)
        if number >= _MOST_BLOCKS:
            message = f"this has more than {_MOST_BLOCKS:,} paragraphs: split it into several pages"
            raise TooMuch("too-large", (start, start + 1), message)
        start = end + 2
