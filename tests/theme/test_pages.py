"""Whole pages of the theme, made from sample views: valid, whole, light, and usable by everybody."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import html5lib
import pytest
from lxml import etree

from tests.fonts import USUAL, WIDEST, with_any_fonts
from tests.theme.samples import page, pages, theme

if TYPE_CHECKING:
    from tests.conftest import Visit

HTML = [name for name in pages() if ".html" in name]
LANGUAGES = ["en", "fr"]
# Bytes of a page's style, compressed: a page is at most 14,000 in all, the first window of a connection.
MOST_STYLE = {"explainer.html": 4_500, "map.html": 4_300}
MOST_STYLE_ELSEWHERE = 4_200

every_page = pytest.mark.parametrize("name", HTML)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def tree(name: str, language: str = "en") -> etree._Element:
    """A page as browsers read it; an error in its HTML is an error here."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    root: etree._Element = parser.parse(page(name, language)).getroot()
    return root


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classes(name: str, wanted: str, language: str = "en") -> list[etree._Element]:
    return tree(name, language).xpath(f"//*[contains(concat(' ', @class, ' '), ' {wanted} ')]")


@every_page
@every_language
def test_a_page_is_valid_html(name: str, language: str) -> None:
    assert tree(name, language).tag == "html"


@every_page
def test_an_id_stands_once_and_links_within_the_page_arrive(name: str) -> None:
    ids = tree(name).xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {href[1:] for href in tree(name).xpath("//a/@href") if href.startswith("#")}
    wanted |= {one for ids in tree(name).xpath("//@aria-labelledby") for one in ids.split()}
    assert wanted <= set(ids)


