"""The front matter of each kind of page: what it takes, what comes from the original, and what can't be right in it."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.model import Explainer, Relation
from explainers.prose import Citation
from explainers.reading.documents import Document, Translation, read_document
from explainers.reading.page_files import PAGE_KEYS, TEXT_KEYS
from tests.reading.texts import LANGUAGES, told

EXPLAINER = "title: One\nsummary: Two.\ndate: 2026-01-01\ncountries: [BF]\n"
RELATION = 'between: [BF, RU]\nstatus: closer\nas_of: 2023\ncite: "[@afp, para. 2]"\n'
CHANGE = "changes:\n  - date: 2026-02-01\n    kind: {}\n    now: Three [@a].\n"


def read(path: str, front: str, body: str = "Text [@a].") -> Document:
    return read_document(f"content/{path}", f"---\n{front}---\n\n{body}\n".encode(), LANGUAGES)


def problems(path: str, front: str) -> list[str]:
    document = read(path, front)
    return [told(document.data.decode(), one) for one in document.problems]


def test_a_translation_has_keys_that_are_language_and_says_what_it_was_translated_from() -> None:
    for kind, keys in TEXT_KEYS.items():
        assert set(keys) - set(PAGE_KEYS[kind]) == {"translated_from"}, kind
        assert set(keys) >= {"status", "translated_from"}, kind


def test_a_translation_is_told_which_keys_come_from_the_original() -> None:
    document = read("explainers/one.fr.md", "title: Un\nsummary: Deux.\ndate: 2026-01-01\n")
    assert [one.message for one in document.problems] == [
        "the key 'date' comes from the original: take it out of the translation"
    ]
    assert isinstance(document.record, Translation)


@pytest.mark.parametrize(("kind", "codes"), [("correction", ["missing-key"]), ("clarification", ["missing-key"]),
                                             ("update", [])])  # fmt: skip
def test_what_takes_something_back_says_what_it_was(kind: str, codes: list[str]) -> None:
    assert [one.code for one in read("explainers/one.md", EXPLAINER + CHANGE.format(kind)).problems] == codes


def test_an_entry_of_changes_that_is_not_keys_and_values_is_told() -> None:
    assert problems("explainers/one.md", f"{EXPLAINER}changes: [soon]\n") == ["wrong-type «soon»"]


def test_an_update_needs_no_citation_and_a_correction_does() -> None:
    update, correction = (CHANGE.format(kind).replace(" [@a]", "") for kind in ("update", "correction"))
    assert problems("explainers/one.md", EXPLAINER + update) == []
    assert problems("explainers/one.md", EXPLAINER + correction + "    was: Four.\n") == ["uncited «Three.»"]


@pytest.mark.parametrize("key", ["title", "summary"])
def test_a_title_and_a_summary_carry_no_citation(key: str) -> None:
    front = {"title": "One", "summary": "Two", key: '"Three [@a]"'}
    keys = "".join(f"{name}: {value}\n" for name, value in front.items())
    assert problems("pages/about.md", keys) == ["bad-citation «[@a]»"]


def test_texts_are_set_as_their_language_sets_them() -> None:
    document = read("explainers/one.fr.md", "title: Pourquoi ?\nsummary: L'an 2023...\n")
    assert isinstance(document.record, Translation)
    text: Any = document.record.text
    assert (text.title, text.summary) == ("Pourquoi\u202f?", "L’an 2023…")


def test_what_is_not_said_is_empty_and_a_page_is_published() -> None:
    record = read("explainers/one.md", EXPLAINER).record
    assert isinstance(record, Explainer)
    assert (record.modified, record.review_by, record.tags, record.changes) == (None, None, (), ())
    assert record.status == "published"


# ---- relations -------------------------------------------------------------------------------------------


def test_a_relation_says_how_two_countries_stand_since_when_and_by_which_source() -> None:
    record = read("relations/a-b.md", RELATION + "since: 2022~\n").record
    assert isinstance(record, Relation)
    assert (record.between, record.status, record.since, record.as_of) == (("BF", "RU"), "closer", "2022~", "2023")
    assert record.cite.citations == (Citation("afp", (2,)),)


def test_its_status_and_its_days_are_claims_that_its_citation_stands_for() -> None:
    blocks = [one for one in read("relations/a-b.md", RELATION).blocks if one.kind == "value"]
    assert [(one.name, one.text) for one in blocks] == [("status", "closer"), ("as_of", "2023")]
    assert {one.claims[0].citations for one in blocks} == {(Citation("afp", (2,)),)}


def test_how_the_countries_of_a_draft_stand_is_not_stated() -> None:
    document = read("relations/a-b.md", RELATION.replace("closer", "draft"))
    assert isinstance(document.record, Relation)
    assert (document.status, document.record.status) == ("draft", "not-stated")
    assert [one.name for one in document.blocks if one.kind == "value"] == ["as_of"]


@pytest.mark.parametrize("between", ["[BF]", "[BF, RU, NO]"])
def test_a_relation_is_between_two(between: str) -> None:
    assert problems("relations/a-b.md", RELATION.replace("[BF, RU]", between)) == [f"wrong-type «{between}»"]


# ---- pages of prose --------------------------------------------------------------------------------------


def test_the_home_page_alone_names_events() -> None:
    front = "title: One\nsummary: Two\nevents: [rain]\n"
    assert problems("pages/home.md", front) == []
    assert [(one.kind, one.target) for one in read("pages/home.md", front, "").references] == [("event", "rain")]
    assert problems("pages/about.md", front) == ["unknown-key «events»"]


# ---- markers ---------------------------------------------------------------------------------------------

COUNTRY = "code: {}\ncapital: A\nmarker: [{}]\n"
MARKERS = [
    ("NO", "10.75, 59.91", "[59.91, 10.75]"),
    ("BF", "-1.52, 12.37", "[12.37, -1.52]"),
    ("BF", "-12.37, -1.52", "[12.37, -1.52]"),
    ("US", "38.9, 77.0", "[38.9, -77]"),
    ("NZ", "41.29, 174.78", "[-41.29, 174.78]"),
    ("AR", "34.6, 58.38", "[-34.6, -58.38]"),
    ("FR", "2.35, 48.86", "[48.86, 2.35]"),
    ("SE", "18.07, 59.33", "[59.33, 18.07]"),
    ("SE", "48.86, 2.35", None),
    ("JP", "0, 0", None),
]


@pytest.mark.parametrize(("code", "marker", "meant"), MARKERS)
def test_a_marker_outside_its_country_is_told(code: str, marker: str, meant: str | None) -> None:
    (problem,) = read("countries/a.md", COUNTRY.format(code, marker)).problems
    assert (problem.code, problem.place.line, problem.suggestion) == ("unlikely-value", 4, meant)
    assert f"km away from the country {code}" in problem.message


@pytest.mark.parametrize(
    ("code", "marker"),
    [("NO", "59.91, 10.75"), ("RU", "66.5, -175"), ("TV", "-8.52, 179.2"), ("FR", "4.9, -52.3"),
     ("PF", "-17.53, -149.57"), ("GI", "36.14, -5.35"), ("XX", "0, 0"), ("SG", "1.29, 103.85")],
)  # fmt: skip
def test_a_marker_in_its_country_or_in_one_without_a_shape_is_not(code: str, marker: str) -> None:
    assert problems("countries/a.md", COUNTRY.format(code, marker)) == []
