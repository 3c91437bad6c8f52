"""What git says of a folder. It changes nothing: publishing into a branch, which writes, runs git in its own way."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

__all__ = ["git_says"]

_LONGEST_WAIT: Final = 120  # seconds


def git_says(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """Return what git says in a folder, or `None` where it refuses; paths in it are as they are in the folder. Raises
    `OSError` where git can't be run, or doesn't answer.
    """
    command = ("git", "-c", "core.quotepath=off", "-C", str(folder), *arguments)
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=_LONGEST_WAIT)
    except subprocess.TimeoutExpired as late:
        raise OSError(f"git did not answer within {_LONGEST_WAIT} s") from late
    return done.stdout if done.returncode == 0 else None
