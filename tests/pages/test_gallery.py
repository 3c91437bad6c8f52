"""The gallery shows each component of a theme in its states, on one page that holds together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from explainers.pages.examples import components
from explainers.pages.gallery import gallery
from explainers.pages.templates import Theme


@pytest.fixture(scope="module")
def theme(root: Path) -> Theme:
    return Theme(root / "theme")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_component_and_every_example_is_there(theme: Theme, language: str) -> None:
    page = html.document_fromstring(gallery(theme, language).decode())
    shown = components(theme, language)
    assert page.xpath("//main/div/section/@aria-labelledby") == [component.name for component in shown]
    examples = sum(len(part.examples) for component in shown for part in component.parts)
    assert len(page.xpath("//figure[@class='specimen']")) >= examples > 90


def test_the_interface_texts_are_in_the_language_that_is_asked_for(theme: Theme) -> None:
    assert "In short" in gallery(theme, "en").decode()
    assert "L’essentiel" in gallery(theme, "fr").decode() or "En bref" in gallery(theme, "fr").decode()


def test_ids_stand_once_and_places_are_still_found(theme: Theme) -> None:
    page = html.document_fromstring(gallery(theme).decode())
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    strip = page.xpath("//section[@aria-labelledby='contents']//a/@href")
    assert all(re.match(r"#contents-", href) for href in strip)


def test_the_page_needs_nothing_else_and_its_policy_lets_nothing_in(theme: Theme) -> None:
    text = gallery(theme).decode()
    assert "default-src 'none'" in text
    assert not html.document_fromstring(text).xpath("//link[not(@rel='icon')] | //script | //iframe")


def test_the_same_theme_gives_the_same_bytes(root: Path, theme: Theme) -> None:
    assert gallery(theme) == gallery(Theme(root / "theme"))
