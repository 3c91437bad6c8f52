"""Traps that real sources set: the same words in another outlet, a claim told as a fact, what nobody has looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from explainers.checks.site import CheckedSite
from explainers.problems import Lines, Problem
from explainers.reading.documents import read_document
from explainers.reading.scan import content_bytes, scan
from tests.checks.examples import found, site_files, with_body
from tests.joining import checked, joined

ROOT = Path(__file__).resolve().parents[2]
TIES = "content/explainers/defence-ties.md"
SEALED = "another step in developing our friendly relations"


def _told(changed: Mapping[str, str]) -> list[Problem]:
    """Return what is told of the site's own content, with words in one page replaced."""
    documents = []
    for file in scan(ROOT / "content").files:
        data = content_bytes(file)
        if file.path == TIES:
            text = data.decode()
            for old, new in changed.items():
                assert old in text
                text = text.replace(old, new)
            data = text.encode()
        documents.append(read_document(file.path, data, ("en", "fr")))
    corpus, _ = joined(documents)
    problems, _ = checked(documents, CheckedSite(corpus, ("en", "fr"), "2026-11-25"))
    return [problem for problem in problems if problem.path == TIES]


@pytest.mark.parametrize(
    "other",
    [
        "one more step in the development of our friendly relations",
        "a further step towards developing our friendly ties",
        "a new step in developing friendly relations between us",
    ],
)
def test_a_quotation_in_another_outlets_words_is_misquoted_and_the_sealed_words_are_suggested(other: str) -> None:
    """Another translation of the same speech is a quotation of that outlet, not of the source that is cited."""
    told = [one for one in _told({SEALED: other}) if one.severity == "error"]
    assert [one.code for one in told] == ["misquoted"]
    assert told[0].suggestion is not None
    assert told[0].suggestion in SEALED
    assert len(told[0].suggestion.split()) >= 5


def test_a_long_quotation_in_other_words_is_misquoted_too() -> None:
    other = (
        "Relations between Russia and Burkina Faso are founded only on mutual respect and on taking each other’s "
        "interests into account, and they have developed well in recent years"
    )
    sealed = (
        "Russian-Burkinabe relations are based solely on the principles of mutual respect and consideration of each "
        "other’s interests, and in recent years they have gained positive dynamics"
    )
    told = [one for one in _told({sealed: other}) if one.severity == "error"]
    assert [one.code for one in told] == ["misquoted"]
    assert told[0].suggestion
    assert told[0].suggestion in sealed


def test_what_rests_on_a_source_that_nobody_has_looked_at_is_unchecked_not_passed() -> None:
    files = with_body(site_files(), "Envoys met in Karlstad on 23 September 1905, Bergen said [@gazette].")
    outcome = found(files)
    assert {one.code for one in outcome.problems} == {"translation-missing"}
    assert [(one.what, "not sealed" in one.why, one.where) for one in outcome.unchecked] == [
        ("what is cited to 'gazette'", True, (Lines("content/explainers/neutral-zone.md", (12,)),))
    ]


def test_a_source_that_can_not_be_read_makes_no_problems_in_pages() -> None:
    files = {**site_files(), "sources/wire.yaml": b"title: [\n"}
    assert {one.path for one in found(files).problems if one.severity == "error"} == {"content/sources/wire.yaml"}
