"""The search page in a browser: it finds what is there, says so, and lets nobody in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.building_sites import site_copy
from tests.finishing.searching import build_and_index
from tests.fonts import with_any_fonts
from tests.gates.gate import layout_shifts

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.conftest import Visit

pytestmark = pytest.mark.browser

PAGE = """---
title: {title}
summary: {summary}
date: 2025-09-12
countries: [SE]
---

## {heading}

{text} [analysis].
"""
ATTACK = "<img src=x onerror=document.body.dataset.hit=1>"
HOSTILE = PAGE.format(
    title=f"'{ATTACK} &lt;b&gt; <mark>zebra</mark>'",
    summary=f"'{ATTACK} zebra'",
    heading=f"What is `{ATTACK}` of the zebra?",
    text=f"A zebra, `</p></mark><script>document.body.dataset.hit=1</script>` & `{ATTACK}` zebra, `</mark>` zebra",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the complete site with a dozen small pages and a hostile one more, indexed."""
    site = site_copy("complete", tmp_path_factory.mktemp("searched"))
    for number in range(12):
        text = PAGE.format(title=f"Kestrel {number:02}", summary="A bird.", heading="Where?", text="Over the strait")
        (site / f"content/explainers/kestrel-{number:02}.md").write_text(text, encoding="utf-8")
    (site / "content/explainers/hostile.md").write_text(HOSTILE, encoding="utf-8")
    build_and_index(site)
    return site / "output"


