"""What every site must have is there, and is what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.problems import Problem
from explainers.publishing.gates.contents import missing_files
from tests.publishing.synthetic import site_files, write_site

FEED = "feeds/all.atom.xml"


def found_in(folder: Path, **changes: bytes | None) -> list[tuple[str, str, str]]:
    named = {path.replace("__", "/").replace("_", "."): data for path, data in changes.items()}
    files = {path: data for path, data in {**site_files(), **named}.items() if data is not None}
    problems: tuple[Problem, ...] = missing_files(write_site(folder / "site", files))
    return [(one.code, one.path, one.message) for one in problems]


def test_a_site_without_a_feed_is_told_so(tmp_path: Path) -> None:
    said = "there is no feed (a file that ends in .atom.xml or .rss.xml)"
    assert found_in(tmp_path, feeds__all_atom_xml=None) == [("missing-file", "feeds", said)]
    assert found_in(tmp_path, feeds__all_atom_xml=None, feeds__news_rss_xml=b"<rss/>") == []


def test_all_that_is_missing_is_told_at_once_in_order(tmp_path: Path) -> None:
    found = missing_files(write_site(tmp_path / "site", {"x.html": b"x"}))
    assert [one.path for one in found] == ["404.html", "index.html", "robots.txt", "sitemap.xml", "feeds"]
    assert {one.code for one in found} == {"missing-file"}


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("feeds__all_atom_xml", b"<html/>", "it is neither an Atom nor an RSS feed"),
        ("sitemap_xml", b"<feed/>", "it isn't a sitemap"),
        ("robots_txt", b"User-agent: *\nNonsense: 1 # x\n", "no robot knows the line 'Nonsense: 1'"),
        ("robots_txt", b"# \xff", "it is not in UTF-8"),
    ],
)
def test_what_its_readers_could_not_read_is_told(tmp_path: Path, path: str, data: bytes, said: str) -> None:
    ((code, _, message),) = found_in(tmp_path, **{path: data})
    assert (code, message) == ("not-well-formed", said)


@pytest.mark.parametrize("data", [b"", b"# all may come\n\n", b"USER-AGENT : *\r\nCrawl-delay: 1 # s\r\n"])
def test_what_robots_know_passes(tmp_path: Path, data: bytes) -> None:
    assert found_in(tmp_path, robots_txt=data) == []


def test_an_index_of_sitemaps_is_one(tmp_path: Path) -> None:
    assert found_in(tmp_path, sitemap_xml=b"<sitemapindex/>") == []
