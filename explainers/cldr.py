"""What CLDR has of a language, of all that this package asks while a site is built: through Babel, once on a machine.

It rests on Babel and the language alone, so that it is kept as compiled templates are (`explainers.kept_code`). Babel
itself takes longer to load than a page to read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from explainers.kept_code import keep, kept, stand_of
from explainers.locales import locale_of, without_time_zone

if TYPE_CHECKING:
    from babel import Locale
    from babel.dates import DateTimePattern

__all__ = ["Cldr", "DatePatterns", "alone", "cldr_of", "fields", "find_cldr"]

Names = Mapping[str, Mapping[str, Mapping[int, str]]]
"""Names by their numbers, by where they stand (*format*, *stand-alone*) and how wide they are (*wide*,
*abbreviated*).
"""


class DatePatterns(Struct, frozen=True):
    """How dates are written: for each of the twelve months a text for `str.format`, with holes for `day` and `year`.
    `day` is a whole date, `month` has no day, `month_day` no year; `year` is one text.
    """

    day: tuple[str, ...]
    month: tuple[str, ...]
    month_day: tuple[str, ...]
    year: str


class Cldr(Struct, frozen=True):
    """What is known of a language.

    Fields: `language` and `territory` (empty where the language's code has none), `likeliest_territory`; `direction`,
    ``ltr`` or ``rtl``; `own_name` and `english_name`, what the language is called; `places`, the names of territories
    by codes of two letters, in their order; `days` (from 0 for Monday) and `months` (from 1); `long_date` and
    `full_date`, CLDR's patterns, and `dates`; `group`, what parts thousands; `magnitudes`, sizes such as ``1000`` with
    the patterns of their words; `currency_names` by codes, `currency_symbols`, and `currency_plurals`, the names beside
    numbers.
    """

    language: str
    territory: str
    likeliest_territory: str
    direction: str
    own_name: str
    english_name: str
    places: Mapping[str, str]
    days: Names
    months: Names
    long_date: str
    full_date: str
    dates: DatePatterns
    group: str
    magnitudes: tuple[tuple[str, str], ...]
    currency_names: Mapping[str, str]
    currency_symbols: tuple[str, ...]
    currency_plurals: tuple[str, ...]


def cldr_of(language: str) -> Cldr:
    """Return what CLDR has of a language, by its code with or without a country. Raises `ValueError` as `locale_of`
    does.
    """
    found = find_cldr(language)
    if found is None:
        locale_of(language)
        raise AssertionError(language)
    return found


@lru_cache(maxsize=64)
def find_cldr(language: str) -> Cldr | None:
    """Return what CLDR has of a language; `None` where it doesn't know it."""
    key = Path(__file__).read_bytes(), stand_of("babel"), language
    data = kept("cldr", key)
    if data is None:
        try:
            data = msgspec.msgpack.encode(_asked(language))
        except ValueError:
            return None
        keep("cldr", key, data)
    return msgspec.msgpack.decode(data, type=Cldr)


def _asked(language: str) -> Cldr:
    from babel.core import get_global

    locale = alone(language)
    likeliest = get_global("likely_subtags").get(locale.language, "")
    plurals = locale._data["currency_names_plural"].values()
    return Cldr(
        language=locale.language,
        territory=locale.territory or "",
        likeliest_territory=likeliest.rpartition("_")[2],
        direction=locale.text_direction,
        own_name=locale.get_display_name() or "",
        english_name=locale.get_display_name("en") or "",
        places={code: name for code, name in sorted(locale.territories.items()) if len(code) == 2},
        days=_names(locale.days),
        months=_names(locale.months),
        long_date=locale.date_formats["long"].pattern,
        full_date=locale.date_formats["full"].pattern,
        dates=_dates(locale),
        group=locale.number_symbols.get("latn", {}).get("group", ""),
        magnitudes=tuple(_magnitudes(locale.compact_decimal_formats)),
        currency_names=dict(locale.currencies),
        currency_symbols=tuple(locale.currency_symbols.values()),
        currency_plurals=tuple(name for by_count in plurals for name in by_count.values()),
    )


def alone(language: str) -> Locale:
    """Return the locale of a language with data that no other has seen. Raises `ValueError` as `locale_of` does.

    Babel notes what it finds for one language in the data that others inherit too: months in Japanese are called
    otherwise after they were asked for in Chinese.
    """
    with without_time_zone():  # a language's data has patterns of dates in it
        import babel.dates  # noqa: F401
    from babel import Locale, localedata

    localedata._cache.clear()
    return Locale.parse(str(locale_of(language)))


def _names(names: Any) -> Names:
    widths = ("wide", "abbreviated")
    return {place: {width: dict(names[place][width]) for width in widths} for place in ("format", "stand-alone")}


def _magnitudes(formats: Any) -> list[tuple[str, str]]:
    by_counts = formats["long"].values() if "long" in formats else ()
    return [(size, pattern.pattern) for by_count in by_counts for size, pattern in by_count.items()]


# ---- dates -----------------------------------------------------------------------------------------------

_FIELD: Final = re.compile(r"%\((\w+)\)s")
_HOLES: Final = {"d": "{day}", "dd": "{day:02}", "y": "{year}"}


def _dates(locale: Locale) -> DatePatterns:
    whole, month, month_day, year = (_by_month(pattern, locale) for pattern in _patterns(locale))
    return DatePatterns(whole, month, month_day, year[0])


def _patterns(locale: Locale) -> tuple[DateTimePattern, ...]:
    """Return how a language writes a whole date, one without its day, one without its year, and a year."""
    from babel.dates import match_skeleton

    skeletons = locale.datetime_skeletons
    found = (one if one in skeletons else match_skeleton(one, skeletons) for one in ("yMMMM", "MMMMd", "y"))
    return locale.date_formats["long"], *(skeletons[one] for one in found)


def fields(locale: Locale) -> list[str]:
    """Return the fields of CLDR (``MMMM``) that a language writes dates with."""
    return [field for pattern in _patterns(locale) for field in _FIELD.findall(str(pattern.format))]


def _by_month(pattern: DateTimePattern, locale: Locale) -> tuple[str, ...]:
    """Return a pattern for each month, with Babel's names of it in place of its fields, and holes for day and year."""
    from babel.dates import DateTimeFormat

    written, texts = str(pattern.format), []
    for month in range(1, 13):
        shown = DateTimeFormat(date(2000, month, 1), locale)
        texts.append(written % {field: _HOLES.get(field) or shown[field] for field in _FIELD.findall(written)})
    return tuple(texts)
