"""What *word for word* means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.checks.word_for_word import cited_quotations, nearest_words, on_record, stands_in
from explainers.model import Quotation, Source
from explainers.prose import Citation

SEALED = "Relations rest on respect, and they’ve grown in recent years."


@pytest.mark.parametrize(
    "words",
    [
        SEALED,
        "relations rest on respect",
        "Rest on respect.",
        "they've grown",
        "relations … in recent years",
        "Relations [...] grown",
        "Relations  rest\non respect,",
        "… relations … rest … .",
    ],
)
def test_words_pass_with_other_spaces_apostrophes_a_capital_and_a_final_stop(words: str) -> None:
    assert stands_in(words, SEALED)


@pytest.mark.parametrize(
    "words",
    [
        "relations rest upon respect",
        "rest Relations",
        "recent years … relations",
        "on respect and they",
        "they",
        "elations rest",
        "they’ve grow",
        "rest on respect; and",
        "RELATIONS rest",
        "",
        "…",
        ".",
        "?!",
        "— … —",
        "relations … !!",
    ],
)
def test_nothing_else_passes(words: str) -> None:
    assert not stands_in(words, SEALED)


@given(
    st.lists(st.sampled_from(["we", "can", "not", "can’t", "agree", "well-known"]), min_size=1, max_size=8), st.data()
)
def test_any_part_that_is_cut_between_words_passes(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert stands_in(" ".join(words[start:end]), " ".join(words))


def test_the_nearest_words_are_those_with_most_in_common() -> None:
    wholes = ["It rained all day in the harbour.", "The zone is a step towards lasting peace, they said."]
    assert nearest_words("a step to a lasting peace", wholes) == "a step towards lasting peace"
    assert nearest_words("nothing of the kind whatever", wholes) is None


OTHER = "They have grown."
SOURCE = Source(
    "wire", "Talks", "Wire", "2025", "https://wire.example/", "en-GB",
    quotations=(Quotation(2, SEALED, "she", {"fr": "Le respect compte."}), Quotation(3, OTHER, "she")),
)  # fmt: skip


def _cited(*paragraphs: int, key: str = "wire") -> list[str]:
    return [one.text for _, one in cited_quotations([Citation(key, paragraphs)], {"wire": SOURCE}.get)]


def test_a_citation_stands_for_the_quotations_of_its_paragraphs_or_of_the_whole_source() -> None:
    assert _cited() == [SEALED, OTHER]
    assert _cited(3, 9) == [OTHER]
    assert _cited(1) == []
    assert _cited(key="other") == _cited(key="") == []


@pytest.mark.parametrize(
    ("words", "language", "paragraph"),
    [
        ("relations rest on respect", "en", 2),
        ("they have grown", "en", 3),
        ("le respect", "fr", 2),
        ("relations rest on respect", "fr", None),
        ("le respect", "en", None),
        ("they have shrunk", "en", None),
    ],
)
def test_words_are_on_record_in_their_language_only(words: str, language: str, paragraph: int | None) -> None:
    found = on_record(words, language, cited_quotations([Citation("wire")], {"wire": SOURCE}.get))
    assert (found[1].para if found else None) == paragraph
