"""What is found in a file knows where it stands, however YAML folds, quotes or indents the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.prose import Citation
from explainers.reading.citations import cited
from explainers.reading.findings import MOST_PROBLEMS, Places, Stretch, TooManyProblems, stretch_of
from explainers.reading.nodes import Mapping, Scalar, yaml_nodes
from explainers.reading.text import FileText
from tests.reading.texts import findings, told


def scalar(yaml: str) -> Scalar:
    """Return the value of a mapping's first key."""
    root, problems = yaml_nodes(findings(yaml).file, 0, len(yaml))
    assert isinstance(root, Mapping), problems
    ((_, value), *_) = root.pairs.values()
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    "yaml",
    [
        "a: one two three\n",
        "a: one\n  two\n  three\n",
        "a: 'one two\n\n  three'\n",
        'a: "one \\u2013 two \\"and\\" three"\n',
        "a: 'it''s one, two, three'\n",
        "a: >\n  one two\n\n   three\n",
        "a: |\n  one\n    two\n\n  three\n",
        "b:\n- a\nc: d\n".replace("b:\n- a\n", "a: |2\n   one two\n  three\n"),
    ],
)
def test_each_word_of_a_value_stands_where_it_was_typed(yaml: str) -> None:
    stretch = stretch_of(findings(yaml).file, scalar(yaml))
    for word in ("one", "two", "three"):
        at = stretch.text.index(word)
        start, end = stretch.span(at, at + len(word))
        assert yaml[start:end] == word


def test_an_empty_stretch_has_no_length() -> None:
    assert Stretch("one two", (0, 4), (10, 20)).span(5, 5) == (21, 21)


def test_a_stretch_of_one_part_counts_from_where_that_stands() -> None:
    one = Stretch("one two", (0,), (10,))
    assert (one.at(4), one.span(4, 7)) == (14, (14, 17))


def test_what_the_file_speaks_of_is_told_at_its_detail_or_as_a_whole() -> None:
    found = findings("one two\n")
    found.refer("page", "pages/a.md", (0, 7), fragment="b", detail=(4, 7))
    found.refer("term", "a", (0, 3))
    assert [(one.place.column, one.detail.column) for one in found.references if one.detail] == [(1, 5), (1, 1)]


def test_a_stretch_across_parts_begins_in_one_and_ends_in_the_other() -> None:
    assert Stretch("one two", (0, 4), (10, 20)).span(0, 7) == (10, 23)


@given(
    st.text("ab \n", max_size=30),
    st.lists(st.integers(0, 30), min_size=1, max_size=5, unique=True).map(sorted),
    st.lists(st.integers(0, 30), min_size=5, max_size=5, unique=True).map(sorted),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=5),
    st.sampled_from(["", "e\u0301"]),
)
def test_places_counted_from_a_line_are_those_of_the_file(
    text: str, offsets: list[int], starts: list[int], asked: list[tuple[int, int]], accent: str
) -> None:
    file = FileText("content/a.md", accent + text.ljust(60))
    stretch = Stretch("x" * 20, (0, *(one for one in offsets if one)), (0, *starts[: len(offsets)]))
    places = Places(file, stretch)
    for start, end in asked:
        assert places.line_column(start) == file.line_column(stretch.at(start))
        assert places.place(start, end) == file.place(*stretch.span(start, end))


def test_a_file_is_read_up_to_its_thousandth_problem() -> None:
    found = findings("a\n")
    for _ in range(MOST_PROBLEMS):
        found.report("unknown-key", (0, 1), "there is no key 'a' here")
    with pytest.raises(TooManyProblems):
        found.report("unknown-key", (0, 1), "there is no key 'a' here")
    assert len(found.problems) == MOST_PROBLEMS


def test_a_citation_names_its_sources_with_their_paragraphs_at_their_places() -> None:
    text = "[@afp, paras. 2–3; @wire, pledged]"
    found = findings(f"One {text}.\n")
    citations = found.cite(cited(text), Places(found.file, Stretch(f"One {text}.", (0,), (0,))), len("One "))
    assert citations == (Citation("afp", (2, 3)), Citation("wire", (), "pledged"))
    assert [(one.target, one.paragraphs, one.place.column) for one in found.references] == [
        ("afp", (2, 3), 7),
        ("wire", (), 25),
    ]
    assert found.references[0].detail == found.place((11, 21))


def test_the_editors_own_thought_names_no_source() -> None:
    found = findings("One [analysis].\n")
    places = Places(found.file, Stretch("[analysis]", (0,), (4,)))
    assert found.cite(cited("[analysis]"), places, 0) == (Citation("", (), "analysis"),)
    assert found.references == []


def test_a_text_without_markup_is_a_block_of_one_claim_without_the_spaces_around() -> None:
    typed = 'title: "  Of 41 things "\n'
    found = findings(typed)
    found.words("title", stretch_of(found.file, scalar(typed)), name="a")
    (block,) = found.blocks
    assert (block.text, block.name, [claim.text for claim in block.claims]) == (
        "Of 41 things", "a", ["Of 41 things"]
    )  # fmt: skip
    assert block.place_of(3, 5) == found.place((13, 15))


def noted(kind: str, words: str) -> list[str]:
    """Return what is told of words in a block of a kind."""
    found = findings(words)
    found.words(kind, Stretch(words, (0,), (0,)))  # type: ignore[arg-type]
    return [told(words, one) for one in found.problems]


@pytest.mark.parametrize("kind", ["title", "summary", "event", "term", "definition"])
def test_markdown_that_would_be_shown_as_it_was_typed_is_told(kind: str) -> None:
    assert noted(kind, "A **big** one") == ["unread-markdown «**big**»"]


@pytest.mark.parametrize("words", ["See [this](https://x.org)", "The [[junta]]", "A [[junta|word]]"])
def test_links_and_terms_are_markdown_too(words: str) -> None:
    assert [line.split()[0] for line in noted("title", words)] == ["unread-markdown"]


@pytest.mark.parametrize("words", ["3 * 4", "f**k and s***", "A [sic] title (so)", "snake_case `tick` {{7*7}}", "x**2"])
def test_signs_that_are_words_are_not_told(words: str) -> None:
    assert noted("title", words) == []


def test_what_somebody_said_is_kept_with_its_signs() -> None:
    assert noted("sealed-quotation", "A **big** one") == []
