"""Dates as an editor writes them: EDTF levels 0 and 1, their order, and their words.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019, as the Library of Congress publishes it. What a
news site needs of it is here: days, months, years (``2023-11-08``, ``2023-11``, ``2023``), seasons
(``2023-21`` to ``2023-24``), decades and centuries (``199X``, ``19XX``), months and days left open
(``2023-11-XX``), the marks ``~`` (approximate), ``?`` (uncertain) and ``%`` (both), and intervals with
open (``..``) or unknown (empty) ends. Times of day, years before 1 or after 9999, and seasons or ``X``
inside of intervals are refused, each with a plain sentence.

Nothing here reads a clock. What languages call months, and how they order dates, is CLDR's.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, Literal, get_args

from msgspec import Struct

from explainers.cldr import Cldr, cldr_of
from explainers.date_phrases import PHRASES, Phrases
from explainers.terminal import printable, shortened

__all__ = ["Edtf", "Precision", "Style", "in_words", "machine", "parse", "parts", "schema_org", "sort_key"]

Precision = Literal["day", "month", "year", "season", "decade", "century", "interval"]
Style = Literal["plain", "in", "since", "as-of", "of", "after"]


class Edtf(Struct, frozen=True):
    """A date that was understood; made by `parse`, equal and hashable by value.

    Fields: `text`, the EDTF string; `first` and `last`, the first and last day it can mean, read strictly
    (a ``~`` or ``?`` does not widen it, an open or unknown end is `date.min` or `date.max`); `precision`;
    `approximate` and `uncertain`, for an interval those of either end; `start` and `end`, the ends of an
    interval, `None` where an end is open or unknown, and for whatever isn't an interval.
    """

    text: str
    first: date
    last: date
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    start: Edtf | None = None
    end: Edtf | None = None

    @property
    def is_interval(self) -> bool:
        """Whether it has two ends, given or not."""
        return self.precision == "interval"

    @property
    def open_start(self) -> bool:
        """Whether it is an interval without a known start (``..`` or nothing before the slash)."""
        return self.is_interval and self.start is None

    @property
    def open_end(self) -> bool:
        """Whether it is an interval without a known end (``..`` or nothing after the slash)."""
        return self.is_interval and self.end is None


# ---- from text -----------------------------------------------------------------------------------

_SINGLE: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%]?)",
    re.ASCII,
)
_DAY_FIRST: Final = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}", re.ASCII)
# The first month of each season. EDTF ties its seasons to no hemisphere; only the order of dates needs
# months for them, and these are the northern ones, so that the four follow each other like their numbers.
_SEASONS: Final = {"21": 3, "22": 6, "23": 9, "24": 12}
# Frequent slips, and what to do about them; the first that is found is told.
_ADVICE: Final = (
    (re.compile(r"\s*"), "the date is empty"),
    (re.compile(r".*\dT\d.*", re.DOTALL), "a date has no time of day here: write 2023-11-08"),
    (re.compile(r".*(?:\?~|~\?).*", re.DOTALL), "write % for a date that is both uncertain and approximate"),
    (_DAY_FIRST, "write the year first, then month and day: 2023-11-08"),
    (re.compile(r"\d{4}(?:-\d{1,2})+[~?%]?", re.ASCII), "write months and days with two digits: 2023-02-07"),
    (re.compile(r"open|unknown", re.IGNORECASE), "write .. for an open end, and nothing for an unknown one"),
    (re.compile(r"[YE\d-]*", re.ASCII), "a year has four digits, from 0001 to 9999"),
)


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Return the date that an EDTF string means; spaces around it do not count.

    Raises `ValueError`, whose message is a plain sentence without a full stop, for everything else.

    >>> parse("2022-09/..").first
    datetime.date(2022, 9, 1)
    >>> parse("2023-02-30")
    Traceback (most recent call last):
    ValueError: there is no 30 February
    """
    text = text.strip()
    if "/" in text and not _DAY_FIRST.fullmatch(text):
        return _interval(text)
    return _single(text)


def _single(text: str) -> Edtf:
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise ValueError(_advice(text))
    mark = match["mark"]
    precision, first, last = _span(match["year"], match["month"], match["day"])
    return Edtf(text, first, last, precision, approximate=mark in ("~", "%"), uncertain=mark in ("?", "%"))


def _interval(text: str) -> Edtf:
    left, _, right = text.partition("/")
    if "/" in right:
        raise ValueError("an interval has one slash, between its start and its end")
    start, end = (None if side in ("", "..") else _single(side) for side in (left, right))
    if start is None and end is None:
        raise ValueError("an interval needs a start or an end")
    ends = tuple(side for side in (start, end) if side)
    if any(side.precision not in ("day", "month", "year") or "X" in side.text for side in ends):
        raise ValueError("an interval runs between days, months or years")
    if start and end and start.first > end.last:
        raise ValueError("the interval ends before it starts")
    return Edtf(
        text,
        first=start.first if start else date.min,
        last=end.last if end else date.max,
        precision="interval",
        approximate=any(side.approximate for side in ends),
        uncertain=any(side.uncertain for side in ends),
        start=start,
        end=end,
    )


