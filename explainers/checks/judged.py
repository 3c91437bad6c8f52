"""Each quotation of a page with what was found out about it, once, for all rules that ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal
from weakref import WeakKeyDictionary

from msgspec import Struct

from explainers.checks.evidence import Evidence
from explainers.checks.page import PAGE_WIDE, PROSE, Page
from explainers.checks.quoted import InMarks, base_language, nearest_words, recorded_words, stands_in
from explainers.model import Citation, Quotation
from explainers.problems import Place
from explainers.reading.blocks import Block
from explainers.reading.seals import normalised

__all__ = ["Judged", "Verdict", "cited_as", "judged", "language_name"]

Verdict = Literal[
    "sealed", "unsealed", "elsewhere", "near", "untranslated", "unknown", "open", "empty", "too-many", "unread"
]


class Judged(Struct, frozen=True):
    """A quotation and its verdict.

    `sealed`: on record in what is cited, with a seal; `unsealed`: on record without one; `elsewhere`: on record in
    another paragraph or another source of the page; `near`: like `nearest`; `untranslated`: the page's language
    has no translation on record; `unknown`: like nothing on record; `open`: a mark without a partner; `empty`;
    `too-many`: the page has more quotations than are looked at, and this is the first of these; `unread`: what is cited
    can't be read, or isn't there, which is told as a problem of its own.
    `found`: the source's key and the quotation on record. `citations`: what is cited for it. `around`: the text
    around it in which its speaker is to be named.
    """

    words: str
    place: Place
    verdict: Verdict
    language: str
    around: str
    citations: tuple[Citation, ...] = ()
    found: tuple[str, Quotation] | None = None
    nearest: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the sources that are cited for it."""
        return tuple(dict.fromkeys(one.source for one in self.citations))

    @property
    def cited_as(self) -> str:
        """What is cited for it, in words."""
        return cited_as(self.citations)


