"""What the checks look at: the blocks of a file, the claims in them, and what the file refers to.

A block is a stretch of words that is judged as a whole: a paragraph, a list item, a key point, a table row, a
block quotation, but also a title, a heading, an event's text, or a value such as a relation's status. A claim
is the part of it that one citation stands for. All of them know their places in the file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from explainers.problems import Place
from explainers.prose import Citation

__all__ = ["CITED", "Block", "BlockKind", "Claim", "Reference", "ReferenceKind", "place_in"]

BlockKind = Literal[
    "title", "summary", "heading", "paragraph", "item", "row", "header-row", "quotation", "key-point", "unknown",
    "change-was", "change-now", "event", "value", "term", "definition", "sealed-quotation", "translation",
    "called",
]  # fmt: skip
CITED: Final = frozenset(("paragraph", "item", "row", "quotation", "key-point", "unknown", "change-now"))
"""The kinds of blocks that end in a citation."""
ReferenceKind = Literal["country", "source", "term", "page", "address", "file", "event"]


class Reference(Struct, frozen=True):
    """Something that a file speaks of and that stands elsewhere.

    `kind` and `target`: a country's code, a source's key, a term's id, the path of a page or an image
    relative to the content folder (an address: the page that one may be meant as, which is no link to it yet), an
    event's id; `place`, where it is named. Of a source, `paragraphs` are
    the numbers cited and `detail` is their place; of a page, `fragment` is the heading's id and `detail` its
    place.
    """

    kind: ReferenceKind
    target: str
    place: Place
    paragraphs: tuple[int, ...] = ()
    fragment: str = ""
    detail: Place | None = None


class Claim(Struct, frozen=True):
    """A stretch of a block's text that the same citations stand for.

    `text`, its words as typed, without citations, markup and the spaces around; `start`, where it begins in
    the block's text (in characters); `citations`, none where nothing is cited, or nothing that could be
    understood; `cite_place`, of the citations (of the words, where there are none).
    """

    text: str
    start: int
    citations: tuple[Citation, ...]
    cite_place: Place


class Block(Struct, frozen=True):
    """A stretch of words that is judged as a whole.

    `text`, its words as typed, without citations and markup, in NFC; paragraphs of one quotation, and cells
    of one row, are parted by a blank line. `claims` cover its words, in order. `rest` are the words after the
    last citation, in a block of a kind that ends in one (`CITED`) and where there should be none. `lead_in`:
    its last words end with a colon, and the last claim has the citations of what follows. `name` says which
    key a *value* stands under (``status``, ``since``), or which event, term or quotation (its number) the
    block belongs to, as far as it belongs to one; for a value both, parted by a full stop
    (``ministers-meet.when``); for what somebody is *called*, the key (``publisher``, ``speaker 2``).
    `caption`: where in the text of a quotation its speaker's line starts. `spans`: where its words stand in the
    file, as offset in the text, line and column. `items`: how many items the list has that a lead-in leads to.
    """

    kind: BlockKind
    text: str
    place: Place
    claims: tuple[Claim, ...]
    language: str
    rest: str = ""
    lead_in: bool = False
    name: str = ""
    caption: int | None = None
    spans: tuple[tuple[int, int, int], ...] = ()
    items: int = 0

    def place_of(self, start: int, end: int) -> Place:
        """Return the place in the file of a stretch of the block's text, given by offsets in characters."""
        return place_in(self.spans, start, end) if self.spans else self.place


def place_in(spans: Sequence[tuple[int, int, int]], start: int, end: int) -> Place:
    """Return the place of a stretch of a text whose parts stand where `spans` say (see `Block`)."""
    first = spans[(bisect_left(spans, (start + 1,)) or 1) - 1]
    last = spans[(bisect_left(spans, (end,)) or 1) - 1] if end > start else first
    before, after = start - first[0], (end if end > start else start + 1) - last[0]
    return Place(
        first[1],
        first[2] + before if before > 0 else first[2],
        last[1],
        last[2] + after if after > 0 else last[2],
    )
