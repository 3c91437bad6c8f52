"""What an explainer's page says of itself, which events it shows, and how the home page tells the story."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from explainers.model import Explainer, PageText
from explainers.pages.explainer_pages import explainer as explainer_page
from explainers.pages.explainer_pages import home
from explainers.pages.views import ExplainerView, HomeView
from explainers.prose import Body, Citation, Cite, Link, PageLink, Paragraph
from tests.pages.corpora import SITE, context, event, explainer, known, prose_page, with_records

CLAIM = Paragraph(("They talked.", Cite((Citation("gazette", (1,)),))))


def page(record: Explainer, **settings: Any) -> ExplainerView:
    """Return an explainer's page."""
    return explainer_page(context(known(record, **settings), "explainer", record.slug))


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert page(explainer(body=Body((CLAIM,), words))).minutes == minutes


def test_a_page_whose_sources_are_old_says_what_it_describes_and_where_it_ends() -> None:
    said = page(explainer(date="2026-11-24")).current
    assert said == "This page describes March 2025; nothing after 1\N{NO-BREAK SPACE}March 2025 is covered."


def test_a_page_that_is_as_new_as_its_sources_says_nothing_of_that() -> None:
    assert page(explainer(date="2025-03-02")).current == ""


def test_a_report_by_mail_says_which_page_it_is_about() -> None:
    record = explainer(title="Who & what? 100 % “sure”")
    address = urlsplit(page(record, report="mailto:desk@harbour.example").report)
    assert (address.scheme, address.path) == ("mailto", "desk@harbour.example")
    assert parse_qs(address.query, strict_parsing=True) == {
        "subject": ["Who & what? 100 % “sure”"],
        "body": [f"{SITE}/herring/"],
    }
    assert "+" not in address.query, "a plus isn't a space in an e-mail's address (RFC 6068)"


def test_what_a_reports_address_says_already_stays() -> None:
    address = urlsplit(page(explainer(), report="mailto:desk@harbour.example?cc=more@harbour.example").report)
    assert set(parse_qs(address.query)) == {"cc", "subject", "body"}


def test_a_report_by_a_web_page_leads_there() -> None:
    assert page(explainer(), report="https://harbour.example/report").report == "https://harbour.example/report"
    assert page(explainer()).report == ""


# ---- what happened when ----------------------------------------------------------------------------------


def events(record: Explainer) -> list[str]:
    """Return the events on an explainer's page, of a site with three of them."""
    alone = event("harbour-opens", "2024-02", countries=("NO",))
    site = with_records(known(record), events={one.id: one for one in (event("talks"), event("vote", "2023"), alone)})
    return [one.id for one in explainer_page(context(site, "explainer", record.slug)).timeline]


def test_a_page_shows_the_events_that_belong_to_its_question_newest_first() -> None:
    assert events(explainer(events=("vote", "talks"))) == ["talks", "vote"]


def test_a_page_that_names_no_events_shows_all_between_its_countries() -> None:
    assert events(explainer()) == ["talks", "harbour-opens", "vote"]
    assert events(explainer(countries=("NO",))) == ["harbour-opens"]


# ---- the home page ---------------------------------------------------------------------------------------


def at_home(**changes: Any) -> HomeView:
    """Return the home page of a site with a page for it, and two events."""
    page = prose_page("home", **changes)
    site = with_records(
        known(explainer()),
        pages={"home": page},
        events={one.id: one for one in (event("talks"), event("vote", "2023"))},
    )
    return home(context(site, "home"))


def test_the_home_page_tells_the_story_in_its_own_words_with_receipts() -> None:
    view = at_home(texts={"en": PageText("Home", "Words.", Body((CLAIM,)))})
    assert "They talked." in "".join(part for part in view.body if isinstance(part, str))
    assert not view.story
    assert [row.number for card in view.source_cards for row in card.rows] == [1]


def test_a_home_page_without_words_tells_the_story_in_events_oldest_first() -> None:
    bare = {"en": PageText("Home", "Words.")}
    assert [one.id for one in at_home(texts=bare).story] == ["vote", "talks"]
    assert [one.id for one in at_home(texts=bare, events=("talks",)).story] == ["talks"]
    assert at_home(texts=bare).body == ()


def test_explainers_of_one_day_stand_in_the_order_in_which_the_story_leads_to_them() -> None:
    story = Body(
        (Paragraph((Link(PageLink("explainers/c.md"), ("First",)), Link(PageLink("explainers/b.md"), ("then",)))),)
    )
    days = {"a": "2025-03-02", "b": "2025-03-02", "c": "2025-03-02", "newer": "2025-03-03"}
    site = with_records(
        known(*(explainer(slug, date=day) for slug, day in days.items())),
        pages={"home": prose_page("home", texts={"en": PageText("Home", "Words.", story)})},
    )
    hrefs = [one.href for one in home(context(site, "home")).explainers]
    assert [href.strip("/").rpartition("/")[2] for href in hrefs] == ["newer", "c", "b", "a"]
