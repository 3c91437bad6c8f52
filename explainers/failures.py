"""How a command ends early: a sentence for the person who gave it, and an exit code. Every command says it from here.

What fails raises a `CommandError` or an `OSError`; nothing is printed here.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from explainers.exit_codes import ExitCode

__all__ = ["CommandError", "OutsideError", "disk_sentence", "failed_command", "naming"]

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM)


class CommandError(Exception):
    """Ends a command. The message is a sentence for the person who gave it; `exitcode`, which Pelican asks for by this
    name, is one of `ExitCode`.
    """

    exitcode: int = ExitCode.USAGE


class OutsideError(CommandError):
    """Something outside of the site failed: a disk, the network."""

    exitcode = ExitCode.OUTSIDE


def failed_command(failed: CommandError | OSError) -> CommandError:
    """Return what ends a command, where something failed: of a system's error, a sentence that says where."""
    return failed if isinstance(failed, CommandError) else OutsideError(disk_sentence(failed))


def disk_sentence(failed: OSError) -> str:
    """Return what a system's error means: which disk is full, which file can't be read or written.

    >>> disk_sentence(OSError(errno.EIO, "Input/output error", "/srv/site/output/index.html"))
    "'/srv/site/output/index.html' can't be read or written: Input/output error"
    """
    if failed.errno is None:  # one of our own, a whole sentence
        return (failed.strerror or str(failed)).rstrip(".")
    why = failed.strerror or os.strerror(failed.errno)
    if failed.filename is None:
        return f"The system failed: {why}"
    path = os.fspath(failed.filename)
    path = path.decode("utf-8", "replace") if isinstance(path, bytes) else str(path)
    if failed.errno in _FULL:
        here = Path(path).parts[:1]  # another machine's paths begin with its name
        mounted = f"; it is mounted at '{_mount(path)}'" if here and Path(*here).exists() else ""
        return f"The disk of '{path}' is full ({why}{mounted}). Make room there, then run the same command again"
    if failed.errno in _FORBIDDEN:
        return f"'{path}' can't be read or written: {why}. Change its permissions, or name another place"
    return f"'{path}' can't be read or written: {why}"


def _mount(path: str) -> str:
    """Return where the disk that a path is on is mounted."""
    folders = (Path(path).resolve(), *Path(path).resolve().parents)
    return str(next(folder for folder in folders if folder.is_mount()))


@contextmanager
def naming(path: str | os.PathLike[str]) -> Iterator[None]:
    """Let a system's error say which file or folder it is about, where the system doesn't: writing to an open file
    fails without its name.
    """
    try:
        yield
    except OSError as failed:
        if failed.errno is not None and failed.filename is None:
            failed.filename = os.fspath(path)
        raise
