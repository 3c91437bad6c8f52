"""Prose as values: blocks of inline parts, as reading finds them in Markdown.

Words are words here, with typographic quotation marks and without markup. `explainers.pages.prose_html` alone makes
HTML of them; code that needs the words, or the claims, takes them from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

__all__ = [
    "ATTRIBUTIONS",
    "Attribution",
    "BlockQuotation",
    "Body",
    "BodyBlock",
    "Cell",
    "Citation",
    "Cite",
    "Code",
    "CodeBlock",
    "Emphasis",
    "Figure",
    "FileLink",
    "Heading",
    "Inline",
    "Line",
    "LineBreak",
    "Link",
    "List",
    "PageLink",
    "Paragraph",
    "Picture",
    "Prose",
    "Quoted",
    "Rule",
    "Side",
    "Table",
    "TermLink",
    "Unbroken",
    "claims_in",
    "one_line",
    "plain_words",
    "statements",
]

Attribution = Literal["stated", "said", "pledged", "planned", "alleged", "denied", "disputed", "analysis", "unknown"]
ATTRIBUTIONS: Final[tuple[Attribution, ...]] = get_args(Attribution)


# ---- inline parts ----------------------------------------------------------------------------------------


class Citation(Struct, frozen=True, gc=False):
    """One source of a claim: its key (empty for the editors' own thought), the paragraphs in ascending order
    (none: the source as a whole), how the source has it as written (`None`: nothing was written), and the editors'
    own sum over its figures, in the numbers of the page's language (empty: there is none).
    """

    source: str
    paragraphs: tuple[int, ...] = ()
    how: Attribution | None = None
    sum: str = ""


class Cite(Struct, frozen=True, gc=False, tag="cite"):
    """A place in prose where citations stand: the end of a claim, behind its full stop."""

    citations: tuple[Citation, ...]


class TermLink(Struct, frozen=True, gc=False, tag="term"):
    """A link to a term of the glossary: its id and the words that are shown."""

    term: str
    text: str


class PageLink(Struct, frozen=True, gc=False, tag="page"):
    """Another page of the site as the target of a link: its file relative to the content folder
    (``explainers/one.md``), and a heading on it (an id, or empty).
    """

    path: str
    fragment: str = ""


class FileLink(Struct, frozen=True, gc=False, tag="file"):
    """A file to download as the target of a link, relative to the content folder (``files/report.pdf``)."""

    path: str


class Emphasis(Struct, frozen=True, gc=False, tag="emphasis"):
    """Emphasised parts; `strong` ones are bold."""

    parts: tuple[Inline, ...]
    strong: bool = False


class Link(Struct, frozen=True, gc=False, tag="link"):
    """Parts that lead to a page or a file of the site or to an address (``https:``, ``http:``, ``mailto:``);
    `title` or empty.
    """

    to: PageLink | FileLink | str
    parts: tuple[Inline, ...]
    title: str = ""


class Code(Struct, frozen=True, gc=False, tag="code"):
    """Code in a line, as typed."""

    text: str


class Unbroken(Struct, frozen=True, gc=False, tag="unbroken"):
    """Words within which no line may end, though they have a hyphen."""

    text: str


class LineBreak(Struct, frozen=True, gc=False, tag="break"):
    """A line ends here."""


class Picture(Struct, frozen=True, gc=False, tag="picture"):
    """A picture: its file relative to the content folder (``images/one.jpg``), words for those who can't see it, and
    its credit with the licence.
    """

    path: str
    alt: str
    credit: str


Inline = str | Cite | TermLink | Emphasis | Link | Code | Unbroken | LineBreak | Picture


class Prose(Struct, frozen=True, gc=False):
    """Prose in a line, such as a key point: its inline parts."""

    parts: tuple[Inline, ...] = ()


# ---- blocks ----------------------------------------------------------------------------------------------


class Paragraph(Struct, frozen=True, gc=False, tag="paragraph"):
    """A paragraph; `ours`: all of it is the editors' own thought."""

    parts: tuple[Inline, ...]
    ours: bool = False


class Line(Struct, frozen=True, gc=False, tag="line"):
    """Words that stand in a list item without being a paragraph; `ours` as in `Paragraph`."""

    parts: tuple[Inline, ...]
    ours: bool = False


class Heading(Struct, frozen=True, gc=False, tag="heading"):
    """A heading: level (2 to 6), id, its words as plain text, and its parts."""

    level: int
    id: str
    text: str
    parts: tuple[Inline, ...]


class List(Struct, frozen=True, gc=False, tag="list"):
    """A list: the blocks of each item, and, of a numbered list, its first number (`None`: it has bullets)."""

    items: tuple[tuple[BodyBlock, ...], ...]
    start: int | None = None


Side = Literal["", "left", "right", "center"]


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table: its parts, whether it heads its column, and the side that its words stand on."""

    parts: tuple[Inline, ...]
    heads: bool = False
    side: Side = ""


class Table(Struct, frozen=True, gc=False, tag="table"):
    """A table: its header row and its other rows."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


class CodeBlock(Struct, frozen=True, gc=False, tag="code-block"):
    """Lines of code, as typed, without a line end behind the last."""

    text: str


class Rule(Struct, frozen=True, gc=False, tag="rule"):
    """A line between two thoughts."""


class Figure(Struct, frozen=True, gc=False, tag="figure"):
    """Pictures by themselves."""

    parts: tuple[Inline, ...]


class Quoted(Struct, frozen=True, gc=False):
    """Words that are somebody's, as typed, and what they are cited to, where they have to be on record."""

    words: str
    citations: tuple[Citation, ...]


class BlockQuotation(Struct, frozen=True, gc=False, tag="quotation"):
    """A block quotation: its blocks, its speaker's line (or nothing), the words in it that are somebody's, and their
    language. Quotation marks around the whole are left to the style.
    """

    blocks: tuple[BodyBlock, ...]
    caption: tuple[Inline, ...]
    quoted: tuple[Quoted, ...]
    language: str


BodyBlock = Paragraph | Line | Heading | List | Table | CodeBlock | Rule | Figure | BlockQuotation


class Body(Struct, frozen=True, gc=False):
    """A Markdown body: its blocks, and how many words a reader reads."""

    blocks: tuple[BodyBlock, ...] = ()
    words: int = 0

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings that divide it, in order; not those inside of other blocks."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))


# ---- what stands in it -----------------------------------------------------------------------------------


def plain_words(parts: Iterable[Inline]) -> str:
    """Return the words of inline parts as plain text, with single spaces.

    >>> plain_words(("Fish  &\\n", Emphasis(("chips", Cite(()), "."))))
    'Fish & chips.'
    """
    return " ".join("".join(_words(parts)).split())


def _words(parts: Iterable[Inline]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Emphasis | Link):
            yield from _words(part.parts)
        elif isinstance(part, TermLink | Code | Unbroken):
            yield part.text
        elif isinstance(part, LineBreak):
            yield " "


def claims_in(parts: Iterable[Inline]) -> Iterator[tuple[tuple[Inline, ...], Cite | None]]:
    """Yield the parts up to each citation, with it; at last the parts behind the last one (maybe none), with `None`.

    >>> [(plain_words(claim), bool(cite)) for claim, cite in claims_in(("a ", Emphasis(("b", Cite(()), "c"))))]
    [('a b', True), ('c', False)]
    """
    before: list[Inline] = []
    for part in parts:
        if isinstance(part, Cite):
            yield tuple(before), part
            before = []
        elif isinstance(part, Emphasis | Link):
            for inner, cite in claims_in(part.parts):
                if inner:
                    before.append(replace(part, parts=inner))
                if cite:
                    yield tuple(before), cite
                    before = []
        else:
            before.append(part)
    yield tuple(before), None


def statements(blocks: Iterable[BodyBlock]) -> Iterator[tuple[Inline, ...]]:
    """Yield the lines of blocks that state something, in the order of the text: paragraphs, items, rows of tables,
    quotations with their speaker's line. Headings and header rows name what follows, and code is shown, not said.
    """
    for block in blocks:
        if isinstance(block, Paragraph | Line):
            yield block.parts
        elif isinstance(block, List):
            for item in block.items:
                yield from statements(item)
        elif isinstance(block, Table):
            for row in block.rows:
                yield one_line(cell.parts for cell in row)
        elif isinstance(block, BlockQuotation):
            yield one_line((*statements(block.blocks), block.caption))


def one_line(lines: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return lines as one, with line breaks between them."""
    joined: list[Inline] = []
    for line in lines:
        joined += [LineBreak(), *line] if joined else line
    return tuple(joined)
