"""Addresses are those of the design, and links between them lead where they say."""

from __future__ import annotations

from posixpath import normpath, relpath
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explainers.urls import Urls, file_of, relative

URLS = Urls(("en", "fr"), "https://news.example/sahel")
slugs = st.text(st.characters(categories=("L", "N"), include_characters="-"), min_size=1, max_size=8)
addresses = st.one_of(
    st.just(""),
    st.builds("{}/".format, slugs),
    st.builds("fr/countries/{}/".format, slugs),
    st.just("404.html"),
    st.just("feeds/all.atom.xml"),
)


@pytest.mark.parametrize(
    ("kind", "language", "slug", "address"),
    [
        ("home", "en", "", ""),
        ("home", "fr", "", "fr/"),
        ("explainer", "en", "one", "one/"),
        ("relation", "fr", "a-b", "fr/relations/a-b/"),
        ("feed", "fr", "", "fr/feeds/all.atom.xml"),
        ("interactive", "en", "", "map/interactive/"),
    ],
)
def test_the_first_language_has_no_prefix_and_others_live_below_theirs(
    kind: str, language: str, slug: str, address: str
) -> None:
    assert URLS.address(kind, language, slug) == address


@given(addresses, addresses)
def test_a_link_followed_from_its_page_arrives_at_its_target(source: str, target: str) -> None:
    folder = source if source.endswith("/") or not source else source.rpartition("/")[0] + "/"
    arrived = normpath(f"x/{folder}{unquote(relative(source, target))}")
    assert arrived == normpath(f"x/{target}")


@given(addresses, addresses)
def test_a_link_is_as_short_as_the_systems_own_way(source: str, target: str) -> None:
    folder = source if source.endswith("/") or not source else source.rpartition("/")[0] + "/"
    assume(folder == target or not target.startswith(folder))
    assert unquote(relative(source, target)).rstrip("/") == relpath(f"/{target}", f"/{folder}")


@given(addresses)
def test_a_link_never_begins_with_a_scheme_or_a_stroke(target: str) -> None:
    for source in ("", "map/", "fr/countries/x/"):
        link = relative(source, target)
        assert not link.startswith("/")
        assert ":" not in link


def test_a_link_within_the_page_is_a_fragment() -> None:
    assert relative("map/", "map/", "top") == "#top"


def test_absolute_addresses_are_percent_encoded_below_the_sites_own() -> None:
    assert URLS.absolute("fr/été/") == "https://news.example/sahel/fr/%C3%A9t%C3%A9/"


@pytest.mark.parametrize(
    ("site", "root"),
    [("", "/"), ("https://a.example", "/"), ("https://a.example/x/y", "/x/y/")],
)
def test_pages_shown_at_any_address_link_from_the_sites_root(site: str, root: str) -> None:
    assert Urls(("en",), site).root() == root


def test_an_address_with_a_stroke_at_its_end_is_the_index_of_its_folder() -> None:
    assert [file_of(address) for address in ("", "a/", "404.html")] == ["index.html", "a/index.html", "404.html"]
