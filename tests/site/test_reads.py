"""What is read has a name, and a changed record changes those names that it is read by, and no others."""

from __future__ import annotations

import msgspec
import pytest

from explainers.reading.documents import Kind
from explainers.site.about import About, about
from explainers.site.reads import changed_reads, each, every, record
from tests.pages.corpora import explainer

KNOWN = about(explainer())
FIELDS = {each(field) for field in About.__struct_fields__}


def test_names_of_a_record_of_all_records_and_of_a_field_are_three_different_things() -> None:
    names = {record("page", "title"), record("explainer", "title"), every("explainer"), every("page"), each("title")}
    assert len(names) == 5


@pytest.mark.parametrize("kind", ["country", "relation", "events", "glossary", "names", "source", "page"])
def test_another_record_is_read_alone_and_with_all_of_its_kind(kind: Kind) -> None:
    assert set(changed_reads(kind, "one", None, None)) == {record(kind, "one"), every(kind)}


def test_an_explainer_that_comes_or_goes_changes_every_field_of_what_is_known() -> None:
    alone = record("explainer", "herring")
    assert set(changed_reads("explainer", "herring", None, KNOWN)) == {alone, *FIELDS}
    assert set(changed_reads("explainer", "herring", KNOWN, None)) == {alone, *FIELDS}


def test_an_explainer_whose_words_change_changes_nothing_that_lists_read() -> None:
    assert list(changed_reads("explainer", "herring", KNOWN, about(explainer()))) == [record("explainer", "herring")]


def test_an_explainer_changes_the_fields_that_are_other_now() -> None:
    after = msgspec.structs.replace(KNOWN, titles={"en": "What then?"}, countries=("NO",))
    found = set(changed_reads("explainer", "herring", KNOWN, after))
    assert found == {record("explainer", "herring"), each("titles"), each("countries")}
