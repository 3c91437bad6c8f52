"""Sites with a search index, for tests: built by the command, and finished by the one step that makes the index."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from explainers.finishing.keeper import BuiltPages, Keeper
from explainers.finishing.search import search_index
from tests.building_sites import build


def build_and_index(site: Path) -> int:
    """Build a site and have its search index; return how many groups of files had to be made: one, or none."""
    made: list[int] = []

    def step(built: BuiltPages, keeper: Keeper) -> None:
        search_index(built, keeper)
        made.append(keeper.made)

    # The gate would not even ask.
    with (
        patch("explainers.finishing.finish.search_index", step),
        patch("explainers.finishing.finish.cards"),
        patch("explainers.finishing.finish.compressed"),
        patch("explainers.build.up_to_date.Gate.unchanged", lambda gate: None),
    ):
        outcome = build(site, "--finish")
    assert outcome.returncode == 0, outcome.stderr
    return made[0]


def index_of(site: Path) -> dict[str, bytes]:
    """The files of a site's search index."""
    folder = site / "output" / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found_pages(index: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """What the index has of each page, by its address: Pagefind's fragments are compressed JSON behind a signature."""
    fragments = [gzip.decompress(data)[12:] for name, data in index.items() if name.endswith(".pf_fragment")]
    return {page["url"]: page for page in map(json.loads, fragments)}
