"""Nothing is lost in a narrow window, with large letters, in print, in forced colours, without scripts or motion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.kinds import KINDS, LANGUAGES, WITH_SCRIPTS, site_pages
from tests.fonts import USUAL, with_any_fonts
from tests.gates.conftest import DESK, PHONE
from tests.gates.gate import cramped_texts, lost_texts, motions, plated_texts, resized, words
from tests.gates.planting import styled, told

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

pytestmark = pytest.mark.browser
every_kind = pytest.mark.parametrize("kind", KINDS)
every_language = pytest.mark.parametrize("language", LANGUAGES)
# Widths in pixels, and the size of letters that a reader asks for, as shares of the browser's own.
WINDOWS = ((320, 1), (768, 1), (1280, 1), (320, 2), (640, 2), (1280, 2))
# With the usual fonts; the widest ones need most room in all windows.
EXTREMES = ((320, 1), (1280, 1), (320, 2))
ALL_WINDOWS = (*WINDOWS, (360, 1), (600, 1), (900, 1), (1024, 1), (1100, 1), (1920, 1))
# What leads from one place of a page to another is of no use on paper.
WAYS = ".strip, .contents, .back, .alphabet, form"
PAPER = {"width": 703, "height": 1000}  # A4 between margins of 12 mm, at 96 pixels to the inch


def with_letters(page: Page, size: float) -> Page:
    """A page for a reader who has set the browser's letters to a multiple of its own 16 pixels."""
    sizes = {"standard": round(16 * size), "fixed": round(13 * size)}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{round(16 * size)}px"
    return page


def faults_in(windows: Sequence[tuple[int, float]], page: Page) -> list[str]:
    """What is lost of a page, or stands on something else, in some windows."""
    found, letters = [], 1.0
    for width, size in windows:
        if size != letters:
            with_letters(page, size)
            letters = size
        resized(page, {"width": width, "height": 800})
        where = f"{width} px, letters times {size}: "
        found += [where + fault for fault in cramped_texts(page)]
    if letters != 1:
        with_letters(page, 1)  # which would stay with the window
    return found


@with_any_fonts
@every_kind
@every_language
def test_nothing_is_cut_off_or_covered_in_any_window_and_with_letters_twice_as_large(
    kind: str, language: str, fonts: str, opened: Callable[..., Page]
) -> None:
    found = faults_in(EXTREMES if fonts == USUAL else WINDOWS, opened(kind, language))
    assert not found, told(found)


@with_any_fonts
@every_language
def test_the_navigation_has_one_line_on_a_phone(language: str, opened: Callable[..., Page]) -> None:
    assert lines_of_navigation(opened("home", language, viewport={"width": 360, "height": 740})) == 1


def lines_of_navigation(page: Page) -> int:
    """How many lines the links of the header's navigation take."""
    tops = page.locator("header nav a").evaluate_all("links => links.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) >= 4
    return len(set(tops))


@pytest.mark.slow
@every_language
def test_nothing_is_cut_off_or_covered_on_any_page(
    built_site: Path, site_address: str, visit: Callable[..., Visit], language: str
) -> None:
    page = visit("about:blank", viewport=DESK).page
    found = []
    for one in site_pages(built_site):
        if one.language == language:
            page.goto(site_address + one.path)
            found += [f"{one.path} {fault}" for fault in faults_in(ALL_WINDOWS, page)]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("main{inline-size:21rem}", "wider than the window"),
        (".card{translate:0 0;margin-inline-end:-4rem!important;inline-size:24rem}", "beyond the window"),
        ("p.summary{block-size:1rem;overflow:hidden}", "is cut off"),
        (".title h1{white-space:nowrap;overflow-x:auto}", "scrolls sideways"),
        (".drawn-map svg text{font-size:90px!important}", "beyond the picture"),
    ],
)
def test_a_lost_text_would_be_found(style: str, said: str, planted: Callable[..., Visit]) -> None:
    found = lost_texts(planted(lambda html: styled(html, style), viewport=PHONE).page)
    assert [fault for fault in found if said in fault], told(found)


def test_texts_on_one_another_would_be_found(planted: Callable[..., Visit]) -> None:
    page = planted(lambda html: styled(html, "p.summary{margin-block-start:-2.5rem!important}")).page
    assert [fault for fault in cramped_texts(page) if "on one another" in fault]


