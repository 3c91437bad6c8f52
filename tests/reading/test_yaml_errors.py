"""What is wrong with YAML is told in plain words, where an editor has to look, and says what to write instead."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.yaml_errors import TOO_DEEP, explained

QUOTED = "the quotation mark that opens here is not closed"
KEY = "a colon and a space are missing after this key"
OUT_OF_LINE = "this does not fit under what stands above: look at the spaces before it, and at quotation marks"
COLUMN = "this stands further right than the key above it: keys start in the same column"


def explanation(text: str, quoted: tuple[int, int] | None = None) -> tuple[int, str] | None:
    """Return what is told of a text, and at which offset."""
    try:
        list(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.MarkedYAMLError as error:
        return explained(error, text, quoted)
    return None


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("a: b\nc: 'd\ne: f\n", "'", QUOTED),
        (
            'a: "b \\q"\n',
            "\\q",
            "a backslash in double quotation marks is doubled; in single ones it stands for itself",
        ),
        ("a: [b, c\nd: e\n", "[", "the bracket that opens here is not closed, or a comma is missing in the list"),
        ("a: {b: c\nd: e\n", "{", "the brace that opens here is not closed, or a comma is missing in it"),
        ("a: b\nc\nd: e\n", "c", KEY),
        ("a b\nc: d\n", "a b", KEY),
        ("a: b: c\n", ": c", "a text with a colon and a space in it stands in quotation marks"),
        ("a: b\n  c: d\n", "c", COLUMN),
        ("a:\n  b: c\n d: e\n", "d", OUT_OF_LINE),
        ("a: - b\n", "- b", "a list starts in a line of its own, with a hyphen before each item"),
        ("a:\n\tb: c\n", "\t", "a tab can't indent here: use spaces"),
        ("a: | b\n", "b", "after | or > the text starts in the next line"),
        ("a: @key\n", "@", "a citation, or another text that starts with @, stands in quotation marks here"),
        ("a: `b`\n", "`", "a text that starts with ` stands in quotation marks"),
        ("a: %b\n", "%", "a text that starts with % stands in quotation marks"),
        ('a: "The "big" one"\n', '"The', "the text that opens here has \" in it: put all of it between ' and '"),
        ("a: b\nc: 'It's one'\n", "'It", 'the text that opens here has \' in it: put all of it between " and "'),
        ('a: "The" big one\n', '"The"', "the text that opens here has \" in it: put all of it between ' and '"),
        ("a: 'The': big one\n", "'The'", 'the text that opens here has \' in it: put all of it between " and "'),
        ('- "The" big one\n', '"The"', "the text that opens here has \" in it: put all of it between ' and '"),
        ("a: &\n", "&", "a text that starts with & or * stands in quotation marks"),
    ],
)
def test_a_mistake_has_its_sentence_and_its_place(text: str, at: str, sentence: str) -> None:
    found = explanation(text)
    assert found is not None
    assert (text[found[0] :].startswith(at), found[1]) == (True, sentence), (text[found[0] :], found[1])


def test_a_mark_that_swallows_lines_is_told_where_it_opens() -> None:
    text = "a: 'b\nc: d'e\n"
    start, end = text.index("'"), text.rindex("'") + 1
    assert explanation(text, (start, end)) == (
        start,
        "the quotation mark that opens here is closed only some lines further down",
    )


def test_what_is_nested_too_deep_is_called_so() -> None:
    found = explanation("[" * 20_000)
    assert found is not None
    assert found[1] == TOO_DEEP


PIECES = st.sampled_from([*"ab:-[]{}'\"|>&*!%@`#,\t\n ", ": ", "\n  ", "- ", "\n- "])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_mistake_has_a_place_in_its_text(text: str) -> None:
    found = explanation(text)
    if found is not None:
        assert 0 <= found[0] <= len(text)
        assert found[1]
        assert "\n" not in found[1]
