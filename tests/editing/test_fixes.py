"""What a problem's suggestion changes in its file mends the problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from explainers.editing.fixes import Edit, applied, edit_of, is_certain, new_path_of
from explainers.positions import Lines
from explainers.problems import START, Place, Problem
from explainers.reading.documents import read_document
from tests.reading.test_wrong import CASES
from tests.reading.texts import FRONT, LANGUAGES


def _files() -> Iterator[tuple[str, str, str]]:
    for title, where, text, _ in CASES:
        language = where.removeprefix("body").strip() or "en"
        if where.startswith("body"):
            name = "one.md" if language == "en" else f"one.{language}.md"
            yield title, f"content/explainers/{name}", FRONT[language] + text
        elif where == "front":
            yield title, "content/explainers/one.md", f"---\n{text}---\nText [@a].\n"
        else:
            yield title, where, text


FILES = [(title, path, text) for title, path, text in _files()]


def _told(path: str, text: str) -> tuple[Problem, ...]:
    return read_document(path, text.encode(), LANGUAGES).problems


def _counted(problems: tuple[Problem, ...]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.message) for one in problems)


@pytest.mark.parametrize(("title", "path", "text"), FILES, ids=[file[0] for file in FILES])
def test_a_suggestion_that_is_written_mends_its_problem(title: str, path: str, text: str) -> None:
    lines, problems = Lines(text), _told(path, text)
    for problem in problems:
        edit = edit_of(problem, lines)
        if edit is None:
            continue
        before, after = _counted(problems), _counted(_told(path, applied(text, [edit])))
        assert (before - after)[problem.code, problem.message], (problem, edit)
        new = set(after - before)
        assert not new if is_certain(problem, lines) else {code for code, _ in new} <= {"empty-value"}, (problem, new)


def test_only_other_forms_of_what_is_there_are_certain() -> None:
    text = "---\ntitel: One\ncountries: [no]\n---\n\n#### Deep\n\nOne [para. 4] and [two](www.a.example), [three](htp://x.org).\n"
    lines = Lines(text)
    found = {
        one.code + (one.suggestion or ""): is_certain(one, lines) for one in _told("content/explainers/a.md", text)
    }
    assert found["unknown-keytitle"] is False
    assert found["unknown-countryNO"] is True
    assert found["heading-skipped## Deep"] is True
    assert found["unsafe-linkhttps://www.a.example"] is True
    assert found["unsafe-linkhttp://x.org"] is False
    assert found["missing-keydate:"] is False


def test_what_is_no_edit_of_the_text_is_none() -> None:
    for path, text in (("content/explainers/One_Two.md", "---\n---\n"), ("content/events.yaml", "- text: {fr: a}\n")):
        lines = Lines(text)
        misnamed = [one for one in _told(path, text) if one.code in ("unknown-value", "missing-key")]
        assert misnamed
        for problem in misnamed:
            edit = edit_of(problem, lines)
            assert edit is None or edit.text.rstrip().endswith(":")


def test_a_text_keeps_its_line_ends() -> None:
    assert applied("a\r\nb\r\n", [Edit(0, 1, "x"), Edit(3, 4, "y")]) == "x\r\ny\r\n"


@pytest.mark.parametrize(
    ("problem", "path"),
    [
        (Problem("content/pages/A b.fr.md", START, "unknown-value", "", "a-b.fr.md"), "content/pages/a-b.fr.md"),
        (Problem("content/events.yml", START, "unknown-value", "", "events.yaml"), "content/events.yaml"),
        (Problem("content/explainers/on.fr.md", START, "broken-link", "", "one.fr.md"), "content/explainers/one.fr.md"),
        (Problem("content/explainer/one.md", START, "unknown-value", "", "explainers/one.md"), None),
        (Problem("content/pages/a.md", Place(2, 1, 2, 4), "unknown-value", "", "b.md"), None),
        (Problem("content/pages/a.md", START, "yaml-syntax", "", "---"), None),
        (Problem("content/pages/a.md", START, "unknown-value", ""), None),
    ],
)
def test_another_name_for_a_file_is_told_apart_from_another_text(problem: Problem, path: str | None) -> None:
    assert new_path_of(problem) == path
