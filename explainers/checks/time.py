"""Rules for time: what is dated by the day it is read on, and dates that can't be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from explainers import dates
from explainers.checks.page import PROSE, Page
from explainers.checks.words import asks_of_now, may_be_undated, undated
from explainers.content_kinds import kinds_with
from explainers.model import Event, Explainer, Relation
from explainers.problems import Problem

__all__ = ["as_of_in_future", "event_out_of_order", "future_date", "review_overdue", "undated_word"]

_DATED: Final = kinds_with(lambda kind: kind.about_world)


def undated_word(page: Page) -> Iterator[Problem]:
    """A word such as *now*, *recently* or *last year* dates something by the day on which it is read.

    A page is read years after it was written. It says when: "in November 2023", "until February". Words are
    looked for in English and French, in titles and headings too, but not in quotations. A heading that asks
    may say *now* and *so far* ("Why now?"): its answer says when.

    What to do: write the date that the source gives; if it gives none, leave the word out.

    Wrong (body):

        The envoys recently met in Karlstad [@wire, para. 1].

    Right (body):

        The envoys met in Karlstad in September 1905 [@wire, para. 1].
    """
    if page.kind not in _DATED:
        return
    for block in page.blocks:
        pattern = undated(block.language) if block.kind in PROSE else None
        if pattern is None or not may_be_undated(block.text, block.language):
            continue
        asks = block.kind == "heading" and block.text.rstrip().endswith("?")
        for found in pattern.finditer(page.outside(block)):
            if asks and asks_of_now(found[0], block.language):
                continue
            message = f"'{found[0]}' says nothing to somebody who reads this years later: write when it was"
            yield page.problem("undated-word", block.place_of(found.start(), found.end()), message)


def as_of_in_future(page: Page) -> Iterator[Problem]:
    """A relation is described as of a day that has not come yet.

    `as_of` is the date of the newest source that speaks of the two countries. It can't be later than the day of
    the build.

    What to do: write the date of the newest source.

    Wrong (relations/norway-sweden.md):

        as_of: 2923-09-23

    Right (relations/norway-sweden.md):

        as_of: 1905-09-23
    """
    block, record = page.value("as_of"), page.document.record
    if block and isinstance(record, Relation) and not page.site.has_come(_first(record.as_of)):
        yield page.problem("as-of-in-future", block.place, _not_yet(page))


def future_date(page: Page) -> Iterator[Problem]:
    """A page, a change, the beginning of a relation, or an event that happened has a date in the future.

    Where the site publishes by date (Pelican's setting WITH_FUTURE_DATES is False), a page may have a later date:
    it waits for its day. Events that were pledged or planned may be dated in the future.

    What to do: correct the date.

    Wrong (front matter):

        date: 2923-11-24

    Right (front matter):

        date: 2023-11-24
    """
    site, record = page.site, page.document.record
    if isinstance(record, Explainer):
        written = [] if site.by_date else [("date", record.date), ("modified", record.modified or "")]
        written += [("date", change.date) for change in record.changes]
        for key, value in dict.fromkeys(written):
            if value and not site.has_come(value):
                yield page.problem("future-date", page.key_place(key, value), _not_yet(page))
    since = page.value("since")
    if since and isinstance(record, Relation) and record.since and not site.has_come(_first(record.since)):
        yield page.problem("future-date", since.place, _not_yet(page))
    for event in record if page.kind == "events" and isinstance(record, tuple) else ():
        block = page.value(f"{event.id}.when")
        if isinstance(event, Event) and block and event.kind == "happened" and not site.has_come(_first(event.when)):
            yield page.problem("future-date", block.place, _not_yet(page))


def event_out_of_order(page: Page) -> Iterator[Problem]:
    """Something ends before it starts, or is described before it began.

    An interval runs from the earlier date to the later one. A relation's `since` is not later than its `as_of`, and
    a page is neither changed nor to be reviewed before its own date.

    What to do: correct one of the two dates.

    Wrong (events.yaml):

        when: 1905-09-23/1905-08

    Right (events.yaml):

        when: 1905-09/1905-09-23
    """
    record = page.document.record
    since = page.value("since")
    if since and isinstance(record, Relation) and record.since and _first(record.since) > _last(record.as_of):
        message = f"this begins after the day as of which it is described, {record.as_of}"
        yield page.problem("event-out-of-order", since.place, message)
    if isinstance(record, Explainer):
        for key, value in (("modified", record.modified), ("review_by", record.review_by)):
            if value and value < record.date:
                message = f"this is earlier than the page's own date, {record.date}"
                yield page.problem("event-out-of-order", page.key_place(key, value), message)


def review_overdue(page: Page) -> Iterator[Problem]:
    """The day by which somebody should have looked at a page again has passed.

    Readers see it too: the page says so at the top until it has been reviewed. It is a warning, so that a site can
    always be built.

    What to do: look at the page again, correct what has to be, and set a new `review_by`.

    Wrong (front matter):

        review_by: 2023-12-31

    Right (front matter):

        review_by: 2923-12-31
    """
    record = page.document.record
    if isinstance(record, Explainer) and record.review_by and page.site.has_passed(record.review_by):
        message = f"this page should have been reviewed by {record.review_by}; today is {page.site.today()}"
        yield page.problem("review-overdue", page.key_place("review_by", record.review_by), message)


def _not_yet(page: Page) -> str:
    return f"this day has not come yet: today is {page.site.today()}"


def _first(edtf: str) -> str:
    when = dates.parse(edtf)
    return (when.end or when).first.isoformat() if when.open_start else when.first.isoformat()


def _last(edtf: str) -> str:
    return dates.parse(edtf).last.isoformat()
