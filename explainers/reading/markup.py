"""Python-Markdown as content needs it: tables, sane lists, fenced code, no raw HTML, and an answer in bounded time.

One instance serves a process and is reset between texts. Links, images and references have one linear pattern
each in place of the library's (which look for the closing bracket from every opening one, to the end). What
else grows faster than its text (nesting, very long blocks, very wide tables) is refused before it is parsed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockProcessor,
    CodeBlockProcessor,
    HashHeaderProcessor,
    ParagraphProcessor,
    ReferenceProcessor,
)
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import AtomicString, Registry, code_escape

from explainers.reading.fences import FENCE, Fence, number_of
from explainers.reading.marks import MARK, Marked
from explainers.reading.misread import misread
from explainers.reading.unread import INDENTED, OPEN_FENCE, Unread, flattened, left_open, located, unread

__all__ = ["TooMuch", "markdown_tree"]


class TooMuch(Exception):
    """What is too deep or too large to be read: code, stretch of the text, message."""

    def __init__(self, code: str, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        self.code, self.span, self.message = code, span, message


# ---- limits ----------------------------------------------------------------------------------------------

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


def _check_limits(text: str) -> None:
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


# ---- patterns --------------------------------------------------------------------------------------------

_WORDS: Final = r"\[((?:[^\[\]]++|\[[^\[\]]*\])*+)\]"


_Match = tuple[Any, int | None, int | None]


class _Link(InlineProcessor):
    """Links and images: ``[words](m)``, ``![words](m)``, where m is the mark of an address."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(rf"(!?){_WORDS}\(([\ue000-\uf8ff])\)", markdown)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: ARG002, N802
        """Return an element that has the mark in place of its address."""
        return _linked(self, m[1], m[2], {"mark": m[3]}), m.start(), m.end()


