"""Slips of the pen in the site's own content: each is told at its line, or is of a kind that can't be seen."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from explainers.checks.page import Page
from explainers.checks.registry import CHECKS
from explainers.checks.site import CheckedSite
from explainers.problems import Problem
from explainers.reading.documents import Document, read_document
from explainers.reading.scan import content_bytes, scan
from tests.checks.mutations import MAY_PASS, Mutant, mutants
from tests.joining import by_page, joined

ROOT = Path(__file__).resolve().parents[2]
# Two lines that do not fit each other are told at one of them: a quotation at its words, an event at its citation.
NEAR = {"a seal": 5, "a sealed quotation's paragraph": 1, "an event's kind": 5}
LANGUAGES, DAY, SEED = ("en", "fr"), "2026-11-25", 20231108


@cache
def _documents() -> dict[str, Document]:
    files = scan(ROOT / "content").files
    return {file.path: read_document(file.path, content_bytes(file), LANGUAGES) for file in files}


@cache
def _others() -> tuple[str, ...]:
    return tuple(file.path.partition("/")[2] for file in scan(ROOT / "content").others)


def _site(documents: dict[str, Document]) -> tuple[CheckedSite, list[Problem]]:
    corpus, across = joined(documents.values(), _others(), DAY)
    own = [problem for document in documents.values() for problem in document.problems]
    return CheckedSite(corpus, LANGUAGES, DAY), [*own, *across]


def _told(mutant: Mutant) -> list[Problem]:
    """Return what is told of a mutant: of its file, of its translations and its original."""
    path = f"content/{mutant.path}"
    documents = {**_documents(), path: read_document(path, mutant.data, LANGUAGES)}
    site, problems = _site(documents)
    stem = path.split(".", maxsplit=1)[0]
    for its in by_page(documents.values()).values():
        for document in its:
            if document.path.split(".")[0] == stem or documents[path].kind == "source":
                problems += [problem for check in CHECKS for problem in check(Page(document, site, its))]
    return problems


def _is_told(mutant: Mutant, told: list[Problem], *, before: set[tuple[str, str]]) -> bool:
    """Whether an error stands at the mutant's line, or a new one in the same page of another language."""
    path = f"content/{mutant.path}"
    stem = path.split(".", maxsplit=1)[0]
    near = NEAR.get(mutant.kind, 0)
    return any(
        (problem.path == path and problem.place.line - near <= mutant.line <= problem.place.end_line + near)
        or (problem.path != path and problem.path.split(".")[0] == stem and (problem.path, problem.code) not in before)
        for problem in told
        if problem.severity == "error"
    )


@cache
def _mutants() -> list[Mutant]:
    return mutants(_documents().values(), _site(_documents())[0], SEED)


def _slipped_through(chosen: list[Mutant]) -> tuple[list[Mutant], Counter[str]]:
    before = {(problem.path, problem.code) for problem in _site(_documents())[1]}
    missed = [mutant for mutant in chosen if not _is_told(mutant, _told(mutant), before=before)]
    return [mutant for mutant in missed if mutant.must], Counter(mutant.kind for mutant in missed if not mutant.must)


def _assert_told(chosen: list[Mutant]) -> None:
    slipped, passed = _slipped_through(chosen)
    assert not slipped, "\n".join(f"{one.kind}: {one.path}:{one.line}: {one.shown}" for one in slipped)
    assert set(passed) <= set(MAY_PASS)


def test_slips_of_the_pen_are_told_at_their_line() -> None:
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in _mutants():
        by_kind.setdefault(mutant.kind, []).append(mutant)
    _assert_told([mutant for kind in sorted(by_kind) for mutant in by_kind[kind][:2]])


@pytest.mark.slow
def test_many_slips_of_the_pen_are_told_at_their_line() -> None:
    chosen = _mutants()[:900]
    assert len(chosen) >= 500
    _assert_told(chosen)


def test_each_kind_that_may_pass_is_tried_and_explained() -> None:
    kinds = {mutant.kind for mutant in _mutants() if not mutant.must}
    assert kinds <= set(MAY_PASS)
    assert all(MAY_PASS.values())
