"""Facts in a text that can be compared between languages: numbers, dates, months, years, and names.

Both `source seal` (over a source's paragraphs) and the checks (over claims) read figures here, so what each
writes in its own way is one value. A figure is

- digits, with English or French separators (50,000; 50 000; 3.5; 3,5), with *thousand*, *million* and so
  on after them or their abbreviations (1.8bn, 1,8 Md, 3 Mio.), with the ending of an ordinal (7th, 1er) or a
  decade (1990s);
- a number in words (`explainers.languages.numbers` says which);
- a date: 7 November 2023, November 7, 2023, le 7 novembre 2023, 7 Nov., 2023-11-07; a month where a day or a
  year stands beside it, or *in* or *en* before it. *May*, *march* and *mars* are else ordinary words. Other
  languages: the names of months that Babel knows, and no number words; the commonest of them have such words
  too (*im Mai*, *en mayo*), in others a longer name of a month stands by itself.

What this cannot see: signs (-5 is 5); Roman numerals; fractions (3/4 is a 3 and a 4); dates in digits with
the day first (08/11/2023 is three numbers); whether *3m* is long or many (it is metres only before *high*,
*long* and the like); digits in names (G20, T-72), which aren't figures; the part of a range that is not
written (5 to 7 November is 5, and 7 November); which reading is meant where a number follows a month (in
November 20 people: a day), a number follows a number (3 400: one) or a year and month are a range of years
(2010-12: a month); that 3,500 in French may be 3.5. What is counted, and whether it is denied, nobody sees
here.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from msgspec import Struct

from explainers.cldr import find_cldr
from explainers.languages import language_of
from explainers.languages.joined import Joined
from explainers.languages.numbers import numbers_in
from explainers.locales import base_language
from explainers.reading.magnitudes import magnitude_at
from explainers.reading.months import abbreviated_months, months
from explainers.reading.names import Name, blotted, names, starts_sentence
from explainers.reading.whole_numbers import whole_number
from explainers.seldom import seldom

__all__ = ["Figure", "Name", "figures", "figures_of", "implied", "names"]


class Figure(Struct, frozen=True):
    """A figure: `value`, the same in every language (400, 50000, 3.5, 2023, 2023-02, 2023-02-07, --11 for a
    month alone, --11-07 for a day without its year); where it starts and ends in the text (offsets in
    characters); `shown`, how it stands there; `unit`, of which power of ten its last digit is (-1 for 1.8, 8 for
    1.8 billion).
    """

    value: str
    start: int
    end: int
    shown: str
    unit: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it is a number, not a date; a year is one too."""
        return "-" not in self.value


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures in a text, in order and without overlaps.

    >>> [figure.value for figure in figures("le 1er mars 2023, 50 000 volontaires, trois cents en mai", "fr")]
    ['2023-03-01', '50000', '300', '--05']
    """
    return figures_of(Joined((text,)), language)[0]


def figures_of(texts: Joined, language: str) -> tuple[tuple[Figure, ...], ...]:
    """Return the figures in each of some texts, as `figures` finds them; offsets are those in the text."""
    base, starts = base_language(language), texts.starts
    found: list[_Number] = [(*date, 0) for date in _dates(texts, base)]
    found += _digits(texts, blotted(texts.text, [(start, end) for _, start, end, _ in found]), base)
    found += [(*number, 0) for number in _words(texts, [(start, end) for _, start, end, _ in found], language)]
    each: list[list[Figure]] = [[] for _ in texts.texts]
    for value, start, end, unit in sorted(found, key=_START):
        number = bisect_right(starts, start) - 1
        first = starts[number]
        each[number].append(Figure(value, start - first, end - first, texts.text[start:end], unit))
    return tuple(map(tuple, each))


def implied(value: str) -> frozenset[str]:
    """Return the values that a figure's value stands for besides itself: a date's month, year and day.

    >>> sorted(implied("2023-02-07"))
    ['--02', '--02-07', '2023', '2023-02', '2023-02-07']
    """
    date = _VALUE.fullmatch(value)
    if date is None:
        return frozenset({value})
    year, month, day = date["year"], date["month"], date["day"]
    wholes = {value, f"--{month}", f"--{month}-{day}" if day else value}
    if year != "-":
        wholes |= {year, f"{year}-{month}"}
    return frozenset(wholes)


_VALUE: Final = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?", re.ASCII)
_Found = tuple[str, int, int]  # value, start, end
_Number = tuple[str, int, int, int]  # and of which power of ten the last digit is
_START: Final = itemgetter(1)


# ---- dates -----------------------------------------------------------------------------------------------

# A digit or letter first, and then what stands before it: `re` skips to the next such, as it can to no lookbehind.
_ISO: Final = re.compile(r"(?P<year>\d(?<![\w-]\d)\d{3})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\w-])", re.ASCII)
_DAY: Final = r"(?P<day>\d(?<!\w\d)(?<!\d[.,]\d)\d?)"
_ENDING: Final = r"(?:st|nd|rd|th|er|\.)?"
_YEAR: Final = r"(?P<year>[12]\d{3})(?!\w)"
_BEFORE_MONTH: Final = {
    "en": "in", "fr": "en", "es": "en desde hasta", "pt": "em desde até", "nl": "in sinds",
    "de": "im seit ab bis anfang mitte ende", "it": "a in da",
}  # fmt: skip
_SHORT: Final = 4
_OF: Final = r"(?:\s+(?:of|de|del|di))?\s+"


@lru_cache(maxsize=64)
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates in a language, those that say most first."""
    full, short = months(language), abbreviated_months(language)
    if not full:
        return (_ISO,)
    month = rf"(?P<month>{_either(_forms({**short, **full}, language))})(?!\w)\.?"
    written = [
        rf"{_DAY}{_ENDING}{_OF}{month},?{_OF}{_YEAR}",
        rf"{month}\s+{_DAY}{_ENDING},?\s+{_YEAR}",
        rf"{month},?{_OF}{_YEAR}",
        rf"{_DAY}{_ENDING}{_OF}{month}",
        rf"{month}\s+{_DAY}(?:st|nd|rd|th)?(?!\w|[.,:]\d|\s\d{{3}}(?!\d)|\s?%)",
    ]
    if language == "fr":  # the month never leads: 'les sept 15 tonnes', 'mai 68'
        del written[4], written[1]
    before = _BEFORE_MONTH.get(language)
    if before:
        words = _either([form for word in before.split() for form in (word.capitalize(), word)])
        written.append(rf"(?:{words})\s+(?P<month>{_either(_forms(full, language))})(?!\w)")
    else:  # a name of a month is rarely anything else; where it is short, it may be
        longer = _either(_forms([name for name in full if len(name) > _SHORT] or full, language))
        written.append(rf"(?P<month>{longer})(?!\w)")
    return (_ISO, *(re.compile(pattern) for pattern in written))


