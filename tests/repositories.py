"""Repositories of git in tests, written to by somebody whom no machine's settings know."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["git", "taken_files"]

_NOBODY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Desk"), ("EMAIL", "desk@desk.alt"))
}
_ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *words: str, **variables: str) -> str:
    """Run git in a folder, with further variables; return what it said."""
    command = ("git", "-C", str(folder), "-c", "init.defaultBranch=main", *words)
    environment = {**os.environ, **_NOBODY, **_ALONE, **variables}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()


def taken_files(folder: Path) -> list[str]:
    """Return the paths of the files that a repository has, or would take as this machine's git is set up."""
    listing = ("git", "-C", str(folder), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    said = subprocess.run(listing, check=True, capture_output=True, text=True).stdout
    return [name for name in said.split("\0") if name]
