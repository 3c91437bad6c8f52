"""A Markdown text as blocks for the checks and blocks for the page, in one walk over its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, cast
from xml.etree.ElementTree import Element

from explainers.prose import (
    BlockQuotation,
    Body,
    BodyBlock,
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    Line,
    List,
    Paragraph,
    Prose,
    Quoted,
    Rule,
    Side,
    Table,
    one_line,
)
from explainers.reading.blocks import CITED, BlockKind
from explainers.reading.findings import Findings, Places, Stretch
from explainers.reading.limits import TooMuch, check_size
from explainers.reading.markdown_reader import MarkdownReader
from explainers.reading.marks import Marked, marked
from explainers.reading.markup import markdown_tree
from explainers.reading.passage import Passage
from explainers.reading.plain import PlainBlock, PlainLine, plain_blocks
from explainers.reading.plain_passage import PlainPassage
from explainers.reading.quotation_marks import quoted_in
from explainers.reading.quotations import Quotation, quotations
from explainers.reading.run_passage import RunPassage
from explainers.reading.runs import Image, Run, code_text, runs, segments
from explainers.reading.slugs import HeadingIds
from explainers.reading.transitions import only_leads_on
from explainers.reading.typography import typeset

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
    blocks = walk.blocks(walk.tree, top=True)
    return Body(blocks, walk.finish(cited))


def listed(found: Findings, stretch: Stretch, kind: BlockKind) -> tuple[Prose, ...]:
    """Return the items of a text that is one Markdown list, each a block of its own; note where it is
    none.
    """
    walk = _walk(found, stretch)
    if walk is None:
        return ()
    lists = [block for block in walk.tree if block.tag in _LISTS]
    items = [item for one in lists for item in walk.items(one)]
    is_list = bool(items) and len(lists) == len(walk.tree)
    if not is_list:
        start = len(stretch.text) - len(stretch.text.lstrip())
        span = stretch.span(start, start + 1)
        found.report("wrong-type", span, "a list is expected here: each item in a line that starts with a hyphen")
    proses = [walk.whole(item, kind) for item in items]
    walk.finish(cited=True, whole=is_list)
    return tuple(proses)


def line(found: Findings, stretch: Stretch, kind: BlockKind, *, cited: bool) -> Prose:
    """Return a text that is one paragraph, as one block."""
    walk = _walk(found, stretch, one=True)
    if walk is None:
        return Prose()
    if [block.tag for block in walk.tree] != ["p"]:
        found.report("wrong-type", stretch.span(0, 1), "one paragraph is expected here")
    plain = [block.lines[0] for block in walk.tree if isinstance(block, PlainBlock)]
    prose = walk.whole(plain[0] if plain else [block for block in walk.tree if isinstance(block, Element)], kind)
    walk.finish(cited)
    return prose


def _walk(found: Findings, stretch: Stretch, *, one: bool = False) -> _Walk | None:
    """Return the walk over a text, or note why there is none. `one`: it should be a paragraph; only if it is one, it is
    read as a plain one.
    """
    places = Places(found.file, stretch)
    try:
        plain, are_all = plain_blocks(stretch.text) if places.have_rows else ([], False)
        if one and [block.tag for block in plain] != ["p"]:
            plain, are_all = [], False
        if are_all:
            check_size(stretch.text)
            return _Walk(MarkdownReader(found, places, _NO_MARKS), plain)
        marked_text = marked(stretch.text, [(block.start, block.end) for block in plain])
        if marked_text is None:
            raise TooMuch("too-large", (0, 0), "this has too many citations and links: split it into several pages")
        tree, unread = markdown_tree(marked_text, plain)
    except TooMuch as much:
        found.report(much.code, stretch.span(*much.span), much.message)
        return None
    reader = MarkdownReader(found, places, marked_text)
    for start, end, message in unread:
        found.report("unread-markdown", stretch.span(start, end), message)
        reader.taken.update(mark.start for mark in marked_text.marks if start <= mark.start < end)
    return _Walk(reader, tree)


_NO_MARKS: Final = Marked("", "", [], [])


# ---- the walk --------------------------------------------------------------------------------------------

_Block = Element | PlainBlock
_LISTS: Final = ("ul", "ol")
_FOLLOWING: Final = frozenset(("p", "ul", "ol", "blockquote", "table"))


class _Walk:
    """Goes through a tree in the order of the text. Each line is a passage of its own, but those of a block quotation,
    which all go `into` one.
    """

    def __init__(self, reader: MarkdownReader, tree: Sequence[_Block]) -> None:
        self.reader, self.tree, self.found = reader, tree, reader.found
        self._passages: list[Passage] = []
        self._ids = HeadingIds(reader.found.path)
        self._level = 1

    def blocks(
        self, segments_: Iterable[list[Run] | _Block], *, top: bool = False, into: RunPassage | None = None
    ) -> tuple[BodyBlock, ...]:
        """Return lines and blocks; a lead-in takes what comes right after it."""
        blocks: list[BodyBlock] = []
        lead_in: Passage | None = None
        for segment in segments_:
            before = len(self._passages)
            line: Passage | None = None
            if isinstance(segment, list) or segment.tag == "p":
                blocks.append(self._line(segment, "paragraph" if top else "item", into))
                line = None if into else self._passages[-1]
            else:
                blocks += self._block(segment, into)
            if lead_in and (isinstance(segment, list) or segment.tag in _FOLLOWING):
                lead_in.follow = self._passages[before:]
                lead_in.items = len(blocks[-1].items) if isinstance(blocks[-1], List) else 0
            lead_in = line if line and line.leads_in else None
        return tuple(blocks)

    def _block(self, element: _Block, into: RunPassage | None) -> Iterable[BodyBlock]:
        if element.tag in _LISTS:
            return (self._list(element, into),)
        if isinstance(element, PlainBlock):
            return (self._heading(element),)
        if element.tag == "blockquote" and into:
            return (BlockQuotation(self.blocks(element, into=into), (), (), self.found.language),)
        if element.tag == "blockquote":
            return map(self._quotation, quotations(element, self.reader.marked))
        if element.tag == "table":
            return (self._table(element, into),)
        if element.tag == "pre":
            return (self._code(element, into),)
        if element.tag == "hr":
            return () if into else (Rule(),)
        return (self._line(element, "quotation", into) if into else self._heading(element),)

    def _code(self, element: Element, into: RunPassage | None) -> CodeBlock:
        typed, marks = code_text(element[0], self.reader.marked)
        typed = typed.strip("\n")
        if into:  # what somebody is quoted with as code is quoted as well
            into.gap()
            into.take_code(typed, marks)
        for mark in marks:
            self.reader.take(mark)
        return CodeBlock(typed)

    # ---- lines ----

    def _passage(self, kind: BlockKind) -> RunPassage:
        passage = RunPassage(self.reader, kind)
        self._passages.append(passage)
        return passage

    def _plain(self, line: PlainLine, kind: BlockKind) -> PlainPassage:
        passage = PlainPassage(self.reader, kind, line)
        self._passages.append(passage)
        return passage

    def _runs(self, segment: list[Run] | Element) -> list[Run]:
        """Return what stands in a line, or in a block that is one."""
        return runs(segment, self.reader.marked) if isinstance(segment, Element) else segment

    def _line(self, segment: list[Run] | _Block, kind: BlockKind, into: RunPassage | None) -> BodyBlock:
        """Return a paragraph, or a line that is none."""
        if isinstance(segment, PlainBlock):
            plain = self._plain(segment.lines[0], kind)
            return Paragraph(plain.parts, plain.is_ours)
        words = self._runs(segment)
        is_block = words is not segment
        passage = into or self._passage(kind if is_block else "item")
        passage.gap()
        passage.add(words)
        parts = passage.line()
        ours = not into and passage.end().is_ours
        if not is_block:
            return Line(parts, ours)
        if not into and not passage.text.strip() and _has_image(words):
            return Figure(parts)
        return Paragraph(parts, ours)

    def _heading(self, element: _Block) -> Heading:
        passage: Passage
        if isinstance(element, PlainBlock):
            passage = self._plain(element.lines[0], "heading")
            parts = passage.parts
        else:
            passage = self._passage("heading")
            passage.add(self._runs(element))
            parts = passage.line()
            passage.end()
        level, text = int(element.tag[1]), " ".join(passage.text.split())
        if not text or level == 1 or level > self._level + 1:
            self._report_heading(level, text, passage)
        self._level = max(2, level)
        return Heading(self._level, self._ids.id_of(text), typeset(text, self.found.language), parts)

    def _report_heading(self, level: int, text: str, passage: Passage) -> None:
        span = passage.whole_span()
        if not text:
            at = max(0, self.reader.locate("#"))
            span = self.reader.span(at, at + 1)
            self.found.report("empty-value", span, "this heading has no words")
        if level == 1:
            message = "the title is the page's first heading: those in the text start with ##"
            self.found.report("second-h1", span, message, f"## {text}" if text else None)
        elif level > self._level + 1:
            hashes = "#" * (self._level + 1)
            message = f"a level of headings is left out here: write {hashes} instead of {'#' * level}"
            self.found.report("heading-skipped", span, message, f"{hashes} {text}")

    # ---- lists, quotations, tables ----

    def items(self, block: _Block) -> Iterable[PlainLine | Iterable[list[Run] | Element]]:
        """Return what stands in each item of a list."""
        return block.lines if isinstance(block, PlainBlock) else (segments(one, self.reader.marked) for one in block)

    def _item(self, item: PlainLine | Iterable[list[Run] | Element], into: RunPassage | None) -> tuple[BodyBlock, ...]:
        if isinstance(item, PlainLine):
            passage = self._plain(item, "item")
            return (Line(passage.parts, passage.is_ours),)
        return self.blocks(item, into=into)

    def _list(self, block: _Block, into: RunPassage | None) -> List:
        items = tuple(self._item(item, into) for item in self.items(block))
        if isinstance(block, PlainBlock) or block.tag == "ul":
            return List(items)
        number = block.get("start", "")
        return List(items, int(number) if 0 < len(number) <= _LONGEST_NUMBER else 1)

    def _quotation(self, quotation: Quotation) -> BlockQuotation:
        passage = self._passage("quotation")
        blocks: list[BodyBlock] = []
        for quoted in quotation.quoted:
            if isinstance(quoted, Element):
                blocks += self.blocks((quoted,), into=passage)
            else:
                passage.gap()
                passage.add(quoted)
                blocks.append(Paragraph(passage.line()))
        caption: tuple[Inline, ...] = ()
        if quotation.caption:
            passage.begin_caption()
            passage.add(quotation.caption)
            caption = passage.line()
        found = quoted_in(passage.end().block())
        said = (one for one in found if passage.caption is None or one.start < passage.caption)
        quoted_ = tuple(Quoted(one.words, one.citations) for one in said)
        return BlockQuotation(tuple(blocks), caption, quoted_, self.found.language)

    def _table(self, element: Element, into: RunPassage | None) -> Table:
        head, rows = element[0], element[1]
        header = self._row(head[0], "header-row", into)
        return Table(header, tuple(self._row(row, "row", into) for row in rows))

    def _row(self, row: Element, kind: BlockKind, into: RunPassage | None) -> tuple[Cell, ...]:
        passage = into or self._passage(kind)
        cells = []
        for cell in row:
            passage.gap()
            line_runs = runs(cell, self.reader.marked)
            passage.add(line_runs)
            side = cast("Side", (cell.get("style") or "").removeprefix("text-align: ").rstrip(";"))
            cells.append(Cell(passage.line(), bool(line_runs) and cell.tag == "th", side))
        if not into:
            passage.end()
        return tuple(cells)

    # ---- blocks of their own ----

    def whole(self, item: PlainLine | Iterable[list[Run] | Element], kind: BlockKind) -> Prose:
        """Return all words of a list's item, or of a paragraph, as one passage."""
        if isinstance(item, PlainLine):
            return Prose(self._plain(item, kind).parts)
        passage = self._passage(kind)
        lines = []
        for segment in item:
            passage.gap()
            if not isinstance(segment, list) and segment.tag != "p":
                self.found.report("wrong-type", self.reader.here(), "only words can stand here, no list in it")
                continue
            passage.add(self._runs(segment))
            lines.append(passage.line())
        passage.end()
        return Prose(one_line(lines))

    def finish(self, cited: bool, *, whole: bool = True) -> int:
        """Note all blocks and what is not cited; return how many words there are. `whole`: all of it was
        read, so that no mark may be left.
        """
        for passage in reversed(self._passages):
            if passage.follow:
                passage.take_over()
        words = 0
        for passage in self._passages:
            its = passage.count
            uncited = cited and passage.rest and passage.kind in CITED and not passage.follow
            if uncited and not (passage.kind == "paragraph" and only_leads_on(passage.rest, self.found.language)):
                self.found.report("uncited", passage.rest_span(), _uncited(passage))
            if its:
                self.found.blocks.append(passage.block())
            words += its
        if whole:
            self.reader.report_all_lost()
        return words


def _has_image(runs_: Iterable[Run]) -> bool:
    return any(isinstance(run, Image) for run in runs_)


def _uncited(passage: Passage) -> str:
    name = _NAMES[passage.kind]
    if passage.rest == passage.text.strip():
        return f"this {name} has no citation: it ends with [@key, para. N], or [analysis] for the editors' own thought"
    return f"what stands here has no citation: this {name} goes on behind its last one"
