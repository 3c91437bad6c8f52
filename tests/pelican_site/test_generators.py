"""Explainers in Pelican's context: which list each is in, in which order, and with its translations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG

from explainers.model import Explainer
from explainers.pages.templates import Theme
from explainers.pelican_site.generators import ExplainersGenerator, NoPagesGenerator
from explainers.pipeline import ReadSite
from explainers.site_settings import SiteNames
from tests.pages.corpora import SITE, explainer, known

NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Havre")}
EXPLAINERS = (
    explainer("cod", date="2025-01-01", tags=("Fish",)),
    explainer("eel", date="2025-03-01", tags=("Fish", "Law")),
    explainer("bass", date="2025-03-01"),
    explainer("hake", date="2025-02-01", status="hidden"),
    explainer("ling", date="2025-02-01", status="draft"),
)


@pytest.fixture
def made(root: Path, tmp_path: Path) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Pelican's context once explainers are in it, and the signals that were sent meanwhile."""
    sent: list[str] = []

    def sorted_in(_: object) -> None:
        sent.append("pretaxonomy")

    def finished(_: object) -> None:
        sent.append("finalized")

    with (
        signals.article_generator_pretaxonomy.connected_to(sorted_in),
        signals.article_generator_finalized.connected_to(finished),
    ):
        yield _context(EXPLAINERS, root, tmp_path), sent


def _context(explainers: tuple[Explainer, ...], root: Path, folder: Path) -> dict[str, Any]:
    settings = {**DEFAULT_CONFIG, "PATH": str(folder), "SITEURL": SITE, "TIMEZONE": "UTC", "CACHE_PATH": str(folder)}
    read = ReadSite(known(*explainers, names=NAMES), Theme(root / "theme"))
    context: dict[str, Any] = {"explainers_site": read, "generated_content": {}, "static_links": set()}
    for kind in (ExplainersGenerator, NoPagesGenerator):
        options = {"context": context, "settings": settings, "path": str(folder), "theme": "", "output_path": ""}
        kind(**options).generate_context()
    return context


def _slugs(articles: list[Any]) -> list[str]:
    return [f"{one.slug}.{one.lang}" for one in articles]


Made = tuple[dict[str, Any], list[str]]


def test_each_is_in_the_list_of_its_status_newest_first_and_then_by_slug(made: Made) -> None:
    context, _ = made
    assert _slugs(context["articles"]) == ["bass.en", "eel.en", "cod.en"]
    assert _slugs(context["hidden_articles"]) == ["hake.en"]
    assert _slugs(context["drafts"]) == ["ling.en"]
    assert _slugs(context["dates"]) == _slugs(context["articles"])


def test_each_knows_its_translations_and_they_know_it(made: Made) -> None:
    first = made[0]["articles"][0]
    assert _slugs(first.translations) == ["bass.fr"]
    assert first.translations[0].translations == [first]


def test_tags_and_categories_list_what_is_published(made: Made) -> None:
    context, _ = made
    tags = {tag.name: _slugs(articles) for tag, articles in dict(context["tags"]).items()}
    assert tags == {"Fish": ["eel.en", "cod.en"], "Law": ["eel.en"]}
    assert [_slugs(articles) for _, articles in context["categories"]] == [["bass.en", "eel.en", "cod.en"]]
    assert context["authors"] == []


def test_plugins_hear_of_them_before_they_are_grouped_and_after(made: Made) -> None:
    assert made[1] == ["pretaxonomy", "finalized"]


def test_pelican_has_no_pages_of_its_own(made: Made) -> None:
    assert [made[0][name] for name in ("pages", "hidden_pages", "draft_pages")] == [[], [], []]


def test_a_site_without_explainers_has_empty_lists(root: Path, tmp_path: Path) -> None:
    context = _context((), root, tmp_path)
    assert (context["articles"], context["drafts"], context["categories"]) == ([], [], [])
