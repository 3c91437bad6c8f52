"""Keys and values are read by what is declared of them, and every mistake is told at its place, in one go."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.reading.findings import Findings, Stretch
from explainers.reading.nodes import Node
from explainers.reading.schema import MISSING, Fields, Key, ListOf, MapOf, Missing, Type, fields
from explainers.reading.values import Line, Number, Slug
from tests.reading.texts import told_of, value_of

KEYS = {"id": Key(Slug(), required=True), "count": Key(Number())}


class Record(Type, frozen=True):
    """A mapping with an id and a count, but no days."""

    def value(self, node: Node, found: Findings) -> Fields | Missing:
        """Return the values of its keys."""
        return fields(node, KEYS, found, {"day": "a day stands in the original"})


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return value.text if isinstance(value, Stretch) else value


# ---- mappings --------------------------------------------------------------------------------------------


def test_a_mapping_has_its_values_and_knows_where_they_stand() -> None:
    values, found = value_of(Record(), "id: rain\ncount: 4\n")
    assert isinstance(values, Fields)
    assert (values.get("id"), values.get("count"), values.complete) == ("rain", 4, True)
    assert (values.span("count"), found.problems) == ((16, 17), [])


def test_all_that_is_wrong_with_a_mapping_is_told_at_once() -> None:
    yaml = "cuont: 4\ncount: none\n"
    values, _ = value_of(Record(), yaml)
    assert isinstance(values, Fields)
    assert not values.complete
    assert told_of(Record(), yaml) == [
        "unknown-key «cuont»", "wrong-type «none»", "missing-key «» → id:"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("idd: rain\n", ["unknown-key «idd» → id"]),  # it isn't missing, too
        ("idd: rain\nid: rain\n", ["unknown-key «idd»"]),  # the one that is near is there already
        ("x: rain\n", ["unknown-key «x»"]),  # none of its keys stands there
        ("x: rain\ncount: 1\n", ["unknown-key «x»", "missing-key «» → id:"]),
    ],
)
def test_a_mistyped_key_is_told_as_that_alone(yaml: str, told: list[str]) -> None:
    assert told_of(Record(), yaml) == told
    values, _ = value_of(Record(), yaml)
    assert isinstance(values, Fields)
    assert values.mistyped is ("→ id" in told[0])


def test_a_key_too_many_leaves_the_record_complete() -> None:
    values, _ = value_of(Record(), "id: rain\ncolour: grey\n")
    assert isinstance(values, Fields)
    assert values.complete


def test_a_key_that_belongs_elsewhere_is_told_where() -> None:
    _, found = value_of(Record(), "id: rain\nday: 2024-01-01\n")
    assert [one.message for one in found.problems] == ["a day stands in the original"]


@pytest.mark.parametrize(("yaml", "told"), [("rain", "wrong-type «rain»"), ("''", "empty-value «''»")])
def test_where_keys_are_expected_nothing_else_will_do(yaml: str, told: str) -> None:
    assert value_of(Record(), yaml)[0] is MISSING
    assert told_of(Record(), yaml) == [told]


# ---- lists -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "yaml", "values"),
    [
        (ListOf(Number()), "[1, 2, 2]", (1, 2, 2)),
        (ListOf(Line(), commas=True), "aid,  foreign aid", ("aid", "foreign aid")),
        (ListOf(Line(), unique=True), "[aid, Aid]", ("aid", "Aid")),
    ],
)
def test_a_list_has_its_values(type: Type, yaml: str, values: tuple[Any, ...]) -> None:
    read, found = value_of(type, yaml)
    assert (plain(read), found.problems) == (values, [])


@pytest.mark.parametrize(
    ("type", "yaml", "told"),
    [
        (ListOf(Number()), "[1, two, three]", ["wrong-type «two»", "wrong-type «three»"]),
        (ListOf(Number()), "[]", ["empty-value «[]»"]),
        (ListOf(Number()), "''", ["empty-value «''»"]),
        (ListOf(Number()), "4", ["wrong-type «4» → [4]"]),
        (ListOf(Line()), "aid, more aid", ["wrong-type «aid, more aid» → [aid, more aid]"]),
        (ListOf(Line(), commas=True), "'aid, more aid'", ["wrong-type «'aid, more aid'» → [aid, more aid]"]),
        (ListOf(Number()), "{a: 1}", ["wrong-type «{a: 1}»"]),
    ],
)
def test_a_list_that_can_not_be_read_is_none(type: Type, yaml: str, told: list[str]) -> None:
    assert value_of(type, yaml)[0] is MISSING
    assert told_of(type, yaml) == told


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ('[aid, " aid "]', 'unknown-value «" aid "»'),
        ('["foreign  aid", foreign aid]', "unknown-value «foreign aid»"),
        ('["aid\u00a0", aid]', "unknown-value «aid»"),
        ("aid, more, aid", "unknown-value «aid»"),
    ],
)
def test_what_stands_twice_in_a_list_is_told_whatever_spaces_stand_around_it(yaml: str, told: str) -> None:
    assert told_of(ListOf(Line(), unique=True, commas=True), yaml) == [told]


def test_a_part_between_commas_stands_where_it_was_typed() -> None:
    assert told_of(ListOf(Number(), commas=True), "1,  two, 3") == ["wrong-type «two»"]


# ---- mappings with any number of keys --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "yaml", "values"),
    [
        (MapOf("language", Line()), "{fr: un}", {"fr": "un"}),
        (MapOf("any-language", Line()), "{pt-BR: um}", {"pt-BR": "um"}),
        (MapOf("paragraph", Number()), "{12: 3}", {12: 3}),
        (MapOf("figure", Number()), "{400: 1, 2023-02: 2, 3.5: 3}", {"400": 1, "2023-02": 2, "3.5": 3}),
    ],
)
def test_keys_of_a_kind_are_taken(type: Type, yaml: str, values: dict[Any, Any]) -> None:
    read, found = value_of(type, yaml)
    assert (plain(read), found.problems) == (values, [])


@pytest.mark.parametrize(
    ("type", "yaml", "told"),
    [
        (MapOf("language", Line()), "{en: one, ffr: un}", "unknown-key «ffr» → fr"),
        (MapOf("language", Line(), complete=True), "{fr: un}", "missing-key «» → en:"),
        (MapOf("any-language", Line()), "{English: one}", "unknown-key «English» → en"),
        (MapOf("any-language", Line()), "{fra: one}", "unknown-key «fra» → fr"),
        (MapOf("language", Line(), complete=True), "{EN: one}", "unknown-key «EN» → en"),
        (MapOf("paragraph", Number()), "{0: 3}", "unknown-key «0»"),
        (MapOf("paragraph", Number()), "{1: 3, 2: x}", "wrong-type «x»"),
        (MapOf("figure", Number()), "{soon: 1}", "bad-date «soon»"),
    ],
)
def test_other_keys_are_told(type: Type, yaml: str, told: str) -> None:
    assert value_of(type, yaml)[0] is MISSING
    assert told_of(type, yaml) == [told]
