"""Receipts of a page: every claim's citations are numbered in the order in which they first stand, and listed
at the foot, a slip for each source.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from msgspec import Struct

from explainers.model import Source
from explainers.prose import Citation, Cite, How
from explainers.showing.sheet import Sheet
from explainers.showing.views import Badge, Mark, Marks, Slip, SlipRow
from explainers.showing.vocabulary import BADGES

__all__ = ["Receipts", "about_source", "badge", "how_of", "locator"]


class _Receipt(Struct, frozen=True):
    """What a number stands for: same source, same paragraphs, same word is the same receipt."""

    source: str
    paragraphs: tuple[int, ...]
    how: str


class Receipts:
    """The receipts of one page, while it is made."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._numbers: dict[_Receipt, int] = {}
        self._marked: set[int] = set()

    def marks(self, cite: Cite, *, otherwise: How | None = None, margin: set[int] | None = None) -> Marks:
        """Return the badges and marks that end a claim.

        `otherwise`: the word of a citation without one, where its place implies it. `margin`: the numbers that
        stand in the margin of this paragraph already (they are added to it), or `None` where none do.
        """
        badges: dict[str, Badge] = {}
        marks: list[Mark] = []
        for citation in cite.citations:
            how = how_of(self._sheet, citation, otherwise)
            shown = badge(self._sheet, how)
            if shown.style != "bare":
                badges[how] = shown
            if citation.source:
                marks.append(self._mark(citation, how, margin))
        return Marks(tuple(badges.values()), tuple(marks))

    def own(self, cite: Cite) -> Marks:
        """Return the badge that stands before an own thought."""
        return replace(self.marks(cite), leads=True)

    def slips(self) -> tuple[Slip, ...]:
        """Return the receipts so far, a slip for each source, sources and rows in the order of numbers."""
        rows: dict[str, list[SlipRow]] = {}
        for receipt, number in self._numbers.items():
            rows.setdefault(receipt.source, []).append(self._row(receipt, number))
        return tuple(self._slip(self._sheet.facts.source(key), tuple(row)) for key, row in rows.items())

    def _mark(self, citation: Citation, how: str, margin: set[int] | None) -> Mark:
        receipt = _Receipt(citation.source, citation.paragraphs, how)
        number = self._numbers.setdefault(receipt, len(self._numbers) + 1)
        first = number not in self._marked
        self._marked.add(number)
        words = below = ""
        if margin is not None and number not in margin:
            margin.add(number)
            words = self._margin(citation)
            below = "" if how in ("stated", "said") else badge(self._sheet, how).word
        href = self._sheet.link(self._sheet.kind, self._sheet.slug, f"r{number}")
        return Mark(number, f"m{number}" if first else "", href, words, below)

    def _margin(self, citation: Citation) -> str:
        source = self._sheet.facts.source(citation.source)
        name = self._sheet.called(source.short or source.publisher)
        return f"{name}, {locator(self._sheet, citation.paragraphs)}" if citation.paragraphs else name

    def _row(self, receipt: _Receipt, number: int) -> SlipRow:
        sealed = self._sheet.facts.source(receipt.source).sealed is not None
        shown = badge(self._sheet, receipt.how if sealed else "unchecked")
        place = locator(self._sheet, receipt.paragraphs)
        return SlipRow(number, f"r{number}", place, shown, f"#m{number}")

    def _slip(self, source: Source, rows: tuple[SlipRow, ...]) -> Slip:
        language = "" if source.language == self._sheet.language else source.language
        about = about_source(self._sheet, source)
        return Slip(source.title, source.url, language, about, source.archived or "", rows)


def how_of(sheet: Sheet, citation: Citation, otherwise: How | None = None) -> How:
    """Return how the source has it: as written, as the place implies, or as the paragraphs' notes imply."""
    if citation.how or otherwise or not citation.source:
        return citation.how or otherwise or "analysis"
    notes = sheet.facts.source(citation.source).paragraphs
    allowed = {how for number in citation.paragraphs if number in notes for how in notes[number].how}
    return allowed.pop() if len(allowed) == 1 else "stated"


def badge(sheet: Sheet, how: str) -> Badge:
    """Return the badge of a word, which links to its explanation on the method page."""
    words = BADGES[how]
    return _badge(how, sheet.say(words.word), sheet.say(words.meaning), sheet.link("page", "method", how), words.style)


# Most badges of a page are the same few: made once, they are compared and shown faster.
_badge = lru_cache(maxsize=64)(Badge)


def locator(sheet: Sheet, paragraphs: tuple[int, ...]) -> str:
    """Return paragraphs in words: *para. 4*, *paras. 4–5*, *paras. 2, 10*, *the report*."""
    if not paragraphs:
        return sheet.say("the report")
    runs: list[list[int]] = []
    for number in paragraphs:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    if len(paragraphs) == 1:
        return sheet.say("para. %(number)s", number=shown)
    return sheet.say("paras. %(numbers)s", numbers=shown)


def about_source(sheet: Sheet, source: Source) -> str:
    """Return who published a source, when, and how long our copy is."""
    about = sheet.say(
        "%(publisher)s. Published %(date)s.",
        publisher=sheet.called(source.publisher),
        date=sheet.date(source.published),
    )
    if source.sealed is None:
        return about
    return f"{about} " + sheet.count("%(number)s paragraph.", "%(number)s paragraphs.", source.sealed.count)
