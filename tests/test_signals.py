"""What must not be cut short, isn't."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from explainers.signals import holding_signals, unheard_by_children, uninterrupted


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


def test_what_must_be_done_is_done_before_a_signal_counts() -> None:
    done = []

    def work() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]


def test_a_signal_inside_of_two_such_counts_after_the_outer() -> None:
    with holding_signals() as held, uninterrupted():
        signal.raise_signal(signal.SIGINT)
    assert held == [signal.SIGINT]


def test_children_never_hear_of_an_interruption_and_their_parent_does() -> None:
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"

    def started() -> bytes:
        with unheard_by_children():
            return subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, check=True).stdout

    assert started() == b"True\n"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
