"""In words: a figure that is not in what is cited for it, and which figures are."""

from __future__ import annotations

from typing import Final

from explainers.checks.page import Page, Statement
from explainers.checks.quotation_verdicts import cited_as

__all__ = ["figures_there", "missing"]

_MOST_SHOWN: Final = 8
_LONGEST_YEAR: Final = 4  # digits; longer numbers are grouped


def missing(page: Page, statement: Statement, subject: str, *, are_many: bool = False) -> str:
    """Return that something is not in what a statement cites; of a source that is not sealed, where nobody has looked
    at the text, that it is not listed, and the command that has the text compared. `are_many`: the subject is plural.
    """
    unsealed = page.support(statement.citations).unchecked
    lacks = f"{subject} are not" if are_many else f"{subject} is not"
    if not unsealed:
        return f"{lacks} in {cited_as(statement.citations)}"
    key = unsealed[0]
    listed = f"{lacks} among the facts that are listed for '{key}', which is not sealed"
    return f"{listed}: explainers source seal {key} --text FILE lets the text count"


def figures_there(page: Page, statement: Statement) -> str:
    """Return the figures of the cited paragraphs behind a comma: ``, only 10, 15``; nothing where there are none, or
    too many to be told.
    """
    there = sorted(_own_figures(page, statement))
    return f", only {', '.join(map(_grouped, there))}" if 0 < len(there) <= _MOST_SHOWN else ""


def _own_figures(page: Page, statement: Statement) -> set[str]:
    found: set[str] = set()
    for one in statement.citations:
        evidence = page.evidence(one.source)
        if evidence:
            numbers = evidence.numbers(one)
            found |= {value for number in numbers for value in evidence.text_figures.get(number, ())}
            found |= {value for number in numbers for value in evidence.note(number).also}
            found |= set(() if evidence.sealed else evidence.source.facts)
    return found


def _grouped(value: str) -> str:
    """Return a value as people read it: of *14000000* ``14,000,000``; years, dates and decimals as they are."""
    return f"{int(value):,}" if value.isdigit() and len(value) > _LONGEST_YEAR else value
