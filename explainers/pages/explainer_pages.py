"""View functions of the pages that tell the story: home and explainers."""

from __future__ import annotations

from math import ceil
from typing import Final
from urllib.parse import quote

from explainers.dates import machine, parse
from explainers.model import CHANGE_KINDS, Event, Explainer, ExplainerText, Page, PageText
from explainers.pages.citing import cite_line, cite_links
from explainers.pages.frames import frame
from explainers.pages.page_context import PageContext, month_of
from explainers.pages.parts import change_item, contents, corrections, main_pair, sidebar, teaser, timeline
from explainers.pages.prose import text_of
from explainers.pages.receipts import Receipts
from explainers.pages.tag_pages import tag_links
from explainers.pages.view_parts import LabelledDate
from explainers.pages.views import ExplainerView, HomeView
from explainers.site.mentions import links_in

__all__ = ["explainer", "home"]

_WORDS_A_MINUTE: Final = 200
_STALE_AFTER: Final = 90  # days between the newest source and the page's date, from which on the page says so
_STORY: Final = 5
_CHANGES: Final = 5


def home(context: PageContext) -> HomeView:
    """Return the home page: the story in a few lines, the explainers, the relations."""
    receipts, page = Receipts(context), context.site.page("home")
    names = context.site_names
    text, language = PageText(names.subtitle or names.name, ""), ""
    if page:
        text, language = context.chosen(page.texts, page.language)
    codes = context.site.codes()
    return HomeView(
        frame(context, "", text.summary or names.subtitle, language),
        text.title,
        text.summary,
        text_of(context, receipts, text.body),
        timeline(context, receipts, () if text.body.blocks else _story(context, page)),
        tuple(teaser(context, slug) for slug in _in_order(context, text)),
        sidebar(context, receipts, codes[:_ON_HOME], brief=True),
        corrections(context, CHANGE_KINDS, most=_CHANGES),
        receipts.source_cards(),
    )


def _story(context: PageContext, page: Page | None) -> list[Event]:
    """Return the events that tell the story where the home page has no words of its own, oldest first."""
    named = [event for id in page.events if (event := context.site.event(id))] if page else []
    return named or list(reversed(context.site.events()[:_STORY]))


def _in_order(context: PageContext, text: PageText) -> list[str]:
    """Return the newest explainers, newest first; those of one day in the order in which the story leads to them."""
    places: dict[str, int] = {}
    for link in links_in(text.body):
        places.setdefault(link.path, len(places))
    found = [listing for slug in context.site.newest() if (listing := context.site.listing(slug))]
    told = sorted(found, key=lambda one: places.get(f"explainers/{one.slug}.md", len(places)))
    return [one.slug for one in sorted(told, key=lambda one: one.date, reverse=True)]


_ON_HOME: Final = 6  # countries whose pairs the home page lists: more would be a wall


def explainer(context: PageContext) -> ExplainerView:
    """Return an explainer's page. Receipts are numbered in the order of the page."""
    record = context.site.explainer(context.slug)
    assert record is not None, "the plan names explainers that are there"
    text, language = context.chosen(record.texts, record.language)
    receipts = Receipts(context)
    return ExplainerView(
        frame=frame(context, text.title, text.summary, language, record=record),
        pair=main_pair(context, record.countries),
        title=text.title,
        summary=text.summary,
        dates=_dates(context, record),
        minutes=max(1, ceil(text.body.words / _WORDS_A_MINUTE)),
        current=_current(context, record, text),
        overdue=context.when(record.review_by) if record.review_by and context.site.overdue(record.slug) else None,
        draft=record.status == "draft" or (context.site.settings.by_date and context.site.is_draft(record.slug)),
        key_points=tuple(text_of(context, receipts, point, margin=True) for point in text.key_points),
        contents=contents(text.body),
        body=text_of(context, receipts, text.body, margin=True),
        unknowns=tuple(text_of(context, receipts, one, default="unknown", margin=True) for one in text.unknowns),
        changes=tuple(
            change_item(context, receipts, change, words)
            for change, words in zip(record.changes, text.changes, strict=False)
        ),
        sidebar=sidebar(context, receipts, record.countries),
        timeline=timeline(context, receipts, context.site.events_for(record)),
        events=context.link("timeline"),
        source_cards=receipts.source_cards(),
        cite=cite_line(context, record),
        cite_files=cite_links(context),
        report=_report(context, text),
        tags=tag_links(context, record.tags),
    )


def _dates(context: PageContext, record: Explainer) -> tuple[LabelledDate, ...]:
    dates = (
        (context.say("Published"), record.date),
        (context.say("Changed"), record.modified),
        (context.say("Next review"), record.review_by),
    )
    return tuple(LabelledDate(label, context.when(date)) for label, date in dates if date)


def _current(context: PageContext, record: Explainer, text: ExplainerText) -> str:
    """Return how current a page is, where its newest source is much older than the page."""
    cited = context.cited(text)
    if not cited.newest:
        return ""
    newest = parse(cited.newest)
    if (parse(record.modified or record.date).first - newest.last).days <= _STALE_AFTER:
        return ""
    return context.say(
        "This page describes %(period)s; nothing %(after)s is covered.",
        period=context.date(month_of(newest), "of"),
        after=context.date(machine(newest) or newest.text, "after"),
    )


def _report(context: PageContext, text: ExplainerText) -> str:
    """Return where to report an error; an e-mail says which page it is about: its title, and its address."""
    address = context.site.settings.report
    if not address.startswith("mailto:"):
        return address
    about = {"subject": text.title, "body": context.absolute_address or context.address}
    fields = "&".join(f"{name}={quote(value, safe='')}" for name, value in about.items())
    return f"{address}{'&' if '?' in address else '?'}{fields}"
