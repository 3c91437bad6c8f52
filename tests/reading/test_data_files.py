"""Events, terms, names and sources are read entry by entry; texts are set for readers, words of a source kept."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.model import Event, NameEntry, ParagraphNote, Quotation, Sealed, Source, Term, Watch
from explainers.prose import Citation, Cite
from explainers.reading.data_files import ENTRY_KEYS
from explainers.reading.documents import Document, read_document
from tests.reading.texts import LANGUAGES, told

EVENT = """- id: talks
  when: 2023-02~
  kind: happened
  countries: [NO, SE]
  text: {en: They didn't agree..., fr: "Deux : un accord"}
  cite: "[@afp, para. 3]"
"""
SOURCE = """title: "It's \\"so\\""
publisher: {en: The Gazette, fr: "La Gazette : un journal"}
published: 2023-11-08
url: https://gazette.example/1
language: fr
"""


def read(path: str, text: str) -> Document:
    return read_document(f"content/{path}", text.encode(), LANGUAGES)


def problems(path: str, text: str) -> list[str]:
    return [told(text, one) for one in read(path, text).problems]


def source(text: str) -> Source:
    document = read("sources/gazette.yaml", text)
    assert isinstance(document.record, Source), document.problems
    return document.record


# ---- events, glossary, names -----------------------------------------------------------------------------


def test_an_event_has_a_text_for_readers_in_each_language_and_a_source() -> None:
    document = read("events.yaml", EVENT)
    texts = {"en": "They didn’t agree…", "fr": "Deux\u00a0: un accord"}
    cite = Cite((Citation("afp", (3,)),))
    assert document.record == (Event("talks", "2023-02~", "happened", ("NO", "SE"), texts, cite),)
    assert document.problems == ()


def test_what_an_event_says_its_day_and_its_kind_are_claims_of_its_citation() -> None:
    blocks = read("events.yaml", EVENT).blocks
    assert [(one.kind, one.name, one.language) for one in blocks] == [
        ("value", "talks.when", "en"), ("value", "talks.kind", "en"),
        ("event", "talks", "en"), ("event", "talks", "fr"),
    ]  # fmt: skip
    assert {one.claims[0].citations for one in blocks} == {(Citation("afp", (3,)),)}


def test_terms_are_set_and_names_are_kept_as_they_are_written() -> None:
    (term,) = _entries("glossary.yaml", '- {id: aid, term: {en: "\'aid\'"}, means: {en: "Money..."}}\n')
    assert term == Term("aid", {"en": "‘aid’"}, {"en": "Money…"})
    blocks = read("glossary.yaml", "- {id: aid, term: {en: aid}, means: {en: Money}}\n").blocks
    assert [(one.kind, one.name, one.text) for one in blocks] == [
        ("term", "aid", "aid"),
        ("definition", "aid", "Money"),
    ]
    (name,) = _entries("names.yaml", '- {id: ann, forms: {nb: ["Ann \'Annie\' Lee", " Ann"]}}\n')
    assert name == NameEntry("ann", {"nb": ("Ann 'Annie' Lee", "Ann")})


def _entries(path: str, text: str) -> Any:
    document = read(path, text)
    assert document.problems == ()
    return document.record


def test_an_entry_with_a_mistake_is_left_out_and_its_id_is_known() -> None:
    document = read("events.yaml", EVENT + EVENT.replace("happened", "hapend").replace("talks", "visit"))
    record: Any = document.record
    assert [one.id for one in record] == ["talks"]
    assert document.ids == ("talks", "visit")


def test_an_id_that_stands_twice_is_told_with_the_line_of_the_first() -> None:
    (problem,) = read("events.yaml", EVENT + EVENT).problems
    assert (problem.code, problem.place.line) == ("duplicate-slug", 7)
    assert "first in line 1" in problem.message


@pytest.mark.parametrize("id", ["map-title", "m1", "r1", "at-one"])
def test_an_id_that_pages_give_to_their_own_parts_is_free_for_names_alone(id: str) -> None:
    assert problems("events.yaml", EVENT.replace("talks", id)) == [f"unknown-value «{id}» → the-{id}"]
    assert problems("names.yaml", f"- {{id: {id}, forms: {{en: [Ann]}}}}\n") == []


@pytest.mark.parametrize("kind", ENTRY_KEYS)
def test_a_file_that_is_not_a_list_is_told(kind: str) -> None:
    document = read(f"{kind}.yaml", "id: one\n")
    assert (document.record, [one.code for one in document.problems]) == (None, ["wrong-type"])


# ---- sources ---------------------------------------------------------------------------------------------


def test_a_source_keeps_its_title_as_it_is_and_sets_its_publisher_in_each_language() -> None:
    record = source(SOURCE)
    assert (record.key, record.title, record.language, record.published) == (
        "gazette",
        'It\'s "so"',
        "fr",
        "2023-11-08",
    )
    assert record.publisher == {"en": "The Gazette", "fr": "La Gazette\u00a0: un journal"}
    assert (record.short, record.archived, record.sealed, record.facts) == (None, None, None, ())


def test_a_source_has_notes_on_paragraphs_quotations_and_a_seal() -> None:
    record = source(
        SOURCE
        + """paragraphs:
  3: {how: [said], by: [Ann Lee], also: {400: four hundred}, watch: [{words: [spies], how: alleged}]}
  1: {}
quotations:
  - {para: 2, text: "« Oui »", speaker: Ann Lee, translations: {en: '"Yes"'}, seal: abc}
sealed: {digest: abc, count: 3, figures: {2: ["400"]}, names: {1: [Ann, Lee]}}
facts: [400 people]
"""
    )
    assert record.paragraphs == {
        1: ParagraphNote(),
        3: ParagraphNote(("said",), ("Ann Lee",), {"400": "four hundred"}, (Watch(("spies",), "alleged"),)),
    }
    assert list(record.paragraphs) == [1, 3]
    assert record.quotations == (Quotation(2, "« Oui »", "Ann Lee", {"en": '"Yes"'}, "abc"),)
    assert record.sealed == Sealed("abc", 3, {2: ("400",)}, {1: ("Ann", "Lee")})
    assert record.facts == ("400 people",)


def test_words_of_a_quotation_are_in_the_language_of_the_source() -> None:
    quotation = "quotations:\n  - {para: 2, text: Oui, speaker: {en: A minister}, translations: {en: Yes}}\n"
    blocks = read("sources/gazette.yaml", SOURCE + quotation).blocks
    assert sorted((one.kind, one.name, one.language) for one in blocks if one.name != "publisher") == [
        ("called", "speaker 1", "en"), ("sealed-quotation", "1", "fr"), ("translation", "1", "en"),
    ]  # fmt: skip


def test_paragraphs_that_a_sealed_source_does_not_have_are_told() -> None:
    text = (
        SOURCE
        + "sealed: {digest: abc, count: 3}\n"
        + "paragraphs: {3: {how: [said]}, 4: {how: [said]}}\nquotations: [{para: 5, text: Oui, speaker: Ann}]\n"
    )
    assert problems("sources/gazette.yaml", text) == ["unknown-paragraph «4»", "unknown-paragraph «5»"]


def test_an_empty_source_is_told() -> None:
    document = read("sources/gazette.yaml", "# nothing yet\n")
    assert (document.record, [one.code for one in document.problems]) == (None, ["empty-value"])