def language_name(language: str) -> str:
    """Return a language's name in English; its code where it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(base_language(language)).get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language


_JUDGED: WeakKeyDictionary[Page, tuple[Judged, ...]] = WeakKeyDictionary()


def judged(page: Page) -> tuple[Judged, ...]:
    """Return the quotations of a page, in order."""
    found = _JUDGED.get(page)
    if found is None:
        found = _JUDGED[page] = tuple(_judged(page))
    return found


MOST: Final = 1000
"""How many quotations of a page are looked at: no real page comes near it, and each costs time."""


def _judged(page: Page) -> Iterator[Judged]:
    lead_in, count = "", 0
    for block in page.blocks:
        if block.kind in PROSE and (page.kind != "page" or page.cited):
            for one in page.quoted(block):
                count += 1
                if count > MOST:
                    yield Judged("", block.place, "too-many", block.language, "")
                    return
                yield _Case(page, block, one, lead_in).judged()
        lead_in = f"{block.text} " if block.lead_in else ""


class _Case:
    def __init__(self, page: Page, block: Block, quoted: InMarks, lead_in: str) -> None:
        self.page, self.block, self.quoted = page, block, quoted
        self.words = block.text[quoted.start : quoted.end].strip()
        self.place = block.place_of(*_trimmed(block.text, quoted))
        self.around = lead_in + page.outside(block)
        self.citations = self._citations()

    def _citations(self) -> tuple[Citation, ...]:
        if self.block.kind in PAGE_WIDE:
            return self.page.cited
        return tuple(
            one
            for claim in self.block.claims
            if claim.start < self.quoted.end and self.quoted.start < claim.start + len(claim.text)
            for one in claim.citations
            if one.source
        )

    def judged(self) -> Judged:
        if not self.quoted.closed:
            return self._as("open")
        if not self.words:
            return self._as("empty")
        known = [(one, evidence) for one in self.citations if (evidence := self.page.site.evidence(one.source))]
        here = [(evidence, quotation) for one, evidence in known for quotation in evidence.quotations(one)]
        found = self._on_record(here)
        if found:
            sealed = found[1].seal and found[0].source.sealed
            return self._as("sealed" if sealed else "unsealed", found)
        if len(known) < len(self.citations):
            return self._as("unread")  # what is wrong with the source, or with its name, is told there
        page = [evidence for one in self.page.cited if (evidence := self.page.site.evidence(one.source))]
        others = [(evidence, quotation) for evidence in page for quotation in evidence.source.quotations]
        found = self._on_record(others)
        return self._as("elsewhere", found) if found else self._not_found(here, others)

    def _on_record(self, quotations: Sequence[tuple[Evidence, Quotation]]) -> tuple[Evidence, Quotation] | None:
        return next((one for one in quotations if stands_in(self.words, self._text(*one) or "")), None)

    def _text(self, evidence: Evidence, quotation: Quotation) -> str | None:
        """Return the words of a quotation in the language of the block."""
        return recorded_words(evidence.source, quotation, self.block.language)

    def _not_found(
        self, here: Sequence[tuple[Evidence, Quotation]], others: Sequence[tuple[Evidence, Quotation]]
    ) -> Judged:
        untranslated = [one for one in here if self._text(*one) is None]
        texts = [text for one in here if (text := self._text(*one))]
        nearest = nearest_words(self.words, texts)
        if nearest is None:
            nearest = nearest_words(self.words, [text for one in others if (text := self._text(*one))])
        if nearest is None:
            nearest = self._nearest_in_text()
        if nearest is not None and normalised(nearest) != normalised(self.words):
            return self._as("near", nearest=nearest)
        return self._as("untranslated", untranslated[0]) if untranslated else self._as("unknown")

    def _nearest_in_text(self) -> str | None:
        """Return what comes nearest in the text of the cited paragraphs, where it is at hand and in the language."""
        for one in self.citations:
            evidence = self.page.site.evidence(one.source)
            if (
                evidence
                and evidence.text
                and base_language(evidence.source.language) == base_language(self.block.language)
            ):
                texts = [evidence.text[number - 1] for number in evidence.numbers(one) if number <= len(evidence.text)]
                if any(stands_in(self.words, text) for text in texts):
                    return None
                return nearest_words(self.words, texts)
        return None

    def _as(
        self, verdict: Verdict, found: tuple[Evidence, Quotation] | None = None, nearest: str | None = None
    ) -> Judged:
        record = (found[0].source.key, found[1]) if found else None
        language, around = self.block.language, self.around
        place = (self._cite_place() if verdict == "elsewhere" else None) or self.place
        return Judged(self.words, place, verdict, language, around, self.citations, record, nearest)

    def _cite_place(self) -> Place | None:
        """Return where the citation stands that the quotation belongs to."""
        around = (
            claim
            for claim in self.block.claims
            if claim.citations and self.quoted.start < claim.start + len(claim.text)
        )
        return next((claim.cite_place for claim in around), None)


def _trimmed(text: str, quoted: InMarks) -> tuple[int, int]:
    words = text[quoted.start : quoted.end]
    start = quoted.start + len(words) - len(words.lstrip())
    return start, max(start + 1, quoted.start + len(words.rstrip()))


def cited_as(citations: Sequence[Citation]) -> str:
    """Return citations in words: "paragraph 3 of 'wire'".

    >>> cited_as([Citation("wire", (1, 2, 3, 5)), Citation("other")])
    "paragraphs 1–3, 5 of 'wire' or 'other'"
    """
    return " or ".join(dict.fromkeys(map(_in_words, citations))) or "the source"


def _in_words(citation: Citation) -> str:
    if not citation.paragraphs:
        return f"'{citation.source}'"
    runs: list[list[int]] = []
    for number in citation.paragraphs:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"paragraph{'s' * (len(citation.paragraphs) > 1)} {shown} of '{citation.source}'"
