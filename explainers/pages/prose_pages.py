"""View functions of pages of prose (about, method), of the page for a wrong address, and of what is there for
machines (sitemap, robots).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from explainers.pages.frames import alternates, frame, method_title, own_languages
from explainers.pages.machine_views import RobotsView, SitemapEntry, SitemapView
from explainers.pages.page_context import PageContext
from explainers.pages.parts import contents, teaser
from explainers.pages.prose import text_of
from explainers.pages.receipts import Receipts, badge
from explainers.pages.subjects import languages_of, subjects
from explainers.pages.view_parts import CountryPair, StatusMeaning
from explainers.pages.views import MethodView, NotFoundView, PageView
from explainers.pages.vocabulary import BADGES, KINDS, SIGNS, STATUS_WORDS

__all__ = ["method", "not_found", "page", "robots", "sitemap"]


def page(context: PageContext) -> PageView:
    """Return a page of prose."""
    record = context.site.page(context.slug)
    assert record is not None, "the plan names pages that are there"
    text, language = context.chosen(record.texts, record.language)
    return PageView(
        frame(context, text.title, text.summary, language),
        text.title,
        text.summary,
        contents(text.body),
        text_of(context, Receipts(context), text.body),
    )


def method(context: PageContext) -> MethodView:
    """Return the page that says how claims are checked, with what badges, statuses and kinds of events mean."""
    plain = page(context) if context.site.page(context.slug) else _unwritten(context)
    return MethodView(
        plain.frame,
        plain.title,
        plain.summary,
        plain.contents,
        plain.body,
        tuple(badge(context, how) for how in BADGES),
        tuple(
            StatusMeaning(_example_pair(context, status), context.say(words.meaning))
            for status, words in STATUS_WORDS.items()
        ),
        tuple((kind, context.say(word), context.say(meaning)) for kind, (word, meaning) in KINDS.items()),
    )


def _unwritten(context: PageContext) -> PageView:
    """Return the page on the method where the site's editors have written none."""
    title = method_title(context)
    summary = context.say("Each claim names its source, and says how the source has it. Here is what the marks mean.")
    return PageView(frame(context, title, summary), title, summary, (), ())


def _example_pair(context: PageContext, status: str) -> CountryPair:
    """Return a pair between two countries without names, to show what a status looks like."""
    words = STATUS_WORDS[status]
    shown = (context.say(words.words), context.say(words.short))
    return CountryPair("A", "B", ("A", "B"), status, *shown, SIGNS[words.family], words.family, "")


def not_found(context: PageContext) -> NotFoundView:
    """Return the page for an address that leads nowhere."""
    title = context.say("Page not found")
    slugs = context.site.newest()
    return NotFoundView(
        frame(context, title, context.say("There is no page at this address.")),
        tuple(teaser(context, slug) for slug in slugs),
    )


def sitemap(context: PageContext) -> SitemapView:
    """Return all pages in the languages that they have a text in; days are those of content, never of the build."""
    entries = []
    for one in _listed(context):
        for language in (own := own_languages(context, one.texts)):
            page = PageContext(context.site, one.kind, language, one.slug)
            entries.append(SitemapEntry(context.urls.absolute(page.address), one.modified, alternates(page, own)))
    return SitemapView(tuple(entries))


class _Listed(Struct, frozen=True):
    """A page that search engines should know: kind, slug, day of its last change (or empty), the languages of its texts
    (`None`: it has no text of its own).
    """

    kind: str
    slug: str = ""
    modified: str = ""
    texts: Iterable[str] | None = None


def _listed(context: PageContext) -> Iterator[_Listed]:
    site = context.site
    listings = [listing for slug in site.published() if (listing := site.listing(slug))]
    days = {one.slug: one.modified or one.date for one in listings}
    newest = max(days.values(), default="")
    for kind, slug, key in subjects(site, days):
        if kind.listed:
            modified = newest if kind.name == "home" else days[slug] if kind.name == "explainer" else ""
            yield _Listed(kind.name, slug, modified, languages_of(site, kind.name, key))


def robots(context: PageContext) -> RobotsView:
    """Return what crawlers may read: everything."""
    return RobotsView(f"{context.urls.site}/sitemap.xml" if context.urls.site else "")
