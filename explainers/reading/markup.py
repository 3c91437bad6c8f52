"""Python-Markdown as content needs it: tables and sane lists, no raw HTML, and an answer in bounded time.

One instance serves a process and is reset between texts. Links, images and references have one linear pattern
each in place of the library's (which look for the closing bracket from every opening one, to the end). What
else grows faster than its text (nesting, very long blocks, very wide tables) is refused before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

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
_RULE: Final = re.compile(r"\n[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*")
_RUNS: Final = ("`" * 11, *(sign * 81 for sign in "*_#~"))


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
            raise TooMuch("too-large", span, "so many of the same sign can't stand in a row")
    if text.count("|") > _WIDEST_TABLE:
        _check_rows(text)
    if len(text) > _LONGEST:
        message = f"a page has up to {_LONGEST:,} characters: part it into several"
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
            message = f"this has more than {_LONGEST_BLOCK:,} characters or {_MOST_LINES} lines: part it by blank lines"
            raise TooMuch("too-large", (start, start + 1), message)
        if number >= _MOST_BLOCKS:
            message = f"this has more than {_MOST_BLOCKS:,} paragraphs: part it into several pages"
            raise TooMuch("too-large", (start, start + 1), message)
        start = end + 2


# ---- patterns --------------------------------------------------------------------------------------------

_WORDS: Final = r"\[((?:[^\[\]]++|\[[^\[\]]*\])*+)\]"


class _If:
    """A pattern that is tried only where a text holds the sign that it starts with."""

    def __init__(self, pattern: re.Pattern[str], sign: str) -> None:
        self.pattern, self.sign = pattern, sign

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        """Return the matches from an offset on."""
        return self.pattern.finditer(text, start) if self.sign in text else ()


_Match = tuple[Any, int | None, int | None]


class _Link(InlineProcessor):
    """Links and images: ``[words](m)``, ``![words](m)``, where m is the mark of an address."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(rf"(!?){_WORDS}\(([\ue000-\uf8ff])\)", markdown)
        self.compiled_re = _If(self.compiled_re, "[")  # type: ignore[assignment]

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: ARG002, N802
        """Return an element that has the mark in place of its address."""
        return _linked(self, m[1], m[2], {"mark": m[3]}), m.start(), m.end()


class _ReferenceLink(InlineProcessor):
    """Links and images by reference: ``[words][id]``, ``[words]``, as far as the reference is defined."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(r"(!?)\[([^\[\]]+)\]", markdown)
        self.compiled_re = _If(self.compiled_re, "[")  # type: ignore[assignment]

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


class _Plain(Treeprocessor):
    """Tells the library which texts hold no markup, so that it tries no pattern on them."""

    def run(self, root: Element) -> None:
        """Mark the texts of a tree."""
        for element in root.iter():
            if element.text and not _MARKUP.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _MARKUP.search(element.tail):
                element.tail = AtomicString(element.tail)


_MARKUP: Final = re.compile(r"[`\\\[*_]|  \n")


# ---- the parser ------------------------------------------------------------------------------------------

_LEFT_OUT: Final = (
    "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink",
    "automail", "html", "entity",
)  # fmt: skip


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    markdown = Markdown(extensions=[TableExtension(), SaneListExtension()], output_format="html")
    markdown.ESCAPED_CHARS.append("@")
    markdown.preprocessors.deregister("html_block")
    markdown.parser.blockprocessors.register(_Definition(markdown.parser), "reference", 15)
    for name in _LEFT_OUT:
        markdown.inlinePatterns.deregister(name)
    markdown.inlinePatterns.register(_Link(markdown), "link", 160)
    markdown.inlinePatterns.register(_ReferenceLink(markdown), "reference", 150)
    markdown.treeprocessors.register(_Plain(markdown), "plain", 30)
    for name in ("prettify", "unescape"):
        markdown.treeprocessors.deregister(name)
    return markdown


def markdown_tree(text: str, blank: str) -> Element:
    """Return the tree of a Markdown text in which marks stand (`marks.Marked`, for `blank` too); escaped
    signs are still as the library notes them. Raises `TooMuch`.
    """
    _check_limits(blank)
    markdown = _markdown()
    markdown.reset()
    lines = text.split("\n")
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
    try:
        root = markdown.parser.parseDocument(lines).getroot()
        for treeprocessor in markdown.treeprocessors:
            root = treeprocessor.run(root) or root  # type: ignore[arg-type]
    except RecursionError as error:
        raise TooMuch("too-deep", (0, 0), "this is nested too deep") from error
    finally:
        markdown.parser.state.clear()
    assert root is not None
    return root
