"""What an explainer's page says of itself: how long it takes to read, how current it is, where to report an error."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from explainers.model import Explainer
from explainers.pages.explainer_pages import explainer as explainer_page
from explainers.pages.views import ExplainerView
from explainers.prose import Body, Citation, Cite, Paragraph
from tests.pages.corpora import SITE, context, explainer, known

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
