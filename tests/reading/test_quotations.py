"""A block quotation ends with its speaker's line; the marks around it, and the speaker's dash, are not shown."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from explainers.reading.marks import Mark, marked
from explainers.reading.quotations import quotations
from explainers.reading.runs import Hidden, Run


def _run(run: Run) -> str:
    if isinstance(run, Hidden):
        return f"({run})" if run else ""
    return run if isinstance(run, str) else "[@]" if isinstance(run, Mark) else type(run).__name__


def _line(part: list[Run] | Element) -> str:
    return f"<{part.tag}>" if isinstance(part, Element) else "".join(map(_run, part))


def shown(*paragraphs: str) -> list[tuple[list[str], str]]:
    """Return the quotations of some paragraphs: theirs, and the speaker's line; what is hidden stands in brackets."""
    found = marked("[@a]")
    assert found is not None
    inner = "".join(one if one.startswith("<ul") else f"<p>{one}</p>" for one in paragraphs)
    element = fromstring(f"<blockquote>{inner.replace('[@a]', found.text)}</blockquote>")
    return [([_line(part) for part in one.quoted], _line(one.caption)) for one in quotations(element, found)]


@pytest.mark.parametrize(
    ("paragraphs", "quoted"),
    [
        (("Go.",), [(["Go."], "")]),
        (("Go.", "— Ann"), [(["Go."], "(— )Ann")]),
        (("Go.\n— Ann",), [(["Go."], "(— )Ann")]),
        (("Go.\n– Ann, <em>in Oslo</em> [@a]",), [(["Go."], "(– )Ann, EmphasisStartin OsloEmphasisEnd [@]")]),
        (("Go.", "Stay.", "— Ann"), [(["Go.", "Stay."], "(— )Ann")]),
        (("Go.", "— Ann", "Stay.", "— Bo"), [(["Go."], "(— )Ann"), (["Stay."], "(— )Bo")]),
        (("Go.", "— Ann", "Stay."), [(["Go."], "(— )Ann"), (["Stay."], "")]),
        (("<ul><li>Go</li></ul>", "— Ann"), [(["<ul>"], "(— )Ann")]),
    ],
)
def test_each_speakers_line_ends_a_quotation(paragraphs: tuple[str, ...], quoted: list[object]) -> None:
    assert shown(*paragraphs) == quoted


def test_a_dash_before_which_nothing_was_said_begins_no_speakers_line() -> None:
    assert shown("— Ann") == [(["— Ann"], "")]


def test_a_dash_within_a_line_is_one() -> None:
    assert shown("Go — or stay.") == [(["Go — or stay."], "")]


@pytest.mark.parametrize(
    ("paragraphs", "quoted"),
    [
        (("“Go.”",), ["(“)Go.(”)"]),
        (("« Go »",), ["(« )Go( »)"]),
        (("“Go.", "Stay.”"), ["(“)Go.", "Stay.(”)"]),
        (("“Go.” [@a]",), ["(“)Go.(”) [@]"]),
        (("“<em>Go</em>”",), ["(“)EmphasisStartGoEmphasisEnd(”)"]),
        (("“Go”, she said, “and stay”",), ["“Go”, she said, “and stay”"]),
        (("She said “go”.",), ["She said “go”."]),
    ],
)
def test_marks_around_the_whole_of_a_quotation_are_not_shown(paragraphs: tuple[str, ...], quoted: list[str]) -> None:
    assert [parts for parts, _ in shown(*paragraphs, "— Ann")] == [quoted]


def test_marks_stay_where_no_speaker_is_named() -> None:
    assert shown("“Go.”") == [(["“Go.”"], "")]
