"""Rules for time: what is dated by the day it is read on, and dates that can't be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from explainers import dates
from explainers.checks.page import PROSE, Page
from explainers.checks.words import asks_of_now, undated, undated_signs
from explainers.content_kinds import kinds_with
from explainers.locales import base_language
from explainers.model import Event, Explainer, Relation
from explainers.problems import Problem
from explainers.reading.blocks import Block
from explainers.reading.figures import Figure, figures
from explainers.reading.months import weekday_beside, weekday_words, weekdays

__all__ = [
    "as_of_in_future", "event_out_of_order", "future_date", "review_overdue", "undated_word", "wrong_weekday",
]  # fmt: skip

_DATED: Final = kinds_with(lambda kind: kind.about_world)


def undated_word(page: Page) -> Iterator[Problem]:
    """A word such as *now*, *recently* or *last year* dates something by the day on which it is read.

    A page is read years after it was written. It says when: "in November 2023", "until February". Words are
    looked for in English, French, Spanish and German, in titles and headings too, but not in quotations. A heading
    that asks may say *now* and *so far* ("Why now?"): its answer says when.

    What to do: write the date that the source gives; if it gives none, leave the word out.

    Wrong (body):

        The envoys recently met in Karlstad [@wire, para. 1].

    Right (body):

        The envoys met in Karlstad in September 1905 [@wire, para. 1].
    """
    if page.kind not in _DATED:
        return
    for block in page.having(undated_signs):
        pattern = undated(block.language) if block.kind in PROSE else None
        if pattern is None:
            continue
        asks = block.kind == "heading" and block.text.rstrip().endswith("?")
        for found in pattern.finditer(page.outside(block)):
            if asks and asks_of_now(found[0], block.language):
                continue
            message = f"'{found[0]}' says nothing to somebody who reads this years later: write when it was"
            yield page.problem("undated-word", block.place_of(found.start(), found.end()), message)


def wrong_weekday(page: Page) -> Iterator[Problem]:
    """A day of the week is not that of the date beside it.

    One of the two is wrong, and readers can't tell which. The names of days are those of CLDR, in every language of a
    site, in full and abbreviated. A date without a year is that of the cited source. Up to 1923, a date may also be one
    of the Julian calendar.

    What to do: look the date up in the source, and correct the day of the week or the date.

    Wrong (body):

        The envoys met in Karlstad on Monday 23 September 1905 [@wire, para. 1].

    Right (body):

        The envoys met in Karlstad on Saturday 23 September 1905 [@wire, para. 1].
    """
    for block in page.having(weekday_words):
        if block.kind not in PROSE or not _DIGIT.search(block.text):
            continue
        text = page.outside(block)
        for figure in figures(text, block.language):
            named = weekday_beside(text, figure.start, figure.end, block.language)
            days = _days(page, block, figure) if named else []
            if named and days and not any(named.number in _weekday_numbers(day) for day in days):
                written = dates.in_words(days[0].isoformat(), "en")
                message = f"'{text[named.start : named.end]}' isn't the day of its date: {written} is a {days[0]:%A}"
                suggestion = _day_name(days[0], text[named.start], block.language)
                yield page.problem("wrong-weekday", block.place_of(named.start, named.end), message, suggestion)


_DIGIT: Final = re.compile(r"\d")
_LAST_JULIAN: Final = 1923  # the year in which Greece was the last country to change its civil calendar


def _days(page: Page, block: Block, figure: Figure) -> list[date]:
    """Return the days that a date can be: of one without its year, those of what is cited for it."""
    if not figure.value.startswith("--"):
        return _as_days([figure.value])
    statements = (one for one in page.statements if one.block is block and one.start <= figure.start < one.end)
    cited = next((one.support.figures for one in statements), frozenset[str]())
    return _as_days(sorted(value for value in cited if value[4:] == figure.value[1:]))


def _as_days(values: Iterable[str]) -> list[date]:
    return [date.fromisoformat(value) for value in values if _FULL_DATE.fullmatch(value)]


_FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _weekday_numbers(day: date) -> set[int]:
    """Return which days of the week a date can be, from 1 for Monday: before 1924 also by the Julian calendar."""
    found = {day.isoweekday()}
    if day.year <= _LAST_JULIAN:
        behind = day.year // 100 - day.year // 400 - 2  # days between the calendars
        found.add((day.isoweekday() + behind - 1) % 7 + 1)
    return found


def _day_name(day: date, first: str, language: str) -> str | None:
    """Return what a day of the week is called in a language, with a capital where `first` is one."""
    named = {number: name for name, number in weekdays(base_language(language)).items()}
    name = named.get(day.isoweekday())
    return name.capitalize() if name and first.isupper() else name


def as_of_in_future(page: Page) -> Iterator[Problem]:
    """A relation is described as of a day that is still to come.

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
    if isinstance(record, Explainer):  # a date that has not come is the slip itself, where none may be later
        for key, value in (("modified", record.modified), ("review_by", record.review_by)):
            if value and value < record.date and (page.site.by_date or page.site.has_come(record.date)):
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
