"""The maps in Chromium, under a policy that forbids inline scripts, inline styles and other hosts."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest

from explainers.maps.drawings import MapCountry, MapRelation, drawn_map
from explainers.maps.interactive import InteractiveMap, LiveCountry, LiveRelation, LiveWords, interactive_map
from explainers.maps.labels import text_width
from tests.waiting import soon

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
WORDS = LiveWords("Interactive map", "What the lines mean", "Closer look", "From afar", "Shut")
FOUR = ("BF", "FR", "ML", "RU")
# What the other texts of one would hide stands in another.
NASTY = (
    "{{7*7}} ${1+1} `tick` 'single' \"double\" &amp; &lt;b&gt; \\u0041 \\n \\",
    "{% raw %} __FOLIUM__ __DATA__ textnumber0000end",
    "{# note #} <img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
)


def write_page(folder: Path, root: Path, made: InteractiveMap, body: str, *, scripts: bool = True) -> None:
    tokens = (root / "theme" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    drawn = (root / "theme" / "components" / "drawn-map" / "drawn-map.css").read_text(encoding="utf-8")
    (folder / "site.css").write_text(f"{tokens}{drawn}.live{{height:600px}}body{{background:var(--paper)}}")
    for asset in made.assets:
        (folder / asset.name).write_bytes(asset.content)
    (folder / "opening.js").write_bytes((root / "explainers/maps/opening.js").read_bytes())
    (folder / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    styles = "".join(
        f'<link rel="stylesheet" href="{name}">' for name in ("site.css", *(made.styles if scripts else ()))
    )
    loaded = "".join(f'<script src="{name}"></script>' for name in made.scripts) if scripts else ""
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title><link rel="icon" href="icon.svg">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">{styles}</head>'
        f"<body><main><h1>Map</h1>{body}</main>{loaded}</body></html>",
        encoding="utf-8",
    )


@pytest.fixture
def opened(
    tmp_path: Path, root: Path, serve_folder: Callable[[Path], str], look: Callable[..., Any]
) -> Callable[..., Any]:
    """A function that shows an interactive map on a page of its own and returns the visit."""

    def show(made: InteractiveMap, **options: Any) -> Any:
        write_page(tmp_path, root, made, f'<div class="live">{made.markup}</div>')
        visited = look(serve_folder(tmp_path), **options)
        visited.page.wait_for_selector(".leaflet-marker-icon")
        return visited

    return show


@pytest.fixture
def four(countries_of: Callable[..., Any], all_relations: Callable[..., Any]) -> InteractiveMap:
    countries = [LiveCountry(c, f"A line on {c.name}.") for c in countries_of(FOUR, hrefs=True)]
    relations = [LiveRelation(t, f"Is {t.status}") for t in all_relations(FOUR, hrefs=True)]
    return interactive_map(countries, relations, WORDS)


def test_nothing_is_said_on_the_console_and_nobody_else_is_asked(
    opened: Callable[..., Any], four: InteractiveMap
) -> None:
    visited = opened(four)
    visited.page.get_by_role("button", name="Mali").click()
    visited.page.get_by_label("Closer look").click()
    assert visited.console == []
    assert visited.failures == []
    assert visited.requests_beyond(visited.page.url) == []


def test_each_country_is_a_marker_by_its_name_that_opens_with_the_keyboard(
    opened: Callable[..., Any], four: InteractiveMap
) -> None:
    page = opened(four, reduced_motion="reduce").page
    for name, key in (("Burkina Faso", "Enter"), ("France", "Space"), ("Mali", "Enter"), ("Russia", "Space")):
        marker = page.get_by_role("button", name=name, exact=True)
        assert marker.count() == 1
        marker.focus()
        page.keyboard.press(key)
        popup = page.get_by_role("dialog", name=name)
        popup.wait_for()
        assert popup.evaluate("element => element === document.activeElement")
        assert f"A line on {name}." in popup.inner_text()
        assert popup.get_by_role("link", name=name, exact=True).get_attribute("href").startswith("/countries/")
        assert popup.locator("li").count() == 3
        page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        assert marker.evaluate("element => element === document.activeElement")


def test_focus_returns_to_the_marker_when_the_close_button_is_pressed(
    opened: Callable[..., Any], four: InteractiveMap
) -> None:
    page = opened(four).page
    page.get_by_role("button", name="France").focus()
    page.keyboard.press("Enter")
    close = page.get_by_role("dialog").get_by_role("button", name="Shut")
    close.focus()
    page.keyboard.press("Enter")
    assert soon(page, "document.activeElement.textContent === 'France'")


def test_every_marker_is_reached_with_the_tab_key(opened: Callable[..., Any], four: InteractiveMap) -> None:
    page = opened(four).page
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''").strip()
        )
    assert {"Burkina Faso", "France", "Mali", "Russia"} <= set(reached)


def test_a_layer_for_each_status_can_be_switched_off_and_on(opened: Callable[..., Any], four: InteractiveMap) -> None:
    page = opened(four).page
    layers = page.get_by_role("group", name="What the lines mean")
    boxes = layers.get_by_role("checkbox")
    assert boxes.count() == 4
    assert page.locator(".map-disc").count() == 6
    layers.get_by_label("Is apart").uncheck()
    assert page.locator(".map-disc.apart").count() == 0
    assert page.locator(".map-line.apart").count() == 0
    assert page.locator(".map-disc").count() == 4
    layers.get_by_label("Is apart").check()
    assert page.locator(".map-disc").count() == 6


def test_the_ground_is_drawn_and_zooms(opened: Callable[..., Any], four: InteractiveMap) -> None:
    page = opened(four, reduced_motion="reduce").page
    assert page.locator("path.map-land").count() == 1
    markers = page.locator(".leaflet-marker-icon")

    def apart() -> float:
        one, other = (markers.nth(i).bounding_box()["x"] for i in (0, 3))
        return abs(one - other)

    before = apart()
    page.get_by_role("region", name="Interactive map").focus()
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert apart() > before * 1.5


OUTSIDE = """() => {
  const box = document.querySelector(".leaflet-container").getBoundingClientRect();
  const shown = [...document.querySelectorAll(".map-name, .map-dot, .map-on-disc, path.map-line")];
  return [shown.length, shown.map((one) => one.getBoundingClientRect()).filter((one) =>
    one.left < box.left || one.right > box.right || one.top < box.top || one.bottom > box.bottom).length];
}"""


def outside(page: Any) -> list[int]:
    """How many markers, lines, signs and names there are, and how many of them leave the map."""
    found: list[int] = page.evaluate(OUTSIDE)
    return found


@pytest.mark.parametrize("width", [320, 1300])
def test_the_first_view_has_all_markers_lines_and_names(
    opened: Callable[..., Any], countries_of: Callable[..., Any], all_relations: Callable[..., Any], width: int
) -> None:
    countries = [LiveCountry(one, "") for one in countries_of(("NO", "NZ", "SE"))]
    relations = [LiveRelation(one, "Is so") for one in all_relations(("NO", "SE"))]
    made = interactive_map(countries, relations, WORDS)
    page = opened(made, viewport={"width": width, "height": 900}, reduced_motion="reduce").page
    assert outside(page)[0] >= 7
    assert outside(page)[1] == 0


def test_a_turned_phone_shows_all_again_but_not_to_who_has_looked_elsewhere(
    opened: Callable[..., Any], four: InteractiveMap
) -> None:
    page = opened(four, viewport={"width": 800, "height": 400}, reduced_motion="reduce").page
    page.set_viewport_size({"width": 320, "height": 800})
    assert soon(page, f"({OUTSIDE})()[1] === 0")
    page.locator(".leaflet-control-zoom-in").click()
    page.locator(".leaflet-control-zoom-in").click()
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert outside(page)[1] > 0


def test_nothing_moves_for_those_who_want_it_still(opened: Callable[..., Any], four: InteractiveMap) -> None:
    page = opened(four, reduced_motion="reduce").page
    assert page.locator(".leaflet-zoom-anim, .leaflet-fade-anim").count() == 0
    moving = opened(four, reduced_motion="no-preference").page
    assert moving.locator(".leaflet-fade-anim").count() == 1


@pytest.mark.parametrize("text", NASTY)
def test_a_text_in_any_field_shows_as_typed(
    opened: Callable[..., Any], countries_of: Callable[..., Any], text: str
) -> None:
    one, two = countries_of(["FR", "DE"])
    named = MapCountry(one.code, text, one.marker, one.role, f"/{text}")
    relation = MapRelation("FR", "DE", "closer", f"/r/{text}", f"A {text}")
    words = LiveWords(text, f"L {text}", f"I {text}", f"O {text}", f"C {text}")
    made = interactive_map(
        [LiveCountry(named, f"P {text}"), LiveCountry(two)], [LiveRelation(relation, f"S {text}")], words
    )
    visited = opened(made)
    page = visited.page
    assert page.locator(".map-name").first.text_content() == text
    assert page.locator(".live-map").get_attribute("aria-label") == text
    page.locator(".leaflet-marker-icon").first.click()
    popup = page.get_by_role("dialog")
    popup.wait_for()
    assert popup.get_attribute("aria-label") == text
    assert popup.locator(".map-heading").text_content() == text
    assert popup.locator(".map-heading a").evaluate("link => link.attributes.href.value") == f"/{text}"
    assert popup.locator("div > p").nth(1).text_content() == f"P {text}"
    assert popup.locator("li a").text_content() == f"A {text}"
    assert popup.locator("li .map-status").text_content() == f"+ S {text}"
    assert popup.locator(".leaflet-popup-close-button").get_attribute("aria-label") == f"C {text}"
    assert page.locator(".leaflet-control-layers label").text_content().strip() == f"+ S {text}"
    assert page.locator(".leaflet-control-layers").get_attribute("aria-label") == f"L {text}"
    assert page.locator(".leaflet-control-zoom-in").get_attribute("aria-label") == f"I {text}"
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == 0
    assert visited.console == []


def test_it_opens_in_place_of_the_drawn_map_on_request(
    tmp_path: Path, root: Path, serve_folder: Callable[[Path], str], look: Callable[..., Any], four: InteractiveMap,
    countries_of: Callable[..., Any],
) -> None:  # fmt: skip
    drawn = drawn_map(countries_of(FOUR), (), title="Drawn", description="d")
    body = (
        f'<div id="place"><div class="drawn-map">{drawn}</div></div><template id="live">{four.markup}</template>'
        f'<a href="other.html" data-map-styles="{escape(" ".join(four.styles))}" data-map-place="place"'
        f' data-map-scripts="{escape(" ".join(four.scripts))}" data-map-markup="live">Open the map</a>'
        f'<script src="opening.js"></script>'
    )
    write_page(tmp_path, root, four, body, scripts=False)
    visited = look(serve_folder(tmp_path))
    assert not any("leaflet" in address for address in visited.requests)
    assert visited.page.get_by_role("img", name="Drawn").count() == 1
    visited.page.get_by_role("link", name="Open the map").click()
    visited.page.wait_for_selector(".leaflet-marker-icon")
    assert visited.page.get_by_role("img", name="Drawn").count() == 0
    assert visited.page.evaluate("document.activeElement.className").startswith("live-map")
    assert visited.console == []


def test_where_opening_fails_the_link_leads_to_the_maps_own_page(
    tmp_path: Path, root: Path, serve_folder: Callable[[Path], str], look: Callable[..., Any], four: InteractiveMap
) -> None:
    body = (
        f'<div id="place"></div><template id="live">{four.markup}</template>'
        '<a href="icon.svg" data-map-styles="site.css" data-map-place="place" data-map-scripts="missing.js"'
        f' data-map-markup="live">Open the map</a><script src="opening.js"></script>'
    )
    write_page(tmp_path, root, four, body, scripts=False)
    visited = look(serve_folder(tmp_path))
    visited.page.get_by_role("link", name="Open the map").click()
    visited.page.wait_for_url("**/icon.svg")


@pytest.mark.parametrize("width", [272, 328, 850])
def test_a_drawn_map_keeps_its_names_at_13_pixels_and_never_under_12(
    tmp_path: Path, root: Path, serve_folder: Callable[[Path], str], look: Callable[..., Any], four: InteractiveMap,
    countries_of: Callable[..., Any], all_relations: Callable[..., Any], width: int,
) -> None:  # fmt: skip
    drawn = drawn_map(countries_of(FOUR), all_relations(FOUR), title="t", description="d", detail="page")
    (tmp_path / "w.css").write_text(f".w{{width:{width}px}}")
    write_page(
        tmp_path,
        root,
        four,
        f'<link rel="stylesheet" href="w.css"><div class="w"><div class="drawn-map">{drawn}</div></div>',
        scripts=False,
    )
    page = look(serve_folder(tmp_path)).page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shown = page.evaluate(
            """() => {
                const size = (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
                const disc = document.querySelector('.disc circle').getBoundingClientRect().width;
                return { sizes: [...document.querySelectorAll('text')].map(size), disc };
            }"""
        )
        assert all(size == pytest.approx(13 if width > 300 else 12, abs=0.05) for size in shown["sizes"])
        assert shown["disc"] == pytest.approx(20 * min(1, width / 328), abs=2.5)


def test_room_for_names_is_reckoned_large_enough(
    look: Callable[..., Any], tmp_path: Path, serve_folder: Callable[[Path], str]
) -> None:
    from babel import Locale

    names = sorted({str(name) for language in ("en", "fr") for name in Locale(language).territories.values()})
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>")
    page = look(serve_folder(tmp_path)).page
    widths = page.evaluate(
        """(names) => {
            const context = document.createElement('canvas').getContext('2d');
            context.font = '700 13px Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
            return names.map((name) => context.measureText(name).width);
        }""",
        names,
    )
    for name, width in zip(names, widths, strict=True):
        assert text_width(name, 13) > 0.97 * width, name
