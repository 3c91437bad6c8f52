"""What is kept of CLDR is what Babel says of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.dates import format_date, format_skeleton

from explainers import cldr
from explainers.cldr import alone, cldr_of, find_cldr
from tests.building_sites import ROOT

# Of all languages of CLDR, those that fill a hole or a field in a way of their own: two digits for a day, an era, a
# month as a number, in short, or as it stands alone.
_UNUSUAL = ("rif", "th", "zh", "yo", "fa", "fi", "en-GB", "fr", "es", "de", "pt-BR", "ar", "ja", "hu", "lv", "eu")
_DAYS = (date(2023, 1, 1), date(2024, 2, 29), date(987, 5, 7), date(1999, 9, 30), date(2022, 12, 11), date(33, 11, 8))


@pytest.mark.parametrize("language", _UNUSUAL)
def test_dates_are_written_as_babel_writes_them(language: str) -> None:
    patterns, locale = cldr_of(language).dates, alone(language)
    for day in _DAYS:
        at, month = {"day": day.day, "year": day.year}, day.month - 1
        assert patterns.day[month].format(**at) == format_date(day, "long", locale)
        assert patterns.month[month].format(**at) == format_skeleton("yMMMM", day, locale=locale)
        assert patterns.month_day[month].format(**at) == format_skeleton("MMMMd", day, locale=locale)
        assert patterns.year.format(**at) == format_skeleton("y", day, locale=locale)


def test_dates_of_every_language_have_fields_that_day_month_and_year_tell() -> None:
    known = {"d", "dd", "y", "M", "MMM", "MMMM", "LLLL", "G"}
    for name in sorted({name.partition("_")[0] for name in localedata.locale_identifiers()}):
        assert set(cldr.fields(Locale.parse(name))) <= known, name


def test_what_is_kept_is_what_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    find_cldr.cache_clear()
    asked = cldr_of("fr")
    assert len([*tmp_path.rglob("*.bin")]) == 1
    find_cldr.cache_clear()
    monkeypatch.setattr(cldr, "_asked", None)  # so that nothing can be asked again
    assert cldr_of("fr") == asked
    assert (asked.places["SE"], asked.group, asked.direction) == ("Su\u00e8de", "\u202f", "ltr")


def test_what_is_asked_of_one_language_changes_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    find_cldr.cache_clear()
    chinese, japanese = cldr_of("zh"), cldr_of("ja")
    assert (chinese.months["stand-alone"]["wide"][1], japanese.months["stand-alone"]["wide"][1]) == ("一月", "1月")


def test_a_language_that_cldr_has_not_is_none() -> None:
    assert find_cldr("xx") is None
    with pytest.raises(ValueError, match="isn't the code of a language"):
        cldr_of("xx")


@pytest.mark.parametrize("zone", ["Nonsense/Zone", ":/etc/passwd", "", "Asia/Kathmandu"])
def test_no_date_depends_on_the_time_zone_of_the_machine(zone: str, tmp_path: Path) -> None:
    code = "import os; from explainers.dates import in_words; print(in_words('2026-11-30', 'en'), os.environ['TZ'])"
    variables = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False)
    assert (ended.stdout.rstrip("\n"), ended.stderr) == (f"30 November 2026 {zone}", "")
