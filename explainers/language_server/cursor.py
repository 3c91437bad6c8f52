"""What is being typed in prose: a citation's source, paragraph or word; a term; a link's page or heading; a picture.

Found in the text before the cursor alone, since what is being typed is not finished and can't be read.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from explainers.reading.citations import LOCATOR

__all__ = ["LONGEST", "Typing", "typing_in"]

TypingKind = Literal["source", "paragraph", "number", "care", "term", "page", "heading", "picture"]


class Typing(Struct, frozen=True):
    """What is being typed: its kind, and the offset at which it begins in the text. `source` and `paragraphs`: what
    stands before in the same citation; `page`: the path that stands before ``#``, as typed.
    """

    kind: TypingKind
    start: int
    source: str = ""
    paragraphs: tuple[int, ...] = ()
    page: str = ""


LONGEST: Final = 600
"""Characters around the cursor that are looked at: no citation or link is longer."""
_BRACKET: Final = re.compile(r"\[([^\[\]]*)\Z")
_TERM: Final = re.compile(r"\[\[([^\[\]|]*)\Z")
_LINK: Final = re.compile(r"(!?)\[[^\[\]]*\]\(([^()\s]*)\Z")
_KEY: Final = re.compile(r"\s*@([\w-]*)\Z")
_AFTER_KEY: Final = re.compile(
    r"\s*@(?P<key>[\w-]+)\s*,\s*"
    rf"(?:{LOCATOR}\s*(?P<numbers>[\d\s,\u2013-]*?)(?P<ended>\s*,\s*(?=[^\W\d]|\Z))?)?"
    r"(?P<word>[^\W\d_]*\.?)\Z"
)
_PICTURES: Final = re.compile(r"(?:[{|](?:static|filename|attach)[}|])?/?images/|\Z")


def typing_in(text: str, offset: int) -> Typing | None:
    """Return what is being typed at an offset; `None` where nothing of this kind is."""
    first = max(0, offset - LONGEST)
    before = text[first:offset]
    term = _TERM.search(before)
    if term:
        return Typing("term", first + term.start(1))
    link = _LINK.search(before)
    if link:
        return _link(link, first)
    bracket = _BRACKET.search(before)
    return _citation(bracket[1], first + bracket.start(1)) if bracket else None


def _link(found: re.Match[str], first: int) -> Typing | None:
    typed, start = found[2], first + found.start(2)
    if found[1]:
        return Typing("picture", start) if _PICTURES.match(typed) or "images/".startswith(typed) else None
    page, hash_sign, _ = typed.partition("#")
    if hash_sign:
        return Typing("heading", start + len(page) + 1, page=page)
    return None if "://" in typed or typed.startswith("mailto:") else Typing("page", start)


def _citation(typed: str, start: int) -> Typing | None:
    """Return what is being typed in a citation, by its text before the cursor."""
    part = typed.rpartition(";")[2]
    start += len(typed) - len(part)
    key = _KEY.match(part)
    if key:
        return Typing("source", start + key.start(1))
    found = _AFTER_KEY.match(part)
    if found is None:
        return None
    numbers = found["numbers"]
    if numbers is None:
        return Typing("paragraph", start + found.start("word"), found["key"])
    paragraphs = _numbers(numbers)
    if found["ended"] is None and not found["word"]:
        last = re.search(r"\d*\Z", numbers)
        assert last is not None, "nothing matches too"
        return Typing("number", start + found.start("numbers") + last.start(), found["key"], paragraphs)
    return Typing("care", start + found.start("word"), found["key"], paragraphs)


def _numbers(typed: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,4}", typed, re.ASCII))
