"""View functions of the pages that tell the story: home and explainers."""

from __future__ import annotations

from math import ceil
from typing import Final
from urllib.parse import quote

from explainers.dates import machine, parse
from explainers.knowing.mentions import citations_in
from explainers.model import Explainer, ExplainerText
from explainers.showing.citing import cite_line, cite_links
from explainers.showing.frames import frame
from explainers.showing.parts import change_item, corrections, sidebar, teaser, tie, timeline
from explainers.showing.prose import text_of
from explainers.showing.receipts import Receipts
from explainers.showing.sheet import Sheet, month_of
from explainers.showing.views import ExplainerView, HomeView, LabelledDate, Link

__all__ = ["explainer", "home"]

_WORDS_A_MINUTE: Final = 200
_STALE_AFTER: Final = 90  # days between the newest source and the page's date, from which on the page says so
_STORY: Final = 5
_CHANGES: Final = 5


def home(sheet: Sheet) -> HomeView:
    """Return the home page: the story in a few lines, the explainers, the relations."""
    receipts, page = Receipts(sheet), sheet.facts.page("home")
    names = sheet.facts.settings.names[sheet.language]
    title, summary, language = names.subtitle or names.name, "", ""
    if page:
        text, language = sheet.chosen(page.texts, page.language)
        title, summary = text.title, text.summary
    story = [event for id in page.events if (event := sheet.facts.event(id))] if page and page.events else []
    events = story or list(reversed(sheet.facts.events()[:_STORY]))
    codes = sheet.facts.codes()
    return HomeView(
        frame(sheet, "", summary or names.subtitle, language),
        title,
        summary,
        timeline(sheet, receipts, events),
        tuple(teaser(sheet, slug) for slug in sheet.facts.newest()),
        sidebar(sheet, receipts, codes[:_ON_HOME], brief=True),
        corrections(sheet, ("correction", "clarification", "update"), most=_CHANGES),
        receipts.slips(),
    )


_ON_HOME: Final = 6  # countries whose pairs the home page lists: more would be a wall


def explainer(sheet: Sheet) -> ExplainerView:
    """Return an explainer's page. Receipts are numbered in the order of the page."""
    record = sheet.facts.explainer(sheet.slug)
    assert record is not None, "the plan names explainers that are there"
    text, language = sheet.chosen(record.texts, record.language)
    receipts, main = Receipts(sheet), record.countries[:2]
    return ExplainerView(
        frame=frame(sheet, text.title, text.summary, language, record=record),
        tie=tie(sheet, (main[0], main[1])) if len(main) == 2 else None,
        title=text.title,
        summary=text.summary,
        dates=_dates(sheet, record),
        minutes=max(1, ceil(text.body.words / _WORDS_A_MINUTE)),
        current=_current(sheet, record, text),
        overdue=sheet.when(record.review_by) if record.review_by and sheet.facts.overdue(record.slug) else None,
        draft=record.status == "draft" or (sheet.facts.settings.by_date and sheet.facts.is_draft(record.slug)),
        key_points=tuple(text_of(sheet, receipts, point, margin=True) for point in text.key_points),
        contents=tuple(Link(head.text, f"#{head.id}") for head in text.body.headings if head.level == 2),
        body=text_of(sheet, receipts, text.body, margin=True),
        unknowns=tuple(text_of(sheet, receipts, one, otherwise="unknown", margin=True) for one in text.unknowns),
        changes=tuple(
            change_item(sheet, receipts, change, words)
            for change, words in zip(record.changes, text.changes, strict=False)
        ),
        sidebar=sidebar(sheet, receipts, record.countries),
        timeline=timeline(sheet, receipts, sheet.facts.events_within(record.countries)),
        slips=receipts.slips(),
        cite=cite_line(sheet, record),
        cite_files=cite_links(sheet),
        report=_report(sheet, text),
    )


def _dates(sheet: Sheet, record: Explainer) -> tuple[LabelledDate, ...]:
    dates = (
        (sheet.say("Published"), record.date),
        (sheet.say("Changed"), record.modified),
        (sheet.say("Next review"), record.review_by),
    )
    return tuple(LabelledDate(label, sheet.when(date)) for label, date in dates if date)


def _current(sheet: Sheet, record: Explainer, text: ExplainerText) -> str:
    """Return how current a page is, where its newest source is much older than the page."""
    published = [
        sheet.facts.source(key).published for key in dict.fromkeys(citation.source for citation in citations_in(text))
    ]
    if not published:
        return ""
    newest = max((parse(date) for date in published), key=lambda date: date.last)
    if (parse(record.modified or record.date).first - newest.last).days <= _STALE_AFTER:
        return ""
    return sheet.say(
        "This page describes %(period)s; nothing %(after)s is covered.",
        period=sheet.date(month_of(newest), "of"),
        after=sheet.date(machine(newest) or newest.text, "after"),
    )


def _report(sheet: Sheet, text: ExplainerText) -> str:
    """Return where to report an error; an e-mail says which page it is about: its title, and its address."""
    address = sheet.facts.settings.report
    if not address.startswith("mailto:"):
        return address
    about = {"subject": text.title, "body": sheet.urls.absolute(sheet.address) if sheet.urls.site else sheet.address}
    fields = "&".join(f"{name}={quote(value, safe='')}" for name, value in about.items())
    return f"{address}{'&' if '?' in address else '?'}{fields}"
