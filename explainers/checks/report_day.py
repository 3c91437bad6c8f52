"""The day on which a source was published, in what is cited to it: that something was reported then follows from the
source, that it happened then does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from explainers.checks.book import called_forms
from explainers.checks.evidence import Evidence, date_values
from explainers.checks.page import Page, Statement
from explainers.checks.quotations import named_in
from explainers.languages import language_of
from explainers.reading.figures import Figure

__all__ = ["dated_by_report", "only_of_report"]

_DAY: Final = re.compile(r"(?:\d{4}|-)-\d\d-\d\d", re.ASCII)
_PAUSE: Final = re.compile(r"[,;:()–—\n]|[.!?…]\s")
_FEW: Final = 2  # words beside a date: the words beyond the comma say what it is a date of


def dated_by_report(page: Page) -> Iterator[tuple[Statement, Figure]]:
    """Yield the days of claims that their sources have as their own date alone, where the words around don't speak of
    a report, of what somebody said, or of how things stood. In languages without a list of such words, none.
    """
    for statement, its in page.with_figures:
        if statement.wide:
            continue
        for figure in its:
            is_own = _DAY.fullmatch(figure.value) and only_of_report(page, statement, figure.value)
            if is_own and not _speaks_of_report(page, statement, figure):
                yield statement, figure


def only_of_report(page: Page, statement: Statement, value: str) -> bool:
    """Return whether a value is a day on which a cited source was published, and no cited paragraph has it."""
    found = [(one, page.evidence(one.source)) for one in statement.citations if one.source]
    cited = [(one, evidence) for one, evidence in found if evidence]
    return (
        any(value in _own_days(evidence) for _, evidence in cited)
        and all(evidence.checked for _, evidence in cited)
        and not any(value in evidence.said(number) for one, evidence in cited for number in evidence.numbers(one))
    )


def _own_days(evidence: Evidence) -> frozenset[str]:
    return frozenset(filter(_DAY.fullmatch, date_values(evidence.source.published)))


def _speaks_of_report(page: Page, statement: Statement, figure: Figure) -> bool:
    known = _words(statement.block.language)
    if known is None:
        return True
    anywhere, before = known
    text = statement.block.text.replace("'", "’")
    start, end = _between_pauses(text, figure.start, figure.end)
    if before.search(text, start, figure.start):
        return True
    words = text[start:end]
    names = [name for one in statement.citations for name in _called(page.evidence(one.source))]
    return anywhere.search(words) is not None or named_in(names, words)


def _called(evidence: Evidence | None) -> Iterator[str]:
    if evidence:
        yield from called_forms(evidence.source.publisher)
        yield from called_forms(evidence.source.short) if evidence.source.short else ()


def _between_pauses(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a text around a date, between two commas or the like; where it has few other words, with
    what stands beyond these.
    """
    pauses = [match.span() for match in _PAUSE.finditer(text)]
    before = [0, *(stop for _, stop in pauses if stop <= start)]
    behind = [*(first for first, _ in pauses if first >= end), len(text), len(text)]
    first, last = before[-1], behind[0]
    if len(text[first:start].split()) + len(text[end:last].split()) <= _FEW:
        return before[-2] if len(before) > 1 else 0, behind[1]
    return first, last


@lru_cache(maxsize=8)
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what finds the words of a language that speak of a report anywhere around a date, and right before it."""
    known = language_of(language)
    if known is None:
        return None
    anywhere = rf"(?<!\w)(?:{known.saying}|{known.according}|{known.reporting})(?!\w)"
    return re.compile(anywhere, re.IGNORECASE), re.compile(rf"(?<!\w)(?:{known.as_of})\s+\Z", re.IGNORECASE)
