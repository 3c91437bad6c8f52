"""Receipts of a page: every claim's citations are numbered in the order in which they first stand, and listed
at the foot, a source card for each source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from explainers.model import ParagraphNote, Source, attribution
from explainers.page_kinds import METHOD
from explainers.pages.numbered import Listed, Numbered, Run, numbered
from explainers.pages.page_context import PageContext, recent, shared
from explainers.pages.view_parts import Badge, Mark, Marks, SourceCard, SourceCardRow
from explainers.pages.vocabulary import BADGES
from explainers.pages.whereabouts import locator, opened_at, whereabouts
from explainers.prose import Attribution, Citation, Cite
from explainers.questions import Reads
from explainers.reading.sums import signs_set

__all__ = ["ClaimEnds", "Receipts", "about_source", "badge", "how_of"]


class _Receipt(Struct, frozen=True, cache_hash=True):
    """What a number stands for: same source, same paragraphs, same word, same sum is the same receipt."""

    source: str
    paragraphs: tuple[int, ...]
    how: str
    sum: str


class Receipts:
    """The receipts of one page, while it is made. `row`: the address of their rows, without the number."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self.row = context.link_here("r")
        self._numbers: dict[_Receipt, int] = {}
        self._ends = _ends(context)
        self._in_run: int | None = None  # how many came before those of a run

    def marks(
        self,
        cite: Cite,
        *,
        default: Attribution | None = None,
        margin: set[int] | None = None,
        leads: bool = False,
    ) -> Numbered[Marks]:
        """Return the badges and marks that end a claim, or stand before it, where they are to lead.

        `default`: the word of a citation without one, where its place implies it. `margin`: the numbers that
        stand in the margin of this paragraph already (they are added to it), or `None` where none do.
        """
        end = _end(self._context, self._ends, cite, default)
        numbers, how = [], [leads]
        for receipt in end.receipts:
            number, is_new = self._number(receipt)
            how.append(is_new)
            numbers.append(number)
            if margin is None or number in margin:
                how.append(False)
            else:
                margin.add(number)
                how.append(True)
        return Numbered(end.marks(self.row, tuple(how)), tuple(numbers))

    def own(self, cite: Cite) -> Numbered[Marks]:
        """Return the badge that stands before an own thought."""
        return self.marks(cite, leads=True)

    def of_run(self, ends: ClaimEnds) -> tuple[tuple[int, ...], tuple[bool, ...]]:
        """Return the numbers of claims that follow one another on many pages, and which of them are new: what their
        sources have besides stands behind the source cards of the page's own.
        """
        if self._in_run is None:
            self._in_run = len(self._numbers)
        found = [self._number(receipt) for receipt in ends.receipts]
        return tuple([number for number, _ in found]), tuple([is_new for _, is_new in found])

    def _number(self, receipt: _Receipt) -> tuple[int, bool]:
        """Return the number of a receipt, and whether it is new on the page."""
        number = self._numbers.get(receipt)
        if number is not None:
            return number, False
        number = self._numbers[receipt] = len(self._numbers) + 1
        return number, True

    def source_cards(self) -> Listed[SourceCard]:
        """Return the receipts so far, a source card for each source, sources and rows in the order of numbers."""
        by_source: dict[str, list[tuple[_Receipt, int]]] = {}
        of_run: dict[_Receipt, int] = {}
        before = len(self._numbers) if self._in_run is None else self._in_run
        for receipt, number in self._numbers.items():
            if number > before and receipt.source not in by_source:
                of_run[receipt] = number
            else:
                by_source.setdefault(receipt.source, []).append((receipt, number))
        own = tuple([_card(self._context, key, receipts) for key, receipts in by_source.items()])
        receipts = tuple(of_run)
        run, order = recent(self._context, "cards", receipts, lambda: _cards(self._context, receipts))
        numbers = tuple(of_run.values())
        return Listed(own, run, tuple([numbers[place] for place in order]))


# ---- what is the same on all pages -----------------------------------------------------------------------


def _card(
    context: PageContext, key: str, receipts: Sequence[tuple[_Receipt, int]]
) -> SourceCard | Numbered[SourceCard]:
    """Return a source's card; `receipts` are its own, with their numbers."""
    if len(receipts) == 1:  # as on other pages, where more are seldom the same
        ((receipt, number),) = receipts
        return Numbered(_card_of_one(context, receipt), (number,))
    return SourceCard(*_head(context, key), tuple(_rows(context, context.site.source(key), receipts)))


def _rows(
    context: PageContext, source: Source, receipts: Iterable[tuple[_Receipt, int]]
) -> Iterator[Numbered[SourceCardRow]]:
    """Yield the rows of a source's card."""
    if not source.elsewhere:
        yield from [Numbered(_row(context, receipt, True), (number,)) for receipt, number in receipts]
        return
    named: set[str] = set()  # the reports that the card has named with their date
    for receipt, number in receipts:
        reports = {one.source for one, _ in source.elsewhere_of(receipt.paragraphs) if one.source}
        yield Numbered(_row(context, receipt, reports <= named), (number,))
        named |= reports


def _cards(context: PageContext, receipts: Sequence[_Receipt]) -> tuple[Run[SourceCard], tuple[int, ...]]:
    """Return the cards of sources with these receipts alone, and the places of the receipts in the order of rows."""
    by_source: dict[str, list[tuple[_Receipt, int]]] = {}
    for place, receipt in enumerate(receipts):
        by_source.setdefault(receipt.source, []).append((receipt, place))
    cards = [_card(context, key, its) for key, its in by_source.items()]
    apart = [card if isinstance(card, Numbered) else numbered(card) for card in cards]
    return Run(apart), tuple([place for card in apart for place in card.numbers])


