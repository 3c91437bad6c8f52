"""The built site, served; pages of it opened; and copies of its pages with a fault planted in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bench.kinds import heaviest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

Change = Callable[[str], str]
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def site_address(built_site: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the built site, with a final slash."""
    return serve_folder(built_site)


@pytest.fixture
def opened(built_site: Path, site_address: str, look: Callable[..., Visit]) -> Callable[..., Page]:
    """A function that opens the heaviest page of a kind in a language, in a window in which nothing is drawn; further
    options are those of `look`."""

    def page(kind: str, language: str, **options: Any) -> Page:
        where = site_address + heaviest(built_site, kind, language).path
        return look(where, **{"viewport": DESK, "still": True, **options}).page

    return page


@pytest.fixture(scope="session")
def _planted_folder(tmp_path_factory: pytest.TempPathFactory, serve_folder: Callable[[Path], str]) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("planted")
    return folder, serve_folder(folder)


@pytest.fixture
def planted(built_site: Path, _planted_folder: tuple[Path, str], look: Callable[..., Visit]) -> Callable[..., Visit]:
    """A function that opens a copy of a page with a change in it: what gates must find."""

    def page(change: Change, kind: str = "explainer", **options: Any) -> Visit:
        html = (built_site / heaviest(built_site, kind, "en").file).read_text(encoding="utf-8")
        changed = change(html)
        assert changed != html, "nothing was planted"
        folder, address = _planted_folder
        number = len(list(folder.iterdir()))
        (folder / str(number)).mkdir()
        (folder / str(number) / "index.html").write_text(changed, encoding="utf-8")
        return look(f"{address}{number}/", **{"viewport": DESK, "still": True, **options})

    return page
