"""What stands in Markdown beside Markdown: citations, glossary terms, addresses of links, and what is
refused.

Before Markdown is read, each of these is replaced by one private character (no file may hold any), so that it
works in tables, costs nothing and keeps its place. Inside code the character is turned back into what was
typed. All patterns take time in proportion to the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal

from msgspec import Struct

from explainers.prose import ATTRIBUTIONS
from explainers.reading.fences import MOST_FENCES, Fence, character_of, fences
from explainers.reading.slugs import slug

__all__ = ["CONTINUED", "MARK", "PLAIN", "Mark", "MarkKind", "Marked", "marked", "term_in", "unwrapped"]

MarkKind = Literal["cite", "term", "link", "definition", "web", "html", "stray", "attribute"]

_FIRST: Final = 0xE000
_MOST: Final = 0xF8FF - _FIRST + 1
MARK: Final = re.compile("([\ue000-\uf8ff])")
"""Finds the characters that stand for marks; splitting by it keeps them."""

PLAIN: Final = "\1"
"""What stands for a plain block (`plain`), so that nothing is looked for in it; no file has it."""

CONTINUED: Final = re.compile(r"\n[ \t]*(?:>[ \t]*)*")
"""Finds the end of a line in a mark, with what the next line begins with in a list or a quotation."""


class Mark(Struct, frozen=True, gc=False):
    """A mark: where it starts and ends in the text, what was typed, and, of a term, its id and words.

    Kinds: *cite*, something in square brackets that is a citation or looks like one; *term*; *link*, what
    stands between a link's round brackets; *definition*, the address of a reference link; *web*, an address
    in angle brackets; *html*, a tag or a comment; *stray*, a citation outside of brackets, or not closed;
    *attribute*, an attribute list in braces.
    """

    kind: MarkKind
    start: int
    end: int
    typed: str
    term: str = ""
    words: str = ""


class Marked:
    """A text with its marks replaced.

    `text` is for Markdown; `blank` is as long as the original and has blanks where marks stand, so that words
    can be looked up in it; `marks` are in the order of the text, and so are `fences`, which are replaced too.
    """

    __slots__ = ("blank", "fences", "marks", "text")

    def __init__(self, text: str, blank: str, marks: list[Mark], fences: list[Fence]) -> None:
        self.text, self.blank, self.marks, self.fences = text, blank, marks, fences

    def mark(self, character: str) -> Mark:
        """Return the mark that a private character stands for."""
        return self.marks[ord(character) - _FIRST]

    def restored(self, text: str) -> str:
        """Return a text with all marks turned back into what was typed."""
        return MARK.sub(lambda match: self.mark(match[0]).typed, text)


_LINE_START: Final = r"(?:(?<=\A\[)|(?<=\n\[)|(?<=\n\x20\[)|(?<=\n\x20\x20\[)|(?<=\n\x20\x20\x20\[))"
_LIKE_WORDS: Final = (
    r"analyse | an[aá]lisis | pledge | calculat(?:ed|ion) (?: \s*: [^\[\]]* )?"  # or `cited` takes them
)
_WRAP: Final = r"\n (?! [ \t>]* \n )"  # the end of a line in a paragraph
# Each alternative begins with a letter of its own, outside of groups: that lets `re` skip all other characters.
_PATTERN: Final = re.compile(
    rf"""
    \\.                                                                   # an escape: the next character is itself
    | \[ (?P<term> \[ (?P<id> (?: [^\[\]|\n] | {_WRAP} )*+ ) (?: \| (?P<words> (?: [^\[\]\n] | {_WRAP} )*+ ) )? \]\] )
    | \[ (?P<cite> (?: [^\[\]@]* (?<![\w.+-]) @ [^\[\]]* | [\w-]+ , \s* par [^\[\]]* | \^ [^\[\]]* ) \] (?!\() )
    | \[ (?P<word> (?i: {"|".join(ATTRIBUTIONS)} | {_LIKE_WORDS} ) \] (?![(:]) )
    | \[ {_LINE_START} [^\[\]\n]+ \]: [ ]* (?: \n[ ]* )? (?P<definition> \S+ )
    | \[ (?P<open> \s* @ [\w-]* )
    | \]\( (?P<link> (?: [^()] | \([^()]*\) )*+ ) \)
    | < (?P<web> (?: [A-Za-z][A-Za-z0-9+.-]{{1,30}}: [^\s<>]+ | [\w.+-]+@[\w.-]+ ) > )
    | < (?P<html> !-- | [!?] | /?[A-Za-z][^<>]*> )
    | @ (?<![\w@/.:=+&-]@) (?<!\\\[@) (?P<stray> [A-Za-z][\w-]* )
    | \{{ (?P<attribute> [\#.:] [^{{}}\n]* \}} )
    """,
    re.VERBOSE | re.DOTALL,
)
_LETTER: Final = re.compile(r"[^\n]")
_BLANK_LINE: Final = re.compile(r"\n[ \t>]*\n")
_KINDS: Final[dict[str, MarkKind]] = {
    "term": "term", "cite": "cite", "word": "cite", "definition": "definition", "open": "stray", "link": "link",
    "web": "web", "html": "html", "stray": "stray", "attribute": "attribute",
}  # fmt: skip


def marked(text: str, plain: Iterable[tuple[int, int]] = ()) -> Marked | None:
    """Return a text with its marks replaced, or `None` if it has more of them than there are characters
    for. `plain`: where plain blocks start and end, which a text with fences doesn't have.
    """
    pieces: list[str] = []
    blanks: list[str] = []
    marks: list[Mark] = []
    fenced = list(fences(text))
    place = 0
    for number, fence in enumerate(fenced):
        if not _replace(text, place, fence.start, pieces, blanks, marks) or number > MOST_FENCES:
            return None
        typed = text[fence.start : fence.end]
        pieces.append(f"{character_of(number)}\n" if fence.closed else typed)  # a block ends with its code
        blanks.append(_LETTER.sub(" ", typed) if fence.closed else typed)
        place = fence.end
    for start, end in plain:
        between = text[place:start]
        if not between.strip("\n"):  # as mostly: another plain block stands before it
            pieces.append(between)
            blanks.append(between)
        elif not _replace(text, place, start, pieces, blanks, marks):
            return None
        pieces.append(PLAIN)
        blanks.append(_blank(text[start:end]))
        place = end
    if not _replace(text, place, len(text), pieces, blanks, marks):
        return None
    return Marked("".join(pieces), "".join(blanks), marks, fenced)


def _blank(block: str) -> str:
    """Return what stands for a plain block where marks are blanked: in each line, it has as many characters."""
    return "\n".join([PLAIN * len(line) for line in block.split("\n")]) if "\n" in block else PLAIN * len(block)


def _replace(text: str, place: int, end: int, pieces: list[str], blanks: list[str], marks: list[Mark]) -> bool:
    """Replace the marks in a stretch of a text that has no code in it; return whether there are characters for
    all of them.
    """
    for match in _PATTERN.finditer(text, place, end):
        group = match.lastgroup
        if group is None:  # an escape
            continue
        if len(marks) == _MOST:
            return False
        kind = _KINDS[group]
        start, stop = match.span(group) if kind == "link" or kind == "definition" else match.span()
        typed = text[start:stop]
        term = words = ""
        if kind == "term":
            term, words = match["id"], match["words"] or ""
        elif kind == "cite" and "\n" in typed and _BLANK_LINE.search(typed):  # closed by a bracket far away
            kind, typed = "stray", typed.partition("\n")[0]
            stop = start + len(typed)
        marks.append(Mark(kind, start, stop, typed, term, words))
        before = text[place:start]
        pieces += before, chr(_FIRST + len(marks) - 1)
        blanks += before, " " * (stop - start)
        place = stop
    pieces.append(text[place:end])
    blanks.append(text[place:end])
    return True


def unwrapped(typed: str) -> str:
    """Return what was typed in a mark with blanks for its ends of lines; each character stays where it is."""
    return CONTINUED.sub(lambda match: " " * len(match[0]), typed) if "\n" in typed else typed


_TYPED_WORD: Final = re.compile(r"\S+")


@lru_cache(maxsize=4096)  # pages name the same terms
def term_in(id: str, words: str) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    """Return what a mark names by what was typed as a term's id and as its words (or nothing): the term's id, its words
    in one line, and where each starts in these and behind the mark's opening brackets.

    >>> term_in("two", "one  two\\n three")
    ('two', 'one two three', ((0, 4), (4, 9), (8, 14)))
    """
    typed, shift = (words, len(id) + 1) if words.strip() else (id, 0)
    found = list(_TYPED_WORD.finditer(unwrapped(typed)))
    lengths = accumulate((len(word[0]) + 1 for word in found), initial=0)
    starts = tuple(zip(lengths, (word.start() + shift for word in found), strict=False))
    return slug(unwrapped(id)), " ".join(word[0] for word in found), starts
