"""The site is the one that was built, file by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.publishing.built_site import built_site
from explainers.publishing.gates.as_built import unlike_the_record
from tests.publishing.synthetic import write_site


def test_a_site_that_nobody_touched_is_as_built(tmp_path: Path) -> None:
    assert unlike_the_record(write_site(tmp_path / "site", {"a.txt": b"a", "b.txt": b"b"})) == ()


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "other bytes": (lambda root: (root / "a.txt").write_bytes(b"A"), 2),
    "another name": (lambda root: (root / "a.txt").rename(root / "c.txt"), 2),
    "a file more": (lambda root: (root / "c.txt").write_bytes(b""), 3),
    "a file less": (lambda root: (root / "a.txt").unlink(), 1),
}


@pytest.mark.parametrize(("change", "files"), CHANGES.values(), ids=CHANGES)
def test_what_changed_since_is_told_with_how_many_files_there_are(
    tmp_path: Path, change: Callable[[Path], object], files: int
) -> None:
    site = write_site(tmp_path / "site", {"a.txt": b"a", "b.txt": b"b"})
    change(site.root)
    (problem,) = unlike_the_record(built_site(site.root))
    assert (problem.path, problem.code) == ("site", "not-as-built")
    assert f"({files} files, 2 were built)" in problem.message


def test_times_are_no_change(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"a.txt": b"a"})
    (site.root / "a.txt").touch()
    assert unlike_the_record(built_site(site.root)) == ()
