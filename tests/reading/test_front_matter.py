"""Front matter stands between two lines of three hyphens, whatever ends its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.front_matter import front_matter


def _parts(text: str) -> tuple[str, str | None] | None:
    found = front_matter(text)
    return found and (text[found.start : found.end], None if found.body is None else text[found.body :])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: 1\n---\nText\n---\n", ("a: 1\n", "Text\n---\n")),
        ("\ufeff--- \r\na: 1\r\n---\t\r\nText", ("a: 1\r\n", "Text")),
        ("---\na: 1\n---", ("a: 1\n", "")),
        ("---\n---\nText", ("", "Text")),
        ("---\na: |\n ---\n----\n---\n", ("a: |\n ---\n----\n", "")),
        ("---\na: 1\n", ("a: 1\n", None)),
        ("---x\na: 1\n---\n", None),
        ("\n---\na: 1\n---\n", None),
        ("", None),
    ],
)
def test_it_ends_with_the_first_line_of_three_hyphens(text: str, parts: tuple[str, str | None] | None) -> None:
    assert _parts(text) == parts


@given(st.text(st.sampled_from("-\n\r a:\ufeff"), max_size=40))
def test_keys_and_body_are_all_of_a_text_but_its_fences(text: str) -> None:
    found = front_matter(text)
    if found is not None:
        assert text[: found.start].strip("\ufeff \t\r\n") == "---"
        assert found.body is None or text[found.end : found.body].strip() == "---"
        assert found.body is not None or found.end == len(text)
