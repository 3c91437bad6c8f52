"""Fenced code is what was typed between its rows, also in lists and quotations."""

from __future__ import annotations

import pytest

from explainers.reading.fences import FENCE, MOST_FENCES, character_of, fences, number_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\na\n```", ["a"]),
        ("~~~ yaml\na: b\n\nc\n~~~\n", ["a: b\n\nc"]),
        ("````\n```\n````", ["```"]),
        ("```\n~~~\n```", ["~~~"]),
        ("```\na\n`````", ["a"]),
        ("```\n```", [""]),
        ("- ```\n  a\n    b\n  ```", ["a\n  b"]),
        ("1. ```\n   a\n   ```", ["a"]),
        ("> ```\n> a\n>  b\n> ```", ["a\n b"]),
        ("> > ```\n> > a\n> > ```", ["a"]),
        ("```\na\n```\nb\n```\nc\n```", ["a", "c"]),
        ("``\na\n``", []),
        ("words ```\na\n```", [""]),
        ("``` a`b\n", []),
    ],
)
def test_code_is_found_without_its_rows_and_indentation(text: str, code: list[str]) -> None:
    assert [one.code for one in fences(text)] == code


def test_a_fence_stands_from_its_first_row_to_the_end_of_its_last() -> None:
    text = "a\n\n- ```py\n  b\n  ```\nc"
    (fence,) = fences(text)
    assert text[fence.start : fence.end] == "```py\n  b\n  ```"
    assert fence.closed


@pytest.mark.parametrize("text", ["a\n```\nb", "> ```\n> a\nb\n```x`", "~~~~\na\n~~~"])
def test_a_fence_without_a_second_row_is_a_row_of_signs(text: str) -> None:
    (fence,) = fences(text)
    assert not fence.closed
    assert (set(text[fence.start : fence.end]), fence.code) in (({"`"}, ""), ({"~"}, ""))


def test_each_fence_has_a_character_of_its_own() -> None:
    for number in (0, 1, MOST_FENCES):
        assert FENCE.fullmatch(character_of(number))
        assert number_of(character_of(number)) == number
    assert not FENCE.search("`~\ue000a")
