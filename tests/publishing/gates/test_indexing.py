"""Search engines are told the right thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.indexing import misled_engines
from explainers.publishing.gates.references import pages_read
from explainers.publishing.ledger import redirect_page
from tests.publishing.synthetic import URL, site_files, write_site


def misled(site: BuiltSite) -> tuple[Problem, ...]:
    return misled_engines(site, pages_read(site).heads)


def found_in(folder: Path, *pages: tuple[str, str], pages_too: bool = True) -> list[tuple[str, str]]:
    files = site_files() if pages_too else {}
    heads = {path: f"<!doctype html><html><head>{head}</head><body>x</body></html>".encode() for path, head in pages}
    return [(one.path, one.code) for one in misled(write_site(folder / "site", files | heads))]


@pytest.mark.parametrize(
    ("address", "is_foreign"),
    [
        (f"{URL}/x/", False),
        (f"{URL}/other/", False),
        ("/x/", False),
        ("https://staging.desk.press/x/", True),
        ("http://localhost:8000/x/", True),
    ],
)
def test_a_page_is_its_own_at_no_other_host(tmp_path: Path, address: str, is_foreign: bool) -> None:
    found = found_in(tmp_path, ("x/index.html", f"<link rel=canonical href='{address}'>"))
    assert found == [("x/index.html", "foreign-canonical")] * is_foreign


def test_a_site_that_hides_from_search_engines_is_told(tmp_path: Path) -> None:
    hiding = "<meta name=robots content='NoIndex'>"
    assert found_in(tmp_path, ("index.html", hiding)) == [("index.html", "not-indexed")]
    assert found_in(tmp_path, ("x/index.html", hiding), ("y/index.html", hiding), pages_too=False) == [
        ("index.html", "not-indexed")
    ]


def test_single_pages_may_hide(tmp_path: Path) -> None:
    assert found_in(tmp_path, ("x/index.html", "<meta name=robots content=noindex>")) == []


@pytest.mark.parametrize(
    ("robots", "line"),
    [
        ("User-agent: *\nDisallow: /", 2),
        ("User-agent: x\nUser-agent: *\nDisallow: /private/\nDisallow: /*", 4),
        ("User-agent: *\nDisallow:", 0),
        ("User-agent: x\nDisallow: /\nUser-agent: *\nAllow: /", 0),
        ("User-agent: *\nDisallow: /private/", 0),
    ],
)
def test_a_robots_txt_that_hides_the_whole_site_is_told(tmp_path: Path, robots: str, line: int) -> None:
    site = write_site(tmp_path / "site", site_files() | {"robots.txt": robots.encode()})
    found = [(one.path, one.code, one.place.line) for one in misled(site)]
    assert found == [("robots.txt", "not-indexed", line)] * bool(line)


@pytest.mark.parametrize(("value", "hides"), [("noindex", True), ("none", True), ("noarchive, nosnippet", False)])
def test_a_header_that_hides_the_whole_site_is_told(tmp_path: Path, value: str, hides: bool) -> None:
    headers = f"/*\n  X-Robots-Tag: {value}\n/files/*\n  X-Robots-Tag: noindex\n".encode()
    site = write_site(tmp_path / "site", site_files() | {"_headers": headers})
    assert [(one.path, one.code) for one in misled(site)] == [("_headers", "not-indexed")] * hides


def test_a_page_that_hides_does_not_stand_in_the_sitemap(tmp_path: Path) -> None:
    hiding = "<meta name=robots content=noindex>"
    assert found_in(tmp_path, ("story-1/index.html", hiding)) == [("story-1/index.html", "not-indexed")]


def test_a_page_that_only_leads_on_may_name_where_it_leads(tmp_path: Path) -> None:
    leading = redirect_page("https://elsewhere.alt/", URL).decode()
    assert found_in(tmp_path, ("moved/index.html", leading)) == []
