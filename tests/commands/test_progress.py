"""How far long work is shows on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import re
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from explainers.commands import progress
from explainers.commands.progress import shown_progress
from tests.building_sites import ROOT, build, site_copy


def test_nothing_is_shown_but_on_a_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with shown_progress() as tell:
        tell("reading", 10, 1000)
    assert capfd.readouterr() == ("", "")
    assert "\x1b" not in build(site_copy("minimal", tmp_path)).stderr


def test_a_build_tells_how_far_reading_and_making_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, int, int]] = []
    monkeypatch.setattr(progress, "shown_progress", lambda: nullcontext(lambda *one: heard.append(one)))
    assert build(site_copy("complete", tmp_path)).returncode == 0
    assert {what for what, done, total in heard if done == total} == {"reading", "making pages"}


@pytest.mark.server
def test_a_terminal_shows_a_bar_that_is_gone_at_the_end() -> None:
    script = (
        "from explainers.commands.progress import shown_progress\n"
        "with shown_progress() as tell:\n"
        "    for number in range(1, 201): tell('reading', number, 200)\n"
        "    for number in range(1, 150): tell('making pages', number, 200)\n"
        "    tell('few', 1, 10)\n"
        "print('done', flush=True)\n"
    )
    shown = _on_terminal(script)
    assert re.search(r"making pages.*149/200", shown)
    assert "few" not in shown
    assert shown.rstrip().endswith("done")
    assert "\x1b[2K" in shown.rpartition("149/200")[2], "the bar is wiped away"


def _on_terminal(script: str) -> str:
    """Run a script on a terminal of its own, and return all that it shows."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm", COLUMNS="120", PYTHONPATH=str(ROOT))
        os.execv(sys.executable, [sys.executable, "-c", script])
    shown = b""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            data = b""
        if not data:
            break
        shown += data
    os.waitpid(pid, 0)
    os.close(terminal)
    return shown.decode()
