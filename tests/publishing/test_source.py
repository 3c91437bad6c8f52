"""What git knows of the sources, asked of real repositories."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from explainers.publishing.source import SourceState, commit_contains, is_committed, source_state
from tests.publishing.synthetic import NOON


class Repository:
    def __init__(self, place: Path) -> None:
        self.place = place
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: int = 1) -> str:
        date = f"2026-11-{day:02} 12:00:00 +0100"
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.place),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }
        who = ("-c", "user.name=Desk", "-c", "user.email=desk@news.example")
        command = ("git", *who, *arguments)
        done = subprocess.run(command, cwd=self.place, env=environment, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def commit(self, text: str, day: int = 1) -> str:
        (self.place / "page.md").write_text(text)
        self.git("add", "page.md")
        self.git("commit", "--quiet", "-m", text, day=day)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "site").mkdir()
    return Repository(tmp_path / "site")


def test_the_state_is_the_last_commit_with_its_time_in_utc(repository: Repository) -> None:
    repository.commit("one", day=1)
    commit = repository.commit("two", day=2)
    expected = SourceState(commit, datetime(2026, 11, 2, 11, tzinfo=UTC), 0)
    assert source_state(repository.place, {}, NOON) == expected


def test_changed_and_new_files_are_counted_but_not_ignored_ones(repository: Repository) -> None:
    repository.commit("one")
    (repository.place / "page.md").write_text("edited")
    (repository.place / "new.md").write_text("new")
    (repository.place / ".gitignore").write_text("/output/\n.gitignore\n")
    (repository.place / "output").mkdir()
    (repository.place / "output" / "index.html").write_text("built")
    state = source_state(repository.place, {}, NOON)
    assert (state.uncommitted, sorted(state.changed)) == (2, ["new.md", "page.md"])


def test_without_a_history_the_day_or_the_given_time_counts(tmp_path: Path) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert source_state(tmp_path, {}, NOON) == SourceState("", midnight, 0)
    given = source_state(tmp_path, {"SOURCE_DATE_EPOCH": "86400"}, NOON)
    assert given == SourceState("", datetime(1970, 1, 2, tzinfo=UTC), 0)
    assert source_state(tmp_path, {"SOURCE_DATE_EPOCH": "soon"}, NOON).time == midnight


def test_a_commit_contains_those_before_it_and_none_beside_it(repository: Repository) -> None:
    first = repository.commit("one")
    second = repository.commit("two")
    repository.git("checkout", "--quiet", "-b", "other", first)
    beside = repository.commit("three")
    place = repository.place
    assert commit_contains(place, second, first) is True
    assert commit_contains(place, first, second) is False
    assert commit_contains(place, beside, second) is False


def test_of_unknown_commits_nobody_knows(repository: Repository) -> None:
    known = repository.commit("one")
    assert commit_contains(repository.place, known, "0" * 40) is None
    assert commit_contains(repository.place, "0" * 40, known) is None
    assert commit_contains(repository.place, known, "--help") is None


def test_what_git_would_commit_is_known_before_it_is_there(repository: Repository, tmp_path: Path) -> None:
    place = repository.place
    assert not is_committed(tmp_path, tmp_path / "www")  # there is no repository
    (place / ".gitignore").write_text("/www/\n/cache\n")
    repository.commit("one")
    ignored = ("www", "www/live", "cache/www", "../www", "..")
    assert [is_committed(place, place / each) for each in ignored] == [False] * 5
    assert [is_committed(place, place / each) for each in ("public", "desk/www", "www2")] == [True] * 3
    (tmp_path / "link").symlink_to(place / "public")
    assert is_committed(place, tmp_path / "link")
    (place / "desk").mkdir()
    assert is_committed(place / "desk", place / "public")  # the site is a folder of the repository
