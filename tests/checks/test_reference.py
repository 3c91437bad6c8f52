"""A pronoun or title says who speaks where one person was named before, in every language that has such words."""

from __future__ import annotations

import pytest

from tests.checks.examples import found, site_files, with_body

SITE = site_files()


def told(first: str, second: str, language: str) -> bool:
    """Return whether a claim after another one is told to name nobody; the first claim names who speaks."""
    page = f"{first} [@wire, para. 5]. {second} [@wire, para. 2]."
    path = "explainers/neutral-zone.md" if language == "en" else "explainers/neutral-zone.fr.md"
    problems = found(with_body(SITE, page, path), translations=True).problems
    return "attribution-missing" in {one.code for one in problems if one.path.endswith(path)}


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("The ministry called for calm", "It said that all was well", "en"),
        ("The ministry called for calm", "All was well, it later said", "en"),
        ("The ministry called for calm", "All was well, they said", "en"),
        ("The ministry called for calm", "All was well, the ministry added", "en"),
        ("The ministry called for calm", "All was well, according to them", "en"),
        ("Le ministère a appelé au calme", "Tout allait bien, a-t-il dit", "fr"),
        ("Le ministère a appelé au calme", "Il a ajouté que tout allait bien", "fr"),
        ("Le ministère a appelé au calme", "Tout allait bien, selon lui", "fr"),
    ],
)
def test_a_pronoun_or_title_is_enough_after_a_claim_that_names_the_speaker(
    first: str, second: str, language: str
) -> None:
    assert not told(first, second, language)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("The ministry called for calm", "All was well", "en"),
        ("The ministry called for calm", "It was all well", "en"),
        ("The ministry called for calm", "The general said that all was well", "en"),
        ("The ministry and Karl Staaff called for calm", "All was well, he said", "en"),
        ("The ministry called for calm", "All was well, as Staaff put it and he said", "en"),
        ("All called for calm", "All was well, she said", "en"),
        ("Le ministère a appelé au calme", "Tout allait bien", "fr"),
        ("Le ministère a appelé au calme", "Le général a dit que tout allait bien", "fr"),
    ],
)
def test_it_is_not_where_nobody_or_somebody_else_could_be_meant(first: str, second: str, language: str) -> None:
    assert told(first, second, language)
