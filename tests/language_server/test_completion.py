"""What is proposed: what the site has, with what its record says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explainers.language_server.completion import completions
from tests.language_server.conftest import WIRE, Typed

CASES = [
    ("\nThey met [@¦", ["gazette", "wire"]),
    ("\nThey met [@wire, ¦", [f"para. {number}" for number in range(1, 7)]),
    ("\nThey met [@wire, para. ¦", ["1", "2", "3", "4", "5", "6"]),
    ("\nA [[¦", ["neutral-zone"]),
    ("\n[Sweden](¦", ["/countries/norway.md", "/countries/sweden.md"]),
    ("\n![A border](¦", ["images/border.png"]),
]


@pytest.mark.parametrize(("text", "labels"), CASES)
def test_prose_is_completed_by_what_the_site_has(at: Callable[..., Typed], text: str, labels: list[str]) -> None:
    found = [one.label for one in completions(*at(text))]
    assert found[: len(labels)] == labels


def test_paragraphs_come_with_what_the_record_says_of_them(at: Callable[..., Typed]) -> None:
    second, third = completions(*at("\nThey met [@wire, ¦"))[1:3]
    assert second.detail == "said · ministry, ministère"
    assert "figures and dates: 15, 10" in second.about
    assert "“a step towards lasting peace” — the ministry (checked word for word)" in third.about


def test_care_words_that_the_record_has_come_first(at: Callable[..., Typed]) -> None:
    found = completions(*at("\nStockholm has [@wire, para. 4, p¦"))
    assert [one.label for one in found][:3] == ["pledged", "stated", "said"]
    assert found[0].about == "Promised; our source does not say that it is done."


def test_headings_of_the_page_that_a_link_leads_to(at: Callable[..., Typed]) -> None:
    assert completions(*at("\n[it]({filename}/explainers/neutral-zone.md#¦")) == ()
    assert completions(*at("\n[it]({filename}/../x.md#¦")) == ()


KEYS = [
    ("---\ntitle: a\n¦", "content/explainers/new.md", "summary", "what a reader finds"),
    ("---\ntitle: a\nstatus: h¦\n---\n", "content/explainers/new.md", "hidden", "no list"),
    ("---\ncountries: [¦]\n---\n", "content/explainers/new.md", "NO", "Norway"),
    ("---\ncountries: ¦\n---\n", "content/explainers/new.md", "[NO]", "Norway"),
    ("---\ncountries:\n  - ¦\n---\n", "content/explainers/new.md", "NO", "Norway"),
    ("---\nevents: [¦", "content/explainers/new.md", "zone-agreed", "Envoys of both countries"),
    ("---\n¦", "content/explainers/new.fr.md", "translated_from", "version of the original"),
    ("paragraphs:\n  1: {how: [¦", WIRE, "pledged", "Promised"),
    ("elsewhere:\n  - source: ¦", WIRE, "nowhere", "No source"),
    ("- id: a\n  kind: ¦", "content/events.yaml", "happened", "took place"),
]


@pytest.mark.parametrize(("text", "path", "label", "about"), KEYS)
def test_keys_and_values_are_completed_with_the_words_of_their_table(
    at: Callable[..., Typed], text: str, path: str, label: str, about: str
) -> None:
    found = {one.label: one for one in completions(*at(text, path, whole=True))}
    assert about in found[label].about


def test_keys_that_are_there_are_not_proposed_and_none_in_the_text(at: Callable[..., Typed]) -> None:
    new = "content/explainers/new.md"
    assert "title" not in {one.label for one in completions(*at("---\ntitle: a\n¦", new, whole=True))}
    assert completions(*at("---\ntitle: a\n---\n\nsta¦", new, whole=True)) == ()
    assert completions(*at("¦", "content/notes.txt", whole=True)) == ()
