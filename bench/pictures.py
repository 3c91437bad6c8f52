"""Makes the pictures of docs/pictures/, pages of this site, the preview and an editor with a problem: `python3 tasks.py
pictures`. That of an editor stays as it is where Neovim or tmux isn't installed.

The system's Chromium shows a copy of the site in the preview, with this project's own texts and nobody else's marks.
What it draws depends on the system's fonts: the pictures are for people, and no test compares them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.editor_picture import PROGRAMS, screen_html  # noqa: E402
from tests.machine import chromium  # noqa: E402
from tests.preview.serving import Preview, previewed  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER: Final = ROOT / "docs/pictures"
_DESK: Final = (1280, 800)
_PHONE: Final = (390, 800)
_SPOILT: Final = "Everybody has agreed to that."
_QUALITY: Final = 72
_LARGEST: Final = 90_000  # bytes


def main() -> int:
    """Make all pictures and say where they are."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = _copy(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium())
        with previewed(site, day=str(int(time.time()))) as preview:
            explainer = _explainer(site)
            _shown(browser, preview, "", "home", _DESK)
            _shown(browser, preview, f"{explainer.stem}/", "explainer", _DESK)
            _shown(browser, preview, f"{explainer.stem}/", "phone", _PHONE)
            _shown(browser, preview, "map/", "map", _DESK)
            _spoil(explainer)
            _shown(browser, preview, f"{explainer.stem}/", "preview", _DESK, wait="#live-preview pre")
        _editor(browser, explainer, site, Path(folder))
        browser.close()
    return 0


def _copy(folder: Path) -> Path:
    site = folder / "site"
    shutil.copytree(ROOT / "content", site / "content")
    shutil.copy(ROOT / "pelicanconf.py", site)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"\nTHEME = {str(ROOT / 'theme')!r}\n")
    return site


def _explainer(site: Path) -> Path:
    """Return the explainer that is shown: the one that tells of the most pledges, so that badges are seen."""
    originals = sorted(file for file in (site / "content/explainers").glob("*.md") if "." not in file.stem)
    return max(originals, key=lambda file: file.read_text(encoding="utf-8").count("pledged]"))


def _spoil(explainer: Path) -> None:
    """Write a statement without a source into a page."""
    front, line, body = explainer.read_text(encoding="utf-8").partition("\n---\n")
    explainer.write_text(f"{front}{line}\n{_SPOILT}\n{body}", encoding="utf-8")


def _shown(
    browser: Browser, preview: Preview, address: str, name: str, size: tuple[int, int], *, wait: str = "main"
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    page.set_default_timeout(300_000)  # milliseconds: machines may be busy
    page.goto(preview.address + address)
    page.locator(wait).first.wait_for()
    _kept(page, FOLDER / f"{name}.webp")
    page.close()


def _editor(browser: Browser, explainer: Path, site: Path, folder: Path) -> None:
    """Show the same problem in an editor, with what is known of the citation behind it."""
    if lacking := [name for name in PROGRAMS if shutil.which(name) is None]:
        print(f"no picture of an editor: {', '.join(lacking)} isn't installed")
        return
    lines = explainer.read_text(encoding="utf-8").split("\n")
    page = browser.new_page(viewport={"width": _DESK[0], "height": _DESK[1]})
    page.set_content(screen_html(explainer, site, lines.index(_SPOILT) + 1, r"@\w", folder))
    _kept(page, FOLDER / "editor.webp", "pre")
    page.close()


def _kept(page: Page, file: Path, part: str = "") -> None:
    FOLDER.mkdir(exist_ok=True)
    with Image.open(BytesIO(page.locator(part).screenshot() if part else page.screenshot())) as picture:
        picture.convert("RGB").save(file, "WEBP", quality=_QUALITY, method=6)
    size = file.stat().st_size
    assert size < _LARGEST, f"{file.name} has {size} bytes"
    print(f"{file.relative_to(ROOT)}: {size} bytes")


if __name__ == "__main__":
    sys.exit(main())
