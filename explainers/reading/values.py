"""The types of single values: texts of one line, choices, ids, countries, addresses, dates, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Final

from explainers import dates
from explainers.countries import country_code, meant_code
from explainers.languages import meant_language
from explainers.locales import codes_in
from explainers.nearest import nearest
from explainers.reading.figures import figures
from explainers.reading.findings import Findings, Stretch, stretch_of
from explainers.reading.nodes import Mapping, Node, Scalar, YamlSequence
from explainers.reading.schema import LANGUAGE, MISSING, Key, MapOf, Missing, Type
from explainers.reading.slugs import as_slug, is_slug
from explainers.terminal import shortened

__all__ = [
    "DRAFT", "Choice", "CountryCode", "Day", "Edtf", "Language", "Line", "LineByLanguage", "Number", "Pair", "Slug",
    "TextType", "WebAddress",
]  # fmt: skip


class TextType(Type, frozen=True):
    """What is typed as one text; `expected` says what, in an editor's words, and `pattern` how it looks at least, as a
    regular expression that JSON Schema has too.
    """

    expected: ClassVar[str] = "a text"
    pattern: ClassVar[str] = r"\S"

    def value(self, node: Node, found: Findings) -> Any:
        """Return what the text means; note where there is none, or a list or a mapping in its place."""
        span = (node.start, node.end)
        if not isinstance(node, Scalar):
            kind = "a list" if isinstance(node, YamlSequence) else "keys and values"
            found.report("wrong-type", span, f"{self.expected} is expected here, not {kind}")
            return MISSING
        if not node.value.strip():
            cut = _cut(node, found)
            found.report("empty-value", cut or span, _HASH if cut else f"{self.expected} is missing here")
            return MISSING
        return self.of(node, node.value.strip(), found)

    def of(self, node: Scalar, text: str, found: Findings) -> Any:
        """Return what a text that is not empty means, or note what is wrong and return `MISSING`."""
        raise NotImplementedError


_REMARK: Final = re.compile(r"[ \t]*(?:(?<=[ \t:])|(?<=-[ ]))(#[^\s#].*)")
_HASH: Final = (
    "what follows # is taken for a remark: put the text in quotation marks; a remark has a space behind its #"
)


def _cut(node: Scalar, found: Findings) -> tuple[int, int] | None:
    """Return where a text that was not quoted goes on behind a hash, and is cut off by it."""
    cut = None if node.style else _REMARK.match(found.file.text, node.end)
    return cut.span(1) if cut else None


# ---- words -----------------------------------------------------------------------------------------------


class Line(TextType, frozen=True):
    """A text of one line; its value is a `Stretch`. `longest`: in characters, for summaries."""

    longest: int | None = None

    def of(self, node: Scalar, text: str, found: Findings) -> Stretch | Missing:
        """Return the text with its places."""
        if "\n" in text:
            found.report("wrong-type", (node.start, node.end), "a text of one line is expected here")
            return MISSING
        cut = _cut(node, found)
        if cut:
            found.report("unlikely-value", cut, _HASH)
        if self.longest and len(text) > self.longest:
            message = f"a summary has up to {self.longest} characters; this one has {len(text)}"
            found.report("summary-too-long", (node.start, node.end), message)
        return stretch_of(found.file, node)


class LineByLanguage(Type, frozen=True):
    """A text of one line that holds for every language, or one for each language of the site; its value is a
    `Stretch`, or such by language.
    """

    def value(self, node: Node, found: Findings) -> Stretch | dict[str, Stretch] | Missing:
        """Return the text, or the texts by language."""
        return (_LINES if isinstance(node, Mapping) else _LINE).value(node, found)


_LINE: Final = Line()
_LINES: Final = MapOf("language", _LINE, complete=True)


class Choice(TextType, frozen=True):
    """One of a few words."""

    expected = "a word"
    words: tuple[str, ...] = ()

    def of(self, node: Scalar, text: str, found: Findings) -> str | Missing:
        """Return the word."""
        if text in self.words:
            return text
        message = f"'{shortened(text, 60)}' is none of the words for this: {', '.join(self.words)}"
        found.report("unknown-value", (node.start, node.end), message, nearest(text[:60], self.words))
        return MISSING


DRAFT: Final = Key(Choice(("published", "draft")), "draft: in the preview only, and what is wrong in it stops nothing")
"""The key `status` of what can be a draft and nothing else."""


class Slug(TextType, frozen=True):
    """An id: small letters, digits and hyphens."""

    expected = "an id"
    pattern = r"^[^\s_A-Z-]+(-[^\s_A-Z-]+)*$"  # letters of any script

    def of(self, node: Scalar, text: str, found: Findings) -> str | Missing:
        """Return the id."""
        if is_slug(text):
            return text
        message = "an id has small letters, digits and single hyphens only"
        near = as_slug(text[:80])
        found.report("unknown-value", (node.start, node.end), message, near or None)
        return MISSING


class Language(TextType, frozen=True):
    """A language's code, as in HTML: en, fr, pt-BR."""

    expected = "a language's code"
    pattern = f"^{LANGUAGE.pattern}$"

    def of(self, node: Scalar, text: str, found: Findings) -> str | Missing:
        """Return the code."""
        meant = meant_language(text)
        if LANGUAGE.fullmatch(text) and not meant:
            return text
        message = f"'{shortened(text, 40)}' isn't a language's code: en, fr, pt-BR"
        found.report("unknown-value", (node.start, node.end), message, meant)
        return MISSING


