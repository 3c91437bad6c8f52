"""A server of OpenSSH that several files of tests ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing.servers import sshd


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The configuration of a client that may log in."""
    with sshd(tmp_path_factory.mktemp("sshd") / "etc") as (_, path):
        yield path
