"""Spaces that YAML doesn't know, and what looks like nothing: before a key, behind its colon, in a fence.

YAML does not take them for spaces, so that what it says of them comes from lines further down. Here they are told where
they stand, and blanks are put in their place, so that reading goes on. In values they are let be.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from explainers.problems import Problem
from explainers.reading.text import FileText
from explainers.seldom import seldom

__all__ = ["without_invisible"]

_UNSEEN: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u034f\u061c\u200c-\u200f\ufe00-\ufe0f"
_CHARACTER: Final = re.compile(f"[{_UNSEEN}]")
_STRUCTURE: Final = seldom(
    rf"""
    [ \t{_UNSEEN}]* (?: -[ {_UNSEEN}]+ )*                                   # indentation, items of a list
    (?: [\w-]* [{_UNSEEN}]* [\w-]* : (?: [ {_UNSEEN}]+ | $ ) (?: [|>][-+]?[ {_UNSEEN}]*$ )? )?    # a key
    """,
    re.VERBOSE,
)
_WORDS: Final = seldom(rf"[ \t{_UNSEEN}]+(?:-[ {_UNSEEN}]+)*\w+[{_UNSEEN}]+:")  # French words with a colon: no key
_MOST: Final = 20


def without_invisible(file: FileText, *, whole: bool) -> tuple[FileText, tuple[Problem, ...]]:
    """Return a file with blanks for such characters in its YAML, and a problem for each. `whole`: all of it is YAML;
    else its front matter is.
    """
    if not _CHARACTER.search(file.rare):
        return file, ()
    found: list[int] = []
    lines = file.text.split("\n")
    place = fences = 0
    for number, line in enumerate(lines):
        is_fence = not whole and _CHARACTER.sub(" ", line).strip() == "---"
        here = _in_structure(line, is_fence=is_fence)
        if here:
            found += [place + at for at in here]
            lines[number] = "---".ljust(len(line)) if is_fence else _blanked(line, here)
        fences += is_fence
        place += len(line) + 1
        if not whole and (fences == 2 or not fences):
            break
    if not found:
        return file, ()
    return file.with_text("\n".join(lines)), tuple(_problem(file, at) for at in found[:_MOST])


def _blanked(line: str, places: list[int]) -> str:
    characters = list(line)
    for at in places:
        characters[at] = " "
    return "".join(characters)


def _in_structure(line: str, *, is_fence: bool) -> list[int]:
    if not _CHARACTER.search(line):
        return []
    structure = _STRUCTURE.match(line)
    end = len(line) if is_fence or structure is None else structure.end()
    words = _WORDS.match(line)
    if words and not is_fence:
        end = len(line) - len(line.lstrip(" \t-" + "".join(_CHARACTER.findall(line))))
    return [match.start() for match in _CHARACTER.finditer(line, 0, end)]


def _problem(file: FileText, at: int) -> Problem:
    character = file.text[at]
    name = unicodedata.name(character, "").capitalize()
    message = f"this looks like a space, or like nothing: U+{ord(character):04X} ({name}); take it out"
    return file.problem("control-character", (at, at + 1), message)
