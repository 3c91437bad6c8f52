"""Servers that several files of tests publish to: each is started once."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from itertools import count

import pytest

from tests.publishing.servers import moto


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of a server that speaks S3."""
    with moto() as url:
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
    urllib.request.urlopen(urllib.request.Request(f"{url}/{name}", method="PUT")).close()
    return name
