"""Figures that no source has, because the editors computed them: whether a sum's operands stand in what is cited, and
whether the figure of the claim is what the sum gives.

All is computed in fractions. A figure may be rounded no further than its own digits say: 1.8 billion stands for
1,750,000,000 to 1,850,000,000; a word before it (`Language.rounded`) may loosen that on the side that it points to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from msgspec import Struct

from explainers.checks.missing_figures import figures_there, missing
from explainers.checks.page import Page, Statement
from explainers.checks.words import rounded
from explainers.languages.language import Direction
from explainers.reading.figures import Figure
from explainers.reading.sums import Sum, sum_of
from explainers.seldom import seldom

__all__ = ["Calculated", "calculated", "calculated_values", "fits", "given_for", "in_numbers", "stands_for"]

_GIVEN: Final = frozenset(("1", "7", "12"))
_POWER: Final = re.compile(r"10*")


class Calculated(Struct, frozen=True):
    """The sums of a statement; `wrong`, what is wrong with them by themselves, in words (else nothing)."""

    sums: tuple[Sum, ...]
    wrong: tuple[str, ...]


def calculated(page: Page, statement: Statement) -> Calculated | None:
    """Return the sums that a statement cites; `None` where it cites none."""
    sums = tuple(sum_of(one.sum, page.language) for one in statement.citations if one.sum)
    return Calculated(sums, tuple(_wrong(page, statement, sums))) if sums else None


def _wrong(page: Page, statement: Statement, sums: tuple[Sum, ...]) -> Iterator[str]:
    support = statement.support
    foreign = dict.fromkeys(
        f"'{operand.shown}'"
        for one in sums
        for operand in one.operands
        if not (
            operand.value in support.figures
            or operand.value in _GIVEN
            or _POWER.fullmatch(operand.value)
            or (operand.value == "0" and one.result is None)  # told below
        )
    )
    if foreign:
        message = missing(statement, f"{' and '.join(foreign)} in the sum", are_many=len(foreign) > 1)
        there = "" if support.unchecked else figures_there(page, statement)
        yield f"{message}{there} (1, 7, 12 and 10, 100, 1000 … may always be computed with)"
    for one in sums:
        if one.result is None:
            yield f"the sum '{one.plain}' divides by zero: it gives no figure"


def calculated_values(page: Page) -> frozenset[str]:
    """Return the values of figures that sums of a page account for, which its titles and headings may have too."""
    found: set[str] = set()
    for statement, its in page.with_figures if page.has_sums else ():
        sums = calculated(page, statement) if not statement.wide else None
        if sums and not sums.wrong:
            found.update(figure.value for figure in its if any(fits(one, statement, figure) for one in sums.sums))
    return frozenset(found)


# ---- whether a figure is the result ----------------------------------------------------------------------

_PER_CENT: Final = seldom(
    r"[\s\u00a0\u202f-]*(?:%|per\s?cent|pour[\s-]cent|por[\s-]ciento|prozent(?!punkt))", re.IGNORECASE
)
_POINTS: Final = seldom(
    r"[\s\u00a0\u202f-]*(?:percentage[\s-]points?|points?|puntos?(?: porcentuales)?|prozentpunkte?n?)(?!\w)",
    re.IGNORECASE,
)


def fits(one: Sum, statement: Statement, figure: Figure) -> bool:
    """Return whether a figure of a statement is the result of a sum, as exactly as it is written."""
    if one.result is None or not figure.is_number:
        return False
    text, value = statement.block.text, Fraction(figure.value)
    direction = rounded(
        text[statement.start : figure.start], text[figure.end : statement.end], statement.block.language
    )
    return stands_for(value, figure.unit, direction, _counted(one, text[figure.end : statement.end]))


def given_for(one: Sum, statement: Statement, figure: Figure) -> str:
    """Return a sum's result as a figure of a statement would have it: ``about 8.33 %`` where that is one of a hundred.
    The sum has a result.
    """
    after = statement.block.text[figure.end : statement.end]
    if not _PER_CENT.match(after):
        return in_numbers(_counted(one, after))
    return f"{in_numbers(_counted(one, after), 2)} %"


def _counted(one: Sum, after: str) -> Fraction:
    """Return the result as the words behind a figure count it: in hundredths before *per cent*."""
    assert one.result is not None
    hundredths = _PER_CENT.match(after) and not one.in_percent
    points = _POINTS.match(after) and any(operand.percent for operand in one.operands)
    return one.result * 100 if hundredths or points else one.result


def stands_for(value: Fraction, unit: int, direction: Direction, result: Fraction) -> bool:
    """Return whether a figure may stand for a result. `unit`: of which power of ten its last digit is.

    Without a word, half of that power may be missing. Behind *about* and *nearly* its zeros at the end are no digits
    (about 1,700 for 1,667), as long as no more than a twentieth is missing; behind *over* and *under* the result lies
    on that side, less than one of its last digit away.

    >>> stands_for(Fraction(60), 0, "", Fraction(596, 10)), stands_for(Fraction(60), 0, "above", Fraction(596, 10))
    (True, False)
    """
    missing = value - result
    digit = Fraction(10) ** unit
    last = Fraction(10) ** max(unit, _zeros(value))
    if direction == "":
        return abs(missing) <= digit / 2
    near = max(digit / 2, min(last / 2, abs(result) / 20))
    if direction == "about":
        return abs(missing) <= near
    if direction == "nearly":
        return 0 < missing <= near
    if direction in ("below", "at most"):
        return (missing > 0 or (direction == "at most" and not missing)) and missing < last
    return (missing < 0 or (direction == "at least" and not missing)) and -missing < last


def _zeros(value: Fraction) -> int:
    """Return how many zeros a whole number ends in; of others and of zero, none."""
    digits = str(value.numerator) if value.denominator == 1 and value else "1"
    return len(digits) - len(digits.rstrip("0"))


def in_numbers(result: Fraction, most: int = 4) -> str:
    """Return a result as a decimal number, with `most` digits behind the point at most.

    >>> in_numbers(Fraction(3, 5)), in_numbers(Fraction(1, 3)), in_numbers(Fraction(1250000))
    ('0.6', 'about 0.3333', '1,250,000')
    """
    whole = round(result, most)
    shown = f"{whole.numerator:,}" if whole.denominator == 1 else f"{float(whole):,.{most}f}".rstrip("0")
    return shown if whole == result else f"about {shown}"
