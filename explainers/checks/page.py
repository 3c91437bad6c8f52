"""A file as the checks see it: its statements, with the figures, names and quotations in them, found once.

A statement is a claim with what it cites; titles, headings and the like are statements too, which may say what
the page cites anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import Struct

from explainers.checks.book import COUNTRY
from explainers.checks.evidence import Evidence, Support, support_of
from explainers.checks.site import CheckedSite
from explainers.languages.joined import Joined, Signs
from explainers.model import Event
from explainers.problems import START, Place, Problem, Severity
from explainers.prose import Citation
from explainers.reading.blocks import CITED, Block
from explainers.reading.documents import Document, yaml_of
from explainers.reading.figures import Figure, figures, figures_of
from explainers.reading.findings import stretch_of
from explainers.reading.names import Name
from explainers.reading.nodes import texts_under
from explainers.reading.quotation_marks import QuotedWords, has_marks, quoted_in

__all__ = ["PAGE_WIDE", "PROSE", "STATED", "WARNINGS", "Page", "Statement"]

STATED: Final = CITED | {"event", "value"}
"""Kinds of blocks whose claims stand on what they cite."""

PAGE_WIDE: Final = frozenset(("title", "summary", "heading", "header-row"))
"""Kinds of blocks that cite nothing, and stand on what the page cites."""

WARNINGS: Final = frozenset(("hedge-missing", "review-overdue", "translation-missing", "translation-stale"))
"""The codes that don't forbid to publish; all others do."""

PROSE: Final = STATED - {"value"} | PAGE_WIDE
"""Kinds of blocks in which figures, names and quotations are looked for."""

_SEARCHED: Final = PROSE | {"change-was"}


_T = TypeVar("_T")
_Found = TypeVar("_Found", Figure, Name)
_PUNCTUATION: Final = " .,;:!?…\n"


class Statement(Struct, frozen=True):
    """A stretch of a block, from `start` to `end` in its text, and what it stands on; `wide`: on all that the page
    cites. `cite_place` is where its citations stand, or its words where it has none; `support`, what these stand for.
    """

    block: Block
    start: int
    end: int
    citations: tuple[Citation, ...]
    cite_place: Place
    wide: bool
    support: Support

    @property
    def leads_in(self) -> bool:
        """Whether it has the citations of what follows, for it leads to that."""
        return self.block.lead_in and self.end >= len(self.block.text.rstrip())

    @property
    def place(self) -> Place:
        """Where its words stand, without the punctuation behind its citation."""
        words = self.block.text[self.start : self.end].rstrip(_PUNCTUATION)
        return self.block.place_of(self.start, self.start + len(words))


class Prose(NamedTuple):
    """Blocks of one language, and their texts, to be searched as one."""

    language: str
    blocks: Sequence[Block]
    texts: Joined


