"""Sealing a source: quotations are looked up in its text, and only what is sealed of its file is written."""

from __future__ import annotations

import pytest
import yaml

from explainers.checks.book import NameBook
from explainers.editing.seal import Printed, Sealing, other_document, sealed_record
from explainers.model import Corpus, Sealed
from explainers.reading.seals import seal

TEXT = ("Ten ships left Bergen.", "It was “a step towards peace”, they said.", "Nobody saw 20 ships.")
BOOK = NameBook(Corpus({}, {}, {}, {}, {}, {}, {}, {}), ("en",))
RECORD = """\
# about this source
title: A note
language: en
quotations:
  - para: 2
    text: a step towards peace
    speaker: the ministry
url: https://www.example.org/
"""


def _sealed(record: str, *printed: Printed) -> Sealing:
    return sealed_record("wire", record.encode(), TEXT, printed, BOOK)


def _printed(words: str, *paragraphs: int, language: str = "en", on_record: bool = False) -> Printed:
    return Printed("content/explainers/a.md:7", words, language, paragraphs, on_record)


def test_a_quotation_that_is_in_its_paragraph_is_sealed_and_all_else_stays() -> None:
    made = _sealed(RECORD)
    assert (made.quotations, made.added, made.wrong, made.missing) == (1, (), (), 0)
    read = yaml.safe_load(made.data)
    assert read["quotations"][0]["seal"] == seal(made.sealed.digest, 2, "a step towards peace")
    assert read["sealed"]["count"] == 3
    assert read["sealed"]["digest"] == made.sealed.digest
    before, after = RECORD.splitlines(), made.data.decode().splitlines()
    assert [line for line in after if line in before] == before


def test_sealing_again_changes_no_byte() -> None:
    first = _sealed(RECORD, _printed("Nobody saw 20 ships", 3))
    again = _sealed(first.data.decode(), _printed("Nobody saw 20 ships", 3, on_record=True))
    assert (again.data, again.quotations, again.added) == (first.data, 2, ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a step", "a leap", "quotation 1: paragraph 2 does not have these words"),
        ("para: 2", "para: 1", "paragraph 1 does not have these words, paragraph 2 has them"),
        ("para: 2", "para: 4", "its 'para' is beyond the text, of 3 paragraphs"),
        ("para: 2", "para: 0", "its 'para' is beyond the text, of 3 paragraphs"),
        ("para: 2", "para: two", "its 'para' is beyond the text, of 3 paragraphs"),
        ("text: a step towards peace", "text:", "quotation 1 has no words"),
    ],
)
def test_a_quotation_that_is_not_there_is_told_and_not_sealed(old: str, new: str, said: str) -> None:
    made = _sealed(RECORD.replace(old, new))
    assert (made.missing, made.quotations) == (1, 0)
    assert said in made.wrong[0]
    assert "seal" not in yaml.safe_load(made.data)["quotations"][0]


def test_what_pages_print_is_added_in_order_with_the_speaker_of_its_paragraph() -> None:
    made = _sealed(RECORD, _printed("Nobody saw 20 ships."), _printed("they said", 1, 2))
    assert made.added == ((3, "Nobody saw 20 ships", ""), (2, "they said", "the ministry"))
    read = yaml.safe_load(made.data)["quotations"]
    assert [(one["para"], one["text"], one["speaker"]) for one in read] == [
        (2, "a step towards peace", "the ministry"),
        (2, "they said", "the ministry"),
        (3, "Nobody saw 20 ships", None),
    ]
    assert read[2]["seal"] == seal(made.sealed.digest, 3, "Nobody saw 20 ships")


def test_a_part_of_what_is_on_record_and_the_same_again_are_not_added() -> None:
    made = _sealed(RECORD, _printed("towards peace", 2), _printed("Ten ships", 1), _printed("Ten ships", 1))
    assert [words for _, words, _ in made.added] == ["Ten ships"]


def test_words_that_the_text_lacks_or_has_in_another_language_are_told_with_their_place() -> None:
    made = _sealed(RECORD, _printed("Ten boats left Bergen", 1, 9), _printed("dix navires", 1, language="fr"))
    assert made.added == ()
    assert [one.partition(": ")[0] for one in made.wrong] == ["content/explainers/a.md:7"] * 2
    assert "what is cited does not have these words" in made.wrong[0]
    assert 'in quotations, translations: {fr: "dix navires"}' in made.wrong[1]


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(ValueError, match=r"YAML|expected"):
        _sealed("- a\n")


def _of(digest: str, *figures: str, **names: str) -> Sealed:
    return Sealed(digest, 2, {1: figures}, {2: tuple(names.values())})


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (_of("new", "1", "2", "3", a="Oslo"), None),
        (_of("new", "1", "2", "9"), None),
        (_of("new", "1", "9"), (1, 4)),
        (_of("new", "Oslo"), (0, 4)),
        (_of("old"), None),
    ],
)
def test_a_text_with_less_than_half_of_what_was_sealed_is_another_one(
    after: Sealed, found: tuple[int, int] | None
) -> None:
    assert other_document(_of("old", "1", "2", "3", a="Oslo"), after) == found


def test_it_does_not_matter_in_which_paragraph_they_stand_and_nothing_sealed_is_nothing_to_compare() -> None:
    assert other_document(Sealed("old", 1, {1: ("1",)}), Sealed("new", 9, {9: ("1",)})) is None
    assert other_document(None, Sealed("new", 1)) is None
