"""HTML of prose, the same for every page, with holes for what each page fills in (`explainers.pages.prose`)."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup, escape
from msgspec import Struct

from explainers.prose import (
    BlockQuotation,
    Body,
    BodyBlock,
    Cell,
    Cite,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    FileLink,
    Heading,
    Inline,
    Line,
    LineBreak,
    Link,
    List,
    PageLink,
    Paragraph,
    Picture,
    Prose,
    Quoted,
    Rule,
    Table,
    TermLink,
    Unbroken,
    claims_in,
)

__all__ = ["ClaimEnd", "Hole", "OwnThought", "Spoken", "html_of", "words_html"]


class ClaimEnd(Struct, frozen=True):
    """A hole for the end of a claim. `line`: the number of the paragraph that it stands in, from 1; 0 in tables."""

    cite: Cite
    line: int


class OwnThought(Struct, frozen=True):
    """A hole for what says that a paragraph is the editors' own thought; it stands before the words."""

    cite: Cite


class Spoken(Struct, frozen=True):
    """A hole behind a speaker's line: for whether the words are on record in their language."""

    quoted: tuple[Quoted, ...]
    language: str


Hole = ClaimEnd | OwnThought | Spoken | TermLink | PageLink | FileLink | Picture
"""A hole in HTML; a page or a file is one for its address."""


def html_of(prose: Prose | Body) -> tuple[list[str], list[Hole]]:
    """Return prose as HTML: what stands before each hole and behind the last one, and the holes."""
    writer = _Writer()
    if isinstance(prose, Body):
        writer.blocks(prose.blocks)
    else:
        writer.line(prose.parts)
    return [*writer.before, "".join(writer.html)], writer.holes


def words_html(words: str | Unbroken) -> Markup:
    """Return words as HTML, for any place in it."""
    return _UNBROKEN.format(words.text) if isinstance(words, Unbroken) else escape(words)


_UNBROKEN: Final = Markup('<span class="whole">{}</span>')


def _escaped(words: str) -> str:
    return html.escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


