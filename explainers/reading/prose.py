"""A Markdown text as blocks for the checks and HTML for the page, in one walk over the library's tree."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element

from explainers.model import Body, Heading, Part, Prose, Quoted
from explainers.reading.blocks import CITED, BlockKind
from explainers.reading.findings import Findings, Stretch
from explainers.reading.marks import marked
from explainers.reading.markup import TooMuch, markdown_tree
from explainers.reading.passage import Passage
from explainers.reading.quotations import Quotation, quotations
from explainers.reading.runs import Image, Run, code_text, runs, segments
from explainers.reading.sheet import Sheet
from explainers.reading.slugs import HeadingIds
from explainers.reading.typography import typeset, unbroken

__all__ = ["body", "line", "listed"]

_NAMES: Final = {
    "paragraph": "paragraph", "item": "list item", "row": "row", "quotation": "quotation", "key-point": "key point",
    "unknown": "item", "change-now": "text",
}  # fmt: skip
_LONGEST_NUMBER: Final = 6


# ---- what is asked for -----------------------------------------------------------------------------------


def body(found: Findings, stretch: Stretch, *, cited: bool) -> Body:
    """Return a body, and note its blocks. `cited`: every block of it has to end in a citation."""
    walk = _walk(found, stretch)
    if walk is None:
        return Body()
    walk.blocks(walk.root, walk.page, top=True)
    words = walk.finish(cited)
    return Body(Prose(_joined(walk.page)), tuple(walk.headings), words)


def listed(found: Findings, stretch: Stretch, kind: BlockKind) -> tuple[Prose, ...]:
    """Return the items of a text that is one Markdown list, each a block of its own; note where it is
    none.
    """
    walk = _walk(found, stretch)
    if walk is None:
        return ()
    items = [item for child in walk.root if child.tag in ("ul", "ol") for item in child]
    is_list = bool(items) and all(child.tag in ("ul", "ol") for child in walk.root)
    if not is_list:
        start = len(stretch.text) - len(stretch.text.lstrip())
        span = stretch.span(start, start + 1)
        found.report("wrong-type", span, "a list is expected here: each item in a line that starts with a hyphen")
    proses = [Prose(_joined(walk.whole(item, kind).html)) for item in items]
    walk.finish(cited=True, whole=is_list)
    return tuple(proses)


def line(found: Findings, stretch: Stretch, kind: BlockKind, *, cited: bool) -> Prose:
    """Return a text that is one paragraph, as one block."""
    walk = _walk(found, stretch)
    if walk is None:
        return Prose()
    if [child.tag for child in walk.root] != ["p"]:
        found.report("wrong-type", stretch.span(0, 1), "one paragraph is expected here")
    passage = walk.whole(walk.root, kind)
    walk.finish(cited)
    return Prose(_joined(passage.html))


def _walk(found: Findings, stretch: Stretch) -> _Walk | None:
    try:
        signs = marked(stretch.text)
        if signs is None:
            raise TooMuch("too-large", (0, 0), "this has too many citations and links: part it into several pages")
        root, unread = markdown_tree(signs)
    except TooMuch as much:
        found.report(much.code, stretch.span(*much.span), much.message)
        return None
    sheet = Sheet(found, stretch, signs)
    for start, end, message in unread:
        found.report("unread-markdown", stretch.span(start, end), message)
        sheet.taken.update(mark.start for mark in signs.marks if start <= mark.start < end)
    return _Walk(sheet, root)


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts with strings that follow each other as one."""
    joined: list[Part] = []
    text: list[str] = []
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            continue
        if text:
            joined.append("".join(text))
            text = []
        joined.append(part)
    return (*joined, "".join(text)) if text else tuple(joined)


# ---- the walk --------------------------------------------------------------------------------------------

_FOLLOWING: Final = frozenset(("p", "ul", "ol", "blockquote", "table"))


