"""Servers that several files of tests publish to: each is started once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from itertools import count

import pytest

from tests.publishing.ceph import ceph
from tests.publishing.servers import moto, program


@pytest.fixture(scope="session", params=["moto", pytest.param("ceph", marks=pytest.mark.slow)])
def s3(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that speaks S3: one that starts at once, or one that others keep their data in."""
    own = keys("")
    secret = (own["AWS_ACCESS_KEY_ID"], own["AWS_SECRET_ACCESS_KEY"])
    with moto() if request.param == "moto" else ceph(tmp_path_factory.mktemp("ceph") / "node", *secret) as url:
        yield url


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a fresh bucket of that server, which the environment leads to."""
    for name, value in keys(s3).items():
        monkeypatch.setenv(name, value)
    return made_bucket(s3)


def keys(url: str) -> dict[str, str]:
    """Return the variables of somebody who may use a store at an address."""
    own = {"AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "desk-secret", "AWS_REGION": "us-east-1"}
    return own | {"AWS_ENDPOINT_URL": url}


_NUMBERS = count()


def made_bucket(url: str) -> str:
    """Make a fresh bucket; return its name."""
    name = f"desk-{next(_NUMBERS)}"
    remote = f":s3,provider=Other,env_auth=true,force_path_style=true,endpoint='{url}':{name}"
    subprocess.run((program("rclone"), "mkdir", remote), env=os.environ | keys(url), check=True, capture_output=True)
    return name
