"""Pages in the browser tests have the fonts that the tests bring, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fonts import USUAL, WIDEST, font_settings, with_any_fonts

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="fr"><title>Lettres</title>
<h1 style="font-family: Charter, 'Noto Serif', Georgia, serif">Où est l’<b>œuvre</b>, « ici » ?</h1>
<p style="font-family: system-ui, -apple-system, 'Segoe UI', sans-serif">Un <i>mot</i> − ± … et <code>code</code></p>
<p style="font-family: Verdana, 'DejaVu Sans', 'Liberation Sans', Arial">Une police de la machine</p>"""


def fonts_used(page: Page) -> set[str]:
    """The fonts of the machine that a page's letters have."""
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    document = tools.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    nodes = tools.send("DOM.querySelectorAll", {"nodeId": document, "selector": "body *"})["nodeIds"]
    used = (tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes)
    return {font["familyName"] for fonts in used for font in fonts}


@with_any_fonts
def test_pages_have_the_fonts_that_the_tests_bring(fonts: str, look: Callable[..., Visit], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    used = fonts_used(look((tmp_path / "page.html").as_uri()).page)
    assert used == {USUAL: {"Noto Serif", "Noto Sans"}, WIDEST: {"Bitstream Vera Sans"}}[fonts]


@with_any_fonts
def test_only_what_packages_bring_is_in_their_folder(fonts: str, tmp_path: Path) -> None:
    settings = font_settings(fonts, tmp_path / "fonts").read_text(encoding="utf-8")
    assert settings.count("<dir>") == 1
    assert f"<dir>{tmp_path}/fonts/fonts</dir>" in settings
    assert {file.suffix for file in (tmp_path / "fonts/fonts").iterdir()} == {".ttf"}
