"""An explainer as Pelican's Article: what feeds, signals and plugins see of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pelican.settings import DEFAULT_CONFIG

from explainers.model import Explainer
from explainers.pages.templates import Theme
from explainers.pelican_site.content import ExplainerArticle, article
from explainers.site_settings import SiteNames
from tests.pages.corpora import SITE, explainer, known

SETTINGS: dict[str, Any] = {**DEFAULT_CONFIG, "PATH": "/desk/content", "SITEURL": SITE, "TIMEZONE": "UTC"}
NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Havre")}


@pytest.fixture(scope="module")
def theme(root: Path) -> Theme:
    return Theme(root / "theme")


def _article(theme: Theme, record: Explainer, language: str = "en", **settings: Any) -> ExplainerArticle:
    return article(known(record, names=NAMES, **settings), theme, record, language, SETTINGS, {})


def test_an_article_has_what_its_explainer_says(theme: Theme) -> None:
    made = _article(theme, explainer(modified="2025-04-05", tags=("Fish", "Law")))
    assert (made.title, made.summary, made.slug, made.lang) == (
        "What did they agree?", "Two ministers met.", "herring", "en",
    )  # fmt: skip
    assert (made.date.date(), made.modified.date()) == (date(2025, 3, 2), date(2025, 4, 5))
    assert [tag.name for tag in made.tags] == ["Fish", "Law"]
    assert (made.status, made.url, made.save_as) == ("published", "herring/", "herring/index.html")
    assert made.source_path == "/desk/content/explainers/herring.md"


def test_an_explainer_that_never_changed_has_no_day_of_change(theme: Theme) -> None:
    assert not hasattr(_article(theme, explainer()), "modified")


@pytest.mark.parametrize(
    ("changes", "settings", "status"),
    [
        ({"status": "draft"}, {}, "draft"),
        ({"status": "hidden"}, {}, "hidden"),
        ({"date": "2026-09-18"}, {}, "published"),
        ({"date": "2026-09-18"}, {"by_date": True}, "draft"),
    ],
)
def test_what_waits_for_its_day_is_a_draft(
    theme: Theme, changes: dict[str, Any], settings: dict[str, Any], status: str
) -> None:
    assert _article(theme, explainer(**changes), **settings).status == status


def test_a_language_has_its_own_words_or_the_originals_at_its_own_address(theme: Theme) -> None:
    record = explainer()
    french = msgspec.structs.replace(record.texts["en"], title="Quoi ?")
    both = msgspec.structs.replace(record, texts={**record.texts, "fr": french})
    assert (_article(theme, both, "fr").title, _article(theme, both, "fr").url) == ("Quoi ?", "fr/herring/")
    assert (_article(theme, record, "fr").title, _article(theme, record, "fr").lang) == ("What did they agree?", "fr")


def test_its_content_is_the_text_as_a_feed_shows_it(theme: Theme) -> None:
    made = _article(theme, explainer())
    assert "They talked." in made.content
    assert made.content == made.get_content("https://other.example")
    assert f'"{SITE}/' in made.content
    assert 'href="/' not in made.content
    assert made.get_summary(SITE) == "Two ministers met."
