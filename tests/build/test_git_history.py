"""What was last published is read from git as it was then: the files that differ now, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.build.git_history import CannotCheck, published_files
from explainers.checks.site import Comparison
from explainers.reading.documents import Document, read_document
from tests.repositories import git

PAGE = "---\ntitle: {title}\nsummary: A.\ndate: 2026-01-02\ncountries: [NO]\n---\n\nWords.\n"
COUNTRY = "---\ncode: NO\ncapital: Oslo\nmarker: [60, 10]\n---\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder inside of a repository, with one commit, `published`."""
    folder = tmp_path / "desk" / "content"
    _write(folder, "explainers/herring.md", PAGE.format(title="Herring"))
    _write(folder, "explainers/été.md", PAGE.format(title="Summer"))
    _write(folder, "countries/norway.md", COUNTRY)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "published")
    git(folder, "tag", "published")
    return folder


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def _compared(content: Path, reference: str = "published") -> Comparison:
    paths = sorted(f"content/{path.relative_to(content).as_posix()}" for path in content.rglob("*.md"))

    def load(path: str) -> Document:
        return read_document(path, (content.parent / path).read_bytes(), ("en",))

    return published_files(content, reference, paths, load, ("en",))


def _titles(documents: dict[str, Document]) -> dict[str, str]:
    return {path: document.record.texts["en"].title for path, document in documents.items()}


def test_files_that_are_as_they_were_published_are_left_out(content: Path) -> None:
    assert _compared(content) == Comparison({}, {})


def test_a_file_that_differs_is_there_as_it_was_and_as_it_is_whether_it_was_committed_or_not(content: Path) -> None:
    _write(content, "explainers/été.md", PAGE.format(title="Autumn"))
    in_work = _compared(content)
    assert _titles(dict(in_work.before)) == {"content/explainers/été.md": "Summer"}
    assert _titles(dict(in_work.now)) == {"content/explainers/été.md": "Autumn"}
    git(content, "commit", "--quiet", "--all", "--message", "another")
    assert _compared(content) == in_work
    assert _compared(content, "HEAD") == Comparison({}, {})


def test_new_files_gone_ones_and_kinds_whose_changes_nobody_is_told_do_not_count(content: Path) -> None:
    _write(content, "explainers/new.md", PAGE.format(title="New"))
    _write(content, "countries/norway.md", COUNTRY.replace("Oslo", "Bergen"))
    (content / "explainers/herring.md").unlink()
    assert _compared(content) == Comparison({}, {})


@pytest.mark.parametrize("reference", ["none", "--all", "published:content", "published..HEAD"])
def test_what_names_no_commit_is_told(content: Path, reference: str) -> None:
    with pytest.raises(CannotCheck, match=f"git knows no commit '{reference}'"):
        _compared(content, reference)


def test_the_branch_or_tag_that_may_be_meant_is_named(content: Path) -> None:
    with pytest.raises(CannotCheck, match=r"'publishd'\. Did you mean 'published'\?"):
        _compared(content, "publishd")


def test_a_folder_in_no_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "content").mkdir()
    with pytest.raises(CannotCheck, match="the content is in no git repository"):
        _compared(tmp_path / "content", "HEAD")
