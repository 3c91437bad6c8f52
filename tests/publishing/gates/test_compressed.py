"""What is compressed already says the same as the file beside it."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from explainers.publishing.gates.compressed import stale_compressions
from tests.publishing.synthetic import site_files, write_site

FEED = "feeds/all.atom.xml"


def compressed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files with what a server sends in their place beside them."""
    texts = {path: data for path, data in files.items() if not path.endswith(".svg")}
    packed = {f"{path}.br": brotli.compress(data) for path, data in texts.items()}
    return files | packed | {f"{path}.gz": gzip.compress(data, mtime=0) for path, data in texts.items()}


def test_compressed_files_pass_when_they_say_the_same(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", compressed(site_files()))
    assert stale_compressions(site) == ()
    assert len(site.files) > 2 * len(site_files())


@pytest.mark.parametrize("ending", ["br", "gz"])
@pytest.mark.parametrize("path", ["index.html", FEED])
def test_compressed_files_that_say_something_else_are_found(tmp_path: Path, path: str, ending: str) -> None:
    good = compressed(site_files())
    other = compressed({path: b"other words"})[f"{path}.{ending}"]
    lone, stale, broken = f"x.css.{ending}", f"{path}.{ending}", f"sitemap.xml.{ending}"
    cut = good[broken][: len(good[broken]) // 2]
    site = write_site(tmp_path / "site", {**good, stale: other, lone: good[stale], broken: cut})
    found = {(problem.code, problem.path) for problem in stale_compressions(site)}
    assert found == {("stale-compression", each) for each in (lone, stale, broken)}
