"""View functions of feeds (Atom, RFC 4287): the newest explainers, and the corrections, each in one language.

Nothing here depends on when the site is built: moments are those of the content. Ids are ``tag:`` URIs (RFC 4151) of
the day of first publication and of the page's name, so that they outlive a change of its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlsplit

from explainers.showing.parts import change_item
from explainers.showing.prose import text_of
from explainers.showing.receipts import Receipts
from explainers.showing.sheet import Sheet
from explainers.showing.structured_data import LICENCE
from explainers.showing.views import FeedEntry, FeedText, FeedView
from explainers.showing.vocabulary import CHANGES

__all__ = ["corrections_feed", "feed", "feed_text"]

_NEVER: Final = "1970-01-01"  # the day of the last change where nothing was published yet


def feed(sheet: Sheet) -> FeedView:
    """Return the feed of the newest explainers."""
    names = sheet.facts.settings.names[sheet.language]
    entries = [_explainer(sheet, slug) for slug in sheet.facts.newest()]
    return _feed(sheet, names.name, names.subtitle, "home", entries)


def corrections_feed(sheet: Sheet) -> FeedView:
    """Return the feed of corrections and clarifications."""
    name = sheet.facts.settings.names[sheet.language].name
    title = sheet.say("%(site)s: corrections", site=name)
    subtitle = sheet.say("Every correction and clarification of something published, newest first.")
    return _feed(sheet, title, subtitle, "corrections", _corrections(sheet))


def feed_text(sheet: Sheet, slug: str) -> FeedText:
    """Return what a feed shows of an explainer; its receipts have the numbers that they have on its page."""
    record = sheet.facts.explainer(slug)
    assert record is not None, "feeds list explainers that are there"
    page = Sheet(sheet.facts, "explainer", sheet.language, slug, absolute=True)
    text, _ = page.chosen(record.texts, record.language)
    receipts = Receipts(page)
    return FeedText(
        tuple(text_of(page, receipts, point) for point in text.key_points),
        text_of(page, receipts, text.body),
        tuple(text_of(page, receipts, one, otherwise="unknown") for one in text.unknowns),
    )


def _feed(sheet: Sheet, title: str, subtitle: str, page: str, entries: list[FeedEntry]) -> FeedView:
    updated = max((entry.updated for entry in entries), default=_moment(_last_change(sheet)))
    return FeedView(
        language=sheet.language,
        id=sheet.link(sheet.kind),
        href=sheet.link(sheet.kind),
        page=sheet.link(page),
        title=title,
        subtitle=subtitle,
        author=sheet.facts.settings.names[sheet.language].name,
        home=sheet.link("home"),
        licence=LICENCE,
        updated=updated,
        entries=tuple(entries),
    )


def _last_change(sheet: Sheet) -> str:
    """Return the day of the last change of anything published."""
    listings = (sheet.facts.listing(slug) for slug in sheet.facts.published())
    return max((one.modified or one.date for one in listings if one), default=_NEVER)


def _explainer(sheet: Sheet, slug: str) -> FeedEntry:
    record = sheet.facts.explainer(slug)
    assert record is not None, "feeds list explainers that are there"
    text, language = sheet.chosen(record.texts, record.language)
    return FeedEntry(
        id=_tag(sheet, record.date, slug),
        href=sheet.link("explainer", slug),
        title=text.title,
        language=language,
        published=_moment(record.date),
        updated=_moment(record.modified or record.date),
        summary=text.summary,
        tags=record.tags,
        explainer=feed_text(sheet, slug),
        change=None,
    )


def _corrections(sheet: Sheet) -> list[FeedEntry]:
    """Return the newest corrections. Those of one explainer on one day are numbered in the order of its file."""
    changes = [(slug, place) for slug, place in sheet.facts.changes() if _is_correction(sheet, slug, place)]
    numbers = dict(_numbered(sheet, changes))
    return [
        _correction(sheet, slug, place, numbers[slug, place]) for slug, place in changes[: sheet.facts.settings.newest]
    ]


def _is_correction(sheet: Sheet, slug: str, place: int) -> bool:
    record = sheet.facts.explainer(slug)
    return record is not None and record.changes[place].kind != "update"


def _numbered(sheet: Sheet, changes: Iterable[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], int]]:
    seen: Counter[tuple[str, str]] = Counter()
    for slug, place in sorted(changes):
        record = sheet.facts.explainer(slug)
        assert record is not None, "changes are those of explainers that are there"
        seen[slug, record.changes[place].date] += 1
        yield (slug, place), seen[slug, record.changes[place].date]


def _correction(sheet: Sheet, slug: str, place: int, number: int) -> FeedEntry:
    record = sheet.facts.explainer(slug)
    assert record is not None, "changes are those of explainers that are there"
    text, language = sheet.chosen(record.texts, record.language)
    change = record.changes[place]
    kind = sheet.say(CHANGES[change.kind])
    return FeedEntry(
        id=_tag(sheet, record.date, slug, change.date, *([str(number)] if number > 1 else [])),
        href=sheet.link("explainer", slug, "at-changes"),
        title=sheet.say("%(kind)s: %(title)s", kind=kind, title=text.title),
        language=language,
        published=_moment(change.date),
        updated=_moment(change.date),
        summary="",
        tags=(),
        explainer=None,
        change=change_item(sheet, None, change, text.changes[place]),
    )


def _tag(sheet: Sheet, day: str, *names: str) -> str:
    """Return a URI that names a thing for ever: whose it is, since when, in which language, what."""
    host = sheet.facts.settings.tag or urlsplit(sheet.urls.site).hostname or "localhost"
    return f"tag:{host},{day}:" + "/".join(quote(name, safe="") for name in (sheet.language, *names))


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
