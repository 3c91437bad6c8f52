"""Where in YAML somebody types, by indentation and brackets alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.editing.schemas import keys_of
from explainers.language_server.yaml_cursor import keys_at, type_at, yaml_typing

CASES = [
    ("title: a\npubl", True, (), "publ", ("title",)),
    ("language: e", False, ("language",), "e", ()),
    ("paragraphs:\n  1: {how: [sa", False, ("paragraphs", "1", "how"), "sa", ("how",)),
    ("paragraphs:\n  1: {how: [said], b", True, ("paragraphs", "1"), "b", ("how",)),
    ("paragraphs:\n  1:\n    how: [said]\n    b", True, ("paragraphs", "1"), "b", ("how",)),
    ("paragraphs:\n  2: {watch: [{words: [a], how: al", False, ("paragraphs", "2", "watch", "how"), "al", None),
    ("quotations:\n  - para: 2\n    text: x\n    sp", True, ("quotations",), "sp", ("text", "para")),
    ("quotations:\n- para: 2\n  text: x\n  sp", True, ("quotations",), "sp", ("text", "para")),
    ("quotations:\n  - para: 1\n  - ", True, ("quotations",), "", ()),
    ("quotations:\n  -\n    para: 1\n    te", True, ("quotations",), "te", ("para",)),
    ("elsewhere:\n  - paras: [1]\n    source: no", False, ("elsewhere", "source"), "no", ()),
    ("- id: a\n  when: 2020\n  ki", True, (), "ki", ("when", "id")),
    ("- id: a\n- countries: [N", False, ("countries",), "N", ()),
    ('cite: "[@a]"\nunknowns: x', False, ("unknowns",), "x", ()),
    ("a: {b: 1}\nst", True, (), "st", ("a",)),
]


@pytest.mark.parametrize(("text", "is_key", "path", "typed", "there"), CASES)
def test_a_place_in_yaml(
    text: str, is_key: bool, path: tuple[str, ...], typed: str, there: tuple[str, ...] | None
) -> None:
    found = yaml_typing(text + "\nmore: 1", 0, len(text))
    assert found is not None
    assert (found.is_key, found.path, text[found.start :]) == (is_key, path, typed)
    assert there is None or found.there == there


def test_remarks_and_finished_lines_have_no_place() -> None:
    for text in ("title: a # re", "# a", "some words here"):
        assert yaml_typing(text, 0, len(text)) is None


def test_tables_of_keys_are_found_by_the_place() -> None:
    keys = keys_of("source")
    assert list(keys_at(keys, ("paragraphs", "4"))) == ["how", "by", "also", "watch"]
    assert list(keys_at(keys, ("paragraphs", "4", "watch"))) == ["words", "how"]
    assert next(iter(keys_at(keys, ("quotations",)))) == "para"
    assert keys_at(keys, ("title", "x")) == keys_at(keys, ("nothing",)) == {}
    assert type_at(keys, ("nothing", "more")) is None


@given(st.text(st.sampled_from("a:-[]{},\"' #\n1"), max_size=60), st.integers(0, 60))
def test_any_text_has_an_answer(text: str, offset: int) -> None:
    found = yaml_typing(text, 0, min(offset, len(text)))
    assert found is None or 0 <= found.start <= min(offset, len(text))
