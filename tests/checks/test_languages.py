"""A translation says the same as its original, and says from which version it was made."""

from __future__ import annotations

import pytest

from explainers.checks.languages import original_digest
from explainers.problems import Problem
from explainers.reading.documents import Document, read_document
from tests.checks.case_files import Case, each_case, finds
from tests.checks.examples import PAGE, found, site_files, with_body, with_keys

FRENCH = "explainers/neutral-zone.fr.md"


@each_case("languages")
def test_each_case_finds_what_it_says_at_its_place(case: Case) -> None:
    assert finds(case) == case.expected


def told(files: dict[str, bytes], code: str) -> list[Problem]:
    return [one for one in found(files, translations=True).problems if one.code == code]


def test_a_block_that_isnt_translated_is_told_and_nothing_that_its_words_lack_in_the_other_language() -> None:
    body = "The 99 envoys of Lisbon met in May 1906 [@wire, para. 2]."
    files = with_body(with_body(site_files(), body), body, FRENCH)
    codes = [(one.path.endswith(".fr.md"), one.code) for one in found(files, translations=True).problems]
    assert {code for french, code in codes if french} == {"translation-differs"}
    assert {"figure-not-in-source", "name-not-in-source"} <= {code for french, code in codes if not french}


def original(files: dict[str, bytes]) -> Document:
    return read_document(f"content/{PAGE}", files[PAGE], ("en", "fr"))


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("kilometres, the", "kilometres: the", True),
        ("title: Why", "tags: [zone]\ntitle: Why", True),
        ("agreed on", "*agreed* on", True),
        ("15 kilometres", "10 kilometres", False),
        ("[@wire, para. 2]", "[@wire, para. 1]", False),
        ("title: Why", "title: How", False),
    ],
)
def test_the_version_of_an_original_is_that_of_its_words_and_citations(old: str, new: str, same: bool) -> None:
    files = site_files()
    text = files[PAGE].decode()
    assert old in text
    after = {**files, PAGE: text.replace(old, new).encode()}
    assert (original_digest(original(after)) == original_digest(original(files))) is same


def test_a_translation_that_does_not_say_its_version_and_one_of_an_older_are_told_apart() -> None:
    files = site_files()
    renewed = "explainers new translation explainers/neutral-zone fr"
    stale = [
        told(with_keys(files, f"translated_from: {version}", FRENCH), "translation-stale")
        for version in ("0" * 32, original_digest(original(files)))
    ]
    assert [[one.message for one in problems] for problems in stale] == [
        [f"the original has changed since this was translated: compare the two, then run {renewed}"], []
    ]  # fmt: skip
    text = files[FRENCH].decode()
    bare = {**files, FRENCH: "".join(line for line in text.splitlines(True) if "translated_from" not in line).encode()}
    assert [one.message for one in told(bare, "translation-stale")] == [
        f"it is not said which version this translates: compare the two, then run {renewed}"
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("One [@wire, para. 2].\n\nTwo [@wire, para. 3].", "the original has no such paragraph here"),
        ("- Une zone de 15 kilomètres, selon le ministère, entre Norvège et Suède [@wire, para. 2].",
         "the original has a paragraph here, not a list item: line 12 there"),
        ("", "a paragraph of the original is missing before this: line 12 there"),
    ],
)  # fmt: skip
def test_a_block_too_many_or_too_few_is_told_with_the_line_of_the_original(body: str, message: str) -> None:
    messages = [one.message for one in told(with_body(site_files(), body, FRENCH), "translation-differs")]
    assert message in messages


def test_a_draft_needs_no_translation() -> None:
    files = {path: data for path, data in site_files().items() if path != FRENCH}
    assert [one.message for one in told(files, "translation-missing") if one.path.endswith(PAGE)] == [
        "this page has no French translation: explainers new translation explainers/neutral-zone fr makes one"
    ]
    drafted = with_keys(files, "status: draft")
    assert [one for one in told(drafted, "translation-missing") if one.path.endswith(PAGE)] == []
