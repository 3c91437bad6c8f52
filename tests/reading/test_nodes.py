"""YAML is read as the text that was typed, each value with its place; what editors don't need is refused."""

from __future__ import annotations

import sys
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.problems import Problem
from explainers.reading import nodes
from explainers.reading.nodes import Mapping, Node, Scalar, YamlSequence, text_under, texts_under, under, yaml_nodes
from explainers.reading.text import FileText, file_text


def text_of(yaml: str) -> FileText:
    file, problems = file_text("content/a.yaml", yaml.encode())
    assert file is not None, problems
    return file


def read(yaml: str) -> tuple[Node | None, list[Problem]]:
    return yaml_nodes(text_of(yaml), 0, len(yaml))


def plain(node: Node | None) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, YamlSequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.pairs.items()} if node else None


@pytest.mark.parametrize(
    ("yaml", "values"),
    [
        ("a: NO\nb: 1905-09\nc: 012\nd: ~\n", {"a": "NO", "b": "1905-09", "c": "012", "d": "~"}),
        ("a: {b: [c, 'd: e']}\n", {"a": {"b": ["c", "d: e"]}}),
        ("a: |\n  b\n   c\n", {"a": "b\n c\n"}),
        ("a: >\n  b\n  c\n", {"a": "b c\n"}),
        ("- a\n- \"b\\tc\"\n", ["a", "b\tc"]),
        ("a:\n", {"a": ""}),
        ("", None),
        ("# a remark\n", None),
    ],
)  # fmt: skip
def test_values_are_the_texts_that_were_typed(yaml: str, values: Any) -> None:
    root, problems = read(yaml)
    assert (plain(root), problems) == (values, [])


def test_values_know_where_they_stand_from_the_beginning_of_the_file() -> None:
    file = "---\ntitle: 'One'\n---\n"
    root, _ = yaml_nodes(text_of(file), 4, 17)
    assert isinstance(root, Mapping)
    key, value = root.pairs["title"]
    assert isinstance(value, Scalar)
    assert (file[key.start : key.end], file[value.start : value.end], value.style) == ("title", "'One'", "'")


@pytest.mark.parametrize(
    ("yaml", "code", "line"),
    [
        ("a: &x b\nc: d\n", "yaml-syntax", 1),
        ("a: b\nc: *x\n", "yaml-syntax", 2),
        ("a: !!str b\n", "yaml-syntax", 1),
        ("a: b\n---\nc: d\n", "yaml-syntax", 2),
        ("a: b\nb: 'c\nd: e\n", "yaml-syntax", 2),
        ("a: b: c\n", "yaml-syntax", 1),
        ("[" * 21 + "]" * 21, "too-deep", 1),
    ],
)
def test_what_is_refused_ends_the_reading_at_its_line(yaml: str, code: str, line: int) -> None:
    root, problems = read(yaml)
    assert root is None
    assert [(one.code, one.place.line) for one in problems] == [(code, line)]


def test_twenty_levels_are_read() -> None:
    assert read("[" * 19 + "a" + "]" * 19)[1] == []


def test_a_key_that_stands_twice_is_told_and_the_rest_is_read() -> None:
    root, problems = read("a: b\na: c\nd: e\n")
    assert [(one.place.line, one.severity) for one in problems] == [(2, "error")]
    assert plain(root)["d"] == "e"


def test_what_stands_under_a_key_is_found_and_nothing_where_there_is_no_such_key() -> None:
    root, _ = read("a: {b: one}\nc:\n  - b: two\n  - [b, {b: {b: three}}]\nb: four\n")
    assert [one.value for one in texts_under(root, "b")] == ["one", "two", "three", "four"]
    found = text_under(root, "b")
    assert found is not None
    assert found.value == "four"
    assert text_under(root, "a") is text_under(root, "z") is under(found, "b") is under(None, "b") is None
    assert isinstance(under(root, "c"), YamlSequence)


VALUES = st.sampled_from([
    "one two", "it's 5 %", "a:b", 'a "b" c', "é — ß", "2022-06-05", "x,y [z]", '"q: # q"', "'s: [s'", '""',
    "[A, b-c, d e]", "[A]", "[1,2 , 3]", "|\n  - a b\n  - c: d # e\n", "|\n    one\n      two  \n",
    "|\n # x\n", "|\n  a\n  \n", "|\n  a\n b\n", "null", "a  b ", "x#y", "x: y", "x #y", "'a' b", "[a b]  ",
    "[ a]", "|\n  ---\n", "|\n  a\u2028\n", "> a", "- a", "",
])  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "key_points", "B"]), VALUES), min_size=1, max_size=4), st.data())
def test_front_matter_of_a_few_forms_is_read_as_libyaml_reads_it(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    yaml = "".join(f"{key}: {value}{'' if value.endswith(chr(10)) else chr(10)}" for key, value in pairs)
    at = data.draw(st.integers(0, len(yaml)))
    yaml = (
        yaml[:at]
        + data.draw(st.sampled_from(["", "", " ", ":", "#", '"', "'", "[", "]", "\n", "-", ",", "\\", "&"]))
        + yaml[at:]
    )
    found = read(yaml)
    with patch.object(nodes, "_plain_mapping", return_value=None):
        assert found == read(yaml)


def test_most_front_matter_needs_no_libyaml() -> None:
    yaml = "title: It's: one\ntags: [a, b c]\nkey_points: |\n  - One [@a].\n  - Two\nunknowns: 'a: b'\n"
    with patch.dict(sys.modules, {"explainers.reading.yaml_reader": None}):  # to import it is an error
        root, problems = read(yaml.replace("It's: one", "It's one"))
    assert not problems
    assert plain(root) == {
        "title": "It's one", "tags": ["a", "b c"], "key_points": "- One [@a].\n- Two\n", "unknowns": "a: b",
    }  # fmt: skip
    assert read(yaml)[1]
