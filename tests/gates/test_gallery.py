"""The theme's components, each in its states, pass the gates too: what no page of the site happens to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from explainers.pages.gallery import gallery
from explainers.pages.templates import Theme
from tests.fonts import with_any_fonts
from tests.gates.conftest import DESK, PHONE
from tests.gates.file_gates import policy_faults
from tests.gates.gate import axe_violations, cramped_texts, pale_texts
from tests.gates.planting import told

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.conftest import Visit

# One page has the headers, sidebars and titles of many: rules for a page as a whole say nothing of a component.
FOR_WHOLE_PAGES = ("landmark-unique: ", "heading-order: ")


@pytest.fixture(scope="module")
def galleries(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the gallery in each language."""
    folder, theme = tmp_path_factory.mktemp("gallery"), Theme(root / "theme")
    for language in ("en", "fr"):
        (folder / f"{language}.html").write_bytes(gallery(theme, language))
    return folder


every_window = pytest.mark.parametrize(
    ("language", "window", "scheme"),
    [
        ("en", PHONE, "dark"),
        ("fr", DESK, "light"),
        pytest.param("en", DESK, "dark", marks=pytest.mark.slow),
        pytest.param("fr", PHONE, "light", marks=pytest.mark.slow),
    ],
)


@pytest.mark.browser
@every_window
def test_everybody_can_use_every_component_in_its_states(
    galleries: Path, look: Callable[..., Visit], language: str, window: ViewportSize, scheme: str
) -> None:
    seen = look((galleries / f"{language}.html").as_uri(), viewport=window, color_scheme=scheme)
    found = [fault for fault in axe_violations(seen.page) if not fault.startswith(FOR_WHOLE_PAGES)]
    found += pale_texts(seen.page)
    assert not found, told(found)
    assert seen.console == []


@with_any_fonts
@pytest.mark.browser
@every_window
def test_nothing_of_a_component_is_lost_or_stands_on_something_else(
    galleries: Path, look: Callable[..., Visit], language: str, window: ViewportSize, scheme: str
) -> None:
    page = look((galleries / f"{language}.html").as_uri(), viewport=window, color_scheme=scheme).page
    found = cramped_texts(page)
    assert not found, told(found)


def test_the_gallerys_policy_covers_it(galleries: Path) -> None:
    assert policy_faults((galleries / "en.html").read_bytes()) == []
