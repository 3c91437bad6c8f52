"""View functions of feeds (Atom, RFC 4287): the newest explainers, and the corrections, each in one language.

Nothing here depends on when the site is built: moments are those of the content. Ids are ``tag:`` URIs (RFC 4151) of
the day of first publication and of the page's name, so that they outlive a change of its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlsplit

from explainers.model import CORRECTING
from explainers.pages.machine_views import FeedEntry, FeedText, FeedView
from explainers.pages.page_context import PageContext, shared
from explainers.pages.parts import change_item
from explainers.pages.prose import text_of
from explainers.pages.receipts import Receipts
from explainers.pages.vocabulary import CHANGES
from explainers.questions import lasting

__all__ = ["corrections_feed", "feed", "feed_text"]

_NEVER: Final = "1970-01-01"  # the day of the last change where nothing was published yet


def feed(context: PageContext) -> FeedView:
    """Return the feed of the newest explainers."""
    names = context.site_names
    entries = [_explainer(context, slug) for slug in context.site.newest()]
    return _feed(context, names.name, names.subtitle, "home", entries)


def corrections_feed(context: PageContext) -> FeedView:
    """Return the feed of corrections and clarifications."""
    name = context.site_names.name
    title = context.say("%(site)s: corrections", site=name)
    subtitle = context.say("Every correction and clarification of something published, newest first.")
    return _feed(context, title, subtitle, "corrections", _corrections(context))


def feed_text(context: PageContext, slug: str) -> FeedText:
    """Return what a feed shows of an explainer; its receipts have the numbers that they have on its page."""
    record = context.site.explainer(slug)
    assert record is not None, "feeds list explainers that are there"
    page = PageContext(context.site, "explainer", context.language, slug, absolute=True)
    text, _ = page.chosen(record.texts, record.language)
    receipts = Receipts(page)
    return FeedText(
        tuple(text_of(page, receipts, point) for point in text.key_points),
        text_of(page, receipts, text.body),
        tuple(text_of(page, receipts, one, default="unknown") for one in text.unknowns),
    )


def _feed(context: PageContext, title: str, subtitle: str, page: str, entries: list[FeedEntry]) -> FeedView:
    updated = max((entry.updated for entry in entries), default=_moment(_last_change(context)))
    return FeedView(
        language=context.language,
        id=context.link(context.kind),
        href=context.link(context.kind),
        page=context.link(page),
        title=title,
        subtitle=subtitle,
        author=context.site_names.name,
        home=context.link("home"),
        licence=licence.reference if (licence := context.site.settings.licence) else "",
        updated=updated,
        entries=tuple(entries),
    )


def _last_change(context: PageContext) -> str:
    """Return the day of the last change of anything published."""
    listings = (context.site.listing(slug) for slug in context.site.published())
    return max((one.modified or one.date for one in listings if one), default=_NEVER)


@shared
@lasting  # an edit of a new explainer makes the feeds again that it is in: each shows twenty others
def _explainer(context: PageContext, slug: str) -> FeedEntry:
    record = context.site.explainer(slug)
    assert record is not None, "feeds list explainers that are there"
    text, language = context.chosen(record.texts, record.language)
    return FeedEntry(
        id=_tag(context, record.date, slug),
        href=context.link("explainer", slug),
        title=text.title,
        language=language,
        published=_moment(record.date),
        updated=_moment(record.modified or record.date),
        summary=text.summary,
        tags=record.tags,
        explainer=feed_text(context, slug),
        change=None,
    )


def _corrections(context: PageContext) -> list[FeedEntry]:
    """Return the newest corrections. Those of one explainer on one day are numbered in the order of its file."""
    changes = [(slug, place) for slug, place in context.site.changes() if _is_correction(context, slug, place)]
    numbers = dict(_numbered(context, changes))
    return [
        _correction(context, slug, place, numbers[slug, place])
        for slug, place in changes[: context.site.settings.newest]
    ]


def _is_correction(context: PageContext, slug: str, place: int) -> bool:
    record = context.site.explainer(slug)
    return record is not None and record.changes[place].kind in CORRECTING


def _numbered(context: PageContext, changes: Iterable[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], int]]:
    seen: Counter[tuple[str, str]] = Counter()
    for slug, place in sorted(changes):
        record = context.site.explainer(slug)
        assert record is not None, "changes are those of explainers that are there"
        seen[slug, record.changes[place].date] += 1
        yield (slug, place), seen[slug, record.changes[place].date]


def _correction(context: PageContext, slug: str, place: int, number: int) -> FeedEntry:
    record = context.site.explainer(slug)
    assert record is not None, "changes are those of explainers that are there"
    text, language = context.chosen(record.texts, record.language)
    change = record.changes[place]
    kind = context.say(CHANGES[change.kind])
    return FeedEntry(
        id=_tag(context, record.date, slug, change.date, *([str(number)] if number > 1 else [])),
        href=context.link("explainer", slug, "at-changes"),
        title=context.say("%(kind)s: %(title)s", kind=kind, title=text.title),
        language=language,
        published=_moment(change.date),
        updated=_moment(change.date),
        summary="",
        tags=(),
        explainer=None,
        change=change_item(context, None, change, text.changes[place]),
    )


def _tag(context: PageContext, day: str, *names: str) -> str:
    """Return a URI that names a thing for ever: whose it is, since when, in which language, what."""
    host = context.site.settings.tag or urlsplit(context.urls.site).hostname or "localhost"
    return f"tag:{host},{day}:" + "/".join(quote(name, safe="") for name in (context.language, *names))


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
