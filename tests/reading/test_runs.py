"""A line of a Markdown tree is read as what stands in it, one thing after the other, as the editor typed it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring

import pytest

from explainers.reading.marks import Mark, Marked, marked
from explainers.reading.runs import (
    CodeRun,
    EmphasisEnd,
    EmphasisStart,
    Image,
    LinkEnd,
    LinkStart,
    NewLine,
    Run,
    code_text,
    runs,
    segments,
)


def marks(text: str) -> Marked:
    found = marked(text)
    assert found is not None
    return found


NONE = marks("")
CITED = marks("[@a] [b](two.md)")
CITE, ADDRESS = CITED.marks
ONE, TWO = "\ue000", "\ue001"


def test_emphasis_line_breaks_and_code_stand_between_words() -> None:
    element = fromstring("<p>a <em>b <strong>c</strong></em><br/><code>d &lt;</code> e</p>")
    assert runs(element, NONE) == [
        "a ", EmphasisStart(), "b ", EmphasisStart(), "c", EmphasisEnd(strong=True), EmphasisEnd(strong=False),
        NewLine(), CodeRun("d <", ()), " e",
    ]  # fmt: skip


def test_marks_links_and_pictures_are_found_by_their_characters() -> None:
    element = fromstring(f"<p>a{ONE} <a mark='{TWO}' title='T'>b</a><img mark='{TWO}' alt='c' title='D'/></p>")
    assert runs(element, CITED) == [
        "a", CITE, " ", LinkStart(ADDRESS, "T"), "b", LinkEnd(ADDRESS), Image(ADDRESS, "c", "D")
    ]  # fmt: skip


def words(text: str) -> str:
    element = Element("p")
    element.text = text
    found: Sequence[Run] = runs(element, NONE)
    assert all(isinstance(one, str) for one in found)
    return "".join(map(str, found))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a \x0242\x03 b", "a * b"),
        ("&amp;&#38;&#x26;&eacute;", "&&&é"),
        ("a&nbsp;b", "a\u00a0b"),
        ("&#xFFFD;&#65533;", "\ufffd\ufffd"),
        ("R&D; AT&T &unheard; &amp", "R&D; AT&T &unheard; &amp"),
    ],
)
def test_escaped_signs_and_entities_are_the_characters_that_they_stand_for(typed: str, shown: str) -> None:
    assert words(typed) == shown


@pytest.mark.parametrize("entity", ["&#0;", "&#8238;", "&#xE000;", "&#x1B;", "&zwnj;", "&#9999999;"])
def test_an_entity_of_what_no_file_may_hold_stays_as_it_was_typed(entity: str) -> None:
    assert words(entity) == entity


def test_code_is_what_was_typed_with_the_marks_in_it() -> None:
    element = Element("code")
    element.text = f"a {ONE} &amp;lt; &lt;"
    assert code_text(element, CITED) == ("a [@a] &lt; <", (CITE,))


def shape(html: str) -> list[object]:
    return [one.tag if isinstance(one, Element) else one for one in segments(fromstring(html), NONE)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<li>a <em>b</em></li>", [["a ", EmphasisStart(), "b", EmphasisEnd(strong=False)]]),
        ("<li>a\n<ul><li>b</li></ul>\n</li>", [["a\n"], "ul"]),
        ("<li>\n<p>a</p>\n<p>b</p>\nc</li>", ["p", "p", ["c"]]),
        ("<li><p>a</p></li>", ["p"]),
    ],
)
def test_lines_and_blocks_of_an_item_stand_in_turn(html: str, found: list[object]) -> None:
    assert shape(html) == found


def test_a_mark_alone_is_a_line() -> None:
    (line,) = segments(fromstring(f"<li>{ONE}</li>"), CITED)
    assert [type(run) for run in line] == [Mark]
