"""The grammar of calculations: ``1 − 720 million ÷ 1.8 billion``, the editors' own sum over figures of a source.

Operands are figures as they are read anywhere (`figures`), in the language of the page; between them stand ``+``,
``−``, ``×``, ``÷``, ``*``, ``/``, parentheses, and ``%`` behind a number. ``×`` and ``÷`` go before ``+`` and ``−``.
There are no powers, and a sum has an end, so that none takes long; all is exact (fractions).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from explainers.prose import Citation
from explainers.reading.currencies import is_currency
from explainers.reading.figures import figures
from explainers.seldom import seldom

__all__ = ["LONGEST", "BadSum", "Operand", "Sum", "plain_sums", "signs_set", "sum_of"]

LONGEST: Final = 200
"""Characters that a sum can have."""

_DIGITS: Final = 40  # of an operand
_DEEPEST: Final = 10  # parentheses in parentheses
_TOKEN: Final = seldom(r"[+\u2212\u2013\u00d7\u00f7*/()%]|(?<![^\W\d_])-|-(?![^\W\d_])")
_PLAIN: Final = {"\u2212": "-", "\u2013": "-", "\u00d7": "*", "\u00f7": "/"}
_SET: Final = {"-": "\u2212", "\u2013": "\u2212", "*": "\u00d7", "/": "\u00f7"}
_FORMS: Final = "a sum is made of figures, + − × ÷, parentheses and %"


class BadSum(ValueError):
    """What isn't a sum: what is wrong, and where in its text."""

    def __init__(self, message: str, span: tuple[int, int]) -> None:
        super().__init__(message)
        self.message, self.span = message, span


class Operand(Struct, frozen=True):
    """A figure of a sum: its value as `figures` has it, how it stands there, and whether ``%`` stands behind it."""

    value: str
    shown: str
    percent: bool


class Sum(Struct, frozen=True):
    """A calculation. `result` is `None` where it divides by zero; `plain`, the same in every language; `in_percent`:
    it ends in *× 100*, so that its result counts hundredths.
    """

    operands: tuple[Operand, ...]
    result: Fraction | None
    plain: str
    in_percent: bool


class _Token(Struct, frozen=True):
    text: str  # an operator, or the value of a figure
    shown: str
    start: int
    end: int
    figure: bool


@lru_cache(maxsize=1024)
def sum_of(text: str, language: str) -> Sum:
    """Return a calculation that is written in the numbers of a language. Raises `BadSum`.

    >>> sum_of("1 − 720 million ÷ 1.8 billion", "en").result
    Fraction(3, 5)
    >>> sum_of("1 − 720 millions ÷ 1,8 milliard", "fr").plain
    '1 - 720000000 / 1800000000'
    """
    if len(text) > LONGEST:
        raise BadSum(f"a sum has {LONGEST} characters at most", (LONGEST, len(text)))
    tokens = tuple(_tokens(text, language))
    if not tokens:
        raise BadSum(f"the sum is missing: {_FORMS}", (0, len(text)))
    result = _Reader(tokens, len(text)).all()
    following = [*(one.text for one in tokens[1:]), ""]
    operands = tuple(
        Operand(one.text, one.shown, after == "%") for one, after in zip(tokens, following, strict=True) if one.figure
    )
    in_percent = [one.text for one in tokens[-2:]] == ["*", "100"]
    return Sum(operands, result, " ".join(one.text for one in tokens), in_percent)


def signs_set(text: str) -> str:
    """Return a sum with the signs that are printed for those that keyboards have.

    >>> signs_set("(1,500 - 1,200) / 1,200 * 100")
    '(1,500 − 1,200) ÷ 1,200 × 100'
    """
    return _TOKEN.sub(lambda match: _SET.get(match[0], match[0]), text) if text else ""


def plain_sums(citations: tuple[Citation, ...], language: str) -> tuple[Citation, ...]:
    """Return citations with their sums as they are in every language, for comparing a page with its translation."""
    if not any(one.sum for one in citations):
        return citations
    return tuple(replace(one, sum=_plain(one.sum, language)) if one.sum else one for one in citations)


def _plain(text: str, language: str) -> str:
    try:
        return sum_of(text, language).plain
    except BadSum:
        return text


def _tokens(text: str, language: str) -> Iterator[_Token]:
    place = 0
    for match in _TOKEN.finditer(text):
        yield from _figure(text, place, match.start(), language)
        yield _Token(_PLAIN.get(match[0], match[0]), match[0], *match.span(), figure=False)
        place = match.end()
    yield from _figure(text, place, len(text), language)


def _figure(text: str, start: int, end: int, language: str) -> Iterator[_Token]:
    """Yield the figure that a part between operators is; nothing where it is blank."""
    part = text[start:end]
    shown = part.strip()
    if not shown:
        return
    start += len(part) - len(part.lstrip())
    span = start, start + len(shown)
    found = figures(shown, language)
    if len(found) != 1 or not found[0].is_number:
        raise BadSum(f"'{shown}' isn't a figure: {_FORMS}", span)
    around = shown[: found[0].start], shown[found[0].end :].removeprefix(".")  # of an abbreviation
    if not all(is_currency(one) for one in around if one.strip()):
        raise BadSum(f"only the figure stands in a sum, '{found[0].shown}': {_FORMS}", span)
    if len(found[0].value) > _DIGITS:
        raise BadSum(f"a figure of a sum has {_DIGITS} digits at most", span)
    yield _Token(found[0].value, shown, *span, figure=True)


class _Reader:
    """Reads tokens from left to right and computes as it goes; `None` where something was divided by zero."""

    def __init__(self, tokens: tuple[_Token, ...], end: int) -> None:
        self._tokens, self._place, self._end, self._depth = tokens, 0, end, 0

    def all(self) -> Fraction | None:
        """Return what all tokens give."""
        result = self._terms()
        if self._place < len(self._tokens):
            raise self._wrong("an operator is missing before this")
        return result

    def _next(self) -> str:
        here = self._tokens[self._place : self._place + 1]
        return here[0].text if here and not here[0].figure else ""

    def _wrong(self, message: str) -> BadSum:
        here = self._tokens[self._place : self._place + 1]
        return BadSum(f"{message}: {_FORMS}", (here[0].start, here[0].end) if here else (0, self._end))

    def _terms(self) -> Fraction | None:
        result = self._factors()
        while (sign := self._next()) in ("+", "-"):
            self._place += 1
            more = self._factors()
            result = None if result is None or more is None else result + more if sign == "+" else result - more
        return result

    def _factors(self) -> Fraction | None:
        result = self._number()
        while (sign := self._next()) in ("*", "/"):
            self._place += 1
            more = self._number()
            if result is None or more is None or (sign == "/" and not more):
                result = None
            else:
                result = result * more if sign == "*" else result / more
        return result

    def _number(self) -> Fraction | None:
        result = self._operand()
        if self._next() == "%":
            self._place += 1
            return None if result is None else result / 100
        return result

    def _operand(self) -> Fraction | None:
        if self._next() == "(":
            if self._depth == _DEEPEST:
                raise self._wrong("too many parentheses stand in each other here")
            self._place, self._depth = self._place + 1, self._depth + 1
            result = self._terms()
            if self._next() != ")":
                raise self._wrong("a parenthesis is not closed")
            self._place, self._depth = self._place + 1, self._depth - 1
            return result
        here = self._tokens[self._place : self._place + 1]
        if not here or not here[0].figure:
            raise self._wrong("a figure is missing here")
        self._place += 1
        return Fraction(here[0].text)
