"""Figures that the words around them say were rounded: *about 400*, *over 50,000*.

A figure that the editors computed is compared with its sum (`calculations`). Of all others the source's own words
count: `source seal` keeps which way they point, and a claim may soften an exact figure, but not turn *about* into
*over*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from explainers.checks.words import rounded, rounding_signs
from explainers.languages.language import Direction
from explainers.reading.figures import Figure, figures

if TYPE_CHECKING:
    from explainers.checks.evidence import Evidence
    from explainers.checks.page import Page, Statement

__all__ = ["rounded_figures", "rounded_otherwise"]

_MAY_STAND_FOR: Final[Mapping[str, frozenset[Direction]]] = {
    "": frozenset(("", "about")),
    "about": frozenset(("about", "nearly")),  # in some languages the same words: *près de*
    "nearly": frozenset(("nearly", "about", "below")),
    "below": frozenset(("below", "nearly", "about")),
    "above": frozenset(("above", "at least", "about")),
    "at least": frozenset(("at least", "about")),
    "at most": frozenset(("at most", "about")),
}
"""What a claim may say of a figure, by what its source says of it."""


def rounded_figures(text: str, language: str) -> tuple[str, ...]:
    """Return the figures of a text that were rounded, and how; also as an exact figure, where it stands there too.

    >>> rounded_figures("About 400 came, and over 50,000 did not.", "en")
    ('400 about', '50000 above')
    """
    found = {figure: rounded(text[: figure.start], text[figure.end :], language) for figure in figures(text, language)}
    some = {figure.value for figure, direction in found.items() if direction and figure.is_number}
    return tuple(dict.fromkeys(f"{one.value} {how}".strip() for one, how in found.items() if one.value in some))


def rounded_otherwise(page: Page) -> Iterator[tuple[Statement, Figure, str]]:
    """Yield the figures of a page's claims that the cited paragraphs say were rounded otherwise, with what they say. A
    figure without its word is let be where the page has it with one.
    """
    told: set[str] = set()
    plain: list[tuple[Statement, Figure, str]] = []
    signs = {one.language: one.texts.written(rounding_signs(one.language)) for one in page.prose}
    for statement, figure in page.figures:
        if not figure.is_number or any(one.sum for one in statement.citations):
            continue
        block = statement.block
        before, after = block.text[statement.start : figure.start], block.text[figure.end : statement.end]
        may_be_rounded = any(sign in before or sign in after for sign in signs[block.language])
        here: Direction = rounded(before, after, block.language) if may_be_rounded else ""
        if here:
            told.add(figure.value)
        if not here and not _has_rounded(page, statement):
            continue
        there = None if statement.wide else _in_source(page, statement, figure.value)
        if there is None or any(here in _MAY_STAND_FOR[one] for one in there):
            continue
        found = (statement, figure, " or ".join(f"'{one}'" if one else "the exact figure" for one in sorted(there)))
        if here:
            yield found
        else:
            plain.append(found)
    yield from (one for one in plain if one[1].value not in told)


def _has_rounded(page: Page, statement: Statement) -> bool:
    """Whether a paragraph that a statement cites has a rounded figure."""
    for one in statement.citations:
        evidence = page.evidence(one.source)
        known = evidence.sealed.rounded if evidence and evidence.sealed else None
        if evidence and known and not known.keys().isdisjoint(evidence.numbers(one)):
            return True
    return False


def _in_source(page: Page, statement: Statement, value: str) -> frozenset[str] | None:
    """Return how the cited paragraphs say that a figure was rounded; `None` where nobody knows, or none has it."""
    found: set[str] = set()
    for citation in statement.citations:
        evidence = page.evidence(citation.source)
        if evidence is None or evidence.sealed is None or evidence.sealed.rounded is None:
            return None
        for number in evidence.numbers(citation):
            found |= _in_paragraph(evidence, number, value)
    return frozenset(found) or None


def _in_paragraph(evidence: Evidence, number: int, value: str) -> set[str]:
    assert evidence.sealed is not None
    listed = (evidence.sealed.rounded or {}).get(number, ())
    ways = {how for known, _, how in (one.partition(" ") for one in listed) if known == value}
    return ways or ({""} if value in evidence.text_figures.get(number, ()) else set())
