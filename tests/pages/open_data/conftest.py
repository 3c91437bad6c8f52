"""The data of the complete site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building_sites import build, site_copy


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in two languages with every status and every kind of event, built."""
    site = site_copy("complete", tmp_path_factory.mktemp("open-data"))
    assert build(site).returncode == 0
    return site / "output"