def test_a_navigation_of_two_lines_would_be_found(planted: Callable[..., Visit]) -> None:
    visit = planted(
        lambda html: styled(html, "header nav a{padding-inline:2rem}"), viewport={"width": 360, "height": 740}
    )
    assert lines_of_navigation(visit.page) > 1


# ---- other ways to read --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(WITH_SCRIPTS))
@every_language
def test_a_page_reads_the_same_without_scripts(kind: str, language: str, opened: Callable[..., Page]) -> None:
    page = opened(kind, language, java_script_enabled=False)
    with_scripts = opened(kind, language)
    without, usual = words(page), words(with_scripts)
    if kind == "interactive":  # it says that it needs scripts, and in both cases where the drawn map is
        assert page.locator("main a[href='../']").is_visible()
        said, usually = (one.locator("main p.small").inner_text() for one in (page, with_scripts))
        assert said.endswith(usually)
        assert said != usually
    elif kind == "search":  # a box that nothing would answer is not shown; all pages are there from A to Z
        assert not page.get_by_role("textbox").count()
        assert page.locator("main li a:visible").count() >= 20
        assert [line for line in without if line not in usual] == []
    else:
        assert kind == "map"
        assert without == usual


def test_without_scripts_the_map_page_has_map_table_and_the_same_in_words(opened: Callable[..., Page]) -> None:
    page = opened("map", "en", java_script_enabled=False)
    drawn = [box for one in page.locator(".drawn-map svg").all() if (box := one.bounding_box())]
    assert max(min(box["width"], box["height"]) for box in drawn) > 300
    assert page.locator("table th[scope=row]").count() == page.locator("table th[scope=col]").count() > 2
    assert page.locator("table td a:visible").count() >= 2
    assert len(words(page, "ul.pairs")) >= 6


@every_kind
@every_language
def test_forced_colours_less_motion_and_no_scripts_lose_nothing(
    kind: str, language: str, opened: Callable[..., Page]
) -> None:
    page = opened(kind, language)
    usual = words(page)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    if kind in WITH_SCRIPTS:  # which have a test of their own without them, and ask for motion once
        page.reload()
    else:
        assert not page.locator("script:not([type='application/ld+json'])").count()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert words(page) == usual
    assert not plated_texts(page)
    assert not lost_texts(page)
    assert motions(page) == []


@with_any_fonts
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in WITH_SCRIPTS])
@every_language
def test_printed_on_a4_all_the_text_is_there(kind: str, language: str, opened: Callable[..., Page]) -> None:
    page = opened(kind, language, viewport=PAPER)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    usual, ways = words(page, "main"), words(page, WAYS)
    page.emulate_media(media="print")
    printed = words(page, "main")
    found = [line for line in usual if line not in printed and line not in ways]
    assert not found, told(found)
    assert not lost_texts(page), told(lost_texts(page))


def test_a_text_that_forced_colours_hide_would_be_found(planted: Callable[..., Visit]) -> None:
    style = ".badge{background:LinkText!important;color:Canvas!important}"
    page = planted(lambda html: styled(html, style), forced_colors="active").page
    assert [fault for fault in plated_texts(page) if "badge" in fault]


@pytest.mark.parametrize("media", ["print", "(forced-colors: active)"])
def test_what_is_lost_in_print_or_forced_colours_would_be_found(media: str, planted: Callable[..., Visit]) -> None:
    page = planted(lambda html: styled(html, f"@media {media}{{.card{{display:none!important}}}}")).page
    usual = words(page, "main")
    page.emulate_media(media="print", forced_colors="active")
    left = words(page, "main")
    assert [line for line in usual if line not in left]


@pytest.mark.parametrize(
    "style", ["@keyframes turn{to{rotate:1turn}}h1{animation:turn 9s infinite}", "html{scroll-behavior:smooth}"]
)
def test_what_moves_for_those_who_want_it_still_would_be_found(style: str, planted: Callable[..., Visit]) -> None:
    assert motions(planted(lambda html: styled(html, style), reduced_motion="reduce").page)


def test_text_that_only_scripts_show_would_be_found(planted: Callable[..., Visit]) -> None:
    def change(html: str) -> str:
        return styled(html, "@media (scripting: none){.card{display:none!important}}")

    assert words(planted(change).page) != words(planted(change, java_script_enabled=False).page)
