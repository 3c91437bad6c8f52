"""View functions of the pages for tags, and the links to them."""

from __future__ import annotations

from collections.abc import Iterable

from explainers.pages.frames import frame
from explainers.pages.page_context import PageContext
from explainers.pages.parts import teaser
from explainers.pages.view_parts import Link
from explainers.pages.views import TagView
from explainers.reading.slugs import file_slug

__all__ = ["tag", "tag_links"]


def tag(context: PageContext) -> TagView:
    """Return the page of a tag: the explainers that have it, newest first."""
    name = context.capitalised(context.site.tag_name(context.slug))
    summary = context.say("Our explainers on this topic, newest first.")
    teasers = tuple(teaser(context, slug) for slug in context.site.tagged(context.slug))
    return TagView(frame(context, name, summary), name, summary, teasers)


def tag_links(context: PageContext, tags: Iterable[str]) -> tuple[Link, ...]:
    """Return links to the pages of tags, as far as there are such pages."""
    if not context.urls.patterns["tag"]:
        return ()
    there = set(context.site.tags())
    return tuple(Link(one, context.link("tag", file_slug(one))) for one in tags if file_slug(one) in there)