@every_page
def test_headings_are_in_order(name: str) -> None:
    levels = [int(element.tag[1]) for element in tree(name).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_landmarks_have_names_where_there_are_several(name: str) -> None:
    for tag in ("nav", "aside"):
        for element in tree(name).iter(tag):
            assert element.get("aria-label") or element.get("aria-labelledby")
    for tag in ("main", "body/header", "body/footer"):
        assert len(tree(name).findall(f".//{tag}")) == 1


@every_page
def test_the_first_link_leads_past_the_header(name: str) -> None:
    first = next(tree(name).iter("a"))
    assert first.get("href") == f"#{tree(name).find('.//main').get('id')}"


@every_page
def test_every_link_has_words(name: str) -> None:
    for link in tree(name).iter("a"):
        assert link.get("aria-label") or text(link), etree.tostring(link)


@every_page
def test_a_page_has_one_style_which_its_policy_allows_and_no_other(name: str) -> None:
    root = tree(name)
    styles = list(root.iter("style"))
    assert len(styles) == 1
    digest = b64encode(sha256(styles[0].text.encode()).digest()).decode()
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"} & set(policy.replace(";", " ").split())
    assert not root.xpath("//@style")
    for script in root.iter("script"):
        if not script.get("src") and script.get("type") != "application/ld+json":
            assert f"'sha256-{b64encode(sha256(script.text.encode()).digest()).decode()}'" in policy
    assert not [one for one in root.xpath("//@*") if one.attrname.startswith("on")]


@every_page
def test_only_search_and_maps_run_scripts_and_only_the_interactive_map_has_them_in_files(name: str) -> None:
    in_files, in_page = "//script/@src", "//script[not(@src)][not(@type)]"
    assert bool(tree(name).xpath(in_files)) == name.startswith("interactive")
    assert len(tree(name).xpath(in_page)) == name.startswith(("map", "search"))


@every_page
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    asked = tree(name).xpath("//@src | //link[not(@rel='canonical' or @hreflang)]/@href")
    assert not [address for address in asked if "//" in address]


@every_page
@every_language
def test_the_style_of_a_page_fits(name: str, language: str) -> None:
    template = name.partition(",")[0]
    style = str(theme().globals(template)["style"]).encode()
    assert len(brotli.compress(style)) <= MOST_STYLE.get(template, MOST_STYLE_ELSEWHERE)


@pytest.mark.parametrize("name", ["explainer.html", "home.html", "relation.html"])
def test_the_head_tells_machines_what_the_page_is(name: str) -> None:
    root = tree(name)
    assert root.get("lang") == "en"
    assert root.get("dir") is None
    assert text(root.find(".//title"))
    assert root.xpath("//meta[@name='description']/@content")
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://harbour.example/bridge/"]
    assert root.xpath("//link[@rel='alternate' and @hreflang]/@hreflang") == ["en", "fr", "x-default"]
    assert root.xpath("//link[@type='application/atom+xml']/@href") == ["../feeds/all.atom.xml"]
    assert root.xpath("//link[@rel='icon']/@href") == ["../icon.svg"]


def test_without_an_address_of_the_site_there_are_no_canonical_links() -> None:
    assert not tree("home.html, empty").xpath("//link[@rel='canonical' or @hreflang]")


def test_only_what_nobody_should_find_is_kept_from_search_engines() -> None:
    kept = {name for name in HTML if tree(name).xpath("//meta[@name='robots' and @content='noindex']")}
    assert kept == {"404.html", "404.html, empty", "explainer.html, overdue and not translated"}


def test_an_explainer_stands_in_the_order_of_the_design() -> None:
    found = [text(heading) for heading in tree("explainer.html").iter("h1", "h2")]
    assert found == [
        "Why is there no bridge?",
        "In short",
        "Why did it fall?",
        "What was promised?",
        "What we don’t know",
        "What changed",
        "Who stands where",
        "What happened when",
        "Receipts",
    ]


def test_the_contents_name_every_section_that_is_there_and_no_other() -> None:
    def entries(name: str) -> list[str]:
        return tree(name).xpath("//nav[@class='contents']//a/@href")

    assert entries("explainer.html") == [
        "#why", "#what", "#at-unknowns", "#at-changes", "#at-relations", "#at-events", "#at-receipts",
    ]  # fmt: skip
    assert entries("explainer.html, short") == ["#at-receipts"]
    assert entries("method.html")[-3:] == ["#at-badges", "#at-statuses", "#at-kinds"]


def test_a_page_past_its_review_date_says_so_before_its_title() -> None:
    root = tree("explainer.html, overdue and not translated", "fr")
    before = text(root.xpath("//h1/preceding::p[@class='notice'][2]")[0])
    assert before.startswith("Cette page devait être relue avant le 3 May 2021")


def test_words_that_are_not_translated_say_in_which_language_they_are() -> None:
    root = tree("explainer.html, overdue and not translated")
    assert "This page is not translated yet." in page("explainer.html, overdue and not translated")
    assert root.find(".//h1").get("lang") == "fr"
    for one in ("summary", "prose", "unknowns"):
        assert {element.get("lang") for element in classes("explainer.html, overdue and not translated", one)} == {"fr"}
    assert "not translated" not in page("explainer.html")
    assert not tree("explainer.html").xpath("//main//*[@lang and not(ancestor-or-self::h3)]")


def test_every_receipt_that_is_marked_first_can_be_returned_to() -> None:
    root = tree("explainer.html")
    assert root.xpath("//a[@class='back']/@href") == ["#m1", "#m2", "#m3", "#m5", "#m4"]
    assert {link.get("aria-label") for link in root.xpath("//a[@class='back']")} >= {"Back to receipt 1 in the text"}


def test_the_page_of_corrections_says_so_where_there_is_none() -> None:
    assert "There is none" in page("corrections.html, none")
    assert "There is none" not in page("corrections.html")


def test_the_sitemap_is_xml_with_true_addresses() -> None:
    root = etree.fromstring(page("sitemap.xml").encode())
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert root.xpath("//s:loc/text()", namespaces=space)[0] == "https://harbour.example/?a=1&b=2"
    assert root.xpath("//s:lastmod/text()", namespaces=space) == ["2021-05-12"]
    assert root.xpath("//x:link/@hreflang", namespaces=space) == ["fr"]
    etree.fromstring(page("sitemap.xml, empty").encode())


def test_a_feed_is_xml_with_html_in_it() -> None:
    root = etree.fromstring(page("atom.xml").encode())
    space = {"a": "http://www.w3.org/2005/Atom"}
    first, second = root.xpath("//a:entry/a:content/text()", namespaces=space)
    assert "<p>It is old." in first
    assert "style" not in first
    assert "Four." in second
    assert root.xpath("//a:entry/a:link/@href", namespaces=space)[0] == "https://harbour.example/bridge/?a=1&b=2"
    etree.fromstring(page("atom.xml, empty").encode())


def test_robots_may_read_everything() -> None:
    assert page("robots.txt").split("\n\n")[0] == "User-agent: *\nAllow: /"
    assert "Sitemap: https://harbour.example/sitemap.xml" in page("robots.txt")
    assert "Sitemap" not in page("robots.txt, without an address")


def test_the_same_view_gives_the_same_bytes() -> None:
    once = page("explainer.html")
    page.cache_clear()
    assert page("explainer.html") == once


# ---- in Chromium ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for language in LANGUAGES:
        for place, name in enumerate(HTML):
            (made / f"{place}-{language}.html").write_text(page(name, language), encoding="utf-8")
    return made


def address(folder: Path, name: str, language: str = "en") -> str:
    return (folder / f"{HTML.index(name)}-{language}.html").as_uri()


# The widest fonts need most room in all windows.
WIDTHS = {USUAL: (320, 1280), WIDEST: (320, 360, 768, 1024, 1280)}
# By how many pixels a page is wider than its window.
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@with_any_fonts
@pytest.mark.browser
def test_nothing_scrolls_sideways_in_any_window_or_with_text_of_twice_the_size(
    folder: Path, look: Callable[..., Visit], fonts: str
) -> None:
    page = look("about:blank", still=True).page
    for name in HTML:
        page.goto(address(folder, name, "fr"))
        for width in WIDTHS[fonts]:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(WIDER) <= 0, (name, width)
        page.set_viewport_size({"width": 640, "height": 800})
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate(WIDER) <= 0, name


@pytest.mark.browser
def test_the_policy_lets_the_style_through(folder: Path, look: Callable[..., Visit]) -> None:
    seen = look(address(folder, "explainer.html"), viewport={"width": 1280, "height": 800})
    colour = "getComputedStyle(document.querySelector('.card')).backgroundColor"
    assert seen.page.evaluate(colour) == "rgb(239, 243, 241)"
    assert not [line for line in seen.console if "Content Security Policy" in line]


@pytest.mark.browser
def test_the_colours_are_those_that_the_reader_likes(folder: Path, look: Callable[..., Visit]) -> None:
    shown = look(address(folder, "explainer.html"), color_scheme="dark").page
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 26)"


