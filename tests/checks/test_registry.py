"""Each code has one rule, one family and a manual; what forbids to publish is told as an error."""

from __future__ import annotations

import pytest

from explainers.checks import registry
from explainers.checks.page import WARNINGS
from explainers.checks.registry import CHECKS, FAMILIES, rules
from explainers.checks.source_text import record_differs_from_text

RULES = rules()


def test_rules_stand_in_the_order_of_the_families_each_code_once() -> None:
    order = [FAMILIES.index(rule.family) for rule in RULES.values()]
    assert order == sorted(order)
    assert set(order) == set(range(len(FAMILIES)))
    listed = [code for codes in registry._BY_READING.values() for code in codes]
    listed += [check.__name__.replace("_", "-") for checks in registry._BY_FAMILY.values() for check in checks]
    assert sorted(listed) == sorted(RULES)


def test_every_check_is_run_and_finds_the_code_of_its_name() -> None:
    assert len(set(CHECKS)) == len(CHECKS)
    assert {rule.check for rule in RULES.values() if rule.check} == {*CHECKS} - {record_differs_from_text}
    assert all(rule.check.__name__ == code.replace("-", "_") for code, rule in RULES.items() if rule.check)


@pytest.mark.parametrize("code", RULES)
def test_only_listed_codes_are_warnings(code: str) -> None:
    assert RULES[code].severity == ("warning" if code in WARNINGS else "error")


def test_the_summary_of_a_rule_is_the_first_sentence_of_its_manual() -> None:
    for rule in RULES.values():
        assert rule.summary.endswith(".")
        assert "\n" not in rule.summary
        assert rule.manual.replace("\n", " ").startswith(rule.summary)
        assert not rule.manual.startswith((" ", "\n"))