class _Writer:
    """Writes HTML in the order of the text: `html` since the last of the `holes`, `before` each of these. `number`: of
    the line at hand.
    """

    def __init__(self) -> None:
        self.html: list[str] = []
        self.before: list[str] = []
        self.holes: list[Hole] = []
        self.number = 0
        self.in_table = self.in_own = False

    def hole(self, hole: Hole) -> None:
        self.before.append("".join(self.html))
        self.holes.append(hole)
        self.html.clear()

    # ---- blocks ----

    def blocks(self, blocks: Iterable[BodyBlock]) -> None:
        for block in blocks:
            _BLOCKS[type(block)](self, block)

    def _in(self, start: str, parts: Iterable[Inline], end: str) -> None:
        self.html.append(start)
        self.line(parts)
        self.html.append(end)

    def paragraph(self, block: Paragraph) -> None:
        if not block.ours:
            self._in("<p>", block.parts, "</p>\n")
            return
        own = next(cite for _, cite in claims_in(block.parts) if cite)
        self.html.append('<p class="ours">')
        self.hole(OwnThought(own))
        self.html.append(" ")
        self.in_own = True
        self._in("", block.parts, "</p>\n")
        self.in_own = False

    def list(self, block: List) -> None:
        tag = "ul" if block.start is None else "ol"
        self.html.append(f"<{tag}>\n" if block.start in (None, 1) else f'<{tag} start="{block.start}">\n')
        for item in block.items:
            only = item[0] if len(item) == 1 else None
            self.html.append('<li class="ours">' if isinstance(only, Line) and only.ours else "<li>")
            self.blocks(item)
            self.html.append("</li>\n")
        self.html.append(f"</{tag}>\n")

    def quotation(self, block: BlockQuotation) -> None:
        self.html.append('<figure class="quotation"><blockquote>\n' if block.caption else "<blockquote>\n")
        self.blocks(block.blocks)
        self.html.append("</blockquote>\n")
        if block.caption:
            self._in("<figcaption>", block.caption, "")
            self.hole(Spoken(block.quoted, block.language))
            self.html.append("</figcaption></figure>\n")

    def table(self, block: Table) -> None:
        self.in_table = True
        self.html.append("<table>\n<thead>\n")
        self._row(block.head)
        self.html.append("</thead>\n<tbody>\n")
        for row in block.rows:
            self._row(row)
        self.html.append("</tbody>\n</table>\n")
        self.in_table = False

    def _row(self, cells: Iterable[Cell]) -> None:
        self.html.append("<tr>")
        for cell in cells:
            tag, scope = ("th", ' scope="col"') if cell.heads else ("td", "")
            side = f' class="{cell.side}"' if cell.side else ""
            self._in(f"<{tag}{scope}{side}>", cell.parts, f"</{tag}>")
        self.html.append("</tr>\n")

    def heading(self, block: Heading) -> None:
        self._in(f'<h{block.level} id="{html.escape(block.id)}">', block.parts, f"</h{block.level}>\n")

    def figure(self, block: Figure) -> None:
        self._in("<figure>", block.parts, "</figure>\n")

    def code_block(self, block: CodeBlock) -> None:
        self.html.append(f"<pre><code>{_escaped(block.text)}\n</code></pre>\n")

    def rule(self, _: Rule) -> None:
        self.html.append("<hr>\n")

    # ---- inline parts ----

    def line(self, parts: Iterable[Inline]) -> None:
        self.number += 1
        self._parts(parts)

    def _parts(self, parts: Iterable[Inline]) -> None:
        for part in parts:
            if type(part) is str:  # as half of all parts are
                self.html.append(_escaped(part))
            else:
                _PARTS[type(part)](self, part)

    def cite(self, part: Cite) -> None:
        if not self.in_own:
            self.hole(ClaimEnd(part, 0 if self.in_table else self.number))

    def emphasis(self, part: Emphasis) -> None:
        tag = "strong" if part.strong else "em"
        self._inside(f"<{tag}>", part.parts, f"</{tag}>")

    def code(self, part: Code) -> None:
        self.html.append(f"<code>{_escaped(part.text)}</code>")

    def unbroken(self, part: Unbroken) -> None:
        self.html.append(str(words_html(part)))

    def line_break(self, _: LineBreak) -> None:
        self.html.append("<br>\n")

    def link(self, link: Link) -> None:
        title = f' title="{html.escape(link.title)}"' if link.title else ""
        if isinstance(link.to, PageLink | FileLink):
            self.html.append('<a href="')
            self.hole(link.to)
            self._inside(f'"{title}>', link.parts, "</a>")
            return
        outside = ' rel="external"' if link.to.startswith("http") else ""
        self._inside(f'<a href="{html.escape(link.to)}"{title}{outside}>', link.parts, "</a>")

    def _inside(self, start: str, parts: Iterable[Inline], end: str) -> None:
        self.html.append(start)
        self._parts(parts)
        self.html.append(end)


_BLOCKS: Final[Mapping[type, Callable[[_Writer, Any], None]]] = {
    Paragraph: _Writer.paragraph,
    Line: lambda writer, block: writer.line(block.parts),
    Heading: _Writer.heading,
    List: _Writer.list,
    Table: _Writer.table,
    CodeBlock: _Writer.code_block,
    Rule: _Writer.rule,
    Figure: _Writer.figure,
    BlockQuotation: _Writer.quotation,
}
_PARTS: Final[Mapping[type, Callable[[_Writer, Any], None]]] = {
    Cite: _Writer.cite,
    TermLink: _Writer.hole,
    Picture: _Writer.hole,
    Emphasis: _Writer.emphasis,
    Link: _Writer.link,
    Code: _Writer.code,
    Unbroken: _Writer.unbroken,
    LineBreak: _Writer.line_break,
}
