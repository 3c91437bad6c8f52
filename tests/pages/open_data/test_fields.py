"""The table of fields holds together: each field has a type that is there, and a type says what it lets in."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from explainers.model import EVENT_KINDS
from explainers.pages.open_data.fields import ABOUT_ITSELF, COLUMNS, FILES, RECORDS, TYPES
from explainers.pages.words import translations


def test_every_type_is_used_and_every_field_has_one_and_a_name_of_its_own() -> None:
    tables = [ABOUT_ITSELF, COLUMNS, *(record.fields for record in RECORDS.values())]
    assert {field.type for field in chain(*tables)} == set(TYPES)
    for fields in tables:
        names = [field.name for field in fields]
        assert len(set(names)) == len(names)


def test_a_file_of_records_has_a_kind_of_records_and_the_table_none() -> None:
    assert {file.record for file in FILES.values()} == {"relation", "event", "country", ""}
    assert FILES["events.csv"].records == ""
    assert all(file.record in RECORDS for file in FILES.values() if file.record)


def test_meanings_are_translated() -> None:
    french = translations("fr")
    for field in chain(ABOUT_ITSELF, COLUMNS, *(record.fields for record in RECORDS.values())):
        assert french.gettext(field.meaning) != field.meaning, field.name


LETS_IN: list[tuple[str, list[Any], list[Any]]] = [
    ("text", ["", "a"], [None, 1]),
    ("text?", ["a", None], [1]),
    ("texts", [{}, {"en": "a", "pt-BR": "b"}], [{"e": "a"}, {"en": 1}, None]),
    ("code", ["NO"], ["no", "NOR", ""]),
    ("pair", [["NO", "SE"]], [["NO"], ["NO", "NO"], ["NO", "SE", "DK"]]),
    ("codes", [["NO"]], [[], ["NO", "NO"]]),
    ("kind", [*EVENT_KINDS], ["rumoured", None]),
    ("latitude", [-90, 59.9], [90.1, "59"]),
    ("longitude", [180, -20.5], [180.1]),
    ("paragraphs", [[], [1, 4]], [[0], [4, 4], [1.5]]),
    ("yes-no", [True], [1, "yes"]),
]


@pytest.mark.parametrize(("type", "right", "wrong"), LETS_IN, ids=[one[0] for one in LETS_IN])
def test_a_type_lets_in_what_it_is_and_nothing_else(type: str, right: list[Any], wrong: list[Any]) -> None:
    validator = Draft202012Validator(TYPES[type].schema)
    assert all(map(validator.is_valid, right))
    assert not any(map(validator.is_valid, wrong))
