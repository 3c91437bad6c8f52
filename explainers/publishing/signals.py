"""What must not be cut short, isn't: signals that ask a process to end are noted, and answered later."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["holding_signals"]

_POLITE: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def holding_signals() -> Iterator[list[int]]:
    """Let Ctrl-C, a closed terminal and a polite end change nothing inside; yield the list of those that came.

    Outside of the main thread Python delivers no signals, and nothing is changed.
    """
    held: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield held
        return
    before = {kind: signal.signal(kind, lambda number, _frame: held.append(number)) for kind in _POLITE}
    try:
        yield held
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
