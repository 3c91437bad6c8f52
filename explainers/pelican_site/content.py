"""Explainers as Pelican's Articles: for feeds, signals and plugins. Pages are not made from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pelican.contents import Article
from pelican.urlwrappers import Category, Tag

from explainers.model import Explainer
from explainers.pages.feeds import feed_text
from explainers.pages.page_context import PageContext
from explainers.pages.render import rendered
from explainers.pages.templates import Theme
from explainers.site.site import Site
from explainers.urls import file_of

__all__ = ["ExplainerArticle", "article"]


class ExplainerArticle(Article):  # type: ignore[misc]
    """An explainer in one language. Its content is made when it is asked for, with absolute links."""

    def __init__(self, site: Site, theme: Theme, record: Explainer, language: str, **rest: Any) -> None:
        self._made: tuple[Site, Theme, Explainer, str] = (site, theme, record, language)
        super().__init__("", **rest)
        self.lang = language

    def get_content(self, siteurl: str) -> str:  # noqa: ARG002 - Pelican's signature
        """Return the explainer's text as a feed shows it."""
        site, theme, record, language = self._made
        context = PageContext(site, "explainer", language, record.slug, absolute=True)
        return rendered(theme, "feed.html", language, feed_text(context, record.slug)).decode()

    @property
    def content(self) -> str:
        """The same as `get_content`."""
        return self.get_content(self.settings["SITEURL"])

    def get_summary(self, siteurl: str) -> str:  # noqa: ARG002 - Pelican's signature
        """Return the explainer's summary, which has no links."""
        return str(self.metadata["summary"])

    def refresh_metadata_intersite_links(self) -> None:
        """Do nothing: our links are made with their pages."""


def article(
    site: Site,
    theme: Theme,
    record: Explainer,
    language: str,
    settings: Mapping[str, Any],
    context: dict[str, Any],
) -> ExplainerArticle:
    """Return an explainer as a Pelican Article in one language, the original standing in where it must."""
    text = record.texts.get(language) or record.texts[record.language]
    address = site.settings.urls.address("explainer", language, record.slug)
    metadata: dict[str, Any] = {
        "title": text.title,
        "summary": text.summary,
        "date": datetime.fromisoformat(record.date),
        "slug": record.slug,
        "lang": language,
        "status": "draft" if site.is_draft(record.slug) else record.status,
        "tags": [Tag(tag, settings) for tag in record.tags],
        "category": Category(settings["DEFAULT_CATEGORY"], settings),
        "url": address,
        "save_as": file_of(address),
    }
    if record.modified:
        metadata["modified"] = datetime.fromisoformat(record.modified)
    return ExplainerArticle(
        site,
        theme,
        record,
        language,
        metadata=metadata,
        settings=settings,
        source_path=f"{settings['PATH']}/{record.path}",
        context=context,
    )
