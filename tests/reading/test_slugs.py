"""Ids are small letters, digits and hyphens of any script; headings get each id once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.slugs import HeadingIds, is_own, is_slug, ordered_pair, pair_slug, slug


@pytest.mark.parametrize(
    ("words", "id"),
    [("What’s  next?", "whats-next"), ("Cafe\u0301 — two", "café-two"), ("हिन्दी", "हिन्दी"), ("A_b", "a_b"), ("?!", ""),
     ("10 000 francs", "10-000-francs")],
)  # fmt: skip
def test_words_become_an_id(words: str, id: str) -> None:
    assert slug(words) == id


@given(st.text(max_size=12))
def test_whatever_is_a_slug_stays_as_it_is(text: str) -> None:
    if is_slug(text):
        assert slug(text) == text
        assert "--" not in text
    made = slug(text).strip("-")
    assert slug(made).strip("-") == made


@pytest.mark.parametrize("text", ["a_b", "A", "a b", "-a", "a-", "a--b", "a.b", "a/b", "", "e\u0301"])
def test_other_texts_are_not_slugs(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize("id", ["at-receipts", "m1", "r20", "map-title", "overview-desc", "live-preview"])
def test_ids_that_pages_give_to_their_own_parts_are_taken(id: str) -> None:
    assert is_own(id)
    assert HeadingIds("explainers/one.md").id_of(id) == f"{id}_1"


def test_the_method_page_has_more_ids_of_its_own() -> None:
    assert HeadingIds("pages/method.fr.md").id_of("Pledged") == "pledged_1"
    assert HeadingIds("explainers/one.md").id_of("Pledged") == "pledged"


def test_each_heading_has_an_id_of_its_own() -> None:
    ids = HeadingIds("explainers/one.md")
    assert [ids.id_of(words) for words in ("Next", "next!", "Next", "?", "?")] == [
        "next", "next_1", "next_2", "section", "section_1"
    ]  # fmt: skip


def test_a_relation_has_its_countries_in_the_order_of_their_slugs_and_is_called_by_them() -> None:
    slugs = {"DE": "germany", "CI": "ivory-coast", "ES": "andorra"}
    assert (
        ordered_pair(("CI", "DE"), slugs.__getitem__) == ordered_pair(("DE", "CI"), slugs.__getitem__) == ("DE", "CI")
    )
    assert ordered_pair(("DE", "ES"), slugs.__getitem__) == ("ES", "DE")
    assert pair_slug(("ivory-coast", "germany")) == "germany-ivory-coast"
