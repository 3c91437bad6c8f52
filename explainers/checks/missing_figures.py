"""In words: a figure that is not in what is cited for it, and which figures are."""

from __future__ import annotations

import re
from typing import Final

from explainers import dates
from explainers.checks.page import Page, Statement
from explainers.checks.quotation_verdicts import cited_as

__all__ = ["date_in_digits", "figure_in_words", "figures_there", "missing"]

_MOST_SHOWN: Final = 8
_LONGEST_YEAR: Final = 4  # digits; longer numbers are grouped


def missing(statement: Statement, subject: str, *, are_many: bool = False) -> str:
    """Return that something is not in what a statement cites; of a source that is not sealed, where nobody has looked
    at the text, that it is not listed, and the command that has the text compared. `are_many`: the subject is plural.
    """
    unsealed = statement.support.unchecked
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
    return f", only {', '.join(map(figure_in_words, there))}" if 0 < len(there) <= _MOST_SHOWN else ""


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


def figure_in_words(value: str) -> str:
    """Return a figure's value, or an EDTF date, as people read it; years and decimals as they are.

    >>> [figure_in_words(value) for value in ("14000000", "2023-02", "--11", "--11-07", "1905", "3.5")]
    ['14,000,000', 'February 2023', 'November', '7 November', '1905', '3.5']
    """
    if value.isdigit():
        return f"{int(value):,}" if len(value) > _LONGEST_YEAR else value
    if "-" not in value:
        return value
    without_year = value.startswith("--")
    try:
        words = dates.in_words(f"{_LEAP}{value[1:]}" if without_year else value, "en")
    except ValueError:
        return value
    return words.removesuffix(f" {_LEAP}") if without_year else words


def date_in_digits(text: str, start: int, language: str) -> tuple[int, int, str] | None:
    """Return the stretch of a text that is a date in digits which nobody can be sure of, where a figure that starts at
    an offset is in one, and what to write instead.

    >>> date_in_digits("On 05/03/2026 they met.", 6, "en")
    (3, 13, "'05/03/2026' is read in two ways: write 5 March 2026 or 3 May 2026")
    >>> date_in_digits("On 2026-13-05 they met.", 3, "en")
    (3, 13, "'2026-13-05' is no day: write year, month and day, or the month in words")
    """
    found = next((one for one in _IN_DIGITS.finditer(text) if one.start() <= start < one.end()), None)
    if found is None or _is_day(found[0]):
        return None
    one, other, year = found["one"] or "", found["other"] or "", found["year"] or ""
    year = year if len(year) == _LONGEST_YEAR else f"20{year}"
    days = dict.fromkeys(
        filter(_is_day, (f"{year}-{month:0>2}-{day:0>2}" for day, month in ((one, other), (other, one))))
    )
    if not days:
        step = "write year, month and day, or the month in words"
        return (*found.span(), f"'{found[0]}' is no day: {step}")
    written = " or ".join(dates.in_words(day, language) for day in days)
    ways = "two ways" if len(days) > 1 else "other ways elsewhere"
    return (*found.span(), f"'{found[0]}' is read in {ways}: write {written}")


def _is_day(text: str) -> bool:
    try:
        return dates.parse(text).precision == "day"
    except ValueError:
        return False


_LEAP: Final = "2000"
_IN_DIGITS: Final = re.compile(
    r"(?<![\w/.-])(?:(?P<one>\d{1,2})(?P<sign>[/.])(?P<other>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)|\d{4}-\d\d-\d\d)(?![\w/-])",
    re.ASCII,
)
