"""The project's own site, finished: it passes every gate, and goes live byte for byte."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from explainers.publishing.deploy import PublishOptions, deploy
from explainers.publishing.gates import problems_of
from tests.publishing.synthetic import World, recorded, target_in, tree

ADDRESS = "https://bearings.example"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.server  # it has to be built first


@pytest.fixture
def copied(built_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_site, tmp_path / "output"))


def test_the_site_is_fit_to_be_published_and_goes_live_byte_for_byte(copied: Path, tmp_path: Path) -> None:
    site = recorded(copied, url=ADDRESS)
    assert problems_of(site, (str(Path(__file__).parents[2]),), NOW) == ()
    deploy(target_in(tmp_path / "www"), site, PublishOptions(), World().around())
    assert tree(tmp_path / "www" / "current") == tree(copied)


def test_pages_that_are_taken_away_are_missed(copied: Path) -> None:
    taken = ["about/index.html", "map/index.html", "timeline/index.html"]
    for path in taken:
        for each in (path, f"{path}.br", f"{path}.gz"):
            (copied / each).unlink(missing_ok=True)
    problems = problems_of(recorded(copied, url=ADDRESS), (), NOW)
    assert {problem.code for problem in problems} == {"broken-reference"}
    missed = {next(path for path in taken if f"this site has no '{path}'" in one.message) for one in problems}
    assert missed == set(taken)
