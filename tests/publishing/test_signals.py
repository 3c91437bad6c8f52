"""What must not be cut short, isn't."""

from __future__ import annotations

import signal
import threading

import pytest

from explainers.publishing.signals import holding_signals


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_noted_and_changes_nothing_until_the_end(kind: signal.Signals) -> None:
    before = signal.getsignal(kind)
    with holding_signals() as held:
        signal.raise_signal(kind)
        signal.raise_signal(kind)
    assert held == [kind, kind]
    assert signal.getsignal(kind) is before


def test_in_another_thread_nothing_is_changed() -> None:
    seen: list[object] = []

    def work() -> None:
        with holding_signals() as held:
            seen.extend((held, signal.getsignal(signal.SIGINT)))

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [[], before]
