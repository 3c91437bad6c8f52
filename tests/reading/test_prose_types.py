"""What is Markdown in front matter and data files: a list of prose, a paragraph, a citation that stands by itself."""

from __future__ import annotations

import pytest

from explainers.prose import Citation, Cite
from explainers.reading.prose_types import Citations, ProseLine, ProseList
from explainers.reading.schema import MISSING
from tests.reading.texts import told, value_of

LIST = "|\n  - One [@a].\n  - Two,\n    in two lines [@b, para. 2, said].\n"


def test_each_item_of_a_list_is_prose_and_a_block_with_its_own_citations() -> None:
    value, found = value_of(ProseList(kind="unknown"), LIST)
    assert [one.parts for one in value] == [
        ("One.", Cite((Citation("a"),))),
        ("Two,\nin two lines.", Cite((Citation("b", (2,), "said"),))),
    ]
    assert [(one.kind, one.text) for one in found.blocks] == [("unknown", "One."), ("unknown", "Two, in two lines.")]
    assert found.problems == []


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("|\n  Words.\n", "wrong-type «W»"),
        ("[One]", "wrong-type «[One]»"),
        ("''", "empty-value «''»"),
    ],
)
def test_what_is_not_a_list_in_a_literal_block_is_told(yaml: str, problem: str) -> None:
    value, found = value_of(ProseList(), yaml)
    assert value is MISSING
    assert [told(yaml, one) for one in found.problems] == [problem]


@pytest.mark.parametrize(("cited", "problems"), [(True, ["uncited"]), (False, [])])
def test_a_paragraph_needs_a_citation_where_it_is_asked_for(cited: bool, problems: list[str]) -> None:
    node, found = value_of(ProseLine(), "'It was *four*.'")
    prose = ProseLine.prose(node, found, "change-now", cited=cited)
    assert [one.code for one in found.problems] == problems
    assert [(one.kind, one.text) for one in found.blocks] == [("change-now", "It was four.")]
    assert prose.parts[0] == "It was "


def test_a_citation_by_itself_names_its_sources() -> None:
    value, found = value_of(Citations(), '" [@afp, paras. 2–3; @wire]"')
    assert value == Cite((Citation("afp", (2, 3)), Citation("wire")))
    assert [(one.target, one.place.column) for one in found.references] == [("afp", 5), ("wire", 23)]


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("'@afp, para. 2'", 'bad-citation «@afp, para. 2» → "[@afp, para. 2]"'),
        ("'[@afp] [@wire]'", "bad-citation «[@afp] [@wire]»"),
        ("'See [@afp]'", "bad-citation «See [@afp]»"),
        ("'[analysis]'", "bad-citation «[analysis]»"),
        ("'[@afp para 2]'", "bad-citation «para 2» → [@afp, para. 2]"),
        ("[a]", "wrong-type «[a]»"),
    ],
)
def test_anything_else_is_not_a_citation_by_itself(yaml: str, problem: str) -> None:
    value, found = value_of(Citations(), yaml)
    assert value is MISSING
    assert [told(yaml, one) for one in found.problems] == [problem]
