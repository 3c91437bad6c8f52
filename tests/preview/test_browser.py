"""In the browser: a save shows by itself, problems lie over the page, and the page's own policy holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.building_sites import site_copy
from tests.preview.serving import Preview, previewed
from tests.waiting import soon

if TYPE_CHECKING:
    from tests.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.server]
TEXT = "content/explainers/herring-talks.md"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of the complete site."""
    with previewed(site_copy("complete", tmp_path_factory.mktemp("previewed"))) as running:
        yield running


def test_a_save_shows_where_the_reader_was(preview: Preview, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{preview.address}herring-talks/", viewport={"width": 500, "height": 400})
    seen.page.evaluate("scrollTo(0, 300)")
    preview.edit(TEXT, preview.heading(TEXT), "Did the page move?")
    seen.page.get_by_role("heading", name="Did the page move?").wait_for(state="attached")
    assert soon(seen.page, "scrollY === 300")
    assert seen.console == []


def test_a_page_that_did_not_change_stays(preview: Preview, visit: Callable[..., Visit]) -> None:
    other = visit(f"{preview.address}countries/finland/")
    seen = visit(f"{preview.address}herring-talks/")
    other.page.evaluate("window.mark = true")
    preview.edit(TEXT, preview.heading(TEXT), "Does another page stay?")
    seen.page.get_by_role("heading", name="Does another page stay?").wait_for(state="attached")
    assert other.page.evaluate("window.mark") is True


def test_problems_lie_over_the_page_and_vanish_when_mended(preview: Preview, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{preview.address}herring-talks/")
    heading = preview.heading(TEXT)
    preview.edit(TEXT, f"## {heading}", f"## {heading}\n\n<b>Nobody</b> says so.\n\n## And?")
    box = seen.page.get_by_role("alert")
    box.wait_for()
    assert "Below is the last good version." in box.inner_text()
    assert "<b>Nobody</b> says so." in box.inner_text()
    assert seen.page.get_by_role("heading", name=heading).first.is_visible()
    preview.edit(TEXT, f"## {heading}\n\n<b>Nobody</b> says so.\n\n## And?", f"## {heading}")
    box.wait_for(state="detached")
    assert seen.console == []


def test_a_draft_is_found_and_marked(preview: Preview, visit: Callable[..., Visit]) -> None:
    seen = visit(preview.address)
    seen.page.get_by_text("1 draft").click()
    seen.page.locator("#live-preview a").click()
    seen.page.get_by_text("This is a draft.").wait_for()


@pytest.mark.parametrize("page", ["", "map/", "map/interactive/", "search/", "nowhere/"])
def test_every_kind_of_page_may_run_the_script(preview: Preview, visit: Callable[..., Visit], page: str) -> None:
    seen = visit(f"{preview.address}{page}")
    assert soon(seen.page, "document.querySelector('#live-preview')?.shadowRoot.textContent.includes('draft')")
    assert not [line for line in seen.console if "Content Security Policy" in line]
