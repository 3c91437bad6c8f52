"""Prose for one page: records' prose with its receipts, terms, links and checked quotations filled in."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

from explainers.checks.quoted import recorded_words, stands_in
from explainers.model import Cite, How, PageLink, Picture, Prose, Quotation, Quoted, Source, TermLink
from explainers.reading.seals import seal
from explainers.showing.pictures import picture_html
from explainers.showing.receipts import Receipts
from explainers.showing.sheet import Sheet
from explainers.showing.views import Checked, Marks, TermRef, Text

__all__ = ["text_of"]

_BLOCK_ENDS: Final = re.compile(r"</(?:p|li|td|th|blockquote|figcaption)>")
_TABLE: Final = re.compile(r"<(/?)table\b")
_OURS: Final = '<p class="ours">'


def text_of(
    sheet: Sheet, receipts: Receipts, prose: Prose, *, otherwise: How | None = None, margin: bool = False
) -> Text:
    """Return prose as the page shows it.

    `otherwise`: the word of citations without one. `margin`: whether receipts stand in the margin too (once a
    paragraph for each; never in tables).
    """
    return _Conversion(sheet, receipts, otherwise, margin).text(prose)


class _Conversion:
    """The state of a conversion: where in the HTML it is."""

    def __init__(self, sheet: Sheet, receipts: Receipts, otherwise: How | None, margin: bool) -> None:
        self._sheet, self._receipts, self._otherwise = sheet, receipts, otherwise
        self._margin = margin
        self._in_table = False
        self._in_ours = False
        self._shown: set[int] = set()
        self._html: list[str] = []
        self._parts: list[Markup | Marks | TermRef | Checked] = []

    def text(self, prose: Prose) -> Text:
        for part in prose.parts:
            if isinstance(part, str):
                self._string(part)
            elif isinstance(part, Cite):
                self._cite(part)
            elif isinstance(part, TermLink):
                self._emit(TermRef(part.text, self._sheet.link("glossary", fragment=part.term)))
            elif isinstance(part, PageLink):
                self._html.append(str(escape(self._sheet.link_to_file(part.path, part.fragment))))
            elif isinstance(part, Picture):
                self._html.append(str(picture_html(self._sheet, part)))
            else:
                self._emit(_checked(self._sheet, part))
        self._flush()
        return tuple(self._parts)

    def _string(self, html: str) -> None:
        self._html.append(html)
        if _BLOCK_ENDS.search(html):
            self._shown = set()
        for match in _TABLE.finditer(html):
            self._in_table = not match[1]
        opened = html.rfind(_OURS)
        if opened >= 0 or _BLOCK_ENDS.search(html):
            self._in_ours = opened >= 0 and not _BLOCK_ENDS.search(html, opened)

    def _cite(self, cite: Cite) -> None:
        margin = self._shown if self._margin and not self._in_table else None
        marks = self._receipts.marks(cite, otherwise=self._otherwise, margin=margin)
        if self._in_ours and marks.badges and not marks.marks:
            self._badge_first(marks)
        else:
            self._emit(marks)

    def _badge_first(self, marks: Marks) -> None:
        """Put the badge of an own thought at the beginning of its paragraph, which is open."""
        self._flush()
        place = max(n for n, part in enumerate(self._parts) if isinstance(part, Markup) and _OURS in part)
        before, _, after = str(self._parts[place]).rpartition(_OURS)
        self._parts[place : place + 1] = [Markup(before + _OURS), marks, Markup(" " + after)]  # noqa: S704

    def _emit(self, part: Marks | TermRef | Checked) -> None:
        self._flush()
        self._parts.append(part)

    def _flush(self) -> None:
        if self._html:
            self._parts.append(Markup("".join(self._html)))  # noqa: S704 (made by our reader, see reading)
            self._html = []


def _checked(sheet: Sheet, quoted: Quoted) -> Checked:
    """Return whether a block quotation's words are sealed in a source that it is cited to, word for word: the question
    that the rule `misquoted` asks, answered by the same functions.
    """
    for citation in quoted.citations:
        if not citation.source:
            continue
        source = sheet.facts.source(citation.source)
        for quotation in source.quotations:
            if citation.paragraphs and quotation.para not in citation.paragraphs:
                continue
            recorded = recorded_words(source, quotation, quoted.language)
            if recorded is not None and stands_in(quoted.words, recorded):
                original = recorded == quotation.text
                shown = "" if original else quotation.text
                return Checked(_sealed(source, quotation), shown, "" if original else source.language)
    return Checked(passed=False)


def _sealed(source: Source, quotation: Quotation) -> bool:
    """Whether a quotation's seal is the one that its words have in this source's text."""
    if source.sealed is None:
        return False
    return quotation.seal == seal(source.sealed.digest, quotation.para, quotation.text)
