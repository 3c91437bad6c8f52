"""A project whose engine makes the synthetic site, with a target, for tests of `publish.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from explainers.commands.publish import run
from explainers.commands.publish_call import Project
from tests.publishing.synthetic import SITE, site_files
from tests.publishing.synthetic import URL as BUILT_FOR

URL = "https://news.alt"  # not for examples (RFC 9476): those are never published
Printed = pytest.CaptureFixture[str]


class Office:
    """A project whose engine makes the synthetic site, and a target."""

    def __init__(self, place: Path) -> None:
        self.root, self.target = place / "project", f"dir:{place / 'www'}"
        self.root.mkdir()
        self.project = Project(self.root, "publish.py", "output", SITE, URL, "test 1")
        self.files = site_files()

    def engine(self, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
        output = Path(arguments[arguments.index("--output") + 1])
        url = environment["SITE_URL"].encode()
        for path, data in self.files.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(data.replace(BUILT_FOR.encode(), url))
        return 0

    def run(self, *arguments: str) -> int:
        return run(arguments, self.project, self.engine)
