"""Ctrl-C, answered in one line from the first moment on. Nothing is imported here but what Python has loaded anyway."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` itself takes time to load
if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import TracebackType

__all__ = ["INTERRUPTED", "answer_interrupts", "ignore_interrupts", "interrupted", "polite_signals"]

INTERRUPTED = "Interrupted. What was already written stays; run the same command again to finish."
"""What a command says when it is interrupted."""


def interrupted(program: str) -> int:
    """Say that a command was interrupted, and return the exit code for that."""
    ignore_interrupts()  # a second one changes nothing
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{program}: {INTERRUPTED}\n")
            sys.stderr.flush()
        except OSError:  # the terminal has gone: nobody is left to be told
            pass
    return 130  # ExitCode.INTERRUPTED, without loading it


def answer_interrupts(program: str) -> None:
    """From now on, let this process end in a line and its exit code by an interruption that nobody handles, wherever
    it came, and by settings that can't be used; and let a closed terminal and a polite request to end interrupt it, as
    Ctrl-C does.
    """

    def hook(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            os._exit(interrupted(program))
        if said := _wrong_settings(wrong):
            sys.stderr.write(f"{program}: {said}\n")
            sys.stderr.flush()
            os._exit(2)  # ExitCode.USAGE, without loading it
        sys.__excepthook__(kind, wrong, trace)

    def unraisable(wrong: UnraisableHookArgs) -> None:
        if isinstance(wrong.exc_value, KeyboardInterrupt):  # it came where Python can only drop it
            os._exit(interrupted(program))
        sys.__unraisablehook__(wrong)

    sys.excepthook, sys.unraisablehook = hook, unraisable

    import signal  # it takes time: an interruption is answered meanwhile

    for kind in polite_signals()[1:]:
        if signal.getsignal(kind) == signal.SIG_DFL:  # else somebody, as `nohup` does, wants it to be ignored
            signal.signal(kind, signal.default_int_handler)


def _wrong_settings(wrong: BaseException) -> str:
    """Return what to say where the settings of a site's own program, `publish.py`, end it; nothing where it is
    something else.
    """
    file = getattr(sys.modules.get("__main__"), "__file__", None) or ""
    if os.path.basename(file) != "publish.py":  # noqa: PTH119
        return ""
    from explainers.settings_faults import fault_of_site_program

    return fault_of_site_program(wrong, file)


def ignore_interrupts() -> None:
    """From now on, let an interruption change nothing: all is done, but for Python's own end."""
    import signal

    for kind in polite_signals():
        signal.signal(kind, signal.SIG_IGN)


def polite_signals() -> tuple[int, ...]:
    """Return the signals that ask a process to end: Ctrl-C, `kill`, and that of a terminal which closes."""
    import signal

    names = ("SIGINT", "SIGTERM", "SIGHUP")  # the last is unknown to Windows
    return tuple([getattr(signal, name) for name in names if hasattr(signal, name)])
