"""The sums of citations in another language: a translation has the original's, in its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from explainers.locales import find_locale
from explainers.reading.sums import BadSum, Operand, sum_of

__all__ = ["sums_in"]

_SUM: Final = re.compile(r"(?<=calculated:)[^\[\];]+(?=[\];])")
_IN_WORDS: Final = 1_000_000
_DIGITS: Final = 6  # behind the decimal point of *1.234567 million*


def sums_in(text: str, language: str, other: str) -> str:
    """Return a text with the sums of its citations, which are in the numbers of one language, in those of another; what
    isn't a sum, as it is.

    >>> sums_in("A third [@wire, para. 3, calculated: 45 million ÷ 135 million].", "en", "es")
    'A third [@wire, para. 3, calculated: 45 millones ÷ 135 millones].'
    """
    return _SUM.sub(lambda match: _sum_in(match[0], language, other), text)


def _sum_in(text: str, language: str, other: str) -> str:
    try:
        known = sum_of(text, language)
    except BadSum:
        return text
    parts, place = [], 0
    for operand in known.operands:
        start = text.index(operand.shown, place)
        written = operand.shown if operand.shown.isdigit() else next(_numbers(operand, other), operand.shown)
        parts += [text[place:start], written]
        place = start + len(operand.shown)
    whole = "".join([*parts, text[place:]])
    return whole if _plain(whole, other) == known.plain else text


def _numbers(operand: Operand, language: str) -> Iterator[str]:
    """Yield ways in which a language writes a figure: in words where it is long and they say all of it, in digits."""
    from babel.numbers import format_compact_decimal, format_decimal

    locale = find_locale(language)
    if locale is None or not re.fullmatch(r"\d+(?:\.\d+)?", operand.value):
        return
    value = float(operand.value)
    ways = [format_decimal(operand.value, locale=locale, decimal_quantization=False)]
    if value >= _IN_WORDS:
        ways.insert(0, format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=_DIGITS))
    for written in ways:
        plain = " ".join(written.split())  # no narrow spaces: people type plain ones
        if _plain(plain, language) == operand.value:
            yield plain


def _plain(text: str, language: str) -> str | None:
    try:
        return sum_of(text, language).plain
    except BadSum:
        return None