def _span(year: str, month: str | None, day: str | None) -> tuple[Precision, date, date]:
    """Return precision, first and last day of a date's parts; raise `ValueError` if there is no such date."""
    if "X" in year:
        if month:
            raise ValueError("a decade or a century has no months")
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return "century" if year.endswith("XX") else "decade", date(max(low, 1), 1, 1), date(high, 12, 31)
    number = int(year)
    if number == 0:
        raise ValueError("there is no year 0000: years run from 0001 to 9999")
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise ValueError("a day needs its month")
        return "year", date(number, 1, 1), date(number, 12, 31)
    if month in _SEASONS:
        if day:
            raise ValueError("a season has no days")
        return "season", *_season(number, _SEASONS[month])
    return _in_month(number, int(month or 0), day)


def _season(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of the three months from `month`; winter ends in the next year."""
    if month != 12:
        return date(year, month, 1), date(year, month + 2, calendar.monthrange(year, month + 2)[1])
    last = date(year + 1, 2, calendar.monthrange(year + 1, 2)[1]) if year < date.max.year else date.max
    return date(year, month, 1), last


def _in_month(year: int, month: int, day: str | None) -> tuple[Precision, date, date]:
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02}")
    length = calendar.monthrange(year, month)[1]
    if day in (None, "XX"):
        return "month", date(year, month, 1), date(year, month, length)
    number = int(day or 0)
    if not 1 <= number <= length:
        leap = f" in {year:04}" if (month, number) == (2, 29) else ""
        raise ValueError(f"there is no {number} {calendar.month_name[month]}{leap}")
    return "day", date(year, month, number), date(year, month, number)


def _advice(text: str) -> str:
    for slip, sentence in _ADVICE:
        if slip.fullmatch(text):
            return sentence
    return (
        f"'{printable(shortened(text, 40))}' is not a date: write 2023, 2023-11, 2023-11-08, 2023-11-08~ or 2022-09/.."
    )


# ---- order, parts, values for machines -----------------------------------------------------------


def _date(value: Edtf | str) -> Edtf:
    return parse(value) if isinstance(value, str) else value


def sort_key(value: Edtf | str) -> tuple[date, int, str]:
    """Return a key for a total order: by first day; on the same day longer before shorter (a year stands
    before its January, which stands before its first day); then by text, so that no two different dates
    are equal.

    >>> sorted(["2023-01-01", "2023", "2022-12", "2023-01", "../2023"], key=sort_key)
    ['../2023', '2022-12', '2023', '2023-01', '2023-01-01']
    """
    when = _date(value)
    return when.first, -when.last.toordinal(), when.text


def parts(value: Edtf | str) -> frozenset[str]:
    """Return the EDTF strings that a date implies, itself without its marks among them; for an interval,
    those of both ends.

    >>> sorted(parts("2023-02-07~"))
    ['2023', '2023-02', '2023-02-07']
    """
    when = _date(value)
    if when.is_interval:
        return frozenset().union(*(parts(side) for side in (when.start, when.end) if side))
    bare = _bare(when)
    if when.precision in ("decade", "century"):
        return frozenset({bare})
    return frozenset({bare, bare[:7], bare[:4]})


def _bare(when: Edtf) -> str:
    """Return a date that isn't an interval without its mark and without months or days that are left open."""
    return when.text.rstrip("~?%").replace("-XX", "")


def machine(value: Edtf | str) -> str | None:
    """Return the value for the ``datetime`` of HTML's ``<time>``, or `None` where HTML has none: for
    intervals, seasons, decades and centuries, and for what is uncertain. An approximate date loses
    its mark.

    >>> machine("2023-11-08~"), machine("2022-09/..")
    ('2023-11-08', None)
    """
    when = _date(value)
    known = when.precision in ("day", "month", "year") and not when.uncertain
    return _bare(when) if known else None


def schema_org(value: Edtf | str) -> str | None:
    """Return the value for schema.org: as `machine`, but an interval is one of ISO 8601 (``2022-09/..``),
    which ``temporalCoverage`` takes; `None` where an end is unknown or uncertain.
    """
    when = _date(value)
    if not when.is_interval:
        return machine(when)
    if when.text.startswith("/") or when.text.endswith("/"):
        return None
    sides = [machine(side) if side else ".." for side in (when.start, when.end)]
    return None if None in sides else "/".join(side for side in sides if side)


# ---- in words ------------------------------------------------------------------------------------


def in_words(value: Edtf | str, language: str, *, style: Style = "plain") -> str:
    """Return a date as readers say it, in a language that Babel knows (``en`` is British).

    `style`: ``plain`` the date by itself, ``in`` as an adverbial (on 7 November 2023), ``since``, ``as-of``
    and ``after`` with these words, ``of`` as what something tells of (in French *de*). In languages without
    a table in `date_phrases`, signs stand for words whatever the style: ``~`` approximate, ``(?)``
    uncertain, a dash for an interval; a season becomes its year, a decade its first and last year. Raises
    `ValueError` for what isn't a date, and for a language or style that does not exist.

    >>> in_words("2023-11-08~", "en"), in_words("2022-09/..", "fr", style="in")
    ('about 8 November 2023', 'depuis septembre 2022')
    """
    if style not in get_args(Style):
        raise ValueError(f"there is no style '{style}'")
    when, known = _date(value), cldr_of("en-GB" if language == "en" else language)
    words = PHRASES.get(known.language)
    if words is None:
        return _in_signs(when, known)
    if when.is_interval:
        phrase = _interval_words(when, style, words, known)
    else:
        phrase = _phrase(when, style, words, _date_words(when, words, known))
    return words.elision.sub("d’", phrase) if words.elision else phrase


def _date_words(when: Edtf, words: Phrases | None, known: Cldr) -> str:
    """Return the bare date: no connecting words, no marks."""
    patterns, year, month = known.dates, when.first.year, when.first.month - 1
    if when.precision == "day":
        written = patterns.day[month].format(day=when.first.day, year=year)
        return _first_of_month(written, words) if when.first.day == 1 else written
    if when.precision == "month":
        return patterns.month[month].format(year=year)
    if when.precision == "season" and words:
        return words.season_of_year.format(words.seasons[int(when.text[5:7]) - 21], year)
    if when.precision == "decade" and words:
        return words.decade.format(year // 10 * 10)
    if when.precision in ("decade", "century"):
        return f"{year}–{when.last.year}"
    return patterns.year.format(year=year)


def _first_of_month(written: str, words: Phrases | None) -> str:
    """Return a date on the first of a month as the language writes it: CLDR's pattern has no '1er mars'."""
    return re.sub(r"^1(?=\s|$)", words.first_of_month, written) if words else written


def _phrase(when: Edtf, relation: str, words: Phrases, bare: str) -> str:
    """Return a bare date, no interval, with the words for its relation and its marks."""
    season = when.text[5:7] if when.precision == "season" else ""

    def chosen(patterns: Mapping[str, str], default: str) -> str:
        return patterns.get(season) or patterns.get(when.precision) or default

    the = chosen(words.articles, "{}").format(bare)
    if when.approximate and relation in ("plain", "in"):
        relation = "about"
    elif when.approximate:
        bare, the = words.roughly.format(bare), words.roughly.format(the)
    elif when.uncertain and relation == "plain":
        relation = "perhaps"
    patterns = words.relations[relation]
    pattern = chosen({key: text for key, text in patterns.items() if key}, patterns[""])
    phrase = pattern.format(date=bare, the=the, first=when.first.year, last=when.last.year)
    return words.perhaps.format(phrase) if when.uncertain else phrase


def _interval_words(when: Edtf, style: Style, words: Phrases, known: Cldr) -> str:
    if when.start and (when.text.endswith("/..") or (when.end is None and style == "since")):
        relation = "since" if style == "since" else "from"
        return _phrase(when.start, relation, words, _date_words(when.start, words, known))
    if when.end and when.text.startswith("../"):
        return _phrase(when.end, "until", words, _date_words(when.end, words, known))
    start, end = words.unknown
    if when.start:
        start = _phrase(when.start, "start", words, _start_words(when, words, known))
    if when.end:
        end = _phrase(when.end, "end", words, _date_words(when.end, words, known))
    plain = style == "plain" and when.start is not None and when.end is not None
    return words.closed[0 if plain else 1].format(start, end)


def _start_words(when: Edtf, words: Phrases, known: Cldr) -> str:
    """Return the start of an interval, without the month and year that it shares with the end: '5 to 7
    November 2023'. Only for dates without marks, in languages that put the day first.
    """
    start, end = when.start, when.end
    assert start is not None
    same = end and start.precision == end.precision and start.first.year == end.first.year
    day_first = known.long_date.startswith("d")
    if not same or not end or start == end or when.approximate or when.uncertain or not day_first:
        return _date_words(start, words, known)
    if start.precision == "month":
        return known.months["format"]["wide"][start.first.month]
    if start.precision != "day":
        return _date_words(start, words, known)
    same_month = start.first.month == end.first.month
    day = re.sub("d+", str(start.first.day), known.long_date.split()[0])  # German: '5.'
    written = day if same_month else known.dates.month_day[start.first.month - 1].format(day=start.first.day)
    return _first_of_month(written, words) if start.first.day == 1 else written


def _in_signs(when: Edtf, known: Cldr) -> str:
    """Return a date in a language of which only CLDR's patterns and names are known."""
    if when.is_interval:
        unknown_start, unknown_end = when.text.startswith("/"), when.text.endswith("/")
        start = _in_signs(when.start, known) if when.start else "?" * unknown_start
        end = _in_signs(when.end, known) if when.end else "?" * unknown_end
        return f"{start} – {end}".strip()
    bare = _date_words(when, None, known)
    return ("~ " if when.approximate else "") + bare + (" (?)" if when.uncertain else "")
