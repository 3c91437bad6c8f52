"""How commands print: on any terminal, in any encoding, into a pipe whose reader may have gone.

Text for people is printed in the terminal's encoding, and what that can't show is replaced. Data for programs (JSON,
SARIF) is UTF-8 everywhere.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TextIO

from explainers.exit_codes import ExitCode

__all__ = ["echo", "echo_data", "fail", "finish_output", "prepare_output", "takes_colour"]


def prepare_output() -> None:
    """Let standard output and standard error replace what their encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def finish_output(code: int) -> int:
    """Print all that is waiting to be printed, and return the exit code: another one where that can't be done."""
    try:
        _flush(sys.stdout)
    except OSError as failed:
        _discard(sys.stdout)
        return fail(f"Standard output can't be written: {failed.strerror}.", ExitCode.OUTSIDE)
    return code


def echo(text: str, *, err: bool = False) -> None:
    """Print a text for people, on standard output or standard error."""
    stream = sys.stderr if err else sys.stdout
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:  # whoever read it has gone, as `head` does
        _discard(stream)


def echo_data(text: str) -> None:
    """Print data for programs on standard output, in UTF-8 whatever the terminal's encoding is."""
    stream = sys.stdout
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream of text, put in place by whoever calls
        echo(text)
        return
    try:
        stream.flush()
        buffer.write(f"{text}\n".encode(errors="replace"))
        stream.flush()
    except BrokenPipeError:
        _discard(stream)


def fail(message: str, code: int, program: str = "explainers") -> int:
    """Print why a command failed on standard error, and return its exit code."""
    echo(f"{program}: {message}", err=True)
    return code


def takes_colour() -> bool:
    """Return whether standard error is a terminal that takes colour; `NO_COLOR` says that nobody wants it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stderr is not None and sys.stderr.isatty() and not plain


def _flush(stream: TextIO | None) -> None:
    if stream is not None:  # closed by whoever started us
        try:
            stream.flush()
        except BrokenPipeError:
            _discard(stream)


def _discard(stream: TextIO) -> None:
    """Throw away what is still to be printed on a stream, so that Python doesn't fail on it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
