"""Whole numbers that are a piece of a text by themselves (see `explainers.languages.joined`), as most numbers are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

__all__ = ["WholeNumber", "whole_number"]

_ALONE: Final = re.compile(r"\W*([0-9]+)([^\w\s-]\W*)?")


class WholeNumber(Struct, frozen=True):
    """A whole number in a piece of a text that has nothing else but punctuation: its value, without needless zeros,
    where it starts and ends there, and whether it is `closed`: no word can follow it.
    """

    value: str
    start: int
    end: int
    closed: bool


@lru_cache(maxsize=16384)  # the same for figures, and for the units of money behind them
def whole_number(piece: str) -> WholeNumber | None:
    """Return the whole number that a piece is; `None` where it is anything else.

    >>> whole_number("(400),"), whole_number("1.8bn")
    (WholeNumber(value='400', start=1, end=4, closed=True), None)
    """
    match = _ALONE.fullmatch(piece)
    return WholeNumber(match[1].lstrip("0") or "0", *match.span(1), match[2] is not None) if match else None
