"""Parts that several pages have: pairs, rows, timelines, teasers, what changed."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.model import Change
from explainers.pages.page_context import PageContext
from explainers.pages.parts import (
    change_item,
    corrections,
    country_pair,
    ordered_pairs,
    relation_row,
    sidebar,
    since_words,
    teaser,
    timeline,
)
from explainers.pages.receipts import Receipts
from explainers.site.answers import RelationStatus
from tests.pages.corpora import changed, context, event, explainer, known, relation, with_records

PAIR = ("NO", "SE")


def _page(*events: Any, **of_relation: Any) -> PageContext:
    """Return the context of the home page of a site with a relation and some events."""
    relations = {PAIR: relation(**of_relation)}
    site = with_records(known(explainer()), relations=relations, events={one.id: one for one in events})
    return context(site, "home")


@pytest.mark.parametrize("pair", [PAIR, PAIR[::-1]])
def test_a_tie_has_names_words_and_sign_in_the_order_of_slugs(pair: tuple[str, str]) -> None:
    shown = country_pair(_page(), pair)
    assert (shown.first, shown.second, shown.codes) == ("Norway", "Sweden", PAIR)
    assert (shown.words, shown.short, shown.sign, shown.family) == ("Growing closer", "closer", "+", "closer")
    assert shown.href == "relations/norway-sweden/"


def test_pairs_of_the_first_country_come_first_and_those_not_covered_last() -> None:
    site = known()
    other = site.corpus.countries["SE"].__class__
    countries = dict(site.corpus.countries)
    for code, slug in (("DK", "denmark"), ("FI", "finland")):
        countries[code] = other(slug, f"countries/{slug}.md", "en", code, (55.0, 12.0), {})
    relations = {
        ("DK", "SE"): relation(between=("DK", "SE")),
        ("FI", "SE"): relation(between=("FI", "SE"), status="not-stated"),
        PAIR: relation(),
    }
    page = context(with_records(site, countries=countries, relations=relations), "home")
    assert ordered_pairs(page, ("NO", "SE", "DK", "FI")) == (
        ("NO", "SE"), ("SE", "DK"), ("SE", "FI"), ("NO", "DK"), ("NO", "FI"), ("DK", "FI"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "as_of", "words"),
    [
        ("2022-09", "2023", "Since September 2022, as of 2023"),
        ("2022-09", None, "Since September 2022"),
        (None, "2023", "As of 2023"),
        (None, None, ""),
    ],
)
def test_since_when_and_as_of_when_are_said_in_words(since: str | None, as_of: str | None, words: str) -> None:
    assert since_words(_page(), RelationStatus(PAIR, "closer", "x", since, as_of)) == words


def test_a_row_has_what_happened_last_rather_than_what_was_promised_since() -> None:
    happened, pledged = event("talks", "2025-03-01"), event("boats", "2025-06-01", kind="pledged")
    page = _page(happened, pledged)
    row = relation_row(page, Receipts(page), PAIR)
    assert row.latest[0] == "They held talks."
    assert row.when == page.when("2025-03-01")
    page = _page(pledged)
    assert relation_row(page, Receipts(page), PAIR).latest[0] == "They held boats."


def test_a_row_without_events_has_the_relations_first_claim_and_a_brief_one_nothing() -> None:
    page = _page()
    row = relation_row(page, Receipts(page), PAIR)
    assert (row.latest[0], row.when, row.since) == ("They share boats.", None, "As of March 2025")
    assert relation_row(page, Receipts(page), PAIR, brief=True).latest == ()


def test_the_sidebar_says_as_of_when_where_that_is_one_day_for_all() -> None:
    page = _page()
    shown = sidebar(page, Receipts(page), PAIR)
    assert (shown.as_of, shown.href, len(shown.rows)) == ("As of March 2025", "map/", 1)
    assert shown.map is not None
    alone = sidebar(page, Receipts(page), ("NO",))
    assert (alone.map, alone.rows, alone.as_of) == (None, (), "")


@pytest.mark.parametrize(
    ("when", "kind", "mark", "approximate", "hollow"),
    [
        ("2025-03-02", "happened", "day", False, False),
        ("2025-03~", "alleged", "month", True, False),
        ("2025?", "planned", "year", True, True),
        ("2024/2025", "pledged", "span", False, True),
    ],
)
def test_an_event_on_a_timeline_shows_how_exact_and_how_done_it_is(
    when: str, kind: Any, mark: str, approximate: bool, hollow: bool
) -> None:
    page = _page()
    (item,) = timeline(page, Receipts(page), [event(when=when, kind=kind)])
    assert (item.id, item.mark, item.approximate, item.hollow) == ("talks", mark, approximate, hollow)
    assert [one.key for one in item.text[1].badges] == ([] if kind == "happened" else [kind])  # type: ignore[union-attr]


def test_an_event_in_another_language_says_so_and_is_escaped() -> None:
    page = _page()
    (item,) = timeline(page, Receipts(page), [event(text={"fr": "Ils <parlent>"})])
    assert item.text[0] == '<span lang="fr">Ils &lt;parlent&gt;</span>'


def test_a_teaser_has_a_tie_where_there_is_a_pair() -> None:
    site = known(explainer(modified="2025-04-01"), explainer("cod", countries=("NO",)))
    page = context(site, "home")
    shown = teaser(page, "herring")
    assert (shown.title, shown.href, shown.summary) == ("What did they agree?", "herring/", "Two ministers met.")
    assert shown.pair is not None
    assert shown.changed == page.when("2025-04-01")
    alone = teaser(page, "cod")
    assert (alone.pair, alone.changed) == (None, None)


def test_corrections_are_those_of_the_kinds_asked_for_newest_first_and_no_more_than_asked_for() -> None:
    kinds = (("2025-04-01", "correction", "One."), ("2025-05-01", "update", "Two."), ("2025-06-01", "correction", "3."))
    page = context(known(changed(explainer(), *kinds)), "home")
    found = corrections(page, ("correction",))
    assert [(one.change.now, one.change.kind) for one in found] == [(("3.",), "Correction"), (("One.",), "Correction")]
    assert (found[0].page.text, found[0].page.href) == ("What did they agree?", "herring/")
    assert [one.change.now for one in corrections(page, ("correction", "update"), 2)] == [("3.",), ("Two.",)]
    assert corrections(page, ("correction",), 0) == ()


def test_a_change_has_its_day_its_kind_and_both_wordings() -> None:
    record = changed(explainer(), ("2025-04-01", "clarification", "It is so."))
    item = change_item(
        context(known(record), "home"), None, Change("2025-04-01", "clarification"), record.texts["en"].changes[0]
    )
    assert (item.kind, item.was, item.now) == ("Clarification", ("It said so.",), ("It is so.",))
