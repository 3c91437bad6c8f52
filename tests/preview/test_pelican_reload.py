"""Pelican's own `pelican -lr` works on a site of explainers: errors are told once, and mending them shows."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.building_sites import DAY, ROOT, site_copy
from tests.preview.serving import until

pytestmark = pytest.mark.server


class Reloading:
    """A running `pelican -lr`."""

    def __init__(self, site: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.saves = 0
        self.site, self.address, self.log = site, f"http://127.0.0.1:{port}/", site / "said.txt"
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": DAY, "PYTHONUNBUFFERED": "1"}
        command = [
            sys.executable,
            "-m",
            "pelican",
            "-lr",
            "content",
            "-s",
            "pelicanconf.py",
            "-o",
            "output",
            "-p",
            str(port),
        ]
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                command, cwd=site, env=variables, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def page(self) -> str:
        try:
            with urllib.request.urlopen(f"{self.address}fishing/", timeout=600) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def is_told_of(self, text: Path, words: str, said: str) -> bool:
        """Save a text, and wait a moment for what Pelican says of it: it begins to watch a while after it has built,
        so that a save may have to be tried again."""
        text.write_text(words, encoding="utf-8")
        self.saves += 1
        moment = time.monotonic() + 2
        while said not in self.said and time.monotonic() < moment:
            time.sleep(0.02)
        return said in self.said

    def is_at_rest(self) -> bool:
        """Whether none of its processes has anything to do, in each of many looks."""
        first = psutil.Process(self.process.pid)
        for _ in range(40):
            states = [one.status() for one in (first, *first.children(recursive=True))]
            if not set(states) <= {psutil.STATUS_SLEEPING, psutil.STATUS_IDLE}:
                return False
            time.sleep(0.02)
        return True


@pytest.fixture
def reloading(tmp_path: Path) -> Iterator[Reloading]:
    running = Reloading(site_copy("minimal", tmp_path))
    yield running
    os.killpg(running.process.pid, signal.SIGKILL)
    running.process.wait()


def test_pelican_reloads_tells_errors_once_and_goes_on_when_they_are_mended(reloading: Reloading) -> None:
    text = reloading.site / "content/explainers/fishing.md"
    good = text.read_text(encoding="utf-8")
    until(lambda: "Done:" in reloading.said, "the first build")
    for wrong in ("gazett", "gazete"):
        said, bad = f"no source is called '{wrong}'", good.replace("[@gazette]", f"[@{wrong}]")
        until(lambda said=said, bad=bad: reloading.is_told_of(text, bad, said), f"the error is told: {wrong}")
        until(reloading.is_at_rest, "Pelican waits for the next save")
    assert reloading.said.count("nothing was written") <= reloading.saves
    assert "Traceback" not in reloading.said
    assert "Who may fish" in reloading.page()
    mended = good.replace("talk about herring", "talk about cod")
    text.write_text(mended, encoding="utf-8")
    until(lambda: "talk about cod" in reloading.page(), "the mended page shows")
