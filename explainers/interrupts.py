"""Ctrl-C, answered in one line from the first moment on. Nothing is imported here but what Python has loaded anyway."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` itself takes time to load
if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["INTERRUPTED", "answer_interrupts", "interrupted"]

INTERRUPTED = "Interrupted. What was already written stays; run the same command again to finish."
"""What a command says when it is interrupted."""


def interrupted(program: str) -> int:
    """Say that a command was interrupted, and return the exit code for that."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one changes nothing
    if sys.stderr is not None:
        sys.stderr.write(f"{program}: {INTERRUPTED}\n")
        sys.stderr.flush()
    return 130  # ExitCode.INTERRUPTED, without loading it


def answer_interrupts(program: str) -> None:
    """From now on, let an interruption that nobody handles end this process with a line and its exit code."""

    def hook(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            os._exit(interrupted(program))
        sys.__excepthook__(kind, wrong, trace)

    sys.excepthook = hook
