"""Readers find their way on the built site: from the home page to an explainer, to the map, to what they came for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.kinds import LANGUAGES
from tests.gates.conftest import DESK

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.conftest import Visit

pytestmark = pytest.mark.browser
COUNTRIES = {
    "en": ("Burkina Faso", "France", "Mali", "Russia"),
    "fr": ("Burkina Faso", "France", "Mali", "Russie"),
}
FOLDERS = {"en": "", "fr": "fr/"}
CLOSER = {"en": "Growing closer", "fr": "En rapprochement"}
MAP = {"en": "Map", "fr": "Carte"}
SMALL = {"width": 360, "height": 740}


def by_keyboard(page: Page, marker: Locator) -> Locator:
    """Open a marker's popup by the keyboard alone, and give the popup once the map stands still under it."""
    marker.focus()
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog")
    popup.wait_for()
    # Leaflet pans until the popup fits: a click meanwhile may go down on a link and come up beside it.
    page.locator(".leaflet-pan-anim").wait_for(state="detached")
    return popup


def walk_the_map(page: Page, language: str) -> None:
    """Open each country's marker, read what it says, switch the lines off and on."""
    for name in COUNTRIES[language]:
        marker = page.get_by_role("button", name=name, exact=True)
        assert marker.count() == 1
        popup = by_keyboard(page, marker)
        assert popup.get_attribute("aria-label") == name
        assert popup.get_by_role("link", name=name, exact=True).count() == 1
        assert len(popup.inner_text().split()) > 12
        page.keyboard.press("Escape")
        popup.wait_for(state="hidden")
        assert marker.evaluate("marker => marker === document.activeElement")
    lines = page.locator(".leaflet-overlay-pane path.leaflet-interactive")
    drawn = lines.count()
    for box in page.get_by_role("checkbox").all():
        box.focus()
        page.keyboard.press("Space")
    assert lines.count() == 0 < drawn
    for box in page.get_by_role("checkbox").all():
        box.focus()
        page.keyboard.press("Space")
    assert lines.count() == drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_to_an_explainer_to_the_map_to_a_country(
    site_address: str, look: Callable[..., Visit], language: str
) -> None:
    reader = look(site_address + FOLDERS[language], viewport=DESK, locale=language)
    page = reader.page
    with page.expect_navigation():
        page.locator(".teasers a").first.click()
    assert page.locator(".receipts").is_visible()
    page.get_by_role("navigation").first.get_by_role("link", name=MAP[language], exact=True).click()
    page.wait_for_url(f"**/{FOLDERS[language]}map/")
    button = page.locator("a.button")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-marker-icon").first.wait_for()
    walk_the_map(page, language)
    popup = by_keyboard(page, page.get_by_role("button", name="Mali", exact=True))
    assert CLOSER[language] in popup.inner_text()
    popup.get_by_role("link", name="Mali", exact=True).click()
    page.wait_for_url("**/countries/mali/")
    assert page.locator("h1").inner_text() == "Mali"
    assert reader.console == reader.failures == reader.requests_beyond(site_address) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interactive_map_is_a_page_of_its_own(site_address: str, look: Callable[..., Visit], language: str) -> None:
    reader = look(f"{site_address}{FOLDERS[language]}map/interactive/", viewport=DESK)
    land = reader.page.locator(".map-land").first.bounding_box()
    assert land
    assert min(land["width"], land["height"]) > 300
    walk_the_map(reader.page, language)
    assert reader.console == reader.failures == reader.requests_beyond(site_address) == []


def test_a_map_without_a_country_or_with_a_dead_key_would_be_found(
    built_site: Path, site_address: str, look: Callable[..., Visit]
) -> None:
    page = look(f"{site_address}map/interactive/", viewport=DESK).page
    with pytest.raises(AssertionError):
        walk_the_map(page, "fr")
    page.evaluate("addEventListener('keydown', (event) => event.stopImmediatePropagation(), true)")
    page.set_default_timeout(500)
    with pytest.raises(Exception, match="Timeout"):
        walk_the_map(page, "en")


# ---- three questions, at 360 pixels, without scripts ---------------------------------------------


class Reader:
    """Somebody at 360 pixels without scripts who begins at the home page, and how often they have tapped."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, link: str) -> None:
        """Tap the first link that a selector finds, which must be there to see."""
        with self.page.expect_navigation():
            self.page.locator(link).first.tap()
        self.taps += 1

    def reads(self, selector: str) -> str:
        """The text of the first that a selector finds, and that can be seen."""
        found = self.page.locator(selector).first
        assert found.is_visible(), selector
        return found.inner_text()


@pytest.fixture
def reader(site_address: str, look: Callable[..., Visit]) -> Callable[[str], Reader]:
    """A function that gives a reader at the home page of a language."""

    def at_home(language: str) -> Reader:
        options = {"viewport": SMALL, "java_script_enabled": False, "has_touch": True, "locale": language}
        return Reader(look(site_address + FOLDERS[language], **options).page)

    return at_home


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_russia_promised_and_what_of_it_is_done_takes_one_tap(
    reader: Callable[[str], Reader], language: str
) -> None:
    someone = reader(language)
    someone.tap(".teasers a[href*='what-russia-offers']")
    promised = someone.reads(".short li:has(.badge[href*='#pledged'])")
    planned = someone.reads(".short li:has(.badge[href*='#planned'])")
    assert {"en": "grain", "fr": "céréales"}[language] in promised
    assert {"en": "nuclear", "fr": "nucléaire"}[language] in planned
    done = {"en": "None of these is reported as done", "fr": "Rien de tout cela n’est signalé comme accompli"}[language]
    assert done in someone.reads(".prose p:has(.badge[href*='#unknown'])")
    assert someone.page.locator(".prose table tbody tr").count() >= 3
    assert someone.taps == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_says_that_france_armed_jihadists_and_whether_that_is_established_takes_two_taps(
    reader: Callable[[str], Reader], language: str
) -> None:
    someone = reader(language)
    someone.tap(".teasers a[href*='french-troops']")
    said = someone.reads(".prose p:has(.badge[href*='#alleged'])")
    assert {"en": "Some of them", "fr": "selon eux"}[language] in said
    assert {"en": "no evidence", "fr": "aucune preuve"}[language] in said
    someone.tap(".prose .badge[href*='#alleged']")
    meaning = someone.reads("#alleged dd")
    assert {"en": "nothing in our source", "fr": "rien dans notre source"}[language] in meaning
    assert someone.taps == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_mali_stands_to_russia_and_since_when_takes_one_tap(reader: Callable[[str], Reader], language: str) -> None:
    someone = reader(language)
    assert CLOSER[language] in someone.reads("li:has(> a.pair[href$='relations/mali-russia/'])")
    someone.tap("a.pair[href$='relations/mali-russia/']")
    assert CLOSER[language] in someone.reads("main .status")
    unknown = someone.reads(".unknowns li")
    assert {"en": "When Mali began", "fr": "Quand le Mali"}[language] in unknown
    assert someone.taps == 1
