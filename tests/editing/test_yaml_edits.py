"""Edits of YAML files touch nothing but what they are for."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from explainers.editing.yaml_edits import YamlFile, flow_list, scalar

SOURCE = b"""\
# about this source
title: A note   # as published
quotations:
  # the long one
  - para: 5
    text: "abc"
    seal: old   # written by a command

  - {para: 6, text: x}
# what follows is older

url: https://www.example.org/
"""


def test_a_key_is_set_where_it_is_or_comes_last_in_its_mapping() -> None:
    file = YamlFile(SOURCE)
    block, flow = file.node(file.root, "quotations").value
    file.set(block, "seal", "new")
    file.set(block, "speaker", "the ministry")
    file.set(flow, "seal", "other")
    assert file.result() == SOURCE.replace(b"seal: old   #", b"seal: new   #").replace(
        b"by a command\n", b"by a command\n    speaker: the ministry\n"
    ).replace(b"text: x}", b"text: x, seal: other}")


def test_an_item_comes_behind_the_others_and_a_block_at_the_end() -> None:
    file = YamlFile(SOURCE)
    file.append("quotations", [[("para", "7"), ("speaker", "")]])
    file.set_block("sealed", ["count: 3", "figures:", '  1: ["2"]'])
    text = file.result().decode()
    assert "  - {para: 6, text: x}\n  - para: 7\n    speaker:\n# what follows is older\n" in text
    assert text.endswith('url: https://www.example.org/\nsealed:\n  count: 3\n  figures:\n    1: ["2"]\n')


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: 1\nq: []\nb: 2\n", b"a: 1\nq:\n  - n: 1\nb: 2\n"),
        (b"a: 1\nq:\nb: 2\n", b"a: 1\nq:\n  - n: 1\nb: 2\n"),
        (b"a: 1", b"a: 1\nq:\n  - n: 1\n"),
        (b"q: [{n: 0}]\n", b"q: [{n: 0}, {n: 1}]\n"),
        (b"q:\n- n: 0\n  # last\n", b"q:\n- n: 0\n- n: 1\n  # last\n"),
        (b"q:\n  - n: |\n      text\n\nb: 2\n", b"q:\n  - n: |\n      text\n  - n: 1\n\nb: 2\n"),
    ],
)
def test_lists_of_all_forms_take_an_item(data: bytes, expected: bytes) -> None:
    file = YamlFile(data)
    file.append("q", [[("n", "1")]])
    assert file.result() == expected


@pytest.mark.parametrize("data", [b"a: 1\r\nb: 2\r\n", b"\xef\xbb\xbfa: 1\nb: 2\n", b"a: e\xcc\x81\nb: 2\n"])
def test_line_ends_byte_order_mark_and_unicode_form_stay(data: bytes) -> None:
    file = YamlFile(data)
    file.set(file.root, "b", "3")
    assert file.result() == data.replace(b"b: 2", b"b: 3")


@pytest.mark.parametrize("data", [b"", b"- a\n", b"a: [\n", b"{a: 1}\n"])
def test_what_is_no_mapping_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"YAML|expected"):
        YamlFile(data)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=30), st.booleans())
def test_any_text_is_read_back_as_it_was(text: str, flow: bool) -> None:
    written = f"[{scalar(text, flow=True)}]" if flow else scalar(text)
    read = yaml.load(f"k: {written}\n", Loader=yaml.CSafeLoader)["k"]
    assert read == ([text] if flow else text)


@given(st.lists(st.sampled_from(["Karlstad", "NO", "a, b", "it: is", "", "#x", "12", "“q”", "- d"]), max_size=4))
def test_lists_are_read_back_as_they_were(texts: list[str]) -> None:
    assert yaml.load(f"k: {flow_list(texts)}\n", Loader=yaml.CSafeLoader)["k"] == texts
