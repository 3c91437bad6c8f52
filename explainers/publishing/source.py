"""What git knows of the sources: the commit they are at, and which commit came before which.

Only asks, never changes anything. Where there is no git, or no history, it says so by `None` or by an empty
commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.git import git_says

__all__ = ["SourceState", "branch_of", "commit_contains", "commit_of", "is_committed", "source_state"]

_NAMED: Final = 3  # files that a refusal names


class SourceState(Struct, frozen=True):
    """The sources: `commit`, 40 digits or empty; its time (UTC); how many files differ from it, and the
    first few of them by name.
    """

    commit: str
    time: datetime
    uncommitted: int
    changed: tuple[str, ...] = ()


def source_state(root: Path, environment: Mapping[str, str], now: datetime, made: tuple[str, ...] = ()) -> SourceState:
    """Return the commit that a folder is at; `made` are names in it that commands have made, which nobody commits.

    Without a history the time is that of ``SOURCE_DATE_EPOCH`` (seconds since 1970; reproducible-builds.org
    defines it), and without that `now`, in whole days.
    """
    head = _git(root, "show", "--no-patch", "--format=%H %ct", "HEAD")
    if head is None:
        epoch = environment.get("SOURCE_DATE_EPOCH", "")
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return SourceState("", datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else midnight, 0)
    commit, seconds = head.split()
    but = (f":(exclude,literal){name}" for name in made)
    changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".", *but) or ""
    lines = changed.splitlines()
    names = tuple(line[3:] for line in lines[:_NAMED])  # two letters of state and a blank (git-status, "Short Format")
    return SourceState(commit, datetime.fromtimestamp(int(seconds), UTC), len(lines), names)


def commit_contains(root: Path, commit: str, other: str) -> bool | None:
    """Return whether a commit has another one in its history; `None` where git doesn't know one of them."""
    if _git(root, "cat-file", "-e", f"{other}^{{commit}}") is None:
        return None
    if _git(root, "cat-file", "-e", f"{commit}^{{commit}}") is None:
        return None
    return _git(root, "merge-base", "--is-ancestor", other, commit) is not None


def branch_of(root: Path) -> str:
    """Return the name of the branch that a folder is at; empty for none."""
    return (_git(root, "symbolic-ref", "--quiet", "--short", "HEAD") or "").strip()


def commit_of(root: Path) -> str:
    """Return the commit that a folder is at, 40 digits; empty for none."""
    return (_git(root, "rev-parse", "--verify", "--quiet", "HEAD") or "").strip()


def is_committed(root: Path, folder: Path) -> bool:
    """Return whether what lies in a folder, which is there or may be made, is something that git would commit: it lies
    in the repository of `root`, which doesn't ignore it.
    """
    top = (_git(root, "rev-parse", "--show-toplevel") or "").removesuffix("\n")
    if not top or not folder.resolve().is_relative_to(Path(top).resolve()):
        return False
    # With a slash, for what isn't there yet would count as a file.
    return _git(root, "check-ignore", "--quiet", "--", f"{folder.resolve()}/") is None


def _git(root: Path, *arguments: str) -> str | None:
    with suppress(OSError):
        said = git_says(root, *arguments)
        return None if said is None else said.decode("utf-8", "replace")
    return None
