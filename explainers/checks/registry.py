"""All codes: what each means, how bad it is, and which rule finds it.

A new rule is a function in one of the modules of this folder, with examples in its docstring, and a line here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from explainers.checks import care, changes, facts, languages, quotations, source_text, time
from explainers.checks.codes_of_files import FILE_CODES, REFERENCE_CODES
from explainers.checks.codes_of_pages import PAGE_CODES, SOURCE_CODES
from explainers.checks.page import WARNINGS, Page
from explainers.problems import Problem, Severity

__all__ = ["CHECKS", "FAMILIES", "Check", "Rule", "rules"]

Check = Callable[[Page], Iterable[Problem]]

_BY_FAMILY: Final[Mapping[str, tuple[Check, ...]]] = {
    "sources": (
        quotations.misquoted,
        quotations.unsealed_quotation,
        quotations.seal_broken,
        quotations.speaker_missing,
        facts.figure_not_in_source,
        facts.name_not_in_source,
        facts.country_not_in_source,
        care.care_needed,
        care.attribution_missing,
        care.citation_too_wide,
        source_text.copied_text,
        care.hedge_missing,
    ),
    "time": (
        time.event_out_of_order,
        time.as_of_in_future,
        time.future_date,
        time.undated_word,
        time.wrong_weekday,
        time.review_overdue,
    ),
    "languages": (languages.translation_differs, languages.translation_missing, languages.translation_stale),
    "changes": (changes.change_unlisted,),
}
_BY_READING: Final[Mapping[str, Mapping[str, str]]] = {
    "the file": FILE_CODES,
    "references": REFERENCE_CODES,
    "sources": SOURCE_CODES,
    "the page": PAGE_CODES,
}

CHECKS: Final[tuple[Check, ...]] = (
    *(check for family in _BY_FAMILY.values() for check in family),
    source_text.record_differs_from_text,
)
"""The rules in the order in which they are run. Each code that they make is one of `rules()`."""

FAMILIES: Final = ("the file", "references", "sources", "time", "languages", "changes", "the page")
"""The families of codes, in the order of the manual."""


class Rule(Struct, frozen=True):
    """A code: its family, how bad it is, its manual (a sentence, a blank line, the rest), and what finds it;
    `check` is `None` for what reading finds.
    """

    code: str
    family: str
    severity: Severity
    manual: str
    check: Check | None = None

    @property
    def summary(self) -> str:
        """The first sentence of its manual."""
        return self.manual.partition("\n\n")[0].replace("\n", " ")


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by code, in the order of the manual."""
    found: dict[str, Rule] = {}
    for family in FAMILIES:
        for code, manual in _BY_READING.get(family, {}).items():
            found[code] = Rule(code, family, "error", inspect.cleandoc(manual))
        for check in _BY_FAMILY.get(family, ()):
            code = check.__name__.replace("_", "-")
            severity: Severity = "warning" if code in WARNINGS else "error"
            found[code] = Rule(code, family, severity, inspect.getdoc(check) or "", check)
    return found
