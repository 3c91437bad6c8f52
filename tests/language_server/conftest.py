"""The example site, open in an editor in which somebody types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.build.content import Wanted
from explainers.build.live_site import LiveReading, LiveSite
from explainers.language_server.desk import Desk

CONTENT = Path(__file__).resolve().parents[1] / "checks/site/content"
LANGUAGES = ("en", "fr")
PAGE = "content/explainers/neutral-zone.md"
WIRE = "content/sources/wire.yaml"

Typed = tuple[Desk, str, int]


@pytest.fixture(scope="session")
def read_once() -> LiveReading:
    """The site as it was saved."""
    return LiveSite(CONTENT, Wanted(LANGUAGES, "2024-01-01")).read({})


@pytest.fixture(scope="session")
def at(read_once: LiveReading) -> Callable[..., Typed]:
    """Where somebody types: the desk, the file and the offset of ``¦`` in what a file has in the editor, or behind what
    is added to it.
    """

    def typed(added: str, path: str = PAGE, *, whole: bool = False) -> Typed:
        saved = "" if whole else (CONTENT.parent / path).read_text(encoding="utf-8")
        text = saved + added
        offset = text.index("¦")
        return Desk(read_once, CONTENT, LANGUAGES, {path: text.replace("¦", "")}), path, offset

    return typed
