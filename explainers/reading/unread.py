"""What looks like Markdown and is not read as such: it would be published as words that run into each other.

Looked for is what Python-Markdown left in the words of a block, before it reads emphasis and links: lines that start
like items of a list, a table, a heading. Characters behind a backslash are words, so each of them can be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from explainers.reading.fences import FENCE
from explainers.reading.marks import MARK
from explainers.seldom import seldom

__all__ = ["INDENTED", "OPEN_FENCE", "Unread", "flattened", "in_plain", "left_open", "located", "unread"]


class Unread(Struct, frozen=True):
    """A line that looks like Markdown: the lines of its block, as far as they are at hand, and what to do; `number`,
    which of them it is. What is found in one block shares its lines.
    """

    lines: Sequence[str]
    message: str
    number: int = 0


# ---- lines of a block ------------------------------------------------------------------------------------

_HARD: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that are words for Markdown
_ANY: Final = rf"[ \t{_HARD}]"
_LIST: Final = (
    "this isn't a list, its lines run into each other: leave a blank line above it; for a dash write –, "
    "for the character itself a backslash before it"
)
_HARD_SPACE: Final = (
    "a no-break space stands here, so this isn't a list: use ordinary spaces, four of them before a list in a list; "
    "for a dash write –"
)
_NUMBERED: Final = (
    "this isn't a list, its lines run into each other: leave a blank line above it, and write 1. and a space "
    "before each item; for a plain number write 1\\."
)
_BULLET: Final = "these lines run into each other: an item of a list starts with a hyphen and a space"
_DASHES: Final = (
    "these lines run into each other: leave a blank line between them, or start the items of a list with a "
    "hyphen and a space"
)
_TASK: Final = "boxes to tick are not known here: write the item without its brackets"
_CONTENTS: Final = "a page has its list of contents by itself: take this out"
_TABLE: Final = (
    "this isn't a table: leave a blank line above it, and give its second row as many columns as the first: |---|---|"
)
_HEADING: Final = (
    "this isn't a heading: it starts at the beginning of its line, with ## and a space; for a plain # write \\#"
)
_UNDERLINED: Final = "this isn't a heading: write ## and a space before its words"
_DEFINITION: Final = "lists of definitions are not known here: write a list, or a term of the glossary"
_BOX: Final = "boxes are not known here: write a paragraph, or a quotation with > before each line"
_ABBREVIATION: Final = "abbreviations are not known here: write a term of the glossary, [[id|words]]"
_STRUCK: Final = "words can't be struck through here: take the tildes out; for plain ones write a backslash before each"
_HIGHLIGHTED: Final = "words can't be highlighted here: take the signs out, or write **words** for strong ones"
_RAISED: Final = (
    "characters are raised and lowered as they are typed: 2nd, km², CO₂; for the sign itself write \\^ or \\~"
)
_EMOJI: Final = "names of emoji are not known here: take it out, or type the emoji itself; for plain words write \\:"
_OPEN_LINK: Final = "this link is not closed: a round bracket stands behind its address, [words](address)"
_SPACED_LINK: Final = (
    "this isn't a link: its address stands in round brackets, and nothing between these and its words, [words](address)"
)
_TURNED_LINK: Final = "this isn't a link: its words stand in square brackets and come first, [words](address)"
_BREAK: Final = "a line is broken by two spaces at its end, not by a backslash"
OPEN_FENCE: Final = "the code that opens here is not closed: close it with the same row below, in a line of its own"
INDENTED: Final = (
    "four spaces make code of this: take them out; code stands between two rows of three backquotes, in lines of "
    "their own"
)
_BOLD: Final = "the bold that opens here is not closed; for plain asterisks write \\*\\*"
_EMPHASIS: Final = "the emphasis that opens here is not closed; for the plain sign write a backslash before it"
_TICK: Final = "the code that opens here is not closed; for a plain backquote write \\`"
_NOWHERE: Final = "this link has no address: write [words](address), or below, in a line of its own, [name]: address"

_TEMPLATE: Final = (
    "nothing is filled in for templates here, readers would see this: write the words themselves, or take it out"
)
_COMMENT: Final = "comments are not known here, readers would see this: take it out"
_FOOTNOTE: Final = "footnotes are not known here: say it in the text, or cite where it comes from, [@key]"
_FORMULA: Final = "formulas are not known here: write it with plain characters, such as x² and ½"

_BULLETS: Final = "•‣◦▪▫●○■□∙⁃➢➤✓✔·→⇒►▶☐☑☒✗✘◆◇❖"
# Patterns as texts: nearly every build compiles none of them, since few lines look like any of this.
_Rule = tuple[str, str]
_LINES: Final[tuple[_Rule, ...]] = (
    (rf"\s*[-*+][{_HARD}]\s*\S|[ \t]*[{_HARD}]\s*(?:[-*+]|\d{{1,3}}[.)])\s+\S", _HARD_SPACE),
    (r"[ \t]*[-*+][ \t]+\S", _LIST),
    (rf"{_ANY}+#{{1,6}}\s+\S|#{{1,6}}\s+\S|#{{7,}}\s*\S", _HEADING),
    (rf"{_ANY}*\|?(?:{_ANY}*:?-{{2,}}:?{_ANY}*\|)+(?:{_ANY}*:?-{{2,}}:?{_ANY}*)?$", _TABLE),
    (r"\+(?:[-=]{2,}\+)+[ \t]*$", _TABLE),
    (r"!!!\s?\w.*|\?\?\?\+?\s\w.*|:::.*|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\].*", _BOX),
    (r"\*\[[^\[\]]+\]:", _ABBREVIATION),
)
_LATER_LINES: Final[tuple[_Rule, ...]] = (
    (rf"{_ANY}*[{_BULLETS}]{_ANY}*\S", _BULLET),
    (r"={3,}[ \t]*", _UNDERLINED),
    (r":(?:[ ]{2,}|[ ]*\t[ ]*)\S", _DEFINITION),
)
_TWO_LINES: Final[tuple[_Rule, ...]] = (
    (r"[ \t]*[–—]\s", _DASHES),
    (r"[ \t]*-[^\W\d_]", _LIST),
    (r"[ \t]*\|.*\S", _TABLE),
)
_BRACKETS: Final = r"\[[^\[\]]+\]"
_IN_BRACES: Final = r"\{(?:filename|static|attach)\}"
_ADDRESS: Final = (
    rf"(?:https?:|mailto:|www\.|{_IN_BRACES}|images/"
    r"|[\w./%-]*\w\.(?:md|html?|jpe?g|png|gif|webp|avif|svg|pdf)(?![\w.]))"
)
_INLINE: Final[tuple[_Rule, ...]] = (
    (r"~~[^\s~](?:[^~]*[^\s~])?~~", _STRUCK),
    (r"(?<![=\w])==[^\s=](?:[^=]*[^\s=])?==(?![=\w])", _HIGHLIGHTED),
    (r"(?<![+\w])\+\+[^\s+](?:[^+]*[^\s+])?\+\+(?![+\w])", _HIGHLIGHTED),
    (r"\w\^[\w+-]{1,12}\^|\w~[\w+-]{1,12}~(?!~)", _RAISED),
    (r"(?<![\w:]):[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*:(?![\w:])", _EMOJI),
    (rf"{_BRACKETS}\({_ADDRESS}", _OPEN_LINK),
    (rf"{_BRACKETS}(?:(?::?[ ]+|:)\({_ADDRESS}|(?::[ ]*)?{_IN_BRACES}|:[ ]*https?:)", _SPACED_LINK),
    (rf"\([^()]+\)[ ]*\[{_ADDRESS}", _TURNED_LINK),
    (r"\{\{.*?\}\}|\{%.*?%\}", _TEMPLATE),
    (r"%%[^%]+%%", _COMMENT),
    (r"\^\[[^\]]", _FOOTNOTE),
    (r"\$\$", _FORMULA),
)
_CODE: Final = re.compile(r"`+[^`]*`+|\\.")
_WORD_SIGN: Final = re.compile(r"#[^\s#\d][^.!?:;…]*")
_NUMBER: Final = re.compile(
    rf"{_ANY}*\(?(?:(?P<number>\d{{1,3}})[.)]|(?P<letter>[A-Za-z](?=\))|[a-z](?=\.[ ]))[.)])(?=\D)"
)
_BACKSLASH: Final = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_BOXED: Final = re.compile(r"\[[ \u00a0xX]?\]\s")
# Most blocks have none of these characters where they would matter.
_SUSPECT_LINE: Final = re.compile(  # `re` finds ends of lines fastest
    rf"\n{_ANY}*(?:[-*+{_BULLETS}#|=:!?\[{_HARD}]|\(?(?:\d|[A-Za-z]\)|[a-z]\.[ ])|[–—].*\n[ \t]*[–—])"
)
# It begins with all characters that a match can begin with, so that `re` skips all others.
_SUSPECT_SIGN: Final = re.compile(
    rf"""([~^=+\])\\|:{{%$])
    (?: (?<=[~^]) | (?<==)= | (?<=\+)\+ | (?<=\\)\n
      | (?<=\])(?:[ ]*\((?!{MARK.pattern}\)) | :[ ]*[(h{{] | \{{) | (?<=\))[ ]*\[
      | (?<=\|)[ ]*- | (?<=:)[a-z] | (?<=\{{)[{{%] | (?<=%)% | (?<=\$)\$ )
    """,
    re.VERBOSE,
)


def _is_suspect(text: str) -> bool:
    return _SUSPECT_LINE.search(f"\n{text}") is not None or _SUSPECT_SIGN.search(text) is not None


def unread(root: Element) -> Iterator[Unread]:
    """Yield what is not read in a tree whose words are still as they were typed."""
    for element in root.iter():
        if (element.tag == "p" or element.tag == "li") and element.text and _is_suspect(element.text):
            yield from _block(element.text, item=element.tag == "li")
        if element.tag == "li" and len(element):
            if element[0].tag == "p" and not (element.text or "").strip():
                yield from _task(element[0].text or "")
            for child in element:
                tail = (child.tail or "").lstrip("\n")
                if _is_suspect(tail):
                    yield from _block(tail)


def _block(text: str, *, item: bool = False) -> Iterator[Unread]:
    lines = text.split("\n")
    if item:
        yield from _task(text)
    if text.strip().upper() == "[TOC]":
        yield Unread(lines, _CONTENTS)
        return
    told: set[str] = set()
    for number, message in _told(lines):
        if message not in told:  # of a list, its first item is told
            told.add(message)
            yield Unread(lines, message, number)


def _task(text: str) -> Iterator[Unread]:
    if _BOXED.match(text):
        yield Unread(text.split("\n")[:1], _TASK)


def _told(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    before = ""
    for number, line in enumerate(lines):
        rules = _LINES + _LATER_LINES if number else _LINES
        yield from ((number, message) for pattern, message in rules if re.match(pattern, line))
        if _follows(before, line):
            yield number - 1 if _NUMBER.match(before) else number, _NUMBERED
        together = (message for pattern, message in _TWO_LINES if all(re.match(pattern, one) for one in (line, before)))
        yield from ((number - 1, message) for message in together)
        plain = _CODE.sub("", line)
        yield from ((number, message) for pattern, message in _INLINE if re.search(pattern, plain))
        if number < len(lines) - 1 and _BACKSLASH.search(line):
            yield number, _BREAK
        before = line
    if len(lines) == 1 and _WORD_SIGN.fullmatch(lines[0]) and not MARK.search(lines[0]):
        yield 0, _HEADING


def _follows(before: str, line: str) -> bool:
    """Whether two lines are numbered one after the other, or the first leads in to the second, which is."""
    second = _NUMBER.match(line)
    if second is None:
        return False
    first = _NUMBER.match(before)
    if first is None:
        return before.rstrip().endswith(":") and (second["number"] == "1" or second["letter"] in ("a", "A"))
    if second["number"]:
        return bool(first["number"]) and int(second["number"]) - int(first["number"]) in (0, 1)
    return bool(first["letter"]) and ord(second["letter"]) - ord(first["letter"]) == 1


# ---- after emphasis was read -----------------------------------------------------------------------------

_LEFT: Final = seldom(
    r"(?P<bold>(?<![\w*])\*\*(?=\w))|(?P<emphasis>(?<![\w*])\*(?=\w)|(?<!\w)_(?=[^\W_]))|(?P<tick>(?<![\w`])`(?=[^\s`]))"
    r"|(?P<nowhere>\[[^\[\]\n]+\]\[[^\[\]\n]*\])"
)
_LEFT_OPEN: Final = {"bold": _BOLD, "emphasis": _EMPHASIS, "tick": _TICK, "nowhere": _NOWHERE}


def left_open(root: Element) -> Iterator[Unread]:
    """Yield the lines in which emphasis or code is opened and not closed, or a link leads nowhere, in a tree whose
    emphasis and links have been read.
    """
    for element in root.iter():
        texts = (element.tail,) if element.tag in ("code", "pre") else (element.text, element.tail)
        for text in texts:
            match = _LEFT.search(text) if text and _may_be_open(text) else None
            if match:
                yield Unread([match.string[match.start() :].split("\n")[0]], _LEFT_OPEN[str(match.lastgroup)])


def _may_be_open(text: str) -> bool:
    return "*" in text or "`" in text or "_" in text or "][" in text


_PLAIN: Final = re.compile(rf"(?<![\w*])\*\*\w[^*]*\*\*|\]\({_ADDRESS}|\[\[[^\[\]]+\]\]")


def in_plain(text: str) -> tuple[int, int] | None:
    """Return where Markdown stands in a text that is shown as it is typed, such as a title."""
    found = _PLAIN.search(text)
    return found.span() if found else None


# ---- lists in lists --------------------------------------------------------------------------------------

_ITEM_SIGN: Final = r"(?:[-*+]|\d{1,9}\.)"
_ITEM: Final = re.compile(rf"{_ITEM_SIGN}[ ]")
_ANY_ITEM: Final = re.compile(rf"\n[ \t>]*{_ITEM_SIGN}[ \t]")
_QUOTED: Final = re.compile(r"(?:[ ]{0,3}>[ ]?)*")
_INDENTED: Final = re.compile(r"\n[ >]*(?:[ ]{2}|\t)")
_LEVEL: Final = 4
_SEEN: Final = 2  # spaces that an editor sees as an indentation
_NESTED: Final = "this isn't a list in a list: indent it by four spaces"
_BELONGS: Final = "this does not belong to the item above it: what goes on with an item is indented by four spaces"


def flattened(blank: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and what to do of lines that are indented by less than a list in a list needs.

    `blank` is a text whose marks and code are blanked (`marks.Marked`).
    """
    if not _INDENTED.search(blank) or not _ANY_ITEM.search(f"\n{blank}"):
        return
    items: list[int] = []  # how far the items that are open are indented
    is_after_blank, depth, place = True, 0, 0
    for typed in blank.split("\n"):
        line = typed.expandtabs(_LEVEL)
        quoted = _QUOTED.match(line)
        marks = quoted[0] if quoted else ""
        words = line[len(marks) :].lstrip(" ")
        if marks.count(">") != depth:
            items, depth = [], marks.count(">")
        if words:
            indent = len(line) - len(marks) - len(words)
            message = _message(words, indent, items, is_after_blank=is_after_blank)
            if message:
                yield place + len(typed) - len(typed.lstrip(" \t>")), place + len(typed), message
        is_after_blank = not words
        place += len(typed) + 1


def _message(words: str, indent: int, items: list[int], *, is_after_blank: bool) -> str:
    """Return what is wrong with a line's indentation, and keep note of the items that are open."""
    message = ""
    if _ITEM.match(words) and (items or indent < _LEVEL):
        while items and items[-1] > indent:
            items.pop()
        if items and indent - items[-1] >= _SEEN and indent // _LEVEL == items[-1] // _LEVEL:
            message = _NESTED
        if not items or items[-1] != indent:
            items.append(indent)
    elif is_after_blank and items and indent < _LEVEL:
        message = _BELONGS if indent >= _SEEN else ""
        items.clear()
    return message


# ---- places ----------------------------------------------------------------------------------------------


def located(found: Iterable[Unread], blank: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and message of what was found in one walk, looked up in the text with its marks blanked."""
    lines: Sequence[str] = ()
    start = end = 0  # of the block
    for one in found:
        if one.lines is not lines:
            lines = one.lines
            start, end = _looked_up(lines, blank, end) or _looked_up(lines, blank, 0) or (0, end)
        above = _looked_up(lines[: one.number], blank, start)
        its = _looked_up(lines[one.number : one.number + 1], blank, above[1] if above else start)
        yield *(its or (0, 0)), one.message


def _looked_up(lines: Sequence[str], blank: str, start: int) -> tuple[int, int] | None:
    """Return where lines stand in a text from an offset on; `None` where they don't, or have no words."""
    words = [re.escape(word) for line in lines for word in _words(line)]
    match = re.compile(_GAP.join(words)).search(blank, start) if words else None
    return match.span() if match else None


_GAP: Final = r"[\s>]+"


def _words(line: str) -> list[str]:
    return FENCE.sub(" ", MARK.sub(" ", line)).replace(">", " ").split()