class _ReferenceLink(InlineProcessor):
    """Links and images by reference: ``[words][id]``, ``[words]``, as far as the reference is defined."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(r"(!?)\[([^\[\]]+)\]", markdown)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        """Return an element that has the mark in place of its address, or nothing."""
        assert self.md is not None
        further = _REFERENCE.match(data, m.end())
        for words, end in ((further[1] or m[2], further.end()) if further else ("", 0), (m[2], m.end())):
            known = self.md.references.get(" ".join(words.lower().split()))
            if known:
                attributes = {"mark": known[0], "title": known[1] or ""}
                return _linked(self, m[1], m[2], attributes), m.start(), end
        return None, None, None


_REFERENCE: Final = re.compile(r"[ \n]?\[([^\[\]]*)\]")


def _linked(pattern: InlineProcessor, image: str, words: str, attributes: dict[str, str]) -> Element:
    element = Element("img" if image else "a", attributes)
    if image:
        element.set("alt", pattern.unescape(words))
    else:
        element.text = words
    return element


class _Definition(ReferenceProcessor):
    """Definitions of references, where a mark stands for the address; others (in lists and quotations) stay
    words.
    """

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"([^\s]+)", "([\ue000-\uf8ff])"), re.MULTILINE)


class _Headings(HashHeaderProcessor):
    """Headings whose words may end in a hash (``## C#``). One hash starts a heading only with a space behind it."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}(?!#)|#(?=\s|$))(?P<header>[^\n]*)(?:\n|$)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add a heading, without hashes that close it."""
        super().run(parent, blocks)
        heading = parent[-1]
        heading.text = _unclosed(heading.text or "")


def _unclosed(words: str) -> str:
    return _CLOSING.sub("", words) if words.endswith("#") else words


_CLOSING: Final = re.compile(r"(?:^|(?<=\s))#+$")


class _Paragraphs(ParagraphProcessor):
    """Paragraphs whose lines all begin with letters, marks or punctuation that opens words, as most blocks are: nothing
    else can be written so.
    """

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Whether a block is one."""
        return _LETTERED.fullmatch(block) is not None


_LETTER: Final = f"(?:[^\\W\\d_]|[\"'“”„«»‘’(—–…]|{MARK.pattern})"
_LETTERED: Final = re.compile(rf"{_LETTER}.*+(?:\n{_LETTER}.*+)*+")


class _Fences(BlockProcessor):
    """Fenced code, which one character stands for (`fences`); `fences` are those of the text at hand."""

    fences: list[Fence]

    def test(self, parent: Element, block: str) -> bool:
        """Whether a block ends in code. In the lines of an item it may be indented, elsewhere it is the item's."""
        return (_FENCE_OF_ITEM if parent.tag == "li" else _FENCE).search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add what stands before the code, and the code."""
        block = blocks.pop(0).rstrip()
        if block[:-1].strip():
            self.parser.parseBlocks(parent, [block[:-1].rstrip()])
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString(code_escape(self.fences[number_of(block[-1])].code))


_FENCE: Final = re.compile(rf"(?:^|\n)[ ]{{0,3}}{FENCE.pattern}\s*\Z")
_FENCE_OF_ITEM: Final = re.compile(rf"(?:^|\n)[ ]*{FENCE.pattern}\s*\Z")


class _Indented(CodeBlockProcessor):
    """Code by its indentation, which mostly is a paragraph that was pasted so; `unread` notes it."""

    unread: list[Unread]

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Note what is taken for code."""
        self.unread.append(Unread(blocks[0].split("\n")[:1], INDENTED))
        super().run(parent, blocks)


class _Tables(TableProcessor):
    """Tables; `unread` notes rows whose last cells nobody would see, and words that were taken for a row."""

    unread: list[Unread]

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        if len(cells) > len(align):
            self.unread.append(Unread([row], _LONG_ROW))
        elif len(cells) == 1 and len(align) > 1 and not row.startswith("|"):
            self.unread.append(Unread([row], _NO_ROW))
        super()._build_row(row, parent, align)  # type: ignore[misc]


_LONG_ROW: Final = (
    "this row has more cells than its table's header, and the last ones are lost; for a plain | write \\|"
)
_NO_ROW: Final = "this is taken for a row of the table above it: leave a blank line between them"


def _has_markup(text: str) -> bool:
    return _MARKUP.search(text) is not None or "  \n" in text


_MARKUP: Final = re.compile(r"[`\\\[*_]")
_SIGNS: Final = {  # of the library's patterns, in its order
    "backtick": ("`",), "escape": ("\\",), "link": ("[",), "reference": ("[",), "linebreak": ("  \n",),
    "em_strong": ("*", "_"),
}  # fmt: skip
_UNEVEN: Final = ("\n ", "\t", "\r", "\x02", "\x03")


# ---- plain blocks ----------------------------------------------------------------------------------------

_HEADED: Final = re.compile(r"(#{2,6}+)(?!#)(.*)")
_ITEMS: Final = re.compile(rf"[*+-][ ]+{_LETTER}.*+(?:\n[*+-][ ]+{_LETTER}.*+)*+")
_QUOTED: Final = re.compile(r">.*+(?:\n>.*+)*+")


def _add_blocks(parser: BlockParser, root: Element, text: str) -> None:
    """Add the blocks of a text to a tree. Most are plain: they are known by their first characters, and neither is what
    they become changed by the blocks around, nor those by them. The library is asked for all others.
    """
    for block in text.split("\n\n"):
        if not _add_plain(parser, root, block):
            parser.parseBlocks(root, [block])


def _add_plain(parser: BlockParser, root: Element, block: str) -> bool:
    """Add a paragraph, a heading, a list with an item a line, or a quotation with a sign a line; return whether a block
    is one of these, or empty. A list goes on with one before it, a quotation too, and code with empty lines.
    """
    before = root[-1].tag if len(root) else ""
    if before != "pre":
        block = block.lstrip("\n")
    if not block and before != "pre":
        pass
    elif _LETTERED.fullmatch(block):
        SubElement(root, "p").text = block
    elif heading := _HEADED.fullmatch(block):
        SubElement(root, f"h{len(heading[1])}").text = _unclosed(heading[2].strip())
    elif before != "ul" and _ITEMS.fullmatch(block):
        items = SubElement(root, "ul")
        for line in block.split("\n"):
            SubElement(items, "li").text = line[1:].lstrip(" ")
    elif before not in ("blockquote", "pre") and _QUOTED.fullmatch(block):
        lines = (line[1:].removeprefix(" ") for line in block.split("\n"))
        _add_blocks(parser, SubElement(root, "blockquote"), "\n".join(line if line.strip() else "" for line in lines))
    else:
        return False
    return True


def _read_signs(inline: InlineTreeprocessor, patterns: Registry[Any], root: Element) -> list[Unread]:
    """Let the library read emphasis, code and links in the blocks that have a sign of any, and return what is left open
    in them. Nothing is tried on texts without, and no pattern whose sign isn't there.
    """
    blocks = [block for block in root if any(map(_has_markup, block.itertext() if len(block) else (block.text or "",)))]
    if not blocks:
        return []
    signed = Element(root.tag)
    signed.extend(blocks)
    text = "\0".join(signed.itertext())
    inline.inlinePatterns = [  # type: ignore[assignment]
        patterns[name] for name, signs in _SIGNS.items() if any(sign in text for sign in signs)
    ]
    for element in signed.iter():
        if element.text and not _has_markup(element.text):
            element.text = AtomicString(element.text)
        if element.tail and not _has_markup(element.tail):
            element.tail = AtomicString(element.tail)
    inline.run(signed)
    return list(left_open(signed))


# ---- the parser ------------------------------------------------------------------------------------------

_LEFT_OUT: Final = (
    "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink",
    "automail", "html", "entity",
)  # fmt: skip


class _Parser(NamedTuple):
    """The library, and those of its parts that are told of each text."""

    markdown: Markdown
    whitespace: NormalizeWhitespace
    inline: InlineTreeprocessor
    fences: _Fences
    tables: _Tables
    indented: _Indented


@lru_cache(maxsize=1)
def _parser() -> _Parser:
    markdown = Markdown(extensions=[TableExtension(), SaneListExtension()], output_format="html")
    markdown.ESCAPED_CHARS.extend(set(string.punctuation).difference(markdown.ESCAPED_CHARS))
    blocks = markdown.parser.blockprocessors
    fences = _Fences(markdown.parser)
    tables = _Tables(markdown.parser, {"use_align_attribute": False})
    blocks.register(_Definition(markdown.parser), "reference", 15)
    blocks.register(_Headings(markdown.parser), "hashheader", 70)
    blocks.register(tables, "table", 75)
    blocks.register(fences, "fence", 72)
    blocks.register(_Paragraphs(markdown.parser), "lettered", 110)  # before all others
    indented = _Indented(markdown.parser)
    blocks.register(indented, "code", 80)
    for name in _LEFT_OUT:
        markdown.inlinePatterns.deregister(name)
    markdown.inlinePatterns.register(_Link(markdown), "link", 160)
    markdown.inlinePatterns.register(_ReferenceLink(markdown), "reference", 150)
    inline = InlineTreeprocessor(markdown)
    markdown.treeprocessors.register(inline, "inline", 20)
    return _Parser(markdown, NormalizeWhitespace(markdown), inline, fences, tables, indented)


def markdown_tree(marked_text: Marked) -> tuple[Element, list[tuple[int, int, str]]]:
    """Return the tree of a Markdown text in which marks stand, with escaped characters still as the library notes
    them, and what is not read as it looks: start and end in the text as typed, message. Raises `TooMuch`.
    """
    _check_limits(marked_text.blank)
    markdown, whitespace, inline, fences, tables, indented = _parser()
    markdown.reset()
    fences.fences, tables.unread, indented.unread = marked_text.fences, [], []
    text = f"{marked_text.text}\n\n"
    if any(sign in text for sign in _UNEVEN):
        text = "\n".join(whitespace.run(marked_text.text.split("\n")))
    root = Element(markdown.doc_tag)
    try:
        _add_blocks(markdown.parser, root, text)
        left = [list(unread(root)), tables.unread, indented.unread]  # each in the order of the text
        left.append(_read_signs(inline, markdown.inlinePatterns, root))
    except RecursionError as error:
        raise TooMuch("too-deep", (0, 0), "this is nested too deep") from error
    finally:
        markdown.parser.state.clear()
    found = [(one.start, one.end, OPEN_FENCE) for one in marked_text.fences if not one.closed]
    found += [*flattened(marked_text.blank), *misread(marked_text.blank)]
    starts = {start for start, _, _ in found}  # a list in a list is told once
    return root, [*found, *(one for each in left for one in located(each, marked_text.blank) if one[0] not in starts)]
