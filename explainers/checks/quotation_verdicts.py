"""Each quotation of a page with what was found out about it, once, for all rules that ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from explainers.checks.page import PAGE_WIDE, PROSE, Page
from explainers.checks.word_for_word import (
    OnRecord,
    checked_on_record,
    cited_quotations,
    is_translated,
    nearest_words,
    on_record,
    recorded_words,
    stands_in,
)
from explainers.cldr import find_cldr
from explainers.locales import base_language
from explainers.model import Quotation, Source
from explainers.problems import Place
from explainers.prose import Citation
from explainers.reading.blocks import Block
from explainers.reading.quotation_marks import QuotedWords, has_words
from explainers.reading.seals import normalised, seal_state

__all__ = ["QuotationVerdict", "Verdict", "cited_as", "language_name", "verdicts"]

Verdict = Literal[
    "sealed", "unsealed", "elsewhere", "near", "untranslated", "unknown", "open", "empty", "too-many", "unread"
]


class QuotationVerdict(Struct, frozen=True):
    """A quotation and its verdict.

    `sealed`: on record in what is cited, with a seal; `unsealed`: on record without one; `elsewhere`: on record in
    another paragraph or another source of the page; `near`: like `nearest`; `untranslated`: the page's language
    has no translation on record; `unknown`: like nothing on record; `open`: a mark without a partner; `empty`;
    `too-many`: the page has more quotations than are looked at, and this is the first of these; `unread`: what is
    cited, or the citation, can't be read or isn't there, which is told as a problem of its own.
    `found`: the source's key and the quotation on record; `nearest`: the words that come nearest, `there`: the
    paragraph that has these, or its own. `citations`: what is cited for it, `wide`: anywhere on the page. `around`: the
    text around it in which its speaker is to be named. `caption`: the line below a block quotation that says who
    speaks.
    """

    words: str
    place: Place
    verdict: Verdict
    language: str
    around: str
    citations: tuple[Citation, ...] = ()
    found: tuple[str, Quotation] | None = None
    nearest: str | None = None
    there: Citation | None = None
    caption: str = ""
    wide: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the sources that are cited for it."""
        return tuple(dict.fromkeys(one.source for one in self.citations))

    @property
    def cited_as(self) -> str:
        """What is cited for it, in words."""
        return "anything that this page cites" if self.wide else cited_as(self.citations)


def language_name(language: str) -> str:
    """Return a language's name in English; its code where it has none."""
    known = find_cldr(base_language(language))
    return (known and known.english_name) or language


_CAPTION: Final = re.compile(r"\n\s*[\u2013\u2014-]+\s*(\S.*)\Z", re.DOTALL)


def verdicts(page: Page) -> tuple[QuotationVerdict, ...]:
    """Return the quotations of a page, in order."""
    return page.hold(_found)


def _found(page: Page) -> tuple[QuotationVerdict, ...]:
    return tuple(_each_of(page))


MOST: Final = 1000
"""How many quotations of a page are looked at: no real page comes near it, and each costs time."""


def _each_of(page: Page) -> Iterator[QuotationVerdict]:
    lead_in, count = "", 0
    for block in page.blocks:
        if block.kind in PROSE and (page.kind != "page" or page.cited):
            for one in page.quoted(block):
                count += 1
                if count > MOST:
                    yield QuotationVerdict("", block.place, "too-many", block.language, "")
                    return
                yield _Case(page, block, one, lead_in).verdict()
        lead_in = f"{block.text} " if block.lead_in else ""


class _Near(NamedTuple):
    """The words that come nearest to a quotation, and the paragraph that has them."""

    words: str
    there: Citation


_Placed = tuple[Citation, str]
"""The words of a paragraph, or of a quotation from it."""


def _nearest(words: str, texts: Sequence[_Placed]) -> _Near | None:
    """Return what comes nearest to words in some texts."""
    nearest = nearest_words(words, [text for _, text in texts])
    return None if nearest is None else _Near(nearest, next(there for there, text in texts if nearest in text))


def _having(words: str, texts: Sequence[_Placed]) -> Citation | None:
    """Return the paragraph of the first text that has words."""
    return next((there for there, text in texts if stands_in(words, text)), None)


def _paragraph(one: OnRecord) -> Citation:
    return Citation(one[0].key, (one[1].para,))


