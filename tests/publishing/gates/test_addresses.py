"""Where an address leads: into the site, out into the world, or nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing.gates.addresses import Lost, Target, page_address, target_of
from tests.publishing.synthetic import URL


@given(st.text(max_size=60))
def test_any_address_leads_into_the_site_out_of_it_or_nowhere(address: str) -> None:
    files = {"index.html", "a/index.html"}
    target = target_of(address, "https://news.example/a/", URL, files)
    assert target is None or isinstance(target, Lost) or target.path in files


@given(st.sampled_from(["index.html", "a/index.html", "b/c.html", "é/x y.html", "a/myindex.html"]))
def test_a_files_own_address_leads_to_it(path: str) -> None:
    for site_url in (URL, "https://desk.example/news"):
        address = page_address(site_url, path)
        assert target_of(address, f"{site_url}/", site_url, {path}) == Target(path, "")


def test_an_address_outside_of_the_sites_folder_is_lost_and_the_right_one_is_named() -> None:
    site_url = "https://desk.example/news"
    lost = target_of("/map/", f"{site_url}/", site_url, {"map/index.html"})
    assert isinstance(lost, Lost)
    assert lost.suggestion == "/news/map/"


def test_what_else_the_host_serves_is_not_ours_to_judge() -> None:
    site_url = "https://desk.example/news"
    for address in ("/sports/", "https://desk.example/", "../sports/", "http://desk.example/shop"):
        assert target_of(address, f"{site_url}/", site_url, {"map/index.html"}) is None


FILES = {"index.html", "map/index.html", "a b.txt", "é.html"}


@pytest.mark.parametrize(
    ("address", "path", "fragment"),
    [
        ("", "index.html", ""),
        ("#key", "index.html", "key"),
        ("#Top", "index.html", ""),
        ("map/?from=x#a%20b", "map/index.html", "a b"),
        ("map/#key:~:text=words", "map/index.html", "key"),
        ("../../map/", "map/index.html", ""),
        ("//NEWS.example/map/", "map/index.html", ""),
        ("a%20b.txt", "a b.txt", ""),
        ("%C3%A9.html", "é.html", ""),
    ],
)
def test_what_leads_to_a_file_of_the_site(address: str, path: str, fragment: str) -> None:
    assert target_of(address, f"{URL}/", URL, FILES) == Target(path, fragment)


@pytest.mark.parametrize("address", ["https://other.example/", "//other.example/map", "mailto:a@b.example", "data:,x"])
def test_the_world_outside_is_not_asked(address: str) -> None:
    assert target_of(address, f"{URL}/", URL, FILES) is None


@pytest.mark.parametrize(
    ("address", "said", "better"),
    [
        ("/none.html", "this site has no 'none.html'", None),
        ("/map?x#key", "this leads to a folder without the slash at its end", "/map?x/#key"),
        ("/map#key", "this leads to a folder without the slash at its end", "/map/#key"),
        ("http://news.example/map/", "this leads to the site by http, but it is served by https", None),
        ("https://[news/", "this isn't an address", None),
    ],
)
def test_what_leads_nowhere_says_why(address: str, said: str, better: str | None) -> None:
    assert target_of(address, f"{URL}/", URL, FILES) == Lost(said, better)
