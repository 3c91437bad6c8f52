"""Dates are EDTF, ordered, and said in words as a reader would say them."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from explainers.date_phrases import PHRASES
from explainers.dates import Style, in_words, machine, parse, parts, schema_org, sort_key

STYLES: tuple[Style, ...] = get_args(Style)
FORMS = """
    2023 2023-11 2023-11-08 2023-11-XX 2023-XX 2023-XX-XX 2023-21 2023-22 2023-23 2023-24 199X 19XX
    2023~ 2023? 2023% 2023-11-08~ 199X~ 19XX? 2023-22% 2022-09/.. 2022-09/ ../2023-11 /2023-11
    2022/2023 2022-09/2023-11 2023-09/2023-11 2023-11-05/2023-11-07 2023-10-05~/2023-11-07?
    0001-01-01 9999-24 9999-12-31 000X 00XX
"""

days = st.dates().map(date.isoformat)
months = days.map(lambda day: day[:7])
years = days.map(lambda day: day[:4])
marks = st.sampled_from(("", "~", "?", "%"))
points = st.builds(str.__add__, days | months | years, marks)
seasons = st.builds("{}-{}{}".format, years, st.sampled_from(("21", "22", "23", "24")), marks)
long = years.map(lambda year: year[:3] + "X") | years.map(lambda year: year[:2] + "XX")
spans = st.builds("{}{}".format, long, marks)
intervals = st.tuples(points, points).map(lambda ends: "/".join(sorted(ends, key=sort_key)))
half_open = st.builds(str.__add__, points, st.sampled_from(("/..", "/"))) | st.builds(
    str.__add__, st.sampled_from(("../", "/")), points
)
edtf = points | seasons | spans | intervals | half_open


# ---- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2023-11-08", "2023-11-08", "2023-11-08", "day"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-02-XX", "2023-02-01", "2023-02-28", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2023-XX-XX", "2023-01-01", "2023-12-31", "year"),
        ("2023-21", "2023-03-01", "2023-05-31", "season"),
        ("2023-24", "2023-12-01", "2024-02-29", "season"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2022-09/2023-11-08", "2022-09-01", "2023-11-08", "interval"),
        ("2023-05/2023", "2023-05-01", "2023-12-31", "interval"),
        ("2022-09/..", "2022-09-01", "9999-12-31", "interval"),
        ("/2023", "0001-01-01", "2023-12-31", "interval"),
    ],
)
def test_a_date_runs_from_the_first_to_the_last_day_it_can_mean(
    text: str, first: str, last: str, precision: str
) -> None:
    when = parse(text)
    assert (when.first.isoformat(), when.last.isoformat(), when.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2023", False, False),
        ("2023~", True, False),
        ("2023-11?", False, True),
        ("2023-11-08%", True, True),
        ("2022~/2023?", True, True),
    ],
)
def test_marks_say_approximate_and_uncertain(text: str, approximate: bool, uncertain: bool) -> None:
    assert (parse(text).approximate, parse(text).uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "open_start", "open_end"),
    [
        ("2022/2023", False, False),
        ("2022/..", False, True),
        ("2022/", False, True),
        ("../2023", True, False),
        ("/2023", True, False),
        ("2023", False, False),
    ],
)
def test_an_end_that_is_open_or_unknown_is_open(text: str, open_start: bool, open_end: bool) -> None:
    assert (parse(text).open_start, parse(text).open_end) == (open_start, open_end)
    assert parse(text).is_interval is ("/" in text)


def test_equal_dates_are_one_key_of_a_dictionary() -> None:
    assert len({parse("2023"), parse(" 2023 "), parse("2023~")}) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2023-02-30", "there is no 30 February"),
        ("2023-02-29", "there is no 29 February in 2023"),
        ("2023-11-31~", "there is no 31 November"),
        ("2023-13", "there is no month 13"),
        ("2023-00", "there is no month 00"),
        ("0000", "there is no year 0000: years run from 0001 to 9999"),
        ("23", "a year has four digits, from 0001 to 9999"),
        ("-0044", "a year has four digits, from 0001 to 9999"),
        ("2023-2-7", "write months and days with two digits: 2023-02-07"),
        ("08/11/2023", "write the year first, then month and day: 2023-11-08"),
        ("2023-11-08T10:00:00", "a date has no time of day here: write 2023-11-08"),
        ("2023?~", "write % for a date that is both uncertain and approximate"),
        ("2022-09/open", "write .. for an open end, and nothing for an unknown one"),
        ("2023/2022", "the interval ends before it starts"),
        ("2022/2023/2024", "an interval has one slash, between its start and its end"),
        ("../..", "an interval needs a start or an end"),
        ("199X/2005", "an interval runs between days, months or years"),
        ("2023-21-05", "a season has no days"),
        ("199X-05", "a decade or a century has no months"),
        ("2023-XX-05", "a day needs its month"),
        ("  ", "the date is empty"),
        ("8 May", "'8 May' is not a date: write 2023, 2023-11, 2023-11-08, 2023-11-08~ or 2022-09/.."),
        ("a\x07", "'a\ufffd' is not a date: write 2023, 2023-11, 2023-11-08, 2023-11-08~ or 2022-09/.."),
    ],
)
def test_what_is_no_date_is_told_in_a_plain_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse(text)


@given(st.text() | st.text("0123456789-/X~?%.TZ ") | edtf)
def test_no_text_makes_a_traceback(text: str) -> None:
    try:
        when = parse(text)
    except ValueError as told:
        assert "\n" not in str(told)
        assert len(str(told)) < 130
    else:
        assert parse(when.text) == when
        assert when.first <= when.last


# ---- order, parts, machines ------------------------------------------------------------------------


def test_a_longer_date_stands_before_a_shorter_that_starts_on_the_same_day() -> None:
    ordered = [
        "../2023",
        "2022-12",
        "2023/..",
        "2023",
        "2023~",
        "2023-01",
        "2023-01-01",
        "2023-21",
        "2023-04",
    ]
    assert sorted([*ordered[5:], *ordered[:5]], key=sort_key) == ordered


@given(st.lists(edtf, max_size=8, unique=True))
def test_the_order_is_total(texts: list[str]) -> None:
    keys = sorted(map(sort_key, texts))
    assert all(one < other for one, other in pairwise(keys))


@pytest.mark.parametrize(
    ("text", "implied"),
    [
        ("2023-02-07", {"2023-02-07", "2023-02", "2023"}),
        ("2023-02~", {"2023-02", "2023"}),
        ("2023-02-XX", {"2023-02", "2023"}),
        ("2023?", {"2023"}),
        ("2023-21", {"2023-21", "2023"}),
        ("199X", {"199X"}),
        ("2022-09/2023", {"2022-09", "2022", "2023"}),
        ("2022-09/..", {"2022-09", "2022"}),
    ],
)
def test_a_date_implies_its_month_and_its_year(text: str, implied: set[str]) -> None:
    assert parts(text) == implied


@pytest.mark.parametrize(
    ("text", "html", "schema"),
    [
        ("2023-11-08~", "2023-11-08", "2023-11-08"),
        ("2023-11-XX", "2023-11", "2023-11"),
        ("2023", "2023", "2023"),
        ("2023?", None, None),
        ("2023-21", None, None),
        ("199X", None, None),
        ("2022-09/..", None, "2022-09/.."),
        ("../2023-11~", None, "../2023-11"),
        ("2022-09/", None, None),
        ("2022?/2023", None, None),
    ],
)
def test_machines_get_only_what_their_formats_allow(text: str, html: str | None, schema: str | None) -> None:
    assert (machine(text), schema_org(text)) == (html, schema)


# ---- words -----------------------------------------------------------------------------------------

WORDS = """
    2023-11-08            | en | 8 November 2023
    2023-11-08~           | en | about 8 November 2023
    2023-11               | en | November 2023
    2023-11-XX            | en | November 2023
    2023                  | en | 2023
    2023?                 | en | perhaps 2023
    2023%                 | en | perhaps about 2023
    2022-09/..            | en | from September 2022
    2022-09/2023-11       | en | September 2022 to November 2023
    2023-09/2023-11       | en | September to November 2023
    2023-11-05/2023-11-07 | en | 5 to 7 November 2023
    2023-10-05/2023-11-07 | en | 5 October to 7 November 2023
    2022-09~/2023-11      | en | about September 2022 to November 2023
    ../2023-11            | en | until November 2023
    2022-09/              | en | from September 2022 to an unknown date
    /2023-11              | en | from an unknown date to November 2023
    199X                  | en | 1990s
    199X?                 | en | perhaps the 1990s
    19XX                  | en | 1900–1999
    2023-21               | en | spring 2023
    2023-11-08            | fr | 8 novembre 2023
    2023-11-08~           | fr | vers le 8 novembre 2023
    2023-03-01            | fr | 1er mars 2023
    2023-11-01            | fr | 1er novembre 2023
    2023-11-11            | fr | 11 novembre 2023
    2023-11               | fr | novembre 2023
    2023-11~              | fr | vers novembre 2023
    2023?                 | fr | peut-être en 2023
    2023-11-08?           | fr | peut-être le 8 novembre 2023
    2022-09/..            | fr | depuis septembre 2022
    2022-09/2023-11       | fr | de septembre 2022 à novembre 2023
    2022-10/2023          | fr | d’octobre 2022 à 2023
    2023-11-01/2023-11-07 | fr | du 1er au 7 novembre 2023
    2022-08/              | fr | d’août 2022 à une date inconnue
    ../2023-11-07         | fr | jusqu’au 7 novembre 2023
    ../2023               | fr | jusqu’en 2023
    199X                  | fr | années 1990
    2023-22               | fr | été 2023
    in: 2023-11-07        | en | on 7 November 2023
    in: 2023-02           | en | in February 2023
    in: 2023-11-08~       | en | about 8 November 2023
    in: 2022              | en | in 2022
    in: 2022?             | en | perhaps in 2022
    in: 2022-09/..        | en | from September 2022
    in: 2022-09/2023-11   | en | from September 2022 to November 2023
    in: 199X              | en | in the 1990s
    in: 19XX              | en | between 1900 and 1999
    in: 2023-24           | en | in winter 2023
    in: 2023-11-07        | fr | le 7 novembre 2023
    in: 2023-03-01        | fr | le 1er mars 2023
    in: 2023-02           | fr | en février 2023
    in: 2023-11-08~       | fr | vers le 8 novembre 2023
    in: 2022              | fr | en 2022
    in: 2022-09/..        | fr | depuis septembre 2022
    in: 2023-21           | fr | au printemps 2023
    in: 2023-22           | fr | en été 2023
    in: 199X              | fr | dans les années 1990
    in: 19XX              | fr | entre 1900 et 1999
    since: 2022-09        | en | since September 2022
    since: 2022-09-30~    | en | since about 30 September 2022
    since: 2022-09?       | en | perhaps since September 2022
    since: 2022-09/..     | en | since September 2022
    since: 199X           | en | since the 1990s
    since: 2022-09        | fr | depuis septembre 2022
    since: 2022-09-30     | fr | depuis le 30 septembre 2022
    since: 2022-09-30~    | fr | depuis le 30 septembre 2022 environ
    since: 2023-22        | fr | depuis l’été 2023
    as-of: 2023-11-08     | en | as of 8 November 2023
    as-of: 2023-11-08~    | en | as of about 8 November 2023
    as-of: 2023-11-08     | fr | au 8 novembre 2023
    as-of: 2023-11        | fr | en novembre 2023
    of: 2023-11           | en | November 2023
    of: 199X              | en | the 1990s
    after: 2023-11-08     | en | after 8 November 2023
    after: 2023-11        | en | after November 2023
    of: 2023-11-08        | fr | du 8 novembre 2023
    of: 2022-08           | fr | d’août 2022
    of: 2022-10           | fr | d’octobre 2022
    of: 2022-11           | fr | de novembre 2022
    of: 2023              | fr | de 2023
    of: 199X              | fr | des années 1990
    of: 2023-21           | fr | du printemps 2023
    of: 2023-22           | fr | de l’été 2023
    after: 2023-11-08     | fr | après le 8 novembre 2023
    after: 2023-08        | fr | après août 2023
    after: 2023-22        | fr | après l’été 2023
    2023-11-08            | en-US | November 8, 2023
    2023-11-05/2023-11-07 | en-US | November 5, 2023 to November 7, 2023
    2023-11-08~           | es | hacia el 8 de noviembre de 2023
    in: 2023-22           | es | en el verano de 2023
    since: 2022-09-01~    | es | desde el 1 de septiembre de 2022 aproximadamente
    as-of: 2023-11-08     | es | a 8 de noviembre de 2023
    of: 2023-21           | es | de la primavera de 2023
    after: 2023-23        | es | después del otoño de 2023
    after: 2023-11-08     | es | después del 8 de noviembre de 2023
    2022-09/..            | es | desde septiembre de 2022
    2023-11-05/2023-11-07 | es | del 5 al 7 de noviembre de 2023
    2023-11-08~           | de | um den 8. November 2023
    in: 2023-11           | de | im November 2023
    in: 2023-11?          | de | vielleicht im November 2023
    since: 199X           | de | seit den 1990er-Jahren
    as-of: 2023-11-08~    | de | Stand 8. November 2023 (ungefähr)
    of: 2023-11           | de | vom November 2023
    after: 2023-11-01     | de | nach dem 1. November 2023
    ../2023-11-08         | de | bis zum 8. November 2023
    2023-11-05/2023-11-07 | de | vom 5. bis 7. November 2023
    2023-11-08~           | nl | ~ 8 november 2023
    2023-11?              | it | novembre 2023 (?)
    2022-09/..            | nl | september 2022 –
    ../2023-11            | it | – novembre 2023
    2022-09/              | pt-BR | setembro de 2022 – ?
    199X                  | nl | 1990–1999
    in: 2023-21           | it | 2023
