"""Each type of value takes what an editor writes for it, and tells what it can't be, at its place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from explainers.reading.findings import Stretch
from explainers.reading.schema import MISSING, MapOf, Type
from explainers.reading.values import (
    Choice,
    CountryCode,
    Day,
    Edtf,
    Language,
    Line,
    LineByLanguage,
    Number,
    Pair,
    Slug,
    WebAddress,
)
from tests.reading.texts import told, told_of, value_of

TEXTS = MapOf("language", Line())
WORDS = Choice(("happened", "pledged"))


def plain(value: Any) -> Any:
    """Return a value with the texts of its stretches."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value.text if isinstance(value, Stretch) else value


@pytest.mark.parametrize(
    ("type", "yaml", "value"),
    [
        (Line(), "'It''s so'", "It's so"),
        (Line(longest=3), "one", "one"),
        (LineByLanguage(), "AFP", "AFP"),
        (LineByLanguage(), "{en: The Gazette, fr: La Gazette}", {"en": "The Gazette", "fr": "La Gazette"}),
        (WORDS, "pledged", "pledged"),
        (Slug(), "rain-2", "rain-2"),
        (Language(), "pt-BR", "pt-BR"),
        (CountryCode(), "NO", "NO"),
        (WebAddress(), "http://a.example/b?c=d#e", "http://a.example/b?c=d#e"),
        (WebAddress(), "http://localhost:8000/a", "http://localhost:8000/a"),
        (Day(), "2024-02-29", "2024-02-29"),
        (Edtf(), "2023-11-08~", "2023-11-08~"),
        (Edtf(), "2022-09/..", "2022-09/.."),
        (Number(), "12", 12),
        (Pair(), "[12.37, -1.52]", (12.37, -1.52)),
        (Pair(), "[+90, -180]", (90.0, -180.0)),
    ],
)
def test_what_an_editor_writes_is_taken(type: Type, yaml: str, value: Any) -> None:
    read, found = value_of(type, yaml)
    assert (plain(read), found.problems) == (value, [])


@pytest.mark.parametrize(
    ("type", "yaml", "problem"),
    [
        (Line(), "|\n  one\n  two\n", "wrong-type «|⏎  one⏎  two»"),
        (Line(), "[one]", "wrong-type «[one]»"),
        (Line(), '""', 'empty-value «""»'),
        (WORDS, "pleged", "unknown-value «pleged» → pledged"),
        (WORDS, "quiet", "unknown-value «quiet»"),
        (Slug(), "Rain_Falls", "unknown-value «Rain_Falls» → rain-falls"),
        (Slug(), "«»", "unknown-value ««»»"),
        (Language(), "English", "unknown-value «English» → en"),
        (Language(), "fra", "unknown-value «fra» → fr"),
        (Language(), "words", "unknown-value «words»"),
        (CountryCode(), "no", "unknown-country «no» → NO"),
        (CountryCode(), "NOR", "unknown-country «NOR» → NO"),
        (CountryCode(), "NO SE", "unknown-country «NO SE» → NO, SE"),
        (CountryCode(), "uk", "unknown-country «uk» → GB"),
        (CountryCode(), "N0", "unknown-country «N0»"),
        (WebAddress(), "ftp://a.example", "unsafe-link «ftp://a.example»"),
        (WebAddress(), "http:/a.example/b", "unsafe-link «http:/a.example/b» → http://a.example/b"),
        (WebAddress(), "https//a.example", "unsafe-link «https//a.example» → https://a.example"),
        (Edtf(), "November 2023", "bad-date «November 2023» → 2023-11"),
        (Day(), "November 2023", "bad-date «November 2023»"),
        (WebAddress(), "https://ann@a.example", "unsafe-link «https://ann@a.example»"),
        (Day(), "2023", "bad-date «2023»"),
        (Day(), "2023-02-29", "bad-date «2023-02-29»"),
        (Edtf(), "2023-13", "bad-date «2023-13»"),
        (Edtf(), "2023-02/2023-01", "event-out-of-order «2023-02/2023-01»"),
        (Number(), "0", "wrong-type «0»"),
        (Number(), "1.5", "wrong-type «1.5»"),
        (Pair(), "12.37, -1.52", "wrong-type «12.37, -1.52»"),
        (Pair(), "[12.37]", "wrong-type «[12.37]»"),
        (Pair(), "[-91, 4]", "unknown-value «-91»"),
        (Pair(), "[12, 180.5]", "unknown-value «180.5»"),
    ],
)
def test_what_it_can_not_be_is_told_at_its_place(type: Type, yaml: str, problem: str) -> None:
    read, found = value_of(type, yaml)
    assert read is MISSING
    assert [told(yaml, one) for one in found.problems] == [problem]


@pytest.mark.parametrize(
    ("yaml", "kind"), [("[a]", "a number is expected here, not a list"), ("{a: b}", "not keys and values")]
)
def test_a_list_or_a_mapping_in_its_place_is_called_so(yaml: str, kind: str) -> None:
    (problem,) = value_of(Number(), yaml)[1].problems
    assert problem.message.endswith(kind)


@pytest.mark.parametrize("type", [WORDS, Language(), CountryCode(), MapOf("any-language", Line())], ids=repr)
def test_what_is_much_too_long_is_told_by_its_beginning(type: Type) -> None:
    yaml = f"{'9' * 500}: a" if isinstance(type, MapOf) else "9" * 500
    (problem,) = value_of(type, yaml)[1].problems
    assert re.match(r"'9{39,59}…' ", problem.message)


def test_a_summary_that_is_too_long_is_told_and_still_read() -> None:
    read, found = value_of(Line(longest=3), "four")
    assert (plain(read), [one.code for one in found.problems]) == ("four", ["summary-too-long"])


def test_a_country_is_something_that_the_file_speaks_of() -> None:
    _, found = value_of(CountryCode(), "NO")
    assert [(one.kind, one.target) for one in found.references] == [("country", "NO")]


def test_a_text_by_language_has_the_first_language_and_no_other_than_the_sites() -> None:
    read, found = value_of(LineByLanguage(), "{fr: La Gazette, de: Die Gazette}")
    assert read is MISSING
    assert sorted((one.code, one.suggestion) for one in found.problems) == [
        ("missing-key", "en:"),
        ("unknown-key", None),
    ]


# ---- a hash that cuts a text off -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "cut"),
    [
        ("en: The #1 zone\n", "unlikely-value «#1 zone»"),
        ("en: Why #MeToo matters\n", "unlikely-value «#MeToo matters»"),
        ("en: Two and\t#three.\n", "unlikely-value «#three.»"),
        ("en: #MeToo\n", "empty-value «#MeToo»"),
    ],
)
def test_a_text_that_a_hash_cuts_off_is_told_where_it_goes_on(yaml: str, cut: str) -> None:
    assert told_of(TEXTS, yaml) == [cut]


@pytest.mark.parametrize(
    "title", ["One  # a remark", "One ## a remark", '"The #1 zone"', "'C# and F#'", "C# and F#", "'One' #two"]
)
def test_remarks_and_hashes_in_quotation_marks_are_not_told(title: str) -> None:
    assert told_of(TEXTS, f"en: {title}\n") == []