@pytest.fixture(scope="module")
def address(folder: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(folder)


def wait_for_status(page: Page, pattern: str) -> None:
    """Wait until the page says something."""
    from playwright.sync_api import expect

    expect(page.locator("#search-status")).to_have_text(re.compile(pattern))


def look_for(page: Page, words: str) -> list[str]:
    """Type words into the box, wait until they are answered, and return the titles that are shown."""
    page.locator("#search-status").evaluate("status => status.textContent = 'waiting'")
    page.fill("#q", words)
    wait_for_status(page, "^(?!waiting).")
    return titles(page)


def titles(page: Page) -> list[str]:
    return page.locator("#search-list > li > a").all_inner_texts()


def test_a_word_finds_its_page_in_english(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/").page
    assert look_for(page, "herring")[0] == "What did the herring talks bring?"
    assert page.inner_text("#search-status").startswith("Pages found: ")
    first = page.locator("#search-list > li").first
    assert "herring" in first.locator("mark").first.inner_text()
    assert first.locator("small").inner_text() == "Explainer"
    page.click("#search-list > li > a >> nth=0")
    assert page.url == f"{address}herring-talks/"


def test_a_word_finds_its_page_in_french_with_and_without_accents(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}fr/search/").page
    for words in ("détroit", "detroit", "DÉTROIT", "le détroit"):
        assert "Qu’ont apporté les pourparlers sur le hareng\u202f?" in look_for(page, words), words
        assert re.fullmatch(r"Pages trouvées\u00a0: \d+", page.inner_text("#search-status")), words


def test_a_word_is_found_behind_its_article(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}fr/search/").page
    for words in ("année", "l’année", "l'année", "annee"):
        assert look_for(page, words) == ["Qu’ont apporté les pourparlers sur le hareng\u202f?"], words
        assert "l’année calme" in page.inner_text("#search-list p"), words


def test_a_language_finds_its_own_pages_only(address: str, look: Callable[..., Visit]) -> None:
    english, french = look(f"{address}search/").page, look(f"{address}fr/search/").page
    for page, words, inside in ((english, "quota", False), (french, "quota", True)):
        look_for(page, words)
        links = page.locator("#search-list > li > a").evaluate_all("links => links.map(link => link.pathname)")
        assert links
        assert {link.startswith("/fr/") for link in links} == {inside}
    assert look_for(french, "kestrel") == []
    assert french.inner_text("#search-status") == "Aucune page ne contient tous ces mots."


def test_a_name_finds_the_page_about_it_first(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/").page
    assert look_for(page, "norway")[0] == "Norway"
    assert look_for(page, "norway sweden")[0] == "Norway and Sweden"


def test_a_term_leads_to_its_place_in_the_glossary(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/").page
    look_for(page, "strait")
    page.click("#search-list li li a:text-is('strait')")
    assert page.url == f"{address}glossary/#strait"


def test_nothing_is_asked_of_others_and_the_console_is_silent(address: str, look: Callable[..., Visit]) -> None:
    for path, words in (("search/", "herring"), ("fr/search/?q=hareng", "quota"), ("search/?q=xyzzy", "")):
        seen = look(f"{address}{path}")
        if words:
            look_for(seen.page, words)
        else:
            wait_for_status(seen.page, "^No page")
        seen.page.wait_for_load_state("networkidle")
        assert seen.console == []
        assert seen.requests_beyond(address) == []
        assert seen.failures == []


def test_the_index_is_not_fetched_before_somebody_is_about_to_search(address: str, visit: Callable[..., Visit]) -> None:
    seen = visit("about:blank")
    seen.page.clock.install()
    seen.page.goto(f"{address}search/")
    seen.page.clock.run_for("01:00")  # whatever a page might do by and by
    seen.page.wait_for_load_state("networkidle")
    assert not [url for url in seen.requests if "pagefind" in url]
    with seen.page.expect_response(re.compile(r"/pagefind/pagefind\.js$")):
        seen.page.focus("#q")


def test_the_policy_allows_the_search_and_no_more(folder: Path) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', (folder / "search/index.html").read_text())
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    style, script = rules.pop("style-src"), rules.pop("script-src")
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", style)
    assert re.fullmatch(r"'self' 'wasm-unsafe-eval' 'sha256-[\w+/]{43}='", script)
    assert rules == {
        "default-src": "'none'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "connect-src": "'self'",
    }


def test_the_script_is_small_and_stands_on_search_pages_only(folder: Path) -> None:
    texts = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}
    with_it = {name: text for name, text in texts.items() if "debouncedSearch" in text}
    assert with_it.keys() == {"search/index.html", "fr/search/index.html"}
    (script,) = re.findall(r"<script>(.*?)</script>", with_it["search/index.html"], re.DOTALL)
    assert len(script) <= 3 * 1024


@with_any_fonts
def test_nothing_moves_when_words_in_the_address_have_been_found(address: str, look: Callable[..., Visit]) -> None:
    for window in ({"width": 360, "height": 740}, {"width": 1280, "height": 800}):
        page = look(f"{address}search/?q=herring", viewport=window).page
        page.locator(".found > li").first.wait_for()
        assert page.locator(".index").is_visible()
        assert layout_shifts(page) == []


def test_every_page_leads_to_the_search_of_its_language(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        language = path.relative_to(folder).parts[0] == "fr"
        header = path.read_text().partition("</nav>")[0]
        (href,) = re.findall(r'<a href="([^"]*)"[^>]*>(?:Search|Recherche)</a>', header)
        target = folder / href.removeprefix("/strait/") if href.startswith("/") else path.parent / href
        assert target.resolve() == folder / ("fr/search" if language else "search"), path


def test_words_in_the_address_are_looked_for_and_kept(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/?q={quote('herring talks')}").page
    page.wait_for_selector("#search-list > li")
    assert page.input_value("#q") == "herring talks"
    assert titles(page)[0] == "What did the herring talks bring?"
    look_for(page, "quota & ?=")
    assert page.url == f"{address}search/?q=quota%20%26%20%3F%3D"
    page.click("#search-list > li > a >> nth=0")
    page.go_back()
    page.wait_for_selector("#search-list > li")
    assert page.input_value("#q") == "quota & ?="


def test_an_empty_box_shows_nothing_and_leaves_the_address_bare(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/?q=herring").page
    page.wait_for_selector("#search-list > li")
    page.fill("#q", "  ")
    wait_for_status(page, "^$")
    assert titles(page) == []
    assert page.url == f"{address}search/"


def test_the_last_words_typed_are_those_that_are_answered(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{address}search/").page
    look_for(page, "kestrel")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.pf_fragment", hold)
    with page.expect_request("**/*.pf_fragment"):
        page.fill("#q", "herring")
        page.keyboard.press("Enter")
    page.fill("#q", "kestrel")
    wait_for_status(page, "^Pages found: 12$")
    with page.expect_request_finished():  # what was asked for before comes too late
        for route in held:
            route.continue_()
    page.wait_for_load_state("networkidle")
    assert page.inner_text("#search-status") == "Pages found: 12"
    assert len(titles(page)) == 8
    assert all(title.startswith("Kestrel") for title in titles(page))


def test_the_keyboard_is_enough(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the header
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("kestrel")
    page.keyboard.press("Enter")
    wait_for_status(page, "^Pages found: 12$")
    assert page.evaluate("document.activeElement.id") == "q", "the focus stays where one types"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search-more":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-list > li:nth-child(12)")
    assert page.evaluate("document.activeElement === document.querySelector('#search-list > li:nth-child(9) > a')")
    assert page.locator("#search-more").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/kestrel-\d\d/$"))


def test_what_is_found_is_announced_politely(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/").page
    assert page.get_attribute("#search-status", "role") == "status"
    look_for(page, "kestrel")
    assert page.get_by_role("status").inner_text() == "Pages found: 12"


def test_texts_of_strangers_stay_texts(address: str, look: Callable[..., Visit]) -> None:
    seen = look(f"{address}search/?q=zebra")
    page = seen.page
    page.wait_for_selector("#search-list > li")
    assert titles(page) == [f"{ATTACK} &lt;b&gt; <mark>zebra</mark>"]
    assert set(page.locator("#search-list *").evaluate_all("all => all.map(one => one.localName)")) <= {
        "li", "a", "small", "p", "mark", "ul",
    }  # fmt: skip
    names = page.locator("#search-list *").evaluate_all("all => all.flatMap(one => one.getAttributeNames())")
    assert set(names) == {"href"}
    shown = page.inner_text("#search-list p")
    assert "<script>document.body.dataset.hit=1</script>" in shown
    assert "zebra" in page.locator("#search-list p mark").first.inner_text()
    assert page.evaluate("document.body.dataset.hit") is None
    assert seen.console == []
    assert seen.failures == []


@with_any_fonts
def test_results_fit_the_narrowest_screen_and_fingers(address: str, look: Callable[..., Visit]) -> None:
    page = look(f"{address}search/", viewport={"width": 320, "height": 800}).page
    look_for(page, "ministers")
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    for link in page.locator("#search-list a, .alphabet a, #q").all():
        box = link.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 24 or box["width"] > 44, box
    look_for(page, "zebra")
    assert page.evaluate(wider) <= 0


def test_without_scripts_the_index_from_a_to_z_is_there_and_the_box_is_not(
    address: str, look: Callable[..., Visit]
) -> None:
    page = look(f"{address}fr/search/", java_script_enabled=False).page
    assert page.locator(".search").is_hidden()
    assert page.locator("#search-more").is_hidden()
    assert page.locator(".index h3").first.is_visible()
    page.click(".alphabet a:text-is('D')")
    page.click(".index a:text-is('détroit')")
    assert page.url == f"{address}fr/glossary/#strait"


def test_without_an_index_the_page_says_so_and_has_every_page(
    folder: Path, tmp_path: Path, serve_folder: Callable[[Path], str], look: Callable[..., Visit]
) -> None:
    copy = tmp_path / "unfinished"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("pagefind"))
    seen = look(f"{serve_folder(copy)}search/")
    assert seen.console == [], "nobody has searched yet"
    seen.page.fill("#q", "herring")
    wait_for_status(seen.page, "could not be loaded")
    assert seen.page.locator(".index a").count() > 20
    assert not [line for line in seen.console if line.startswith("pageerror")]


def test_a_failure_on_the_way_is_told_and_the_next_try_may_succeed(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{address}search/").page
    page.route("**/*.pf_fragment", lambda route: route.abort())
    page.fill("#q", "herring")
    wait_for_status(page, "could not be loaded")
    page.unroute("**/*.pf_fragment")
    assert look_for(page, "herring talks")[0] == "What did the herring talks bring?"


def test_a_page_that_was_saved_as_a_file_says_that_it_cannot_search(folder: Path, look: Callable[..., Visit]) -> None:
    page = look((folder / "search/index.html").as_uri()).page
    page.fill("#q", "herring")
    wait_for_status(page, "could not be loaded")


@pytest.mark.parametrize("base", ["docs", "a b/été", "pagefind/x"])
def test_the_site_may_live_below_any_path(
    folder: Path, tmp_path: Path, serve_folder: Callable[[Path], str], look: Callable[..., Visit], base: str
) -> None:
    shutil.copytree(folder, tmp_path / base)
    place = f"{serve_folder(tmp_path)}{quote(base)}/"
    page = look(f"{place}fr/search/").page
    assert look_for(page, "hareng")[0] == "Qu’ont apporté les pourparlers sur le hareng\u202f?"
    page.click("#search-list > li > a >> nth=0")
    assert page.url == f"{place}fr/herring-talks/"
