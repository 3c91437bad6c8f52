"""Figures that the words around them say were rounded: *about 400*, *over 50,000*.

A figure that the editors computed is compared with its sum (`calculations`). Of all others the source's own words
count: `source seal` keeps which way they point, and a claim may soften an exact figure, but not turn *about* into
*over*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from explainers.checks.words import SignsBeside, may_be_rounded, rounded, rounding_signs
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
    for statement, figure, here in _rounded_here(page):
        if here:
            told.add(figure.value)
        there = None if statement.wide else _in_source(page, statement, figure.value)
        if there is None or any(here in _MAY_STAND_FOR[one] for one in there):
            continue
        found = (statement, figure, " or ".join(f"'{one}'" if one else "the exact figure" for one in sorted(there)))
        if here:
            yield found
        else:
            plain.append(found)
    yield from (one for one in plain if one[1].value not in told)


def _rounded_here(page: Page) -> Iterator[tuple[Statement, Figure, Direction]]:
    """Yield the numbers of a page's claims with how the claim says that they were rounded: all that it says so of, and
    all that a cited paragraph may say so of. Those of sums are looked at with their sums.
    """
    beside = _beside(page)
    for statement, its in page.with_figures:
        block = statement.block
        signs = beside.get(id(block))
        there = not statement.wide and statement.support.rounded
        if not (signs or there) or any(one.sum for one in statement.citations):
            continue
        for figure in [one for one in its if one.is_number]:
            here: Direction = ""
            if signs and may_be_rounded(block.text, figure.start, figure.end, signs, block.language):
                before, after = block.text[statement.start : figure.start], block.text[figure.end : statement.end]
                here = rounded(before, after, block.language)
            if here or there:
                yield statement, figure, here


def _beside(page: Page) -> dict[int, SignsBeside]:
    """Return where words that round stand in the blocks that have some, by the block's `id`."""
    found: dict[int, SignsBeside] = {}
    for language, blocks, texts in page.prose:
        for start, end in texts.where(rounding_signs(language)):
            number = texts.number(start)
            first, block = texts.starts[number], id(blocks[number])
            its = found.get(block) or found.setdefault(block, SignsBeside([], []))
            its.starts.append(start - first)
            its.ends.append(end - first)
    return found


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
