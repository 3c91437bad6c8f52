"""Pelican's generators for explainers: they give Articles to Pelican's context, signals and feeds; the pages
themselves are made by the engine.
"""

from __future__ import annotations

from typing import Any

from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals

from explainers.pelican_site.content import ExplainerArticle, article

__all__ = ["ExplainersGenerator", "NoPagesGenerator"]


class ExplainersGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Stands in for Pelican's generator of articles; `context["explainers_site"]` brings what was read."""

    settings: dict[str, Any]

    def generate_context(self) -> None:
        """Fill Pelican's context with Articles, as its own generator does, in linear time."""
        site = self.context["explainers_site"]
        languages = site.site.settings.languages
        groups: dict[str, list[ExplainerArticle]] = {"published": [], "hidden": [], "draft": []}
        for record in site.site.corpus.explainers.values():
            made = [
                article(site.site, site.theme, record, language, self.settings, self.context) for language in languages
            ]
            for one in made:
                one.translations = [other for other in made if other is not one]
            groups[made[0].status].append(made[0])
            self.add_source_path(made[0])
        for kind, originals in groups.items():
            self._keep(kind, originals)
        signals.article_generator_pretaxonomy.send(self)
        self._group_by_taxonomy()
        self._update_context(
            ("articles", "drafts", "hidden_articles", "dates", "tags", "categories", "authors", "related_posts")
        )
        signals.article_generator_finalized.send(self)

    def _keep(self, kind: str, originals: list[ExplainerArticle]) -> None:
        originals.sort(key=lambda one: one.slug)
        originals.sort(key=lambda one: one.date, reverse=True)
        translations = [other for one in originals for other in one.translations]
        names = {"published": "articles", "hidden": "hidden_articles", "draft": "drafts"}
        others = {"published": "translations", "hidden": "hidden_translations", "draft": "drafts_translations"}
        setattr(self, names[kind], originals)
        setattr(self, others[kind], translations)

    def _group_by_taxonomy(self) -> None:
        self.authors: Any
        self.categories: Any
        for one in self.articles:
            self.categories[one.category].append(one)
            for tag in one.tags:
                self.tags[tag].append(one)
            if hasattr(one, "author"):  # which only a setting says
                self.authors[one.author].append(one)
        self.dates = list(self.articles)
        self.categories = sorted(self.categories.items())
        self.authors = sorted(self.authors.items())

    def generate_output(self, writer: Any) -> None:
        """Write Pelican's further feeds, where settings ask for some; our own are pages, and the engine makes them."""
        settings = self.settings
        self.settings = {**settings, "FEED_ALL_ATOM": None}
        try:
            if self.articles:
                self.generate_feeds(writer)
        finally:
            self.settings = settings

    def check_disabled_readers(self) -> None:
        """Do nothing: our files have one reader."""


class NoPagesGenerator(PagesGenerator):  # type: ignore[misc]
    """Stands in for Pelican's generator of pages: the site's pages are made by the engine."""

    def generate_context(self) -> None:
        """Leave Pelican's lists of pages empty."""
        self._update_context(("pages", "hidden_pages", "draft_pages"))
        signals.page_generator_finalized.send(self)

    def generate_output(self, writer: Any) -> None:
        """Write nothing."""

    def check_disabled_readers(self) -> None:
        """Do nothing: our files have one reader."""
