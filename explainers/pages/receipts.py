"""Receipts of a page: every claim's citations are numbered in the order in which they first stand, and listed
at the foot, a source card for each source.
"""

from __future__ import annotations

from dataclasses import replace

from msgspec import Struct

from explainers.model import Source
from explainers.pages.page_context import PageContext
from explainers.pages.view_parts import Badge, Mark, Marks, SourceCard, SourceCardRow
from explainers.pages.vocabulary import BADGES
from explainers.pages.whereabouts import locator, opened_at, whereabouts
from explainers.prose import Attribution, Citation, Cite

__all__ = ["Receipts", "about_source", "badge", "how_of"]


class _Receipt(Struct, frozen=True):
    """What a number stands for: same source, same paragraphs, same word, same sum is the same receipt."""

    source: str
    paragraphs: tuple[int, ...]
    how: str
    sum: str


class Receipts:
    """The receipts of one page, while it is made."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._numbers: dict[_Receipt, int] = {}
        self._marked: set[int] = set()

    def marks(self, cite: Cite, *, default: Attribution | None = None, margin: set[int] | None = None) -> Marks:
        """Return the badges and marks that end a claim.

        `default`: the word of a citation without one, where its place implies it. `margin`: the numbers that
        stand in the margin of this paragraph already (they are added to it), or `None` where none do.
        """
        badges: dict[str, Badge] = {}
        marks: list[Mark] = []
        for citation in cite.citations:
            how = how_of(self._context, citation, default)
            shown = badge(self._context, how)
            if shown.style != "bare":
                badges[how] = shown
            if citation.sum:
                badges["calculated"] = badge(self._context, "calculated")
            if citation.source:
                marks.append(self._mark(citation, how, margin))
        return Marks(tuple(badges.values()), tuple(marks))

    def own(self, cite: Cite) -> Marks:
        """Return the badge that stands before an own thought."""
        return replace(self.marks(cite), leads=True)

    def source_cards(self) -> tuple[SourceCard, ...]:
        """Return the receipts so far, a source card for each source, sources and rows in the order of numbers."""
        rows: dict[str, list[SourceCardRow]] = {}
        for receipt, number in self._numbers.items():
            rows.setdefault(receipt.source, []).append(self._row(receipt, number))
        return tuple(self._source_card(self._context.site.source(key), tuple(row)) for key, row in rows.items())

    def _mark(self, citation: Citation, how: str, margin: set[int] | None) -> Mark:
        receipt = _Receipt(citation.source, citation.paragraphs, how, citation.sum)
        number = self._numbers.setdefault(receipt, len(self._numbers) + 1)
        first = number not in self._marked
        self._marked.add(number)
        words = below = ""
        if margin is not None and number not in margin:
            margin.add(number)
            words = self._margin(citation)
            below = "" if how in ("stated", "said") else badge(self._context, how).word
        href = self._context.link(self._context.kind, self._context.slug, f"r{number}")
        return Mark(number, f"m{number}" if first else "", href, words, below)

    def _margin(self, citation: Citation) -> str:
        source = self._context.site.source(citation.source)
        name = self._context.called(source.short or source.publisher)
        return f"{name}, {locator(self._context, citation.paragraphs)}" if citation.paragraphs else name

    def _row(self, receipt: _Receipt, number: int) -> SourceCardRow:
        source = self._context.site.source(receipt.source)
        shown = badge(self._context, receipt.how if source.sealed else "unchecked")
        place = locator(self._context, receipt.paragraphs)
        href = opened_at(source, receipt.paragraphs)
        elsewhere = whereabouts(self._context, source, receipt.paragraphs)
        return SourceCardRow(number, f"r{number}", place, shown, f"#m{number}", receipt.sum, href, elsewhere)

    def _source_card(self, source: Source, rows: tuple[SourceCardRow, ...]) -> SourceCard:
        language = "" if source.language == self._context.language else source.language
        about = about_source(self._context, source)
        return SourceCard(source.title, source.url, language, about, source.archived or "", rows)


def how_of(context: PageContext, citation: Citation, default: Attribution | None = None) -> Attribution:
    """Return how the source has it: as written, as the place implies, or as the paragraphs' notes imply."""
    if citation.how or default or not citation.source:
        return citation.how or default or "analysis"
    notes = context.site.source(citation.source).paragraphs
    allowed = {how for number in citation.paragraphs if number in notes for how in notes[number].how}
    return allowed.pop() if len(allowed) == 1 else "stated"


def badge(context: PageContext, how: str) -> Badge:
    """Return the badge of a word, which links to its explanation on the method page."""
    if how not in context.badges:
        context.badges[how] = _made_badge(context, how)
    return context.badges[how]


def _made_badge(context: PageContext, how: str) -> Badge:
    words = BADGES[how]
    return Badge(
        how, context.say(words.word), context.say(words.meaning), context.link("page", "method", how), words.style
    )


def about_source(context: PageContext, source: Source) -> str:
    """Return who published a source, when, and how long our copy is."""
    about = context.say(
        "%(publisher)s. Published %(date)s.",
        publisher=context.called(source.publisher),
        date=context.date(source.published),
    )
    if source.sealed is None:
        return about
    return f"{about} " + context.say_count("%(number)s paragraph.", "%(number)s paragraphs.", source.sealed.count)
