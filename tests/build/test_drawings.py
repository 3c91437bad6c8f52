"""A map is drawn once, whichever build shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
import pytest

from explainers import pipeline
from explainers.build import drawings, shares
from explainers.build.drawings import KeptDrawings
from explainers.build.pool import Pool
from explainers.build.store import opened_store
from explainers.maps import svg
from tests.building_sites import build, edit, site_copy, tree


@contextmanager
def _here(jobs: int, tell: Callable[[str], None], cluster: str) -> Iterator[Pool | None]:
    yield Pool(partial(ThreadPoolExecutor, 1), jobs, tell) if jobs > 1 else None


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_edit_of_words_draws_no_map_again(jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "FEWEST", 2)
    monkeypatch.setattr(shares, "_GROUNDS", {})
    monkeypatch.setattr(pipeline, "opened_pool", _here)
    site = site_copy("complete", tmp_path)
    build(site, "--jobs", jobs)
    for file in ("quiet-year", "herring-talks"):
        edit(site, f"content/explainers/{file}.md", "title: ", "title: Still ")
    with monkeypatch.context() as drawn:
        drawn.delattr(svg, "layout_of")
        told = build(site, "--jobs", jobs)
        assert told.returncode == 0, told.stderr
        assert "a worker" not in told.stderr
    found = tree(site / "output")
    assert build(site, "--full", "--jobs", "1").returncode == 0
    assert tree(site / "output") == found


def test_workers_draw_no_map_that_many_pages_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = site_copy("complete", tmp_path / "alone")
    build(expected, "--jobs", "1")
    parts: list[bytes] = []

    def make_share(name: str, ground: bytes | None, part: bytes) -> bytes | None:
        done = real(name, ground, part)
        parts.append(done or b"")
        return done

    real = shares.make_share
    for name, value in (("FEWEST", 2), ("_COMMON", 0), ("_GROUNDS", {}), ("make_share", make_share)):
        monkeypatch.setattr(shares, name, value)
    monkeypatch.setattr(pipeline, "opened_pool", _here)
    site = site_copy("complete", tmp_path / "shared")
    assert build(site, "--jobs", "2").returncode == 0
    assert parts
    assert not any(msgspec.msgpack.decode(part, type=shares._Made).drawings for part in parts)
    assert tree(site / "output") == tree(expected / "output")


def test_drawings_are_there_for_the_next_build_until_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawings, "_MOST", 1)
    found = []
    for number in range(3):
        with opened_store(tmp_path / "s.sqlite", "out") as store:
            kept = KeptDrawings(store)
            kept[str(number)] = "<svg/>"
            found.append([name for name in "012" if kept.get(name)])
    assert found == [["0"], ["0", "1"], ["2"]]
