"""The corpus of records that are kept."""

from __future__ import annotations

from typing import Any

from explainers.build.records import by_kind, corpus_of
from explainers.model import Relation
from explainers.prose import Citation, Cite

CITE = Cite((Citation("gazette", (1,)),))


def test_two_files_for_one_pair_are_for_the_checks_to_tell_and_end_nothing_here() -> None:
    pair = ("NO", "SE")
    records: dict[tuple[Any, str], Relation] = {
        ("relation", slug): Relation(slug, f"relations/{slug}.md", "en", pair, "closer", "2023", CITE, {})
        for slug in ("first", "second")
    }
    found = corpus_of(by_kind(records), records.__getitem__, {})
    assert [relation.slug for relation in found.relations.values()] == ["second"]
