"""How commands print, and how they end: on any terminal, in any encoding, into a pipe whose reader may have gone.

Text for people is printed in the terminal's encoding, and what that can't show is replaced. Data for programs (JSON,
SARIF) is UTF-8 everywhere. `explainers`, `publish.py`, the preview and Pelican's own command print here and nowhere
else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import TextIO

from explainers.call_stack import with_room
from explainers.failures import CommandError, OutsideError, failed_command

__all__ = ["echo", "echo_data", "fail", "prepare_output", "printable", "run_command", "shortened", "takes_colour"]


def printable(text: str) -> str:
    """Return a text that can't steer a terminal: content and names of files may come from strangers.

    >>> printable("a\\x1b[2Jb") == "a\\ufffd[2Jb"
    True
    """
    return "".join(one if one.isprintable() or one == "\t" else "\N{REPLACEMENT CHARACTER}" for one in text)


def shortened(text: str, longest: int) -> str:
    """Return a text in so many characters at most, with an ellipsis for what is left out.

    >>> shortened("Nadie perderá su agua", 14)
    'Nadie perderá…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


@with_room
def run_command(work: Callable[[], int], program: str = "explainers") -> int:
    """Run a command and return its exit code. What stops it becomes a sentence on standard error and the code that
    goes with it; an interruption is left to the caller.
    """
    prepare_output()
    try:
        code = int(work())
    except SystemExit as ended:  # argparse has said why, or has printed its help
        code = int(ended.code or 0)
    except (CommandError, OSError) as failed:
        wrong = failed_command(failed)
        code = fail(str(wrong), wrong.exitcode, program)
    try:
        _flush(sys.stdout)
    except OSError as failed:
        wrong = _unwritable(sys.stdout, failed)
        return fail(str(wrong), wrong.exitcode, program)
    return code


def prepare_output() -> None:
    """Let standard output and standard error replace what their encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def echo(text: str, *, err: bool = False) -> None:
    """Print a text for people, on standard output or standard error. Raises `OutsideError` where standard output
    can't be written.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # closed by the process that started us
        return
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:  # the reader has gone, as `head` does
        _discard(stream)
    except OSError as failed:
        wrong = _unwritable(stream, failed)
        if not err:  # else there is no place left to tell it
            raise wrong from failed


def echo_data(text: str) -> None:
    """Print data for programs on standard output, in UTF-8 whatever the terminal's encoding is. Raises as `echo`."""
    stream = sys.stdout
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream of text, put in place by the caller
        echo(text)
        return
    try:
        stream.flush()
        buffer.write(f"{text}\n".encode(errors="replace"))
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
    except OSError as failed:
        raise _unwritable(stream, failed) from failed


def fail(message: str, code: int, program: str = "explainers") -> int:
    """Print why a command failed on standard error, and return its exit code."""
    echo(f"{program}: {message}", err=True)
    return code


def takes_colour() -> bool:
    """Return whether standard error is a terminal that takes colour; `NO_COLOR` says that nobody wants it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stderr is not None and sys.stderr.isatty() and not plain


def _flush(stream: TextIO | None) -> None:
    if stream is not None:  # closed by the process that started us
        try:
            stream.flush()
        except BrokenPipeError:
            _discard(stream)


def _unwritable(stream: TextIO, failed: OSError) -> OutsideError:
    """Give a stream up, and return what to say of it."""
    _discard(stream)
    return OutsideError(f"Standard output can't be written: {failed.strerror}")


def _discard(stream: TextIO) -> None:
    """Throw away what is still to be printed on a stream, so that Python doesn't fail on it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
