"""A preview that runs, as an editor starts it: in a copy of a site, on a free port."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.building_sites import DAY, ROOT, edit

__all__ = ["Preview", "previewed", "until"]


def until(true: Callable[[], Any], what: str = "") -> Any:
    """Wait until something is true, ten minutes at most, as machines may be busy; return it."""
    end = time.monotonic() + 600
    while True:
        found = true()
        if found:
            return found
        assert time.monotonic() < end, f"it did not come to that within ten minutes: {what}"
        time.sleep(0.02)


class Preview:
    """A running `explainers serve`."""

    def __init__(self, site: Path, *options: str, day: str = DAY) -> None:
        self.site, self.lines = site, [""]
        self.output = site / ".cache/explainers/preview"
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": day, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "explainers.cli", "serve", "--port", "0", *options]
        self.process = subprocess.Popen(
            command, cwd=site, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        threading.Thread(target=self._listen, daemon=True).start()
        until(lambda: "serving http" in self.said or self.process.poll() is not None, "the preview starts")
        assert "serving http" in self.said, self.said
        self.address = self.said.partition("serving ")[2].split()[0]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def said(self) -> str:
        """All that it said on the terminal."""
        return "".join(self.lines)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and body for a path, which is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, body

    def heading(self, file: str) -> str:
        """Return the words of the first heading of a file of the site."""
        found = re.search(r"^## (.+)$", (self.site / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert found, file
        return found[1]

    def edit(self, file: str, old: str, new: str) -> None:
        """Save a file of the site with other words."""
        edit(self.site, file, old, new)

    @contextmanager
    def news(self, *files: str, since: int | None = None) -> Iterator[queue.Queue[dict[str, Any]]]:
        """What a page with these files is told, message by message."""
        start = since if since is not None else self.number()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        asked = "&".join([f"since={start}", *(f"file={file}" for file in files)])
        connection.request("GET", f"/-preview/events?{asked}")
        answer = connection.getresponse()
        told: queue.Queue[dict[str, Any]] = queue.Queue()

        def read() -> None:
            try:
                for line in answer:
                    if line.startswith(b"data: "):
                        told.put(json.loads(line[6:]))
            except (OSError, ValueError, AttributeError):
                return

        threading.Thread(target=read, daemon=True).start()
        try:
            yield told
        finally:
            connection.close()

    def number(self) -> int:
        """Return the number of the last build, as a page has it."""
        _, page = self.get("/")
        return int(page.partition("?since=")[2].partition("&")[0])

    def interrupt(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=600)


@contextmanager
def previewed(site: Path, *options: str, day: str = DAY) -> Iterator[Preview]:
    """Run a preview on a day (seconds since 1970), and end it."""
    preview = Preview(site, *options, day=day)
    try:
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.process.kill()
            preview.process.wait()
