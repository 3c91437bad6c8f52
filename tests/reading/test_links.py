"""A link leads to a page of the site or to the web, and nowhere else; a picture lies below images/."""

from __future__ import annotations

import pytest

from explainers.prose import FileLink, PageLink
from explainers.reading.links import BadLink, image_target, original_of, target

PAGE, LANGUAGES = "explainers/one.md", ("en", "fr")


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        (" <https://a.example> ", "https://a.example"),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
        ("#next", PageLink(PAGE, "next")),
        ("{filename}two.md", PageLink("explainers/two.md", "")),
        ("|filename|/pages/about.md#who", PageLink("pages/about.md", "who")),
        ("{static}/files/a.pdf", FileLink("files/a.pdf")),
        ("{attach}../files/b/A%20c.CSV", FileLink("files/b/A c.CSV")),
        ("{filename}../countries/b.fr.md", PageLink("countries/b.md", "")),
    ],
)
def test_addresses_lead_where_they_say(typed: str, link: PageLink | FileLink | str) -> None:
    assert target(typed, PAGE, LANGUAGES).link == link


def test_a_link_knows_its_title_and_where_its_parts_stand() -> None:
    typed = ' {filename}two.md#next  "Two  words" '
    found = target(typed, PAGE, LANGUAGES)
    assert found.title == "Two words"
    assert typed[slice(*found.span)] == "{filename}two.md#next"
    assert typed[slice(*found.fragment_span)] == "next"


@pytest.mark.parametrize(
    ("typed", "code", "suggestion"),
    [
        ("", "broken-link", None),
        ("javascript:alert(1)", "unsafe-link", None),
        ("data:text/html,x", "unsafe-link", None),
        ("https://user@a.example/", "unsafe-link", None),
        ("//a.example/b", "unsafe-link", None),
        ("https://a.example/<b>", "unsafe-link", None),
        ("files/a.pdf", "unsafe-link", "{static}/files/a.pdf"),
        ("a.example/b", "unsafe-link", "https://a.example/b"),
        ("term:zone", "unsafe-link", None),
        ("www.a.example", "unsafe-link", "https://www.a.example"),
        ("{tag}zone", "unsafe-link", None),
        ("{index}", "unsafe-link", None),
        ("htps://a.example", "unsafe-link", "https://a.example"),
        ("http:/a.example/b", "unsafe-link", "http://a.example/b"),
        ("mailt:me@a.example", "unsafe-link", "mailto:me@a.example"),
        ("{filname}two.md", "unsafe-link", "{filename}two.md"),
        ("{filename}two.md?a=b#c", "broken-link", "{filename}two.md#c"),
        ("{filename}../../two.md", "broken-link", None),
        ("{filename}..\\two.md", "broken-link", None),
        ("a b", "unsafe-link", None),
        ("{static}/files/a.html", "unsafe-link", None),
        ("{static}/files/a.svg", "unsafe-link", None),
        ("{static}a.pdf", "unsafe-link", None),
        ("{static}/files/../../a.pdf", "unsafe-link", None),
        ("{statc}/files/a.pdf", "unsafe-link", "{static}/files/a.pdf"),
    ],
)
def test_other_addresses_are_refused_with_what_may_have_been_meant(
    typed: str, code: str, suggestion: str | None
) -> None:
    with pytest.raises(BadLink) as bad:
        target(typed, PAGE, LANGUAGES)
    assert (bad.value.code, bad.value.suggestion) == (code, suggestion)


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("a/one.fr.md", "a/one.md"),
        ("a/one.de.md", "a/one.de.md"),
        ("a/one.md", "a/one.md"),
        ("fr.md", "fr.md"),
        (".fr.md", ".fr.md"),
        ("a/one.en.yaml", "a/one.yaml"),
    ],
)
def test_a_translation_leads_to_its_original(path: str, original: str) -> None:
    assert original_of(path, LANGUAGES) == original


@pytest.mark.parametrize(
    ("typed", "path", "title"),
    [
        ("images/a.jpg", "images/a.jpg", ""),
        ("{static}/images/b/a.PNG 'Ann  Lee'", "images/b/a.PNG", "Ann Lee"),
        ("|filename|../images/a.webp", "images/a.webp", ""),
        ("<images/a b.gif>\"C\"", "images/a b.gif", "C"),
        ("images/a%20b.avif", "images/a b.avif", ""),
    ],
)  # fmt: skip
def test_a_picture_is_found_below_images(typed: str, path: str, title: str) -> None:
    assert image_target(typed, PAGE) == (path, title)


@pytest.mark.parametrize(
    "typed",
    ["", "images/a.svg", "images/a", "a.jpg", "images/../a.jpg", "images/%2e%2e/%2e%2e/a.jpg", "/etc/images/a.jpg",
     "https://a.example/images/a.jpg", "images/a\\b.jpg", "images/a%00.jpg", "images/a%3Cb.jpg"],
)  # fmt: skip
def test_anything_else_is_not_a_picture_of_the_site(typed: str) -> None:
    with pytest.raises(BadLink) as bad:
        image_target(typed, PAGE)
    assert bad.value.code == "unsafe-link"


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("{tag}zone", "an explainer links to its own tags"),
        ("{category}news", "explainers have tags"),
        ("|author|ann", "{filename}/pages/NAME.md"),
        ("{index}", "{filename}/pages/home.md"),
    ],
)
def test_links_that_only_pelican_has_are_told_with_what_to_write_instead(typed: str, instead: str) -> None:
    with pytest.raises(BadLink) as told:
        target(typed, PAGE, LANGUAGES)
    assert instead in told.value.message


@pytest.mark.parametrize(
    ("typed", "path", "fragment"),
    [
        ("two.md#next", "explainers/two.md", "next"),
        ("two", "explainers/two.md", ""),
        ("two.html", "explainers/two.md", ""),
        ("two.fr.md", "explainers/two.md", ""),
        ("/two/", "two.md", ""),
        ("../countries/a.md", "countries/a.md", ""),
    ],
)
def test_what_is_typed_like_a_page_may_be_one(typed: str, path: str, fragment: str) -> None:
    with pytest.raises(BadLink) as bad:
        target(typed, "explainers/one.md", ("en", "fr"))
    assert bad.value.page == PageLink(path, fragment)


@pytest.mark.parametrize("typed", ["javascript:two", "//two", "two.exe", "www.two.example", "../../two.md", "x:a"])
def test_what_is_typed_otherwise_is_none(typed: str) -> None:
    with pytest.raises(BadLink) as bad:
        target(typed, "explainers/one.md", ("en", "fr"))
    assert bad.value.page is None
