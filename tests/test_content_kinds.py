"""Each kind of content is read from its place, kept in its field of the corpus, shown on its page, and documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.content_kinds import CONTENT_KINDS, ContentKind, file_of_kind
from explainers.model import Corpus
from explainers.page_kinds import KINDS
from explainers.reading.file_names import kind_of

EACH = pytest.mark.parametrize("kind", CONTENT_KINDS, ids=lambda kind: kind.name)


@EACH
def test_a_file_of_a_kind_is_read_as_one(kind: ContentKind) -> None:
    assert kind_of(f"content/{file_of_kind(kind.name, 'one')}") == kind.name
    assert kind_of(f"content/deep/{file_of_kind(kind.name, 'one')}") == "unknown"
    assert kind_of(f"content/{file_of_kind(kind.name, 'one')}.txt") == "unknown"


def test_records_of_each_kind_have_a_field_of_the_corpus_of_their_own() -> None:
    assert {kind.records for kind in CONTENT_KINDS} == set(Corpus.__struct_fields__) - {"attached"}
    assert len({kind.records for kind in CONTENT_KINDS}) == len(CONTENT_KINDS)


@EACH
def test_the_page_that_shows_a_kind_is_a_kind_of_page(kind: ContentKind) -> None:
    assert not kind.page or kind.page in KINDS


@EACH
def test_the_format_of_each_place_is_documented(kind: ContentKind, root: Path) -> None:
    text = (root / "docs/format.md").read_text(encoding="utf-8")
    assert f"{kind.place}/" * bool(kind.ending) in text
    assert kind.place in text


@EACH
def test_texts_of_a_kind_are_translated_in_one_way_only(kind: ContentKind) -> None:
    assert not (kind.translated and kind.by_language)
