"""git is asked as it is installed, in real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from explainers import git as module
from explainers.git import git_says
from tests.repositories import git


def test_what_git_says_comes_as_it_is_and_what_it_refuses_as_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "été.md").write_bytes(b"")
    assert git_says(tmp_path, "status", "--porcelain") == "?? été.md\n".encode()
    blob = b"f917a2c299cecfd1baa88af5f6e311ee56e529a8\n"
    assert git_says(tmp_path, "hash-object", "--stdin", stdin=b"words") == blob
    assert git_says(tmp_path, "rev-parse", "--verify", "--quiet", "HEAD") is None


def test_without_an_answer_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("git", 1)

    monkeypatch.setattr(module.subprocess, "run", late)
    with pytest.raises(OSError, match="git did not answer within"):
        git_says(tmp_path, "status")
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        git_says(tmp_path, "status")