@pytest.mark.browser
def test_the_contents_are_closed_on_a_phone_and_open_on_a_desk(folder: Path, look: Callable[..., Visit]) -> None:
    where = address(folder, "explainer.html")
    phone = look(where, viewport={"width": 360, "height": 800}).page
    assert not phone.locator(".contents a").first.is_visible()
    phone.locator(".contents summary").click()
    assert phone.locator(".contents a").first.is_visible()
    desk = look(where, viewport={"width": 1280, "height": 800}).page
    assert desk.locator(".contents a").first.is_visible()
    assert not desk.locator(".contents summary").is_visible()


@pytest.mark.browser
def test_the_contents_come_to_the_front_when_they_are_focused(folder: Path, look: Callable[..., Visit]) -> None:
    desk = look(address(folder, "explainer.html"), viewport={"width": 1280, "height": 800}).page
    link = desk.locator(".contents a").first
    link.focus()
    assert link.evaluate(
        "link => { const box = link.getBoundingClientRect();"
        " return document.elementFromPoint(box.x + 9, box.y + 9) === link }"
    )


@pytest.mark.browser
def test_a_receipt_that_is_opened_in_the_middle_of_a_card_shows_its_source(
    folder: Path, visit: Callable[..., Visit]
) -> None:
    phone = visit(address(folder, "explainer.html"), viewport={"width": 320, "height": 150}).page
    phone.evaluate("location.hash = document.querySelector('.card li:last-child').id")
    title, row = (phone.locator(css).first.bounding_box() for css in (".card:has(:target) h3", ".card :target"))
    assert title
    assert row
    assert 0 <= title["y"] < row["y"] < 150
    assert title["y"] + title["height"] <= row["y"]
    assert phone.locator(".card:has(:target)").bounding_box()["y"] < 0  # type: ignore[index]


@pytest.mark.browser
def test_a_sum_stands_below_the_row_of_its_receipt(folder: Path, look: Callable[..., Visit]) -> None:
    phone = look(address(folder, "explainer.html"), viewport={"width": 360, "height": 800}).page
    row = phone.locator(".card li:has(.sum)").first
    boxes = [row.locator(css).bounding_box() for css in ("b", ":scope > span:first-of-type", ".badge", ".back", ".sum")]
    number, *others, below = [box for box in boxes if box]
    assert len(others) == 3
    assert all(box["y"] < number["y"] + number["height"] for box in others)
    assert below["y"] >= number["y"] + number["height"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "shown"), [(1024, False), (1280, True)])
def test_receipts_stand_in_the_margin_where_there_is_one(
    folder: Path, look: Callable[..., Visit], width: int, shown: bool
) -> None:
    where = look(address(folder, "explainer.html"), viewport={"width": width, "height": 800}).page
    content = "getComputedStyle(document.querySelector('.mark[data-r]'), '::after').content"
    assert ("Gazette" in where.evaluate(content)) == shown


@pytest.mark.browser
def test_the_sidebar_comes_after_the_text_on_a_phone_and_beside_it_on_a_desk(
    folder: Path, look: Callable[..., Visit]
) -> None:
    def tops(width: int) -> tuple[float, float]:
        context = look(address(folder, "explainer.html"), viewport={"width": width, "height": 800}).page
        top = "document.querySelector('{}').getBoundingClientRect().top"
        return context.evaluate(top.format("aside.side")), context.evaluate(top.format("h1"))

    assert tops(360)[0] > tops(360)[1] + 800
    assert tops(1280)[0] < tops(1280)[1]


@with_any_fonts
@pytest.mark.browser
def test_what_is_pressed_with_a_finger_is_large_enough(folder: Path, look: Callable[..., Visit]) -> None:
    phone = look(address(folder, "explainer.html"), viewport={"width": 360, "height": 800}).page
    for one in (".back", ".head a", ".foot a", ".rows .pair", ".strip a", ".contents summary"):
        for box in phone.locator(f"{one}:visible").all():
            size = box.bounding_box()
            assert size
            assert min(size["width"], size["height"]) >= 24, one