class CountryCode(TextType, frozen=True):
    """A country's code of ISO 3166-1, two capital letters."""

    expected = "a country's code"
    pattern = "^[A-Z]{2}$"

    def of(self, node: Scalar, text: str, found: Findings) -> str | Missing:
        """Return the code, and note that the file speaks of the country."""
        span = (node.start, node.end)
        if not re.search(self.pattern, text):
            message = f"'{shortened(text, 40)}' isn't a country's code: two capital letters, by ISO 3166-1"
            meant = meant_code(text) or (text.upper() if len(text) == 2 and text.upper() != text else None)
            meant = meant or country_code(text, (*found.languages, "en")) or _codes_meant(text)
            found.report("unknown-country", span, message, meant)
            return MISSING
        found.refer("country", text, span)
        return text


def _codes_meant(text: str) -> str | None:
    """Return the entries of a list of codes that were typed as one text; none where it is no such list."""
    codes = codes_in(text)
    return ", ".join(code.upper() for code in codes) if len(codes) > 1 else None


class WebAddress(TextType, frozen=True):
    """An address on the web: https or http."""

    expected = "an address"
    pattern = "^https?://"

    def of(self, node: Scalar, text: str, found: Findings) -> str | Missing:
        """Return the address."""
        if re.fullmatch(r"https?://(?:[^\s/@<>\"'\\?#]+\.|localhost\b)[^\s<>\"'\\]+", text):
            return text
        typed = re.fullmatch(r"(?:http(s?)\b[:/]*)?([\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"'\\]*)?)", text)
        meant = f"http{'s' if typed[1] is None else typed[1]}://{typed[2]}" if typed else None
        message = "an address starts with https:// or http:// here"
        if re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", text):
            message = (
                "an address is like https://news.example/page here: its host has a dot, and no name and @ before it"
            )
        found.report("unsafe-link", (node.start, node.end), message, meant)
        return MISSING


# ---- dates and numbers -----------------------------------------------------------------------------------


class Day(TextType, frozen=True):
    """A day of the site's own: 2026-11-24."""

    expected = "a date"
    pattern = r"^\d{4}-\d{2}-\d{2}$"

    def of(self, node: Scalar, text: str, found: Findings) -> str | Missing:
        """Return the day in ISO 8601."""
        try:
            if re.search(self.pattern, text, re.ASCII) is None:
                raise ValueError("write a day as year, month and day: 2026-11-24")
            dates.parse(text)
            date.fromisoformat(text)
        except ValueError as error:
            found.report("bad-date", (node.start, node.end), str(error), _date_meant(text, found.languages))
            return MISSING
        return text


class Edtf(TextType, frozen=True):
    """A date in EDTF, as the sources have it: 2023, 2023-02, 2023-11-08~, 2022-09/..; its value is a
    `Stretch`.
    """

    expected = "a date"

    def of(self, node: Scalar, text: str, found: Findings) -> Stretch | Missing:
        """Return the date with its places."""
        try:
            dates.parse(text)
        except ValueError as error:
            code = "event-out-of-order" if _ends_before_start(text) else "bad-date"
            meant = _date_meant(text, found.languages, _MONTH_OR_DAY)
            found.report(code, (node.start, node.end), str(error), meant)
            return MISSING
        return stretch_of(found.file, node)


_MONTH_OR_DAY: Final = r"^\d{4}-\d{2}(?:-\d{2})?$"
_NUMBERS: Final = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})", re.ASCII)


def _date_meant(text: str, languages: Sequence[str], pattern: str = Day.pattern) -> str | None:
    """Return the day, or another date of a pattern, that a text names in another form, where it can only be one:
    *3/4/2025* is April or March.
    """
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        days = {one.value for language in languages for one in figures(text, language) if re.search(pattern, one.value)}
        return days.pop() if len(days) == 1 and "/" not in text else None
    first, second, third = map(int, numbers.groups())
    orders = ((first, second, third),) if len(numbers[1]) == 4 else ((third, second, first), (third, first, second))
    possible = set()
    for order in orders:
        with suppress(ValueError):
            possible.add(date(*order).isoformat())
    return possible.pop() if len(possible) == 1 and max(first, third) > 999 else None


def _ends_before_start(text: str) -> bool:
    start, slash, end = text.partition("/")
    if not slash:
        return False
    try:
        return dates.parse(start).first > dates.parse(end).last
    except ValueError:
        return False


class Number(TextType, frozen=True):
    """A whole number from 1."""

    expected = "a number"
    pattern = r"^[1-9]\d{0,4}$"

    def of(self, node: Scalar, text: str, found: Findings) -> int | Missing:
        """Return the number."""
        if re.search(self.pattern, text, re.ASCII):
            return int(text)
        found.report("wrong-type", (node.start, node.end), "a whole number from 1 is expected here")
        return MISSING


class Pair(Type, frozen=True):
    """Latitude and longitude, in degrees: [12.37, -1.52]."""

    limits: tuple[float, float] = (90.0, 180.0)

    def value(self, node: Node, found: Findings) -> tuple[float, float] | Missing:
        """Return the two numbers."""
        items = node.items if isinstance(node, YamlSequence) else []
        texts = [item.value for item in items if isinstance(item, Scalar)]
        if not len(items) == len(texts) == len(self.limits) or not all(map(_DEGREES.fullmatch, texts)):
            message = "latitude and longitude in degrees are expected here: [12.37, -1.52]"
            found.report("wrong-type", (node.start, node.end), message)
            return MISSING
        first, second = map(float, texts)
        for item, degrees, limit in zip(items, (first, second), self.limits, strict=True):
            if abs(degrees) > limit:
                message = f"this lies between -{limit:g} and {limit:g}; latitude stands before longitude"
                found.report("unknown-value", (item.start, item.end), message)
                return MISSING
        return first, second


_DEGREES = re.compile(r"[-+]?\d{1,3}(\.\d{1,12})?", re.ASCII)
