"""Problems are ordered as they are told, and drafts forbid nothing."""

from __future__ import annotations

import pytest

from explainers.problems import Place, Problem, Severity, all_counting, has_errors, in_order


def problem(path: str = "a.md", line: int = 1, *, severity: Severity = "error", draft: bool = False) -> Problem:
    return Problem(path, Place(line, 1, line, 2), "uncited", "wrong", severity=severity, draft=draft)


@pytest.mark.parametrize(
    ("severity", "draft", "shown_as", "forbids"),
    [
        ("error", False, "error", True),
        ("warning", False, "warning", False),
        ("error", True, "draft", False),
        ("warning", True, "draft", False),
    ],
)
def test_only_an_error_of_a_published_file_forbids_to_publish(
    severity: Severity, draft: bool, shown_as: str, forbids: bool
) -> None:
    one = problem(severity=severity, draft=draft)
    assert one.shown_as == shown_as
    assert has_errors((one,)) is forbids


def test_one_error_among_warnings_is_enough() -> None:
    assert has_errors((problem(severity="warning"), problem()))
    assert not has_errors(())


def test_an_original_comes_before_its_translations_and_drafts_come_last() -> None:
    paths = ["x/b.md", "x/a.fr.md", "x/a.de.md", "x/a.md", "w/z.md"]
    found = in_order([problem("x/a.md", draft=True), *map(problem, paths)])
    assert [one.path for one in found] == ["w/z.md", "x/a.md", "x/a.de.md", "x/a.fr.md", "x/b.md", "x/a.md"]
    assert found[-1].draft


def test_problems_of_a_file_are_told_by_line_not_by_text() -> None:
    assert [one.place.line for one in in_order(problem(line=line) for line in (10, 9, 2))] == [2, 9, 10]


def test_with_drafts_counting_their_problems_stand_among_the_others() -> None:
    found = all_counting([problem("b.md"), problem("a.md", draft=True)])
    assert [(one.path, one.shown_as) for one in found] == [("a.md", "error"), ("b.md", "error")]