def _either(words: Iterable[str]) -> str:
    """Return what finds one of some words where it begins."""
    first = [(re.escape(word[0]), re.escape(word[1:])) for word in words]
    return "|".join(rf"{letter}(?<!\w{letter}){others}" for letter, others in first)


def _forms(named: Iterable[str], language: str) -> Sequence[str]:
    """Return names of months as dates have them, the longest first: in English with a capital (may, march), else also
    without.
    """
    ordered = sorted(named, key=lambda name: (-len(name), name))
    capitals = [form for name in ordered for form in (name.capitalize(), name.upper())]
    return capitals if language == "en" else [*capitals, *ordered]


@lru_cache(maxsize=64)
def _month_words(language: str) -> frozenset[str]:
    """Return the first words of the names of months as dates have them."""
    named = (*abbreviated_months(language), *months(language))
    return frozenset(words[0] for form in _forms(named, language) if (words := _WORD.findall(form)))


@lru_cache(maxsize=64)
def _month_numbers(language: str) -> Mapping[str, int]:
    """Return the numbers of months by their names in small letters, also by what becomes of a name that was written in
    capitals: of the Turkish *kasım*, *kasim*.
    """
    named = {**abbreviated_months(language), **months(language)}
    return {**{name.upper().lower(): number for name, number in named.items()}, **named}


_WORD: Final = re.compile(r"\w+")
_HYPHENED: Final = re.compile(r"-(?<=\d-)\d")  # a hyphen first, to which `re` can skip


def _dates(texts: Joined, language: str) -> Iterator[_Found]:
    # Most texts have neither what every date has one of.
    for number in sorted({*texts.having(_month_words(language)), *texts.having(_HYPHENED)}):
        first = texts.starts[number]
        for value, start, end in _dates_in(texts.texts[number], language):
            yield value, first + start, first + end


def _dates_in(text: str, language: str) -> Iterator[_Found]:
    for pattern in _date_patterns(language):
        spans = []
        for match in pattern.finditer(text):
            value = _date_value(match.groupdict(), language)
            if not value:
                continue
            start = match.start("month") if value[0] == "-" and len(value) == 4 else match.start()
            is_stop = match[0].endswith(".") and match["month"].lower() in months(language)  # of the sentence
            end = match.end() - is_stop
            spans.append((start, end))
            yield value, start, end
        text = blotted(text, spans)


def _date_value(fields: dict[str, str | None], language: str) -> str:
    """Return the value of a date's fields, or nothing where there is no such day."""
    named = (fields["month"] or "").lower()
    number = int(named) if named.isdecimal() else _month_numbers(language)[named]
    year, day = fields.get("year"), fields.get("day")
    if not 1 <= number <= 12 or (year and int(year) == 0):
        return ""
    if day and not 1 <= int(day) <= calendar.monthrange(int(year or 2000), number)[1]:
        return ""
    return f"{year or '-'}-{number:02}" + (f"-{int(day):02}" if day else "")


# ---- digits ----------------------------------------------------------------------------------------------