class Page:
    """A file that is being checked, in its site; `files`: those of the same page, itself included."""

    def __init__(self, document: Document, site: CheckedSite, files: Sequence[Document] = ()) -> None:
        self.document, self.site, self.files = document, site, files or (document,)
        self.kind, self.blocks, self.language = document.kind, document.blocks, document.language
        self._outside: dict[int, str] = {}
        self._found: dict[Callable[[Page], Any], Any] = {}
        self._evidence: dict[str, Evidence | None] = {}

    def hold(self, find: Callable[[Page], _T]) -> _T:
        """Return what a function finds in the page, which it looks for once, however many rules ask."""
        if find not in self._found:
            self._found[find] = find(self)
        found: _T = self._found[find]
        return found

    @property
    def original(self) -> Document | None:
        """The original, of a translation."""
        return next((one for one in self.files if one.original and not self.document.original), None)

    @cached_property
    def original_page(self) -> Page | None:
        """The original, of a translation, as the checks see it."""
        return Page(self.original, self.site, self.files) if self.original else None

    @property
    def translations(self) -> frozenset[str]:
        """The languages that the page is translated into."""
        return frozenset(one.language for one in self.files if not one.original)

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        record = self.document.record if self.kind == "events" else None
        entries = record if isinstance(record, tuple) else ()
        return {entry.id: entry for entry in entries if isinstance(entry, Event)}

    def event(self, block: Block) -> Event | None:
        """Return the event that a block of the file of events belongs to."""
        return self._events.get(block.name.partition(".")[0]) if self.kind == "events" else None

    @cached_property
    def mains(self) -> frozenset[str]:
        """What its own countries stand for: an explainer's first, both of a relation. They always pass."""
        own = self.original or self.document
        codes = self.document.countries or (own.countries if own.record is not None else ())
        codes = codes[:1] if self.kind == "explainer" else codes
        return frozenset(COUNTRY + code for code in codes)

    def problem(self, code: str, place: Place, message: str, suggestion: str | None = None) -> Problem:
        """Return a problem of this file."""
        severity: Severity = "warning" if code in WARNINGS else "error"
        return self.document.problem(place, code, message, suggestion, severity)

    def value(self, name: str) -> Block | None:
        """Return the block of a value by the key that it stands under."""
        return next((block for block in self.blocks if block.kind == "value" and block.name == name), None)

    def key_place(self, key: str, value: str) -> Place:
        """Return where a value stands in the file, by its key; the beginning of the file if it is not found.

        Only for values of one line that no block has, such as dates.
        """
        read = yaml_of(self.document.path, self.document.data)
        for node in texts_under(read.root, key) if read else ():
            if read and node.value.strip() == value:
                start = node.value.index(value)
                return read.file.place(*stretch_of(read.file, node).span(start, start + len(value)))
        return START

    # ---- statements ----

    @cached_property
    def cited(self) -> tuple[Citation, ...]:
        """All that the page cites, each once."""
        each = [claim.citations for block in self.blocks if block.kind in STATED for claim in block.claims]
        return tuple(dict.fromkeys([one for citations in each for one in citations if one.source]))

    @cached_property
    def has_sums(self) -> bool:
        """Whether any of it is a sum."""
        return any(one.sum for one in self.cited)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the page states, in order; not what has no citation and needs one, which is told elsewhere."""
        return tuple(self._stated())

    def _stated(self) -> Iterator[Statement]:
        for block in self.blocks:
            if block.kind in PAGE_WIDE and self.cited:
                yield self._wide(block, 0, len(block.text), block.place)
            elif block.kind in STATED:
                for claim in block.claims:
                    citations, end = claim.citations, claim.start + len(claim.text)
                    if citations and (citations[0].source or any(one.source for one in citations)):
                        its = self.support(citations)
                        yield Statement(block, claim.start, end, citations, claim.cite_place, wide=False, support=its)
                    elif citations:  # the editors' own thought may say what the page has
                        yield self._wide(block, claim.start, end, claim.cite_place)

    def _wide(self, block: Block, start: int, end: int, place: Place) -> Statement:
        return Statement(block, start, end, self.cited, place, wide=True, support=self._whole)

    @cached_property
    def _whole(self) -> Support:
        """What all that the page cites can stand for."""
        return self.support(self.cited)

    # ---- what they stand on: asked of the site once, for all figures and names of all rules ----

    def evidence(self, key: str) -> Evidence | None:
        """Return what a source can be cited for, or `None` where there is no such source."""
        if key not in self._evidence:
            self._evidence[key] = self.site.evidence(key)
        return self._evidence[key]

    def support(self, citations: tuple[Citation, ...]) -> Support:
        """Return what citations can stand for, all of them together."""
        return support_of(citations, self.evidence)

    # ---- what stands in them ----

    def quoted(self, block: Block) -> tuple[QuotedWords, ...]:
        """Return what of a block is somebody's words."""
        return self._quoted.get(id(block), ())

    @cached_property
    def _quoted(self) -> Mapping[int, tuple[QuotedWords, ...]]:
        return {
            id(block): quoted_in(block) for block in self.blocks if block.kind == "quotation" or has_marks(block.text)
        }

    def outside(self, block: Block) -> str:
        """Return a block's text with blanks for what it quotes, so that offsets stay."""
        found = self._outside.get(id(block))
        if found is None:
            text, pieces, place = block.text, [], 0
            for one in self.quoted(block):
                if one.closed:
                    pieces += [text[place : one.start], " " * (one.end - one.start)]
                    place = one.end
            found = self._outside[id(block)] = "".join([*pieces, text[place:]])
        return found

    def figures_in(self, block: Block) -> tuple[Figure, ...]:
        """Return the figures in a block, in quotations too."""
        found = self._figures.get(id(block))
        return figures(block.text, block.language) if found is None else found

    def names_in(self, block: Block) -> tuple[Name, ...]:
        """Return the names in a block, in quotations too."""
        found = self._names.get(id(block))
        return self.site.book.names(block.text, block.language) if found is None else found

    @cached_property
    def _figures(self) -> Mapping[int, tuple[Figure, ...]]:
        return self._of_blocks(figures_of)

    @cached_property
    def _names(self) -> Mapping[int, tuple[Name, ...]]:
        return self._of_blocks(self.site.book.names_of)

    def _of_blocks(self, find: Callable[[Joined, str], Sequence[tuple[_Found, ...]]]) -> dict[int, tuple[_Found, ...]]:
        """Return what is found in the texts of blocks, all of a language together."""
        return {
            id(block): found
            for language, blocks, texts in self.prose
            for block, found in zip(blocks, find(texts, language), strict=True)
        }

    @cached_property
    def prose(self) -> Sequence[Prose]:
        """The blocks in which something is looked for: of prose, and what a change was, by language."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            if block.kind in _SEARCHED:
                found.setdefault(block.language, []).append(block)
        return [Prose(language, its, Joined([one.text for one in its])) for language, its in found.items()]

    def having(self, signs: Callable[[str], Signs]) -> Iterator[Block]:
        """Yield the blocks that have signs, those of their language; of prose, and of what a change was."""
        for language, blocks, texts in self.prose:
            yield from (blocks[number] for number in texts.having(signs(language)))

    @cached_property
    def with_figures(self) -> tuple[tuple[Statement, Sequence[Figure]], ...]:
        """The statements that have figures outside of quotations, with these."""
        return tuple(self._with_statements(self.figures_in))

    @cached_property
    def with_names(self) -> tuple[tuple[Statement, Sequence[Name]], ...]:
        """The statements that have names outside of quotations, with these."""
        return tuple(self._with_statements(self.names_in))

    def _with_statements(
        self, find: Callable[[Block], tuple[_Found, ...]]
    ) -> Iterator[tuple[Statement, Sequence[_Found]]]:
        block: Block | None = None
        own: Sequence[_Found] = ()
        for statement in self.statements:
            if statement.block is not block:
                block = statement.block
                own = self._own_words(block, find(block)) if block.kind in PROSE else ()
            if not own:
                continue
            is_whole = statement.start <= own[0].start and own[-1].start < statement.end
            its = own if is_whole else [one for one in own if statement.start <= one.start < statement.end]
            if its:
                yield statement, its

    def _own_words(self, block: Block, found: Sequence[_Found]) -> Sequence[_Found]:
        spans = self._not_own.get(id(block)) if found else None
        if not spans:
            return found
        return [one for one in found if not any(start <= one.start < end for start, end in spans)]

    @cached_property
    def _not_own(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """Where the quotations stand in blocks that have some, and citations that are shown as one, in code."""
        found = {key: [(one.start, one.end) for one in its if one.closed] for key, its in self._quoted.items()}
        for block in self.blocks:
            if "[@" in block.text:
                found.setdefault(id(block), []).extend(match.span() for match in _SHOWN.finditer(block.text))
        return found


_SHOWN: Final = re.compile(r"\[@[^\]]*\]")
