"""Reading goes forward through a text; links and pictures are what the page shows of them, or are told."""

from __future__ import annotations

import pytest

from explainers.prose import Link, PageLink, Picture
from explainers.reading.findings import Places, Stretch
from explainers.reading.markdown_reader import MarkdownReader
from explainers.reading.marks import Mark, marked
from explainers.reading.runs import Image, LinkStart
from tests.reading.texts import findings, told


def reader(text: str, language: str = "en") -> MarkdownReader:
    found = marked(text)
    assert found is not None
    its = findings(text, language=language)
    return MarkdownReader(its, Places(its.file, Stretch(text, (0,), (0,))), found)


def problems(reading: MarkdownReader) -> list[str]:
    return [told(reading.found.file.text, one) for one in reading.found.problems]


# ---- places ----------------------------------------------------------------------------------------------


def test_words_are_found_in_turn_up_to_the_next_mark() -> None:
    text = "rain and rain [@a] and snow"
    reading = reader(text)
    (mark,) = reading.marked.marks
    assert [reading.locate(words) for words in ("rain", "rain", "rain", "snow")] == [0, 9, -1, -1]
    reading.take(mark)
    assert (reading.locate("snow"), reading.here()) == (text.index("snow"), (len(text), len(text)))


def test_reading_does_not_go_back_for_a_mark_further_up() -> None:
    text = "one [@a] two [@b] three"
    reading = reader(text)
    first, second = reading.marked.marks
    reading.take(second)
    reading.take(first)
    assert reading.locate("two") == -1
    assert reading.locate("three") == text.index("three")


def test_a_definition_is_taken_wherever_it_stands() -> None:
    text = "[a]: https://a.example\n\none [@b]"
    reading = reader(text)
    definition, _ = reading.marked.marks
    assert reading.locate("one") == text.index("one")
    reading.take(definition)
    assert reading.here() == (text.index("one") + 3,) * 2
    assert definition.start in reading.taken


# ---- links -----------------------------------------------------------------------------------------------


def link(text: str, title: str = "", language: str = "en") -> tuple[tuple[PageLink | str, str], MarkdownReader]:
    reading = reader(text, language)
    (mark,) = reading.marked.marks
    return reading.link(LinkStart(mark, title)), reading


def test_a_link_to_a_page_is_something_that_the_file_speaks_of() -> None:
    leads, reading = link("[a]({filename}two.md#next)")
    assert leads == (PageLink("explainers/two.md", "next"), "")
    (reference,) = reading.found.references
    assert (reference.kind, reference.target, reference.fragment) == ("page", "explainers/two.md", "next")
    assert reference.detail is not None
    assert (reference.place.column, reference.detail.column) == (5, 22)


def test_a_title_is_set_as_the_language_sets_it_whether_it_stands_with_the_link_or_its_definition() -> None:
    assert link('[a](https://a.example "Who ?")', language="fr")[0] == ("https://a.example", "Who\u202f?")
    assert link("[a](https://a.example)", "Who ?", language="fr")[0] == ("https://a.example", "Who\u202f?")


def test_a_link_that_may_not_lead_there_leads_nowhere() -> None:
    leads, reading = link("[a](javascript:x)")
    assert (leads, problems(reading)) == (("#", ""), ["unsafe-link «javascript:x»"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<https://a.example/b>", Link("https://a.example/b", ("https://a.example/b",))),
        ("<ann@a.example>", Link("mailto:ann@a.example", ("ann@a.example",))),
        ("<ftp://a.example>", "ftp://a.example"),
    ],
)
def test_an_address_in_angle_brackets_is_a_link_if_it_may_lead_there(text: str, shown: Link | str) -> None:
    reading = reader(text)
    assert reading.web_link(reading.marked.marks[0]) == shown
    assert bool(reading.found.problems) == isinstance(shown, str)


def test_an_address_that_is_refused_is_told_without_its_brackets() -> None:
    reading = reader("See <ftp://a.example>")
    reading.web_link(reading.marked.marks[0])
    assert problems(reading) == ["unsafe-link «ftp://a.example» → http://a.example"]


# ---- pictures --------------------------------------------------------------------------------------------


def picture(text: str, alt: str, title: str = "") -> tuple[tuple[Picture, ...], list[str]]:
    reading = reader(text)
    (mark,) = reading.marked.marks
    return reading.picture(Image(mark, alt, title)), problems(reading)


def test_a_picture_has_words_and_a_credit() -> None:
    found = (Picture("images/a.jpg", "It’s raining", "Ann, CC0"),)
    assert picture('![x](images/a.jpg "Ann, CC0")', "It's\n raining") == (found, [])
    assert picture("![x](images/a.jpg)", "It's raining", "Ann, CC0") == (found, [])


def test_without_words_or_credit_it_is_told_and_shown() -> None:
    for text, alt in (('![ ](images/a.jpg "Ann")', " "), ("![x](images/a.jpg)", "x")):
        shown, found = picture(text, alt)
        assert [one.path for one in shown] == ["images/a.jpg"]
        assert [line.split()[0] for line in found] == ["image-without-alt"]


def test_a_picture_that_is_not_the_sites_is_not_shown() -> None:
    assert picture("![x](https://a.example/a.jpg)", "x") == ((), ["unsafe-link «https://a.example/a.jpg»"])


# ---- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a <b> c", "raw-html", "write Markdown"),
        ("# a {#b}", "raw-html", "attributes are not let through"),
        ("a @key", "bad-citation", "a citation stands in square brackets"),
        ("a [@key", "bad-citation", "the bracket that opens here is not closed"),
        ("[a]: https://a.example", "broken-link", "can't be used"),
    ],
)
def test_a_mark_that_is_not_let_through_is_told_with_what_to_write(text: str, code: str, words: str) -> None:
    reading = reader(text)
    reading.report_refused(reading.marked.marks[0])
    (problem,) = reading.found.problems
    assert problem.code == code
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("met (@key, para. 1).", "bad-citation «(@key, para. 1)» → [@key, para. 1]"),
        ("(@key, paras. 1–2, said)", "bad-citation «(@key, paras. 1–2, said)» → [@key, paras. 1–2, said]"),
        ("met (@key).", "bad-citation «@key»"),  # may be somebody's name elsewhere
        ("met (@key, whoever).", "bad-citation «@key»"),
        ("met (see @key, para. 1).", "bad-citation «@key»"),
    ],
)
def test_a_citation_in_round_brackets_is_told_with_square_ones(text: str, told: str) -> None:
    reading = reader(text)
    reading.report_refused(reading.marked.marks[0])
    assert problems(reading) == [told]


@pytest.mark.parametrize(
    ("text", "code"),
    [("[@a]", "bad-citation"), ("[[a]]", "unknown-term"), ("[a](b)", "broken-link"), ("<b>", "raw-html")],
)
def test_what_nobody_would_see_is_told_by_what_is_lost(text: str, code: str) -> None:
    reading = reader(text)
    mark: Mark = reading.marked.marks[0]
    reading.report_lost(mark)
    assert [one.code for one in reading.found.problems] == [code]
