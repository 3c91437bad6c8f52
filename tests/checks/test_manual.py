"""Code, rule, manual and examples belong together: what the manual shows as wrong is found, what is right is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainers.checks.manual import manual
from explainers.checks.registry import FAMILIES, Rule, rules
from tests.checks.examples import examples, found, site_files, texts, tried

ROOT = Path(__file__).resolve().parents[2]
# The codes of the design, by family: a code that is missing here or there is a fault.
CODES = {
    "the file": "not-utf-8 control-character too-large too-deep yaml-syntax merge-conflict duplicate-key unknown-key "
    "missing-key empty-value wrong-type unknown-value unlikely-value bad-date duplicate-slug",
    "references": "unknown-country unknown-source unknown-paragraph bad-citation unknown-term broken-link "
    "unpublished-link unknown-heading same-pair-twice",
    "sources": "uncited misquoted unsealed-quotation seal-broken speaker-missing figure-not-in-source "
    "name-not-in-source country-not-in-source care-needed attribution-missing citation-too-wide copied-text "
    "hedge-missing",
    "time": "event-out-of-order as-of-in-future future-date undated-word wrong-weekday review-overdue",
    "languages": "translation-differs translation-missing translation-stale",
    "changes": "change-unlisted",
    "the page": "heading-skipped second-h1 image-without-alt raw-html unread-markdown unsafe-link summary-too-long",
}
RULES = list(rules().values())


def test_every_code_has_a_manual_and_no_other_has() -> None:
    found_by_family = {family: {rule.code for rule in RULES if rule.family == family} for family in FAMILIES}
    assert found_by_family == {family: set(codes.split()) for family, codes in CODES.items()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_the_manual_shows_is_what_the_checks_find(rule: Rule) -> None:
    shown = list(examples(rule.manual))
    wrong, right = [one for one in shown if not one.right], [one for one in shown if one.right]
    assert wrong, "a manual shows what is wrong"
    assert right, "a manual shows what is right"
    before = found(site_files()).codes
    for example in wrong:
        codes = tried(example, right[0].text).codes
        assert codes - before - {"translation-missing"} | (codes & {rule.code}) == {rule.code}, example.where
    for example in right:
        assert tried(example, right[0].text).codes - before - {"translation-missing"} == set(), example.where


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_manual_says_what_to_do(rule: Rule) -> None:
    assert re.match(r"[A-Z`].*[.:]$", rule.summary)
    assert "\n\nWhat to do: " in rule.manual


def test_the_example_site_itself_has_no_errors() -> None:
    problems = found(site_files(), translations=True, text=texts()).problems
    assert {problem.code for problem in problems} == {"translation-missing"}


def test_the_manual_in_docs_is_the_one_of_the_rules() -> None:
    written = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    assert written == manual(), "docs/problems.md is old: python3 -m explainers.checks.manual > docs/problems.md"
