"""What a file of content is by its path, and what is wrong with its name."""

from __future__ import annotations

import pytest

from explainers.reading.file_names import kind_of, names_of, page_of_file

LANGUAGES = ("en", "fr")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("explainers/one.md", "explainer"), ("explainers/one.fr.md", "explainer"), ("countries/b.md", "country"),
        ("relations/a-b.md", "relation"), ("pages/home.md", "page"), ("sources/a.yaml", "source"),
        ("events.yaml", "events"), ("glossary.yaml", "glossary"), ("names.yaml", "names"), ("x.md", "unknown"),
        ("explainers/deep/one.md", "unknown"), ("explainers/.md", "unknown"), ("explainers/one.yaml", "unknown"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_that_of_its_folder(path: str, kind: str) -> None:
    assert kind_of(f"content/{path}") == kind


def test_a_translation_belongs_to_the_page_of_its_original() -> None:
    pages = {page_of_file(f"content/explainers/one{ending}.md", LANGUAGES) for ending in ("", ".fr")}
    assert pages == {("explainer", "one")}
    assert page_of_file("content/notes.txt", LANGUAGES) == ("unknown", "content/notes.txt")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("one.md", None), ("one.fr.md", None), ("one.en.md", "one.md"), ("one.frr.md", "one.fr.md"),
        ("One Two.md", "one-two.md"), ("v1.2.md", "v1-2.md"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_told_with_the_right_one(name: str, suggestion: str | None) -> None:
    _, _, problems = names_of(f"content/explainers/{name}", "explainer", LANGUAGES)
    assert [problem.suggestion for problem in problems] == ([suggestion] if suggestion else [])
