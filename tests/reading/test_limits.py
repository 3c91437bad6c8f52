"""Texts that would take a parser long get an answer at once: a page, or a plain sentence on what is too much."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.documents import read_document
from tests.reading.texts import FRONT, LANGUAGES, explainer


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what runs in it after some seconds of the processor's time."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"no answer in {seconds} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.fixture(autouse=True)
def _stopped_when_it_hangs() -> Iterator[None]:
    with within(30):
        yield


def codes(body: str) -> set[str]:
    return {problem.code for problem in explainer(body).problems}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[" * 20_000, set()),
        ("> " * 10_000 + "x", {"too-deep"}),
        (">" * 10_000 + "x", {"too-deep"}),
        ("word " * 1_000_000, {"too-large"}),
    ],
    ids=["20,000 brackets", "10,000 nested quotations", "the same without spaces", "a file of 5 MB"],
)
def test_two_seconds_are_enough(body: str, expected: set[str]) -> None:
    with within(2):
        assert codes(body) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "]", "(", "*", "**a ", "_a ", "*a*", "***a ", "*a _b ", "`", "`a``b", "](", "![", "[a](", "[a]", "[[a", "[@a",
        "@a ", "<", "<a ", "<!--", "&", "&#", "\\", "#", "# a\n", "a\n===\n", "---\n", "***\n", "- a\n", "1. a\n", "|",
        "|a|\n", "a|b\n-|-\n", "> a\n", "> - a\n", "- > a\n", "    a\n", "\t", "\n", "a  \n", "“a” ", "{#a} ",
        "[a]: b\n", "> — b\n", "- a\n\n",
    ],
)  # fmt: skip
def test_a_sign_over_and_over_has_an_answer(unit: str) -> None:
    for size in (300, 19_000, 190_000):
        assert explainer(unit * (size // len(unit))).kind == "explainer"


@pytest.mark.parametrize(
    "unit", ["[", "{", "- ", "? ", "a: ", "a:\n", "- {a: b}\n", "'", '"', "|\n", "&a ", "*a ", ",", "a,", "- id: a\n"]
)
def test_a_sign_over_and_over_in_a_data_file_has_an_answer(unit: str) -> None:
    for path in ("content/events.yaml", "content/sources/a.yaml"):
        data = (unit * (200_000 // len(unit))).encode()
        assert read_document(path, data, LANGUAGES).problems


def test_lists_that_are_nested_deep_are_told() -> None:
    assert codes("".join(f"{'    ' * depth}- a\n" for depth in range(300))) == {"too-deep"}
    assert codes("- " * 20 + "a") == {"too-deep"}
    assert "too-deep" not in codes("".join(f"{'    ' * depth}- a [@a]\n" for depth in range(8)))


def test_yaml_that_is_nested_deep_is_told() -> None:
    for text in ("[" * 10_000, "{a: " * 10_000, "- " * 10_000):
        (problem,) = read_document("content/events.yaml", text.encode(), LANGUAGES).problems
        assert problem.code == "too-deep"


def test_aliases_can_not_blow_up() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{key}: &{key} [*{old}, *{old}]\n" for old, key in zip("abcdef", "bcdefg", strict=True)
    )
    problems = read_document("content/sources/a.yaml", bomb.encode(), LANGUAGES).problems
    assert [problem.code for problem in problems] == ["yaml-syntax"]


def test_a_table_is_not_wider_than_a_screen_by_far() -> None:
    assert codes("|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * 100) == {"too-large"}


def test_a_rule_is_no_deep_list() -> None:
    assert codes("x [@a]\n\n" + "* " * 30 + "\n\n" + "- " * 30 + "\n\n" + "-" * 78) == set()


@pytest.mark.parametrize("line", ["-     ", "- - -     ", "*\t", "- -         "])
def test_what_is_too_wide_for_a_rule_is_a_deep_list(line: str) -> None:
    assert codes("x [@a]\n\n" + line * 2000) == {"too-deep"}


def test_a_text_with_more_marks_than_there_are_signs_for_is_told() -> None:
    assert codes("*One* [@a]\n\n" * 4000 + "*Two* " + "[@a] [@b] " * 1500) == {"too-large"}


UNITS = st.sampled_from(
    ["[", "](", "*", "_a", "`", "> ", "- ", "|", "\n", "\n\n", "[@a]", "<a ", "# ", "    ", "1. ", "a "]
)


@given(st.lists(UNITS, min_size=1, max_size=4).map("".join), st.integers(1, 4000))
def test_any_pattern_over_and_over_has_an_answer(unit: str, count: int) -> None:
    text = FRONT["en"] + unit * min(count, 20_000 // len(unit))
    assert read_document("content/explainers/one.md", text.encode(), LANGUAGES).kind == "explainer"