class _Walk:
    """Goes through a tree in the order of the text; `page` are the parts of the page, `headings` those at its
    top.
    """

    def __init__(self, sheet: Sheet, root: Element) -> None:
        self.sheet, self.root, self.found = sheet, root, sheet.found
        self.page: list[Part] = []
        self.headings: list[Heading] = []
        self._passages: list[Passage] = []
        self._ids = HeadingIds(sheet.found.path)
        self._level = 1

    def blocks(self, segments_: Iterable[list[Run] | Element], page: list[Part], *, top: bool = False) -> None:
        """Put lines and blocks on the page; a lead-in takes what comes right after it."""
        lead_in: Passage | None = None
        for segment in segments_:
            before = len(self._passages)
            passage: Passage | None = None
            if not isinstance(segment, Element):
                passage = self._passage("item", segment)
                page += passage.html
            elif segment.tag == "p":
                passage = self._paragraph(segment, page, "paragraph" if top else "item")
            else:
                self._block(segment, page, top)
            if lead_in and (not isinstance(segment, Element) or segment.tag in _FOLLOWING):
                lead_in.follow = self._passages[before:]
            lead_in = passage if passage and passage.leads_in else None

    def _block(self, element: Element, page: list[Part], top: bool) -> None:
        if element.tag in ("ul", "ol"):
            self._list(element, page)
        elif element.tag == "blockquote":
            for quotation in quotations(element, self.sheet.marked):
                self._quotation(quotation, page)
        elif element.tag == "table":
            self._table(element, page)
        elif element.tag == "pre":
            page.append(f"<pre><code>{self._code(element)}\n</code></pre>\n")
        elif element.tag == "hr":
            page.append("<hr>\n")
        else:
            self._heading(element, page, top)

    def _code(self, element: Element) -> str:
        typed, signs = code_text(element[0], self.sheet.marked)
        for sign in signs:
            self.sheet.take(sign)
        return html.escape(typed.strip("\n"), quote=False)

    def _passage(self, kind: BlockKind, line_runs: Iterable[Run]) -> Passage:
        passage = Passage(self.sheet, kind)
        passage.add(line_runs)
        self._passages.append(passage.end())
        return passage

    def _paragraph(self, element: Element, page: list[Part], kind: BlockKind) -> Passage:
        line_runs = runs(element, self.sheet.marked)
        passage = self._passage(kind, line_runs)
        if not passage.text.strip() and any(isinstance(run, Image) for run in line_runs):
            page += ["<figure>", *passage.html, "</figure>\n"]
        else:
            page += ['<p class="ours">' if passage.is_ours else "<p>", *passage.html, "</p>\n"]
        return passage

    def _heading(self, element: Element, page: list[Part], top: bool) -> None:
        passage = self._passage("heading", runs(element, self.sheet.marked))
        level, text = int(element.tag[1]), " ".join(passage.text.split())
        span = passage.whole_span()
        if not text:
            at = max(0, self.sheet.locate("#"))
            span = self.sheet.span(at, at + 1)
            self.found.report("empty-value", span, "this heading has no words")
        if level == 1:
            message = "the title is the page's first heading: those in the text start with ##"
            self.found.report("second-h1", span, message, f"## {text}" if text else None)
            level = 2
        elif level > self._level + 1:
            signs = "#" * (self._level + 1)
            message = f"a level of headings is left out here: write {signs} instead of {'#' * level}"
            self.found.report("heading-skipped", span, message, f"{signs} {text}")
        self._level = level
        heading = Heading(level, self._ids.id_of(text), typeset(text, self.found.language))
        if top:
            self.headings.append(heading)
        words = (unbroken(one, self.found.language) if isinstance(one, str) else one for one in passage.html)
        page += [f'<h{level} id="{html.escape(heading.id)}">', *words, f"</h{level}>\n"]

    def _list(self, element: Element, page: list[Part]) -> None:
        start = element.get("start", "")
        numbered = f' start="{int(start)}"' if 0 < len(start) <= _LONGEST_NUMBER else ""
        page.append(f"<{element.tag}{numbered}>\n")
        for item in element:
            inner: list[Part] = []
            before = len(self._passages)
            self.blocks(segments(item, self.sheet.marked), inner)
            first = self._passages[before] if len(self._passages) > before else None
            ours = ' class="ours"' if first and first.is_ours and first.html == inner else ""
            page += [f"<li{ours}>", *inner, "</li>\n"]
        page.append(f"</{element.tag}>\n")

    # ---- quotations and tables ----

    def _quotation(self, quotation: Quotation, page: list[Part]) -> None:
        passage = Passage(self.sheet, "quotation")
        page.append('<figure class="quotation"><blockquote>\n' if quotation.caption else "<blockquote>\n")
        for quoted in quotation.quoted:
            passage.gap()
            self._fill(passage, quoted)
        passage.html.append("</blockquote>\n")
        if quotation.caption:
            words = passage.text.strip()
            passage.gap()
            passage.caption = passage.length
            passage.html.append("<figcaption>")
            passage.add(quotation.caption)
            passage.end()
            hidden = quotation.without_marks(words)
            passage.html += [Quoted(passage.citations(), hidden, self.found.language), "</figcaption></figure>\n"]
        else:
            passage.end()
        self._passages.append(passage)
        page += passage.html

    def _fill(self, passage: Passage, segment: list[Run] | Element) -> None:
        """Take a paragraph, or what else stands in a quotation, into its one passage."""
        if not isinstance(segment, Element):
            passage.html.append("<p>")
            passage.add(segment)
            passage.pause()
            passage.html.append("</p>\n")
        elif segment.tag == "pre":
            passage.html.append(f"<pre><code>{self._code(segment)}\n</code></pre>\n")
        elif segment.tag != "hr":
            tag = segment.tag if segment.tag in ("ul", "ol", "li", "blockquote") else "p"
            passage.html.append(f"<{tag}>")
            for inner in segments(segment, self.sheet.marked):
                passage.gap()
                if isinstance(inner, Element):
                    self._fill(passage, inner)
                else:
                    passage.add(inner)
            passage.pause()
            passage.html.append(f"</{tag}>\n")

    def _table(self, element: Element, page: list[Part]) -> None:
        head, rows = element[0], element[1]
        page.append("<table>\n<thead>\n")
        self._row(head[0], page, "header-row")
        page.append("</thead>\n<tbody>\n")
        for row in rows:
            self._row(row, page, "row")
        page.append("</tbody>\n</table>\n")

    def _row(self, row: Element, page: list[Part], kind: BlockKind) -> None:
        passage = Passage(self.sheet, kind)
        for cell in row:
            passage.gap()
            line_runs = runs(cell, self.sheet.marked)
            tag = cell.tag if line_runs else "td"
            scope = ' scope="col"' if tag == "th" else ""
            side = (cell.get("style") or "").removeprefix("text-align: ").rstrip(";")
            passage.html.append(f'<{tag}{scope} class="{side}">' if side else f"<{tag}{scope}>")
            passage.add(line_runs)
            passage.pause()
            passage.html.append(f"</{tag}>")
        self._passages.append(passage.end())
        page += ["<tr>", *passage.html, "</tr>\n"]

    # ---- blocks of their own ----

    def whole(self, element: Element, kind: BlockKind) -> Passage:
        """Return all words of a list's item, or of a paragraph, as one passage."""
        passage = Passage(self.sheet, kind)
        for segment in segments(element, self.sheet.marked):
            passage.gap()
            if passage.html:
                passage.html.append("<br>")
            if isinstance(segment, Element) and segment.tag != "p":
                self.found.report("wrong-type", self.sheet.here(), "only words can stand here, no list in it")
                continue
            passage.add(runs(segment, self.sheet.marked) if isinstance(segment, Element) else segment)
        self._passages.append(passage.end())
        return passage

    def finish(self, cited: bool, *, whole: bool = True) -> int:
        """Note all blocks and what is not cited; return how many words there are. `whole`: all of it was
        read, so that no mark may be left.
        """
        for passage in reversed(self._passages):
            if passage.follow:
                passage.take_over()
        words = 0
        for passage in self._passages:
            words += len(passage.text.split())
            if cited and passage.kind in CITED and passage.rest and not passage.follow:
                self.found.report("uncited", passage.rest_span(), _uncited(passage))
            if passage.text.strip():
                self.found.blocks.append(passage.block())
        for mark in self.sheet.marked.marks:
            if whole and mark.start not in self.sheet.taken and mark.kind != "definition":
                self.sheet.report_lost(mark)
        return words


def _uncited(passage: Passage) -> str:
    name = _NAMES[passage.kind]
    if passage.rest == passage.text.strip():
        return f"this {name} has no citation: it ends with [@key, para. N], or [analysis] for the editors' own thought"
    return f"what stands here has no citation: this {name} goes on behind its last one"
