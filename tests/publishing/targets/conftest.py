"""What several files of tests ask: a server of OpenSSH, and a folder that is a target."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explainers.publishing.targets.releases import Releases
from tests.publishing.servers import sshd
from tests.publishing.synthetic import SITE, target_in


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The configuration of a client that may log in."""
    with sshd(tmp_path_factory.mktemp("sshd") / "etc") as (_, path):
        yield path


@pytest.fixture
def target(tmp_path: Path) -> Releases:
    """A target that is this site's, and empty."""
    made = target_in(tmp_path / "www")
    with made.locked():
        made.claim(SITE)
    return made