class ClaimEnds:
    """The ends of claims that follow one another on many pages: their `receipts`, in the order in which they come."""

    def __init__(self, context: PageContext, claims: Iterable[tuple[Cite, Attribution | None]]) -> None:
        known = _ends(context)
        self._ends = [_end(context, known, cite, default) for cite, default in claims]
        self.receipts = tuple([receipt for end in self._ends for receipt in end.receipts])

    def marks(self, row: str, new: Iterable[bool]) -> Iterator[Numbered[Marks]]:
        """Yield badges and marks without their numbers. `row`: the address of rows, without the number; `new`: of each
        receipt whether it is the first with its number.
        """
        firsts = iter(new)
        for end in self._ends:
            how = [(next(firsts), False) for _ in end.receipts]
            yield Numbered(end.marks(row, (False, *chain.from_iterable(how))), (0,) * len(how))


class _End:
    """What shows of the end of a claim besides its numbers: the receipts that have some, and badges and marks, which
    are one value for all pages that have them alike.
    """

    def __init__(self, its: Sequence[_Shown]) -> None:
        self._its = [one for one in its if one.receipt.source]
        self._badges = tuple(dict.fromkeys([badge for one in its for badge in one.badges]))
        self._known: dict[tuple[str, tuple[bool, ...]], Marks] = {}
        self.receipts = tuple([one.receipt for one in self._its])

    def marks(self, row: str, how: tuple[bool, ...]) -> Marks:
        """Return badges and marks. `row`: the address of rows, without the number; `how`: whether they lead, and of
        each mark whether it is the first with its number, and whether it stands in the margin.
        """
        found = self._known.get((row, how))
        if found is None:
            found = self._known[row, how] = self._made(row, *how)
        return found

    def _made(self, row: str, leads: bool, *of_marks: bool) -> Marks:
        marks = [
            Mark(0, "m" if first else "", row, one.margin if beside else "", one.below if beside else "")
            for one, first, beside in zip(self._its, of_marks[::2], of_marks[1::2], strict=True)
        ]
        return Marks(self._badges, tuple(marks), leads)


_Ends = dict[tuple[Cite, Attribution | None], tuple[_End, Reads]]


def _ends(context: PageContext) -> _Ends:
    """Return the ends of claims that pages have shown, with what they rest on: each page asks for dozens of them."""
    found: _Ends = context.site.once(("ends", context.language, context.place), dict)
    return found


def _end(context: PageContext, known: _Ends, cite: Cite, default: Attribution | None) -> _End:
    found = known.get((cite, default))
    if found is None:
        shown = context.site.recorded(lambda: _End([_shown(context, one, default) for one in cite.citations]))
        found = known[cite, default] = shown
    context.site.rest_on(found[1])
    return found[0]


class _Shown(Struct, frozen=True):
    """What shows of a citation besides its number: badges; what stands in the margin, and the word below that."""

    receipt: _Receipt
    badges: tuple[Badge, ...]
    margin: str
    below: str


def _shown(context: PageContext, citation: Citation, default: Attribution | None) -> _Shown:
    how = how_of(context, citation, default)
    its = badge(context, how)
    badges = [one for one in (its, badge(context, "calculated") if citation.sum else its) if one.style != "bare"]
    receipt = _Receipt(citation.source, citation.paragraphs, how, citation.sum)
    below = "" if its.style == "bare" else its.word
    return _Shown(receipt, tuple(dict.fromkeys(badges)), _margin(context, citation) if citation.source else "", below)


def _margin(context: PageContext, citation: Citation) -> str:
    source = context.site.source(citation.source)
    name = context.called(source.short_name)
    return f"{name}, {locator(context, citation.paragraphs)}" if citation.paragraphs else name


@shared
def _row(context: PageContext, receipt: _Receipt, known: bool) -> SourceCardRow:
    """Return a receipt's row without its number. `known`: readers have just met the reports that have paragraphs which
    aren't there.
    """
    source = context.site.source(receipt.source)
    shown = badge(context, receipt.how if source.sealed else "unchecked")
    place = locator(context, receipt.paragraphs)
    elsewhere = whereabouts(context, source, receipt.paragraphs, dated=not known)
    href = opened_at(source, receipt.paragraphs)
    return SourceCardRow(0, "r", place, shown, "#m", signs_set(receipt.sum), href, elsewhere)


@shared
def _card_of_one(context: PageContext, receipt: _Receipt) -> SourceCard:
    """Return the card of a source with one receipt, without its number."""
    source = context.site.source(receipt.source)
    (row,) = _rows(context, source, [(receipt, 0)])
    return SourceCard(*_head(context, source.key), (row.like,))


@shared
def _head(context: PageContext, key: str) -> tuple[str, str, str, str, str]:
    """Return what a source's card says of it: title, address, language, about, archived copy."""
    source = context.site.source(key)
    about = about_source(context, source)
    return source.title, source.url, context.unless_own(source.language), about, source.archived or ""


def how_of(context: PageContext, citation: Citation, default: Attribution | None = None) -> Attribution:
    """Return how the source has it, for readers: where nothing says it, the source states it itself."""
    return attribution(citation, _notes(context, citation), default) or "stated"


def _notes(context: PageContext, citation: Citation) -> Iterator[ParagraphNote]:
    # A generator: a page depends on the notes only where something asks for them.
    notes = context.site.source(citation.source).paragraphs
    yield from (notes[number] for number in citation.paragraphs if number in notes)


@shared
def badge(context: PageContext, how: str) -> Badge:
    """Return the badge of a word, which links to its explanation on the method page."""
    words = BADGES[how]
    return Badge(
        how, context.say(words.word), context.say(words.meaning), context.link("page", METHOD, how), words.style
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