_SPACES: Final = " \u00a0\u2009\u202f"
_DIGITS: Final = re.compile(
    rf"(?P<digits>\d(?<!\w\d)(?<!\d[.,]\d)"
    rf"(?:\d{{0,2}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d*(?:[.,]\d+)*))"
    r"(?P<ending>(?:st|nd|rd|th|s|ers?|res?|es?|i?èmes?)(?!\w))?"
)
_CURRENCY: Final = seldom(r"[$\u00a2-\u00a5\u20a0-\u20cf]\s?$")
_TWO_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_IN_NAME: Final = re.compile(r"([^\W\d_]\w*)[-\u2010\u2011]$")
_HYPHENS: Final = frozenset("-\u2010\u2011")
_COMMA_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DOT_GROUPS: Final = seldom(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")


def _digits(texts: Joined, rest: str, language: str) -> Iterator[_Number]:
    """Yield the figures in digits of some texts; `rest`: what is left of them to be looked at. Most are a piece by
    themselves.
    """
    pieces, places, place = (*texts.pieces, ""), texts.places, 0
    is_whole = rest is texts.text
    for index in texts.with_digits:
        piece, start = pieces[index], places[index]
        alone = whole_number(piece) if start >= place and (is_whole or rest.startswith(piece, start)) else None
        if alone and (alone.closed or _goes_on_alone(pieces[index + 1], language)):
            place = start + alone.end
            yield alone.value, start + alone.start, place, 0
            continue
        end = start + len(piece)
        while place < end and (match := _DIGITS.search(rest, max(start, place))) and match.start() < end:
            place = match.end()
            yield from _in_digits(rest, match, language)


@lru_cache(maxsize=16384)
def _goes_on_alone(piece: str, language: str) -> bool:
    """Whether the piece behind a number leaves it as it is: a word that multiplies nothing."""
    return _TWO_LETTERS.match(piece) is not None and magnitude_at(f"0 {piece}", 1, language, money=False) is None


def _in_digits(text: str, match: re.Match[str], language: str) -> Iterator[_Number]:
    start, end = match.span()
    in_name = start > 0 and text[start - 1] in _HYPHENS
    before = _IN_NAME.search(text, max(0, start - 24), start) if in_name else None
    if before and _designation(before[1]):
        return
    number = _number(_ascii(match["digits"]), language)
    if number is None:  # a version, a list, a date in digits: each part by itself
        for part in re.finditer(r"\d+", match["digits"]):
            place = start + part.start()
            yield _shifted(_ascii(part[0]), 0), place, place + len(part[0]), 0
        return
    money = _CURRENCY.search(text, max(0, start - 2), start) is not None
    zeros, end = magnitude_at(text, end, language, money=money) or (0, end)
    yield _shifted(number, zeros), start, end, zeros - len(number.partition(".")[2])


def _designation(word: str) -> bool:
    """Whether a word before a hyphen and digits makes a name of them: T-72, Su-30, COVID-19; not mid-2023."""
    capitals = sum(letter.isupper() for letter in word)
    return capitals > 1 or (capitals == 1 and len(word) <= 2)


def _ascii(digits: str) -> str:
    """Return digits of any script as ASCII, without spaces."""
    if digits.isascii() and digits.isdecimal():
        return digits
    plain = (str(unicodedata.decimal(character, character)) for character in digits)
    return "".join(character for character in plain if not character.isspace())


def _number(digits: str, language: str) -> str | None:
    """Return digits with '.' as the decimal sign at most, or `None` where they are not one number."""
    if digits.isdecimal():  # most are
        return digits
    if _DOT_GROUPS.fullmatch(digits) and (len(re.findall(r"[.,]", digits)) > 1 or _dot_groups(language)):
        return digits.replace(".", "").replace(",", ".")
    if _COMMA_GROUPS.fullmatch(digits) and not _dot_groups(language):
        return digits.replace(",", "")
    plain = digits.replace(",", ".")
    return plain if plain.count(".") <= 1 else None


@lru_cache(maxsize=64)
def _dot_groups(language: str) -> bool:
    """Whether a language parts thousands by a full stop (3.500), as German and Spanish do."""
    if language in ("en", "fr"):
        return False
    known = find_cldr(language)
    return known is not None and known.group == "."


def _shifted(number: str, zeros: int) -> str:
    """Return a number times ten to the power of `zeros`, without needless zeros; exact for any length."""
    if not zeros and number.isdecimal():
        return number.lstrip("0") or "0"
    whole, _, fraction = number.partition(".")
    fraction = fraction.ljust(zeros, "0")
    whole, fraction = (whole + fraction[:zeros]).lstrip("0") or "0", fraction[zeros:].rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


# ---- number words ----------------------------------------------------------------------------------------


def _words(texts: Joined, others: Sequence[tuple[int, int]], language: str) -> Iterator[_Found]:
    """Yield the numbers in words of some texts; `others`: where other figures stand."""
    known = language_of(language)
    numbers = list(texts.having(known.numbers.signs)) if known else ()
    rest = blotted(texts.text, others) if numbers else ""
    for number in numbers:
        first = texts.starts[number]
        text = rest[first : first + len(texts.texts[number])]
        for value, start, end in numbers_in(text, known.numbers) if known else ():
            if text[start].isupper() and not starts_sentence(text, start):
                continue  # part of a name: the Group of Seven, le Tiers-Monde
            yield str(value), first + start, first + end