class _Case:
    def __init__(self, page: Page, block: Block, quoted: QuotedWords, lead_in: str) -> None:
        self.page, self.block, self.quoted, self.words = page, block, quoted, quoted.words
        self.place = block.place_of(*_trimmed(block.text, quoted))
        outside = page.outside(block)
        self.around = lead_in + outside
        caption = _CAPTION.search(outside) if block.kind == "quotation" else None
        self.caption = " ".join(caption[1].split()).rstrip(" .,;") if caption else ""
        self.citations = page.cited if block.kind in PAGE_WIDE else quoted.citations

    def verdict(self) -> QuotationVerdict:
        if not self.quoted.closed:
            return self._as("open")
        if not has_words(self.words):
            return self._as("empty")
        checked = checked_on_record(self.words, self.block.language, self.citations, self._source)
        if checked:  # a seal that is broken is told at the source
            return self._as("unsealed" if checked[1] == "missing" else "sealed", checked[0])
        if not self.citations and self.page.document.has_unread_citation(self.block):
            return self._as("unread")
        if not all(map(self._source, (one.source for one in self.citations))):
            return self._as("unread")  # what is wrong with the source, or with its name, is told there
        cited = (self._source(one.source) for one in self.page.cited)
        others = tuple((source, quotation) for source in cited if source for quotation in source.quotations)
        found = on_record(self.words, self.block.language, others)
        if found:
            if seal_state(*found) == "broken":  # its paragraph may be the slip, which is told at the source
                return self._as("unread")
            return self._as("elsewhere", found, _Near(self.words, _paragraph(found)))
        return self._not_found(tuple(cited_quotations(self.citations, self._source)), others)

    def _source(self, key: str) -> Source | None:
        evidence = self.page.evidence(key)
        return evidence.source if evidence else None

    def _text(self, source: Source, quotation: Quotation) -> str | None:
        """Return the words of a quotation in the language of the block."""
        return recorded_words(source, quotation, self.block.language)

    def _not_found(self, here: Sequence[OnRecord], others: Sequence[OnRecord]) -> QuotationVerdict:
        cited, uncited = self._at_hand()
        if _having(self.words, cited) is None:
            if there := _having(self.words, uncited):
                return self._as("elsewhere", near=_Near(self.words, there))
            near = _nearest(self.words, self._texts(here)) or _nearest(self.words, self._texts(others))
            near = near or _nearest(self.words, cited) or _nearest(self.words, uncited)
            if near and normalised(near.words) != normalised(self.words):
                return self._as("near", near=near)
        untranslated = next((one for one in here if self._text(*one) is None), None)
        return self._as("untranslated" if untranslated else "unknown", untranslated)

    def _texts(self, quotations: Sequence[OnRecord]) -> Sequence[_Placed]:
        """Return the words of quotations on record, in the language of the block."""
        return [(_paragraph(one), text) for one in quotations if (text := self._text(*one))]

    def _at_hand(self) -> tuple[Sequence[_Placed], Sequence[_Placed]]:
        """Return the cited paragraphs of the cited sources, and their others, as far as texts are at hand and in the
        language of the block.
        """
        cited: list[_Placed] = []
        uncited: list[_Placed] = []
        for one in self.citations:
            evidence = self.page.evidence(one.source)
            if evidence and evidence.text and not is_translated(evidence.source, self.block.language):
                numbers = frozenset(evidence.numbers(one))
                for number, text in enumerate(evidence.text, start=1):
                    placed = (Citation(one.source, (number,)), text)
                    (cited if number in numbers else uncited).append(placed)
        return cited, uncited

    def _as(self, verdict: Verdict, found: OnRecord | None = None, near: _Near | None = None) -> QuotationVerdict:
        wide = self.block.kind in PAGE_WIDE
        return QuotationVerdict(
            words=self.words,
            place=(self._cite_place() if verdict == "elsewhere" else None) or self.place,
            verdict=verdict,
            language=self.block.language,
            around=self.around,
            citations=self.citations,
            found=(found[0].key, found[1]) if found else None,
            nearest=near.words if near and verdict == "near" else None,
            there=near.there if near else None,
            caption=self.caption,
            wide=wide,
        )

    def _cite_place(self) -> Place | None:
        """Return where the citation stands that the quotation belongs to."""
        around = (
            claim
            for claim in self.block.claims
            if claim.citations and self.quoted.start < claim.start + len(claim.text)
        )
        return next((claim.cite_place for claim in around), None)


def _trimmed(text: str, quoted: QuotedWords) -> tuple[int, int]:
    words = text[quoted.start : quoted.end]
    start = quoted.start + len(words) - len(words.lstrip())
    return start, max(start + 1, quoted.start + len(words.rstrip()))


def cited_as(citations: Sequence[Citation]) -> str:
    """Return citations in words, but for the editors' own thoughts: "paragraph 3 of 'wire'".

    >>> cited_as([Citation("wire", (1, 2, 3, 5)), Citation(""), Citation("other")])
    "paragraphs 1–3, 5 of 'wire' or 'other'"
    """
    return (
        " or ".join(dict.fromkeys(_in_words(one) for one in citations if one.source or one.paragraphs)) or "the source"
    )


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