"""


@pytest.mark.parametrize("case", [line.strip() for line in WORDS.strip().splitlines()])
def test_a_date_is_said_as_readers_say_it(case: str) -> None:
    left, language, expected = (field.strip() for field in case.split("|"))
    style, _, text = left.rpartition(": ")
    chosen: Style = next((known for known in STYLES if known == style), "plain")
    assert in_words(text, language, style=chosen) == expected


@given(edtf, st.sampled_from(sorted(PHRASES)), st.sampled_from(STYLES))
def test_every_date_has_words_without_edtf_signs(text: str, language: str, style: Style) -> None:
    words = in_words(text, language, style=style)
    assert words.strip() == words != ""
    assert not set("~?%/{}X") & set(words)


def test_every_language_of_babel_can_say_every_date() -> None:
    tags = [tag.replace("_", "-") for tag in localedata.locale_identifiers() if "_" not in tag]
    assert len(tags) > 150
    for tag in tags:
        assert all(in_words(text, tag) for text in FORMS.split()), tag


@pytest.mark.parametrize("language", ["", "xx", "english", "../en", "e\x00"])
def test_a_language_that_does_not_exist_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="isn't the code of a language"):
        in_words("2023", language)


def test_a_style_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no style 'loud'"):
        in_words("2023", "en", style="loud")  # type: ignore[arg-type]


def test_reading_dates_does_not_import_babel() -> None:
    code = "import sys; import explainers.dates as d; d.parse('2023~'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
