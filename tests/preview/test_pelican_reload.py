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

import pytest

from tests.building_sites import DAY, ROOT, site_copy
from tests.preview.serving import until

pytestmark = pytest.mark.server


class Reloading:
    """A running `pelican -lr`."""

    def __init__(self, site: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
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
            with urllib.request.urlopen(f"{self.address}fishing/", timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""


@pytest.fixture
def reloading(tmp_path: Path) -> Iterator[Reloading]:
    running = Reloading(site_copy("minimal", tmp_path))
    yield running
    os.killpg(running.process.pid, signal.SIGKILL)
    running.process.wait()


def test_pelican_reloads_tells_errors_once_and_goes_on_when_they_are_mended(reloading: Reloading) -> None:
    text = reloading.site / "content/explainers/fishing.md"
    good = text.read_text(encoding="utf-8")
    bad = good.replace("[@gazette]", "[@gazett]")
    until(lambda: "Done:" in reloading.said, "the first build")

    def is_told_of(words: str) -> bool:
        """Save until Pelican, which begins to watch a moment after it has built, has seen it."""
        text.write_text(words, encoding="utf-8")
        time.sleep(2)
        return "no source is called 'gazett'" in reloading.said

    until(lambda: is_told_of(bad), "the error is told")
    time.sleep(2)
    told = reloading.said.count("nothing was written")
    time.sleep(3)
    assert reloading.said.count("nothing was written") == told
    assert "Traceback" not in reloading.said
    assert "Who may fish" in reloading.page()
    text.write_text(good.replace("talk about herring", "talk about cod"), encoding="utf-8")
    until(lambda: "talk about cod" in reloading.page(), "the mended page shows")
