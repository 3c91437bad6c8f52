"""Python-Markdown as content needs it: tables, sane lists, fenced code, no raw HTML, and an answer in bounded time.

One instance serves a process and is reset between texts. Links, images and references have one linear pattern
each in place of the library's (which look for the closing bracket from every opening one, to the end). What
else grows faster than its text is refused before it is parsed (`limits`).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
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
from explainers.reading.limits import TooMuch, check_limits
from explainers.reading.marks import MARK, PLAIN, Marked
from explainers.reading.misread import misread
from explainers.reading.plain import PlainBlock
from explainers.reading.unread import INDENTED, OPEN_FENCE, Unread, flattened, left_open, located, unread

__all__ = ["markdown_tree"]


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


# ---- blocks known by their first characters --------------------------------------------------------------

_HEADED: Final = re.compile(r"(#{2,6}+)(?!#)(.*)")
_ITEMS: Final = re.compile(rf"[*+-][ ]+{_LETTER}.*+(?:\n[*+-][ ]+{_LETTER}.*+)*+")
_QUOTED: Final = re.compile(r">.*+(?:\n>.*+)*+")


def _add_blocks(parser: BlockParser, root: Element, text: str) -> None:
    """Add the blocks of a text to a tree. Most are known by their first characters, and neither is what they become
    changed by the blocks around, nor those by them. The library is asked for all others.
    """
    for block in text.split("\n\n"):
        _add_block(parser, root, block)


def _add_block(parser: BlockParser, root: Element, block: str) -> None:
    if not _add_known(parser, root, block):
        parser.parseBlocks(root, [block])


def _add_known(parser: BlockParser, root: Element, block: str) -> bool:
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


def markdown_tree(
    marked_text: Marked, plain: Iterable[PlainBlock] = ()
) -> tuple[list[PlainBlock | Element], list[tuple[int, int, str]]]:
    """Return the blocks of a Markdown text in which marks stand, those that aren't plain with escaped characters still
    as the library notes them, and what is not read as it looks: start and end in the text as typed, message. Raises
    `TooMuch`. `plain`: the blocks that are left out in it.
    """
    check_limits(marked_text.blank)
    try:
        tree, left = _tree(marked_text, iter(plain))
    except RecursionError as error:
        raise TooMuch("too-deep", (0, 0), "this is nested too deep") from error
    found = [(one.start, one.end, OPEN_FENCE) for one in marked_text.fences if not one.closed]
    found += [*flattened(marked_text.blank), *misread(marked_text.blank)]
    starts = {start for start, _, _ in found}  # a list in a list is told once
    return tree, [*found, *(one for each in left for one in located(each, marked_text.blank) if one[0] not in starts)]


def _tree(marked_text: Marked, plain: Iterator[PlainBlock]) -> tuple[list[PlainBlock | Element], list[list[Unread]]]:
    """Return the blocks of a text, and what is not read in those that the library was asked for."""
    markdown, whitespace, inline, fences, tables, indented = _parser()
    markdown.reset()
    fences.fences, tables.unread, indented.unread = marked_text.fences, [], []
    text = f"{marked_text.text}\n\n"
    if any(sign in text for sign in _UNEVEN):
        text = "\n".join(whitespace.run(marked_text.text.split("\n")))
    tree: list[PlainBlock | Element] = []
    root = Element(markdown.doc_tag)
    try:
        for block in text.split("\n\n"):
            if PLAIN in block:
                tree += root
                tree.append(next(plain))
                root = Element(markdown.doc_tag)
            else:
                _add_block(markdown.parser, root, block)
    finally:
        markdown.parser.state.clear()
    tree += root
    root = Element(markdown.doc_tag)
    root.extend([block for block in tree if not isinstance(block, PlainBlock)])
    left = [list(unread(root)), tables.unread, indented.unread]  # each in the order of the text
    return tree, [*left, _read_signs(inline, markdown.inlinePatterns, root)]
