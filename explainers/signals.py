"""What must not be cut short, isn't: signals that ask a process to end are noted, and answered later."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from explainers.interrupts import polite_signals

__all__ = ["POLITE", "holding_signals", "unheard_by_children", "uninterrupted"]

POLITE: Final = polite_signals()


@contextmanager
def holding_signals() -> Iterator[list[int]]:
    """Let Ctrl-C, a closed terminal and a polite end change nothing inside; yield the list of those that came.

    Outside of the main thread Python delivers no signals, and nothing is changed.
    """
    held: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield held
        return
    before = {kind: signal.signal(kind, lambda number, _frame: held.append(number)) for kind in POLITE}
    try:
        yield held
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Do what is inside to its end: a signal that came meanwhile counts then."""
    held: list[int] = []
    try:
        with holding_signals() as held:
            yield
    finally:
        for number in held:
            signal.raise_signal(number)


@contextmanager
def unheard_by_children() -> Iterator[None]:
    """Let processes that are started inside never hear of Ctrl-C, not even before they can say so: it is for the one
    that started them. That one hears of it afterwards.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
