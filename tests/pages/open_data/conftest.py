"""The data of the complete site."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def output(complete_site: Path) -> Path:
    """A site in two languages with every status and every kind of event, built."""
    return complete_site
