"""The gates that need a browser: each is a function from an open page to the faults it found, as sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "reporter": "no-passes",
    "preload": False,
    # Half of its time; `pale_texts` asks for more, of every text, in a third of that.
    "rules": {"color-contrast": {"enabled": False}},
}
LEAST_CONTRAST = 7
SHIFTS = """() => new Promise((done) => {
  const found = [];
  const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => {
    found.push(...observer.takeRecords());
    done(found.map((one) => `${one.value.toFixed(4)} (${[...one.sources].map((source) =>
      source.node?.parentElement?.outerHTML?.slice(0, 60))})`));
  }, 50);
})"""


def look(page: Page, name: str, *arguments: object) -> Any:
    """What one of the functions of `looks.js` says of a page; they are put into it once."""
    if not page.evaluate("'looks' in window"):
        page.evaluate(f"window.looks = (() => {{ {LOOKS} }})()")
    return page.evaluate(f"looks.{name}({', '.join(map(json.dumps, arguments))})")


def axe_violations(page: Page) -> list[str]:
    """What axe has against a page: WCAG 2.2 A and AA, and its list of good practice."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(Axe().axe_script)
    violations = page.evaluate(f"axe.run({json.dumps(AXE)}).then((found) => JSON.stringify(found.violations))")
    return [
        f"{one['id']}: {one['help']} — {node['html'][:160]} ({'; '.join(map(str, node['target']))})"
        for one in json.loads(violations)
        for node in one["nodes"]
    ]


def pale_texts(page: Page) -> list[str]:
    """Texts with a contrast under 7 : 1, WCAG's enhanced contrast (1.4.6), for letters of any size."""
    as_tall_as_the_page(page)
    return list(look(page, "pale", LEAST_CONTRAST))


def plated_texts(page: Page) -> list[str]:
    """Texts in the colour of the plate that forced colours put behind letters: nobody would see them."""
    return list(look(page, "plated"))


def lost_texts(page: Page) -> list[str]:
    """What goes beyond the window's sides, is cut off, or has to be scrolled sideways (WCAG 1.4.4, 1.4.10)."""
    return list(look(page, "lost"))


def cramped_texts(page: Page) -> list[str]:
    """What is lost, as `lost_texts` has it, and pieces of text that stand on one another. Windows as tall as a page
    take long: only where boxes overlap."""
    found = look(page, "cramped")
    if found["overlaps"]:
        as_tall_as_the_page(page)
        found["overlaps"] = look(page, "overlaps", True)
    return [*found["lost"], *(f"on one another: {fault}" for fault in found["overlaps"])]


def layout_shifts(page: Page) -> list[str]:
    """What moved after it had been shown, as far as that had happened by now; any is too much."""
    return list(page.evaluate(SHIFTS))


def motions(page: Page) -> list[str]:
    """What moves, or would move when one scrolls."""
    moving = "document.getAnimations().map((one) => one.effect.target?.outerHTML.slice(0, 60) ?? 'something')"
    smooth = "getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['scrolling'] : []"
    return [*page.evaluate(moving), *page.evaluate(smooth)]


def words(page: Page, selector: str = "body") -> list[str]:
    """The lines that can be read of a page, or a part of it."""
    return list(look(page, "words", selector))


def keyboard_faults(page: Page) -> list[str]:
    """Walk through a page by the Tab key: what is not reached, in another order, or not shown to be reached."""
    names: list[str] = look(page, "stopNames")
    page.evaluate("document.activeElement.blur()")
    look(page, "follow")
    for _ in names:
        page.keyboard.down("Tab")
    walked = look(page, "walked")
    page.keyboard.up("Tab")
    faults: list[str] = []
    for index, (name, reached) in enumerate(zip(names, walked, strict=True)):
        if reached["index"] != index:
            instead = names[reached["index"]] if reached["index"] >= 0 else "nothing"
            return [*faults, f"{name} comes next, but Tab leads to {instead}"]
        faults += reached["faults"]
    return faults


def skip_link_faults(page: Page) -> list[str]:
    """Whether the first stop leads past the header: the next stop after it is the first of the text, or after it."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    faults = [f"the way past the header: {fault}" for fault in look(page, "focused")["faults"]]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    arrived = look(page, "focused")["index"] == look(page, "firstInText")
    return faults if arrived else [*faults, "the first link does not lead past the header"]


def resized(page: Page, window: ViewportSize) -> None:
    """Give a page another window; an interactive map chooses its scale when it is loaded."""
    page.set_viewport_size(window)
    if page.locator("script[src]").count():
        page.reload()


def as_tall_as_the_page(page: Page) -> None:
    """Make the window as tall as the page, so that every point of it can be asked for."""
    size = page.viewport_size
    assert size is not None, "pages are opened with a window's size"
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], tall)})
