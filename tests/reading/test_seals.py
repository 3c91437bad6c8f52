"""A seal fits one text, one paragraph and the words as they were looked up."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from explainers.model import Quotation, Sealed, Source
from explainers.reading.seals import normalised, seal, seal_state, text_digest

DIGEST = text_digest(["One.", "Two words."])
QUOTATION = Quotation(2, "Two words.", "she", seal=seal(DIGEST, 2, "Two words."))
SOURCE = Source("wire", "T", "P", "2025", "https://a.example", "en", sealed=Sealed(DIGEST, 2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two words", "two words."), ("two\n words,", "two words"), ("it’s “so”", "it's \"so\""), ("«so»", '"so"'),
        ("cafe\u0301", "café"), (" two ", "two"),
    ],
)  # fmt: skip
def test_words_that_differ_in_form_alone_are_compared_as_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("two words", "two Words"), ("two words", "two-words"), ("two..", "two."), ("so?", "so"), ("one", "on")],
)
def test_any_other_difference_counts(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_the_digest_of_a_text_is_that_of_its_paragraphs_in_their_order() -> None:
    assert text_digest([" One. ", "Two words.\n"]) == DIGEST
    assert len({DIGEST, text_digest(["Two words.", "One."]), text_digest(["One.Two words."]), text_digest([])}) == 4


def test_a_quotation_is_sealed_while_all_three_are_as_they_were() -> None:
    assert seal_state(SOURCE, QUOTATION) == "sealed"
    assert seal_state(SOURCE, replace(QUOTATION, text="“two words”"[1:-1])) == "sealed"


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        (SOURCE, replace(QUOTATION, text="Two other words.")),
        (SOURCE, replace(QUOTATION, para=1)),
        (replace(SOURCE, sealed=Sealed(text_digest(["One.", "Two words!"]), 2)), QUOTATION),
    ],
)
def test_a_change_of_words_paragraph_or_text_breaks_the_seal(source: Source, quotation: Quotation) -> None:
    assert seal_state(source, quotation) == "broken"


def test_without_a_seal_or_a_text_it_is_missing() -> None:
    assert seal_state(SOURCE, replace(QUOTATION, seal="")) == "missing"
    assert seal_state(replace(SOURCE, sealed=None), QUOTATION) == "missing"
